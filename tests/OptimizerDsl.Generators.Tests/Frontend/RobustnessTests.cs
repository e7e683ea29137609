namespace OptimizerDsl.Generators.Tests;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

/// <summary>
/// Sources as they are while somebody types. Neither generator nor analyzers ever throw; and where neither C# nor OptimizerDsl has a word to
/// say about the user's file, the generated code compiles.
/// </summary>
public sealed class RobustnessTests
{
    private static readonly bool s_isExhaustive = Environment.GetEnvironmentVariable("ODSL_EXHAUSTIVE") == "1";

    // What may stand in rules and attributes, at places where it may not.
    private static readonly string[] s_words =
    [
        "w", "g", "m", "step", "Beta", "Real", "double", "long", "bool", "int", "float", "ref", "out", "in", "null", "default", "true", "this", "return", "if", "else", "for", "while", "foreach", "throw", "new", "static",
        "partial", "private", "+", "-", "*", "/", "%", "=", "==", "<", ">=", "&&", "||", "!", "?", ":", ";", ",", "(", ")", "[", "]", "{", "}", "=>", "0", "1", "-1", "1e400", "0.1f", "1e-320", "9223372036854775807", "\"x\"", "'x'",
        "double.NaN", "long.MinValue", "typeof(Real)", "nameof(Beta)", "Global.Norm(g)", "PerTensor.Sum(g)", "PerRow.Count()", "Real.Sqrt(g)", "Math.Sqrt(2)", "Noise.Normal(1, step)", "step.Loss", "step.Count", "ElementType.Double",
        "Group", "LearningRate", "Steps", "AdamW", "Sgd", "CosineDecay", "ClipByGlobalNorm", "Optimizer", "Tunable", "typeof", "LearningRate = -1", "Beta = 2", "Steps = 0", "Group = \"\"",
    ];

    private const string Source = SourceCompilation.Usings + """
        namespace Sample
        {
            [SafeLearningRate(Usual = 0.01)]
            public sealed partial class OwnAttribute(double scale) : UpdateRuleAttribute
            {
                public double Scale { get; } = scale;
                [ValidRange(0, 1)] public double Beta { get; set; } = 0.9;
                public long Every { get; set; } = 10;
                public bool Twice { get; set; }
                private double Rest => 1 - Beta;

                public void Begin(ref double power, StepInfo step) => power = step.Count == 1 ? Beta : power * Beta;

                public void Update(ref Real w, Real g, ref Real m, double power, StepInfo step)
                {
                    double norm = Global.Norm(g);
                    m = Beta * m + Rest * g;
                    Real d = Limit(m, Scale) / (1 - power);
                    bool isDue = step.Count % Every == 0;
                    if (d > 0 && norm < 5) w -= step.LearningRate * d;
                    else if (isDue) w += Real.Sign(d) * (Twice ? 2 : 1);
                }

                private static Real Limit(Real x, double limit = 1)
                {
                    if (limit == 0) return x;
                    return Real.Clamp(x, -limit, limit);
                }
            }

            [Optimizer(ElementType = ElementType.Single)]
            [ClipByGlobalNorm(1.0)]
            [Own(2, Beta = 0.75, Twice = true)]
            [LinearWarmup(Steps = 500)]
            [CosineDecay(Steps = 10_000, Floor = 0.1)]
            public sealed partial class Recipe;
        }
        """;

