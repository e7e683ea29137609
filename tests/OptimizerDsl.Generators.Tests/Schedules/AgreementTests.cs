namespace OptimizerDsl.Generators.Tests;

using System.Reflection;
using Microsoft.CodeAnalysis;
using OptimizerDsl.Generators.Model;
using OptimizerDsl.Runtime;

/// <summary>
/// One schedule, three ways: the code that a recipe gets, the interpreter behind the editor's curve, and the C# method itself.
/// They agree bit for bit over the whole plan and beyond.
/// </summary>
public sealed class AgreementTests
{
    private const string Own = """
        public sealed partial class StairsAttribute : ScheduleAttribute
        {
            public double[] Factors { get; set; } = [];
            public long[] AtSteps { get; set; } = new long[] { 250, 300 };
            public long Every { get; set; } = 7;
            public bool Smooth { get; set; }

            public override double ScaleAt(long t)
            {
                double scale = 1;
                foreach (double factor in Factors)
                {
                    if (scale * factor < 1e-3) return 1e-3;
                    scale *= factor;
                }
                long falls = 0;
                foreach (long at in AtSteps)
                {
                    if (t + PhaseStart >= at) falls++;
                }
                if (Smooth) scale /= Math.Sqrt(t + 1.0);
                return falls < Factors.Length ? scale * Factors[falls] : scale * Math.Exp(-(double)(t / Every) / 10);
            }
        }
        """;

    private static int s_count;

    [Theory]
    [InlineData("[Constant]")]
    [InlineData("[LinearWarmup(Steps = 50, From = 0.1)] [Constant]")]
    [InlineData("[LinearWarmup(Steps = 50)] [CosineDecay(Steps = 200, Floor = 0.1)]")]
    [InlineData("[LinearWarmup(Steps = 50)] [InverseSqrtDecay(Shift = 50)]")]
    [InlineData("[StepDecay(Factor = 0.1, EverySteps = 30)]")]
    [InlineData("[ExponentialDecay(Rate = 0.5, EverySteps = 90)]")]
    [InlineData("[LinearDecay(Steps = 200, Floor = 0.01)]")]
    [InlineData("[PolynomialDecay(Steps = 200, Power = 0.9)]")]
    [InlineData("[InverseTimeDecay(Rate = 0.5, EverySteps = 10)]")]
    [InlineData("[LinearWarmup(Steps = 10)] [MultiStepDecay(AtSteps = new long[] { 30, 60, 61 }, Factor = 0.5)]")]
    [InlineData("[CosineRestarts(PeriodSteps = 20)]")]
    [InlineData("[CosineRestarts(PeriodSteps = 20, Multiplier = 1.5, Floor = 0.01)]")]
    [InlineData("[LinearWarmup(Steps = 10)] [PiecewiseConstant(AtSteps = new long[] { 5, 30, 60 }, Factors = new[] { 0.7, 0.5, 2 })]")]
    [InlineData("[Constant(Steps = 10)] [PiecewiseLinear(AtSteps = new long[] { 0, 30, 30, 290 }, Factors = new[] { 0.7, 0.5, 2, 0.1 })]")]
    [InlineData("[TanhDecay(Steps = 200)]")]
    [InlineData("[Rex(Steps = 200, Floor = 0.01)]")]
    [InlineData("[Wsd(Steps = 300, WarmupSteps = 20, DecaySteps = 60)]")]
    [InlineData("[Wsd(Steps = 300, WarmupSteps = 20, DecaySteps = 60, Shape = DecayShape.Cosine)]")]
    [InlineData("[Wsd(Steps = 300, DecaySteps = 60, Shape = DecayShape.Exponential, Floor = 0.01)]")]
    [InlineData("[Chebyshev(Condition = 50, PeriodSteps = 128)]")]
    [InlineData("[ConstantWarmup(Steps = 20)]")]
    [InlineData("[ExponentialWarmup(TimeConstantSteps = 20, Steps = 100)] [ExponentialDecay(Rate = 0.99, From = 0.9)]")]
    [InlineData("[OneCycle(Steps = 250, ThreePhases = true)]")]
    [InlineData("[Cyclic(UpSteps = 20, Rate = 0.99, Cosine = true)]")]
    [InlineData("[OneCycle(Steps = 250)]")]
    [InlineData("[OneCycle(Steps = 250, Linear = true, WarmupFraction = 0.1)]")]
    [InlineData("[Cyclic(UpSteps = 10, DownSteps = 15, Floor = 0.2)]")]
    [InlineData("[Cyclic(UpSteps = 7.5, Multiplier = 0.9)]")]
    [InlineData("[Noam(ModelSize = 512, WarmupSteps = 40)]")]
    [InlineData("[Stairs(Factors = new[] { 0.5, 0.7, 0.1 }, AtSteps = new long[] { 3, 90 }, Smooth = true)]")]
    [InlineData("[LinearWarmup(Steps = 5)] [Stairs(Factors = new[] { 0.5, 0.01, 0.1 })]")]
    [InlineData("[LinearWarmup(Steps = 5)] [Stairs(AtSteps = new long[] { 6, 7, 200 }, Every = 3)]")]
    [InlineData("[TrainingPlan(Steps = 300)] [LinearWarmup(Steps = 20)] [CosineDecay]")]
    [InlineData("[TrainingPlan(StepsPerEpoch = 10, Epochs = 30)] [LinearWarmup(Epochs = 2.5)] [LinearDecay]")]
    [InlineData("[TrainingPlan(StepsPerEpoch = 10)] [StepDecay(Factor = 0.5, EveryEpochs = 1.5)]")]
    [InlineData("[TrainingPlan(StepsPerEpoch = 10)] [MultiStepDecay(AtEpochs = new[] { 0.5, 3.25, 7 })]")]
    public void Bit_for_bit(string schedules)
    {
        string source = $"{SourceCompilation.Usings}namespace Agreement;\n[Optimizer] [Sgd(LearningRate = 1)] {schedules} public sealed partial class Recipe;\n{Own}";
        GeneratedCompilation generated = SourceCompilation.Of([source], $"Agreement{Interlocked.Increment(ref s_count)}", NullableContextOptions.Enable).Generate();
        Assembly assembly = generated.Load();
        Type recipe = assembly.GetType("Agreement.Recipe", throwOnError: true)!;
        var emitted = recipe.GetMethod("Curve")!.CreateDelegate<Func<int, LearningRateCurve>>()(400);
        var written = new RateSchedule(recipe.GetCustomAttribute<TrainingPlanAttribute>(), recipe.GetCustomAttributes<ScheduleAttribute>().ToArray());
        var interpreted = new RateCurve(Recipes.Parse("[Sgd(LearningRate = 1)] " + schedules, Own).Tracks.Single());

        for (int step = 0; step < 400; step++)
        {
            long expected = BitConverter.DoubleToInt64Bits(written.ScaleAt(step));
            Assert.True(expected == BitConverter.DoubleToInt64Bits(emitted[step]), $"step {step}: C# {written.ScaleAt(step):R}, emitted {emitted[step]:R}");
            Assert.True(expected == BitConverter.DoubleToInt64Bits(interpreted.ScaleAt(step)), $"step {step}: C# {written.ScaleAt(step):R}, interpreted {interpreted.ScaleAt(step):R}");
        }
    }
}
