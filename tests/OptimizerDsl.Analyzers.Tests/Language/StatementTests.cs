using OptimizerDsl.Analyzers.Tests.Support;
using Xunit;

namespace OptimizerDsl.Analyzers.Tests.Language;

/// <summary>Statements outside of the language, each refused at its keyword or at what is wrong in it.</summary>
public sealed class StatementTests
{
    [Theory]
    [InlineData("{|ODSL601:for|} (long i = 0; i < 3; i++) { w -= g; }")]
    [InlineData("foreach (char c in {|ODSL601:\"abc\"|}) { w -= g; }")]
    [InlineData("{|ODSL601:while|} (step.Count < 0) { w -= g; }")]
    [InlineData("{|ODSL601:do|} { w -= g; } while (step.Count < 0);")]
    [InlineData("{|ODSL601:switch|} (step.Count) { case 1: w -= g; break; default: w += g; break; }")]
    [InlineData("{|ODSL601:try|} { w -= g; } finally { w += g; }")]
    [InlineData("{|ODSL601:try|} { w -= g; } catch (Exception) { }")]
    [InlineData("{|ODSL601:throw|} new InvalidOperationException();")]
    [InlineData("if (step.Count == 1) {|ODSL601:throw|} new InvalidOperationException();")]
    [InlineData("{|ODSL601:lock|} (typeof(int)) { w -= g; }")]
    [InlineData("{|ODSL601:using|} (Real.As(ElementType.Double)) { w -= g; }")]
    [InlineData("{|ODSL601:using|} ElementTypeScope scope = Real.As(ElementType.Double); w -= g;")]
    [InlineData("w -= g; {|ODSL601:goto|} end; {|ODSL601:end|}: w += g;")]
    [InlineData("Real {|ODSL601:Twice|}(Real x) => 2 * x; w -= {|ODSL601:Twice(g)|};")]
    [InlineData("static void {|ODSL601:Nothing|}() { }")]
    public void No_such_statement(string body) => Verify.Source(Rules.Update(body));

    [Theory]
    [InlineData("int {|ODSL601:i = 2|}; w -= g;")]
    [InlineData("int {|ODSL601:i = 2|}; i++; i += 3; w -= i * g;")]
    [InlineData("float {|ODSL601:f = 0.5f|}; double d = f; w -= f * d * g;")]
    [InlineData("decimal {|ODSL601:d = 0.5m|}; w -= (double)d * g;")]
    [InlineData("string {|ODSL601:s = \"x\"|}; w -= s.Length * g;")]
    [InlineData("double[] {|ODSL601:a = [1, 2]|}; w -= a[0] * g;")]
    [InlineData("Span<double> {|ODSL601:a = [1, 2]|}; w -= a[0] * g;")]
    [InlineData("(double, double) {|ODSL601:t = (1, 2)|}; w -= t.Item1 * g;")]
    [InlineData("var {|ODSL601:t = (a: g, b: 2.0)|}; w -= t.a * t.b;")]
    [InlineData("double? {|ODSL601:d = null|}; w -= (d ?? 1) * g;")]
    [InlineData("object {|ODSL601:o = 1.0|}; w -= (double)o * g;")]
    [InlineData("ulong {|ODSL601:u = 3|}; w -= u * g;")]
    [InlineData("uint {|ODSL601:u = 3|}; w -= u * g;")]
    [InlineData("char {|ODSL601:c = 'c'|}; w -= c * g;")]
    [InlineData("nint {|ODSL601:n = 3|}; w -= n * g;")]
    [InlineData("StepInfo {|ODSL601:other = step|}; w -= other.LearningRate * g;")]
    [InlineData("Func<double> {|ODSL601:f = () => 1|}; w -= f() * g;")]
    [InlineData("const string {|ODSL601:S = \"x\"|}; w -= S.Length * g;")]
    [InlineData("const decimal {|ODSL601:D = 0.5m|}; w -= (double)D * g;")]
    [InlineData("dynamic {|ODSL601:d = 1.0|}; w -= (double)d * g;")]
    public void No_local_of_such_a_type(string body) => Verify.Source(Rules.Update(body));

    [Theory]
    [InlineData("ref Real {|ODSL601:r = ref w|}; r = g;")]
    [InlineData("ref readonly Real {|ODSL601:r = ref m|}; w -= r;")]
    [InlineData("double d = 1; ref double {|ODSL601:r = ref d|}; r = 2; w -= d * g;")]
    public void No_ref_locals(string body) => Verify.Source(Rules.Update(body));

    [Theory]
    [InlineData("(Real a, Real b) = (g, w); w = a * b;", "(Real a, Real b) = (g, w)")]
    [InlineData("(w, m) = (m, w);", "(w, m) = (m, w)")]
    [InlineData("var (rate, count, loss) = step; w -= rate * count * loss * g;", "var (rate, count, loss) = step")]
    public void No_deconstruction(string body, string refused) =>
        Verify.Source(Rules.Update(body.Replace(refused, "{|ODSL601:" + refused + "|}", StringComparison.Ordinal)));

    [Theory]
    [InlineData("{|ODSL601:Field|} = 2; w -= g;")]
    [InlineData("{|ODSL601:this.Field|} += 2; w -= g;")]
    [InlineData("{|ODSL601:s_field|}++; w -= g;")]
    [InlineData("{|ODSL601:Array[0]|} = 2; w -= g;")]
    [InlineData("{|ODSL601:Beta|} = 2; w -= g;")]
    [InlineData("{|ODSL601:Every|} += 1; w -= g;")]
    [InlineData("{|ODSL601:Every|}++; w -= g;")]
    public void No_assignment_to_anything_but_variables(string body) => Verify.Source(Rules.Update(
        body, "public double Field; private static double s_field; public double[] Array = [1]; public double Sum => Field + s_field;"));

    [Theory]
    [InlineData("if (g > 0) { {|ODSL601:return;|} } w -= g;")]
    [InlineData("if (step.Count > 1) { if (g > 0) {|ODSL601:return;|} } w -= g;")]
    [InlineData("bool positive = g > 0; if (Flag | positive) {|ODSL601:return;|} w -= g;")]
    [InlineData("if (g > 0) w -= g; else {|ODSL601:return;|} w -= g;")]
    public void No_return_under_a_varying_condition(string body) => Verify.Source(Rules.Update(body));

    [Fact]
    public void No_return_of_a_value_under_a_varying_condition() =>
        Verify.Source(Rules.Apply("if (g > Limit) {|ODSL601:return Limit;|} return g;"));

    [Fact]
    public void No_return_under_a_varying_condition_in_a_helper() => Verify.Source(Rules.Apply(
        "return Bounded(g);",
        "private Real Bounded(Real x) { if (x > Limit) {|ODSL601:return Limit;|} return x; }"));

    [Theory]
    [InlineData("checked { long n = {|ODSL601:step.Count + 1|}; w -= n * g; }")]
    [InlineData("long n = checked({|ODSL601:step.Count * Every|}); w -= n * g;")]
    [InlineData("checked { long n = step.Count; {|ODSL601:n += 2|}; w -= n * g; }")]
    [InlineData("checked { long n = step.Count; {|ODSL601:n++|}; w -= n * g; }")]
    [InlineData("long n = checked({|ODSL601:-step.Count|}); w -= n * g;")]
    [InlineData("long n = checked({|ODSL601:(long)step.LearningRate|}); w -= n * g;")]
    public void No_checked_arithmetic(string body) => Verify.Source(Rules.Update(body));
}
