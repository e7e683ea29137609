namespace OptimizerDsl.Generators.Tests;

/// <summary>Rules that a user may well write, and whose emitted code must not warn: warnings may be errors in the user's project.</summary>
public sealed class WarningTests
{
    [Theory]
    [InlineData("public void Update(ref Real w, Real g) { }")]
    [InlineData("public void Update(ref Real w, Real g) { w = 0; }")]
    [InlineData("public void Update(ref Real w, Real g) { w = g; }")]
    [InlineData("public void Update(ref Real w, Real g, ref Real m) { m = g; w -= g; }")]
    [InlineData("public void Update(ref Real w, Real g, ref Real m) { w -= m; }")]
    [InlineData("public void Update(ref Real w, Real g, StepInfo step) { w = step.Count; }")]
    [InlineData("public void Update(ref Real w, Real g) { w = -(-2 * g) - -0.5 + -1e-9 * -w; }")]
    [InlineData("public void Update(ref Real w, Real g) { w = double.NaN * g + double.PositiveInfinity - double.NegativeInfinity * -0.0 + double.MaxValue * double.Epsilon; }")]
    [InlineData("public void Update(ref Real w, Real g) { bool b = false; if (g > 0) b = true; if (b) w -= g; }")]
    [InlineData("public void Update(ref Real w, Real g, StepInfo step) { bool b = step.Count > 1; if (g > 0) b = !b; if (b) w -= g; }")]
    [InlineData("public void Update(ref Real w, Real g, StepInfo step) { if (step.Count > 1) w -= g; else w += g * 2; }")]
    [InlineData("public void Update(ref Real w, Real g) { bool a = g > 0; bool b = a == !a; if (a != (g < 1)) w -= g; if (b) w = 1; }")]
    public void Loops(string members) => Check(members);

    [Theory]
    [InlineData("public void Update(ref Real w, Real g) { w -= Global.Sum(1) * g; }")]
    [InlineData("public void Update(ref Real w, Real g) { w = Global.Max(g); }")]
    [InlineData("public void Update(ref Real w, Real g) { double n = Global.Norm(g); w -= g * n; w = g; }")]
    [InlineData("public void Update(ref Real w, Real g, ref Real m) { double a = Global.Sum(g); double b = Global.Norm(g - a); double c = Global.Max(m * b); m += g; w -= g * c; }")]
    public void Reductions(string members) => Check(members);

    [Theory]
    [InlineData("public void Begin(ref double x, StepInfo step) { x = step.Count; } public void Update(ref Real w, Real g) { w -= g; }")]
    [InlineData("public void Begin(ref double x) { x = 5; } public void Update(ref Real w, Real g) { w -= g; }")]
    [InlineData("public void Begin(ref double x, StepInfo step) { } public void Update(ref Real w, Real g, double x) { w -= x * g; }")]
    [InlineData("public void Begin() { } public void Update(ref Real w, Real g) { w -= g; }")]
    [InlineData("public void Begin(ref double x, ref double y) { (double a, double b) = (1, 2); } public void Update(ref Real w, Real g) { w -= g; }", false)]
    [InlineData("public void Begin(ref double x, StepInfo step) { double a = step.Count, b = Math.Sqrt(a), c = b * 2; if (step.Count > 2) x = a; x += c; } public void Update(ref Real w, Real g, double x) { w -= x * g; }")]
    public void Begins(string members, bool isLegal = true)
    {
        if (isLegal) Check(members);
        else Assert.NotEmpty(Lowered.Refusals(members));
    }

    [Theory]
    [InlineData("public void Update(ref Real w, Real g, StepInfo step) { long n = step.Count * long.MaxValue + long.MinValue; w -= n; }")]
    [InlineData("public long Every { get; set; } public void Update(ref Real w, Real g, StepInfo step) { w -= step.Count % Every + step.Count / Every; }")]
    [InlineData("public long Every { get; set; } public void Update(ref Real w, Real g, StepInfo step) { if (Every > 0 && step.Count % Every == 0) w -= g; }")]
    [InlineData("public long A { get; set; } public long B { get; set; } = 7; public void Update(ref Real w, Real g) { w -= B / A; }")]
    [InlineData("public long A { get; set; } = long.MinValue; public long B { get; set; } = -1; public void Update(ref Real w, Real g) { w -= A / B + A % B; }")]
    [InlineData("public double A { get; set; } = 1e300; public void Update(ref Real w, Real g) { w -= (long)A; }")]
    [InlineData("public double A { get; set; } = 0.5; public void Update(ref Real w, Real g) { w -= Math.Pow(A, 2) * g + Math.Exp(A); }")]
    [InlineData("public bool A { get; set; } = true; public bool B { get; set; } = true; public void Update(ref Real w, Real g, StepInfo step) { bool c = step.Count > 5 ? A : B; if (c) w -= g; }")]
    [InlineData("public void Update(ref Real w, Real g, StepInfo step) { bool a = step.Count > 1; bool b = a == !a; if (b == a) w -= g; }")]
    [InlineData("public void Update(ref Real w, Real g, StepInfo step) { double x = step.LearningRate; bool b = x == x; if (b) w -= g; }", true)]
    public void Uniform_code(string members, bool comparesWithItself = false) => Check(comparesWithItself ? "#pragma warning disable CS1718\n" + members : members);

    [Theory]
    [InlineData("[Obsolete]")]
    [InlineData("[Obsolete(\"Use another.\")]")]
    public void Obsolete_fragments_warn_where_they_are_used_alone(string attribute) => Compiled.Everywhere($$"""
        {{attribute}}
        public sealed partial class OldAttribute : ScheduleAttribute
        {
            public override double ScaleAt(long t) => 1;
        }

        #pragma warning disable CS0612, CS0618
        [Optimizer] [AdamW] [Old] public sealed partial class Recipe;
        """);

    [Fact]
    public void A_rule_over_several_declarations() => Compiled.Everywhere("""
        [SafeLearningRate(Usual = 1)]
        public partial class RuleAttribute : UpdateRuleAttribute
        {
            public void Update(ref Real w, Real g) => w -= Scale * g;
        }

        public partial class RuleAttribute : UpdateRuleAttribute
        {
            public double Scale { get; set; } = 2;
        }

        public partial class RuleAttribute { }

        [Optimizer] [Rule(Scale = 3)] public sealed partial class Recipe;
        """);

    private static void Check(string members) => Compiled.Everywhere($$"""
        [SafeLearningRate(Usual = 1)]
        public sealed partial class RuleAttribute : UpdateRuleAttribute
        {
            {{members}}
        }

        [Optimizer] [Rule] public sealed partial class Recipe;
        [Optimizer(ElementType = ElementType.Double)] [ClipByGlobalNorm(1)] [Rule] public sealed partial class DoubleRecipe;
        """, recipes: 2);
}
