namespace OptimizerDsl.Generators.Tests;

/// <summary>What has no form in a rule is refused at that very node, whatever else stands around it.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("for (int i = 0; i < 3; i++) w -= g;", "for")]
    [InlineData("while (step.Count > 3) w -= g;", "while")]
    [InlineData("foreach (double x in new[] { 1.0 }) w -= x;", "new[] { 1.0 }")]
    [InlineData("switch (step.Count) { case 1: w = g; break; }", "switch")]
    [InlineData("w = step.Count switch { 1 => g, _ => w };", "step.Count switch { 1 => g, _ => w }")]
    [InlineData("w = step.Count is > 3 and < 7 ? g : w;", "step.Count is > 3 and < 7")]
    [InlineData("(w, m) = (m, w);", "(w, m) = (m, w)")]
    [InlineData("ref Real r = ref w; r = g;", "r = ref w")]
    [InlineData("double[] a = { 1, 2 }; w = a[0];", "a = { 1, 2 }")]
    [InlineData("string s = \"\"; w = s.Length;", "s = \"\"")]
    [InlineData("decimal d = 1; w = (double)d;", "d = 1")]
    [InlineData("int i = 1; w = i;", "i = 1")]
    [InlineData("double Local(double x) => x; w = Local(1);", "Local")]
    [InlineData("throw new InvalidOperationException();", "throw")]
    [InlineData("try { w = g; } finally { }", "try")]
    [InlineData("lock (this) { w = g; }", "lock")]
    [InlineData("goto end; end: w = g;", "goto")]
    [InlineData("w = (double)g;", "(double)g")]
    [InlineData("w = double.Sqrt(step.LearningRate);", "double.Sqrt(step.LearningRate)")]
    [InlineData("w = Math.Round(step.LearningRate, 2);", "Math.Round(step.LearningRate, 2)")]
    [InlineData("w = Math.Sign(step.LearningRate);", "Math.Sign(step.LearningRate)")]
    [InlineData("w = g.Equals(w) ? g : w;", "g.Equals(w)")]
    [InlineData("w = g.GetHashCode();", "g.GetHashCode()")]
    [InlineData("w = LearningRate * g;", "LearningRate")]
    [InlineData("w = _field * g;", "_field")]
    [InlineData("w = s_field * g;", "s_field")]
    [InlineData("_field = 1; w = g;", "_field")]
    [InlineData("Beta = 1; w = g;", "Beta")]
    [InlineData("Console.WriteLine(); w = g;", "Console.WriteLine()")]
    [InlineData("w = Recursive(g);", "Recursive(x - 1)")]
    [InlineData("w = Generic(g);", "Generic(g)")]
    [InlineData("w = Virtual(g);", "Virtual(g)")]
    [InlineData("Two(ref w, ref w);", "ref w")]
    [InlineData("if (g > 0) return; w = g;", "return;")]
    [InlineData("double s = 0; if (g > 0) s = 1; w = s;", "s = 1")]
    [InlineData("long s = 0; if (g > 0) s++; w = s;", "s++")]
    [InlineData("double s = g > 0 ? 1 : -1; w = s;", "g > 0 ? 1 : -1")]
    [InlineData("bool b = g > 0 && (m = w) > 0; w = b ? g : m;", "m = w")]
    [InlineData("w = g > 0 ? (m = g) : w;", "m = g")]
    [InlineData("if (g > 0) w = Global.Norm(g);", "Global.Norm(g)")]
    [InlineData("w = g > 0 ? Global.Sum(g) : 0;", "Global.Sum(g)")]
    [InlineData("w = step.Count & 1;", "step.Count & 1")]
    [InlineData("w = step.Count << 1;", "step.Count << 1")]
    [InlineData("w = ~step.Count;", "~step.Count")]
    [InlineData("w = new StepInfo(1, 1).LearningRate;", "new StepInfo(1, 1).LearningRate")]
    [InlineData("using (Real.As(ElementType.Double)) w = g;", "using")]
    [InlineData("Func<double> f = () => 1; w = g;", "f = () => 1")]
    [InlineData("w = await2;", "await2")]
    public void At_its_place(string statements, string refused)
    {
        string[] refusals = Lowered.Refusals($$"""
            private double _field = 1;
            private static readonly double s_field = 1;
            private object await2 => _field;
            public double Beta { get; set; }

            public void Update(ref Real w, Real g, ref Real m, StepInfo step)
            {
                {{statements.Replace("w = await2", "w = (double)await2")}}
            }

            private static Real Recursive(Real x) => Recursive(x - 1);
            private static T Generic<T>(T x) => x;
            public virtual Real Virtual(Real x) => x;
            private static void Two(ref Real a, ref Real b) { a = 1; b = 2; }
            """);
        Assert.Contains(refusals, r => r.StartsWith(refused + ": ", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_mistake_of_a_method_is_found_in_one_go() => Assert.Equal(
        ["(double)g", "_field", "while"],
        Lowered.Refusals("""
            private double _field = 1;

            public void Update(ref Real w, Real g)
            {
                w = (double)g;
                w -= _field;
                while (true) { }
            }
            """).Select(r => r.Substring(0, r.IndexOf(": ", StringComparison.Ordinal))));

    [Fact]
    public void An_expression_without_end() => Assert.Contains("nested too deeply", Lowered.Refusals(
        $"public void Update(ref Real w, Real g) => w = {string.Concat(Enumerable.Repeat("g + (", 300))}g{new string(')', 300)};")[0]);

    [Theory]
    [InlineData("public double Beta { get; set; } = Math.Sqrt(2);", "Beta")]
    [InlineData("private static readonly double s_half = 0.5; public double Beta { get; set; } = s_half;", "Beta")]
    public void A_default_that_is_not_a_compile_time_constant(string member, string named) =>
        Assert.Contains(named, Assert.Single(Lowered.Refusals(member + " public void Update(ref Real w, Real g) => w -= Beta * g;")));
}