    private const string Features = SourceCompilation.Usings + """
        public sealed partial class ShapeAttribute : ScheduleAttribute
        {
            public double[] Factors { get; set; } = [1, 0.5];
            public long[] AtSteps { get; set; } = [];

            public override double ScaleAt(long t)
            {
                long falls = 0;
                foreach (long at in AtSteps)
                {
                    if (t + PhaseStart < at) return Factors[falls];
                    falls++;
                }
                return falls < Factors.Length ? Factors[falls] : 1.0 / (1 + t % Factors.Length);
            }
        }

        public sealed partial class CalmAttribute(double most) : GateAttribute
        {
            public double Most { get; } = most;
            public void Begin(ref double seen, StepInfo step) => seen = Math.Max(seen, step.Count);
            public bool Proceed(Real g, double seen) => Global.Norm(g / (1 + PerTensor.Norm(g))) <= Most * seen;
        }

        public sealed partial class RowsAttribute : UpdateRuleAttribute
        {
            public double[] Betas { get; set; } = [0.5];
            public double Decay { get; set; } = 0.1;

            public void Update(ref Real w, Real g, ref Real m, StepInfo step)
            {
                double row = PerRow.Norm(g);
                foreach (double beta in Betas) m = beta * m + (1 - beta) * g / (1 + row);
                w -= step.LearningRate * (m + Decay * w) * Real.Exp(-Real.Abs(g));
            }
        }

        public sealed partial class SlowAttribute : AveragingAttribute
        {
            public void Average(ref Real w, ref Real average, StepInfo step) => average = step.Count == 1 ? w : 0.9 * average + 0.1 * w;
        }

        public sealed partial class HalveAttribute : MetricScheduleAttribute
        {
            public double Adapt(double metric, ref double best, ref double scale)
            {
                if (best == 0 || metric < best) best = metric;
                scale = metric > best ? scale / 2 : Math.Max(scale, 1);
                return scale;
            }
        }

        [Optimizer(ClearGradients = true)]
        [TrainingPlan(StepsPerEpoch = 10, Epochs = 3)]
        [AccumulateGradients(Steps = 2)]
        [ParameterGroup("bias", "*.bias", "norm?")]
        [Calm(3)]
        [Rows(LearningRate = 0.1, Betas = new[] { 0.5, 0.75 })]
        [Sgd(Group = "bias", LearningRate = 0.2, Momentum = 0.5)]
        [Slow]
        [LinearWarmup(Epochs = 0.5)]
        [Shape(AtSteps = new long[] { 7, 9 })]
        [LinearDecay(Steps = 20, Target = "Momentum", Group = "bias")]
        [Halve]
        public sealed partial class Recipe
        {
            [Tunable(Of = typeof(RowsAttribute))] public partial double Decay { get; set; }
            [Tunable(Group = "bias", Name = "Nesterov")] internal partial bool Looks { get; set; }
        }

        [Optimizer(LearningRate = 0.5)]
        public sealed partial class Own
        {
            [Tunable(Initial = 0.9)] public partial double Beta { get; set; }
            public void Update(ref Real w, Real g, ref Real m, StepInfo step) { m = Beta * m + g; w -= step.LearningRate * m; }
        }
        """;

