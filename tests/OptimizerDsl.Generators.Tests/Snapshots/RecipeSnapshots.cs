namespace OptimizerDsl.Generators.Tests;

using System.Runtime.CompilerServices;

/// <summary>Whole recipes as their users see them in the editor: few, and worth reading.</summary>
public sealed class RecipeSnapshots
{
    [Fact]
    public void PlainSgd() => Verify("""
        [Optimizer]
        [Sgd(LearningRate = 0.1)]
        public sealed partial class PlainSgd;
        """);

    [Fact]
    public void SgdWithEverything() => Verify("""
        namespace Samples;

        [Optimizer]
        [ClipByValue(0.5)]
        [Sgd(LearningRate = 0.1, Momentum = 0.9, Dampening = 0.1, Nesterov = true, WeightDecay = 1e-4, Maximize = true)]
        [StepDecay(Factor = 0.1, EverySteps = 30_000)]
        internal partial class SgdWithEverything;
        """);

    [Fact]
    public void AdamWInDouble() => Verify("""
        [Optimizer(ElementType = ElementType.Double)]
        [AdamW(LearningRate = 3e-4, AmsGrad = true)]
        public sealed partial class AdamWInDouble;
        """);

    [Fact]
    public void NAdamInBlocks() => Verify("""
        [Optimizer(State = StatePrecision.Block8)]
        [NAdam(LearningRate = 2e-3)]
        public sealed partial class NAdamInBlocks;
        """);

    [Fact]
    public void ClippedAdamWWithSchedules() => Verify("""
        [Optimizer]
        [ClipByGlobalNorm(1.0)]
        [AdamW(LearningRate = 3e-4, Beta2 = 0.95, WeightDecay = 0.1)]
        [LinearWarmup(Steps = 500)]
        [CosineDecay(Steps = 10_000, Floor = 0.1)]
        public sealed partial class ClippedAdamWWithSchedules;
        """);

    [Fact]
    public void OwnRuleWithEverything() => Verify("""
        [SafeLearningRate(Usual = 0.01)]
        public sealed partial class ProdigiousAttribute : UpdateRuleAttribute
        {
            public double Beta { get; set; } = 0.9;
            public long Every { get; set; } = 10;

            public void Begin(ref double power, ref double longest, StepInfo step)
            {
                power = step.Count == 1 ? Beta : power * Beta;
                longest = Math.Max(longest, power / Beta);
            }

            public void Update(ref Real w, Real g, ref Real m, ref Real kept, double power, StepInfo step)
            {
                double mean = Global.Sum(g);
                double spread = Global.Norm(g - mean);
                double most = Global.Max(Real.Abs(g));
                m = Beta * m + (1 - Beta) * g;
                Real d = m / (1 - power);
                bool grows = d > kept && most > 0;
                if (grows)
                {
                    kept = d;
                    w -= step.LearningRate * Real.Sign(d);
                }
                else if (Real.Abs(d) < 1e-3 || !(g < 1))
                {
                    w -= step.LearningRate * Real.FusedMultiplyAdd(d, g, 0.5);
                }
                if (Every > 0 && step.Count % Every == 0) kept *= 0.5;
                if (step.Count > 5) w -= spread * g;
            }
        }

        [Optimizer]
        [Prodigious(Beta = 0.75)]
        public sealed partial class OwnRuleWithEverything;
        """);

    [Fact]
    public void NestedInGenericContainers() => Verify("""
        namespace Models.@event
        {
            public static partial class Outer<TModel, @class>
                where TModel : new()
            {
                internal partial record struct Middle
                {
                    public partial interface IInner<T>
                    {
                        [Optimizer]
                        [ClipByValue(1)]
                        [Sgd]
                        public sealed partial record NestedInGenericContainers;
                    }
                }
            }
        }
        """);

    [Fact]
    public void RecipeWithMistakes() => Verify("""
        [Optimizer(ElementType = ElementType.Double)]
        public sealed partial class RecipeWithMistakes;
        """);

    [Fact]
    public void CompiledFormOfARule() => Snapshot.Verify(SourceCompilation.Of(SourceCompilation.Usings + """
        namespace Rules;

        public static partial class Container
        {
            public sealed partial class HalfAttribute : UpdateRuleAttribute
            {
                public double Rate { get; set; } = 0.1;
                public void Update(ref Real w, Real g, ref Real @true) => w -= Rate * (g + @true);
            }
        }
        """).Generate().Files.Single().Value, nameof(RecipeSnapshots));

    private static void Verify(string source, [CallerMemberName] string recipe = "")
    {
        GeneratedCompilation generated = SourceCompilation.Of(SourceCompilation.Usings + source).Generate();
        Assert.Empty(generated.CompilerDiagnostics);
        Snapshot.Verify(generated.Files.Single(f => f.Key.Contains(recipe, StringComparison.Ordinal)).Value, nameof(RecipeSnapshots), recipe);
    }
}