    [Fact]
    public void The_sources_themselves_are_valid()
    {
        GeneratedCompilation generated = SourceCompilation.Of(Source).Generate();
        Assert.Empty(generated.CompilerDiagnostics);
        Assert.Equal(2, generated.Files.Count);
        SourceCompilation features = SourceCompilation.Of(Features);
        Assert.Equal(7, Compiled.Everywhere(Features.Substring(SourceCompilation.Usings.Length), recipes: 2).Count);
        Assert.Empty(features.Analyze());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Dropped_tokens(int seed) => Mutations(seed, (tokens, random) => tokens.RemoveAt(random.Next(tokens.Count)));

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void Doubled_tokens(int seed) => Mutations(seed, (tokens, random) =>
    {
        int at = random.Next(tokens.Count);
        tokens.Insert(at, tokens[at]);
    });

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public void Swapped_tokens(int seed) => Mutations(seed, (tokens, random) =>
    {
        int one = random.Next(tokens.Count), two = random.Next(tokens.Count);
        (tokens[one], tokens[two]) = (tokens[two], tokens[one]);
    });

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    public void Words_in_the_place_of_others(int seed) => Mutations(seed, (tokens, random) =>
    {
        // Much of this is valid C#, so it comes far.
        int[] words = Enumerable.Range(0, tokens.Count).Where(i => char.IsLetterOrDigit(tokens[i][0])).ToArray();
        tokens[words[random.Next(words.Length)]] = tokens[words[random.Next(words.Length)]];
    });

    [Fact]
    public void Text_that_ends_early()
    {
        for (int length = 0; length < Source.Length; length += 47) Check(Source.Substring(0, length));
        for (int length = 0; length < Features.Length; length += 61) Check(Features.Substring(0, length));
    }

    [Theory]
    [InlineData("[Optimizer] public partial class Recipe; [Optimizer] public partial class Recipe;")]
    [InlineData("[Optimizer] [AdamW] public sealed partial class Recipe { } [Optimizer] [AdamW] public sealed partial class Recipe { }")]
    [InlineData("[Optimizer] [AdamW] public class Recipe { } [Optimizer] [Sgd] public partial class Recipe { }")]
    [InlineData("[Optimizer] [AdamW] [AdamW] public sealed partial class Recipe;")]
    [InlineData("[Optimizer] [UpdateRule] public sealed partial class Recipe;")]
    [InlineData("[Optimizer] [Missing] [AdamW(Missing = 1)] public sealed partial class Recipe;")]
    [InlineData("[Optimizer] [AdamW(LearningRate = double.Parse(\"1\"))] public sealed partial class Recipe;")]
    [InlineData("[Optimizer] [AdamW(LearningRate = \"fast\")] public sealed partial class Recipe;")]
    [InlineData("[Optimizer] [ClipByGlobalNorm] [AdamW] public sealed partial class Recipe;")]
    [InlineData("[Optimizer] [ClipByGlobalNorm(null)] [AdamW] public sealed partial class Recipe;")]
    [InlineData("[Optimizer(ElementType = (ElementType)7)] [AdamW] public sealed partial class Recipe;")]
    [InlineData("[Optimizer] [AdamW] public sealed partial class Recipe<T>;")]
    [InlineData("[Optimizer] [AdamW] public sealed partial class Recipe(int x);")]
    [InlineData("[Optimizer] [AdamW] file sealed partial class Recipe;")]
    [InlineData("[Optimizer] [AdamW] public static partial class Recipe;")]
    [InlineData("[Optimizer] [AdamW] public abstract partial class Recipe;")]
    [InlineData("[Optimizer] [AdamW] public partial struct Recipe;")]
    [InlineData("[Optimizer] [AdamW] public sealed partial class;")]
    [InlineData("[Optimizer] [AdamW] public sealed partial class Recipe : Missing;")]
    [InlineData("[Optimizer] [AdamW] public sealed partial class Recipe : Recipe;")]
    [InlineData("public class Base(int x) { public int X => x; } [Optimizer] [AdamW] public sealed partial class Recipe : Base;")]
    [InlineData("public class Outer { [Optimizer] [AdamW] public sealed partial class Recipe; }")]
    [InlineData("[Optimizer] [AdamW] public sealed partial class Recipe { public void Step() { } private int LearningRate; }")]
    public void Odd_recipes(string source) => Check(SourceCompilation.Usings + source);

    [Theory]
    [InlineData("public partial class OwnAttribute : OwnAttribute;")]
    [InlineData("public partial class OwnAttribute : UpdateRuleAttribute;")]
    [InlineData("public abstract partial class OwnAttribute : UpdateRuleAttribute;")]
    [InlineData("public partial class OwnAttribute<T> : UpdateRuleAttribute { public void Update(ref Real w, Real g) { } }")]
    [InlineData("public partial class OwnAttribute : UpdateRuleAttribute { public void Update(ref Real w, Real g); }")]
    [InlineData("public partial class OwnAttribute : UpdateRuleAttribute { public extern void Update(ref Real w, Real g); }")]
    [InlineData("public partial class OwnAttribute : UpdateRuleAttribute { public void Update(ref Real w, Real w) { } }")]
    [InlineData("public partial class OwnAttribute : UpdateRuleAttribute { public void Update(ref Real, Real) { } }")]
    [InlineData("public partial class OwnAttribute : UpdateRuleAttribute { public void Update(ref Real w, Real g) => w = P; private double P => P; }")]
    [InlineData("public partial class OwnAttribute : UpdateRuleAttribute { public void Update(ref Real w, Real g) => w = P; private double P => Q; private double Q { get { return P; } } }")]
    [InlineData("public partial class OwnAttribute : UpdateRuleAttribute { public double A { get; set; } public long A { get; set; } public void Update(ref Real w, Real g) => w = A; }")]
    [InlineData("public partial class OwnAttribute : UpdateRuleAttribute { public void Update(ref Real w, Real g) { w = F(out var x); } private static Real F(out Real x) { x = 1; return x; } }")]
    [InlineData("public partial class OwnAttribute : UpdateRuleAttribute { public void Update(ref Real w, Real g) { if (F(g, ref w)) w = g; } private static bool F(Real x, ref Real y) { y = x; return x > 0; } }")]
    [InlineData("public partial class OwnAttribute : UpdateRuleAttribute { public void Update(ref Real w, Real g) { if (g > 0) w = F(1) + F(2); else w = F(3); } private static Real F(long n) { long m = n * 2; double x = m; return x; } }")]
    [InlineData("public partial class OwnAttribute : UpdateRuleAttribute { public void Begin(ref double w) { w = 1; } public void Update(ref Real w, Real g) { } }")]
    [InlineData("public partial class OwnAttribute : UpdateRuleAttribute { public void Begin(ref double x) { x = F(ref x); } private static double F(ref double y) { y++; return y; } public void Update(ref Real w, Real g, double x) { w = x; } }")]
    [InlineData("public partial class OwnAttribute : UpdateRuleAttribute { private Real this[int i] => i; public void Update(ref Real w, Real g) { w = this[0]; } }")]
    [InlineData("public partial class OwnAttribute : UpdateRuleAttribute { public double Beta { get => field; set => field = value * 2; } public void Update(ref Real w, Real g) { w = Beta; } }")]
    [InlineData("public partial class OwnAttribute : UpdateRuleAttribute { public required double Beta { get; set; } public void Update(ref Real w, Real g) { w = Beta; } }")]
    [InlineData("public partial class OwnAttribute : ScheduleAttribute { public object[] Items { get; set; } = []; public override double ScaleAt(long t) => 1; }")]
    public void Odd_rules(string rule) => Check(SourceCompilation.Usings + "[Optimizer] [Own] public sealed partial class Recipe; [SafeLearningRate(Usual = 1)] " + rule);

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void Words_of_the_language_anywhere(int seed) => Mutations(seed, (tokens, random) =>
        tokens[random.Next(tokens.Count)] = s_words[random.Next(s_words.Length)] + " ");

    // Twelve seeds: 2,400 sources, or 12,000 where ODSL_EXHAUSTIVE=1.
    private static void Mutations(int seed, Action<List<string>, Random> mutate)
    {
        var random = new Random(seed);
        string[][] originals = [.. new[] { Source, Features }.Select(source => CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens().Select(t => t.ToFullString()).Where(t => t.Length > 0).ToArray())];
        int count = s_isExhaustive ? 1000 : 200, valid = 0;
        for (int i = 0; i < count; i++)
        {
            List<string> tokens = [.. originals[i % 2]];
            mutate(tokens, random);
            if (Check(string.Concat(tokens), analyzes: s_isExhaustive || i % 4 == 0)) valid++;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{count} sources, of which C# accepts {valid}");
    }

    /// <returns>Whether C# has nothing against the source.</returns>
    private static bool Check(string source, bool analyzes = true)
    {
        SourceCompilation compilation = SourceCompilation.Of(source);
        GeneratedCompilation generated = compilation.Generate();
        if (generated.Result.Exception is { } exception) Assert.Fail($"The generator threw {exception}\non\n{source}");
        if (analyzes) AnalyzersThrowNothing(generated, source);
        if (compilation.Input.GetDiagnostics().Any(d => d.Severity == DiagnosticSeverity.Error)) return false;
        Diagnostic[] errors = generated.CompilerDiagnostics.ToArray();
        if (errors.Length == 0 || generated.Analyze().Length > 0) return true;
        Location place = errors[0].Location;
        Assert.Fail($"Only generated code has an error: {errors[0]}\nin {place.SourceTree!.GetText().Lines[place.GetLineSpan().StartLinePosition.Line]}\nof\n{source}");
        return true;
    }

    private static void AnalyzersThrowNothing(GeneratedCompilation generated, string source)
    {
        try
        {
            generated.AnalyzeAll();
        }
        catch (Exception thrown)
        {
            Assert.Fail($"{thrown}\non\n{source}");
        }
    }
}
