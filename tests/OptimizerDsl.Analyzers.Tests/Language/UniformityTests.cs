using OptimizerDsl.Analyzers.Tests.Support;
using Xunit;

namespace OptimizerDsl.Analyzers.Tests.Language;

/// <summary>A uniform value is one value for the whole step: nothing that varies may choose or change it.</summary>
public sealed class UniformityTests
{
    [Theory]
    [InlineData("double s = {|ODSL601:g > 0 ? 1 : -1|}; w -= s * g;")]
    [InlineData("double s = {|ODSL601:g > 0 ? 1.0 : Beta|}; w -= s * g;")]
    [InlineData("double s = 2 * ({|ODSL601:g > 0 ? 1 : -1|}); w -= s * g;")]
    [InlineData("double s = 2.0 * ({|ODSL601:g > 0 ? 1.0 : -1.0|}) + 1; w -= s * g;")]
    [InlineData("w -= 2 * ({|ODSL601:g > 0 ? 1 : -1|}) * g;")]
    [InlineData("w -= Beta * ({|ODSL601:g > 0 ? 1 : -1|}) * g;")]
    [InlineData("w -= Math.Sqrt({|ODSL601:g > 0 ? 1 : 2|}) * g;")]
    [InlineData("long n = {|ODSL601:g > 0 ? 1 : 2|}; w -= n * g;")]
    [InlineData("long n = step.Count + ({|ODSL601:g > 0 ? 1L : 2L|}); w -= n * g;")]
    [InlineData("double s = Flag ? {|ODSL601:g > 0 ? 1 : 2|} : 3; w -= s * g;")]
    [InlineData("double s = 1; s *= {|ODSL601:g > 0 ? 1 : 2|}; w -= s * g;")]
    [InlineData("w -= -({|ODSL601:g > 0 ? 1 : 2|}) * g;")]
    [InlineData("Mode mode = {|ODSL601:g > 0 ? Mode.Plain : Mode.Fancy|}; if (mode == Mode.Plain) w -= g;")]
    public void A_varying_condition_chooses_no_uniform(string body) => Verify.Source(Rules.Update(body));

    [Theory]
    [InlineData("double s = 1; if (g > 0) {|ODSL601:s = 2|}; w -= s * g;")]
    [InlineData("double s = 1; if (g > 0) { w = 0; } else { {|ODSL601:s = 2|}; } w -= s * g;")]
    [InlineData("double s; if (g > 0) {|ODSL601:s = 2|}; else {|ODSL601:s = 3|}; w -= s * g;")]
    [InlineData("double s = 1; if (g > 0) {|ODSL601:s += 2|}; w -= s * g;")]
    [InlineData("double s = 1; if (g > 0) {|ODSL601:s++|}; w -= s * g;")]
    [InlineData("long n = 1; if (g > 0) {|ODSL601:n = 2|}; w -= n * g;")]
    [InlineData("long n = 1; if (g > 0) {|ODSL601:--n|}; w -= n * g;")]
    [InlineData("long n = 1; if (g > 0) {|ODSL601:n *= 2|}; w -= n * g;")]
    [InlineData("double s = 1; if (g > 0) { if (step.Count > 1) {|ODSL601:s = 2|}; } w -= s * g;")]
    [InlineData("double s = 1; if (step.Count > 1) { if (g > 0) {|ODSL601:s = 2|}; } w -= s * g;")]
    [InlineData("double s = 1; bool b = g > 0; if (b) {|ODSL601:s = 2|}; w -= s * g;")]
    [InlineData("double s = 1; bool b = false; if (g > 0) b = true; if (b) {|ODSL601:s = 2|}; w -= s * g;")]
    [InlineData("if (g > 0) { double s = 1; if (w > 0) {|ODSL601:s = 2|}; w -= s * g; }")]
    [InlineData("Mode mode = Mode; if (g > 0) {|ODSL601:mode = Mode.Plain|}; if (mode == Mode.Plain) w -= g;")]
    public void A_varying_condition_assigns_no_uniform(string body) => Verify.Source(Rules.Update(body));

    [Theory]
    [InlineData("double s = 1; if (g > 0) {|ODSL601:Set(ref s)|}; w -= s * g;", "private void Set(ref double x) => x = 2;")]
    [InlineData("double s; {|ODSL601:Set(out s)|}; w -= s * g;", "private void Set(out double x) { x = 1; }", false)]
    [InlineData("w -= Scale(g) * g;", "private double Scale(Real x) { double s = 1; if (x > 0) {|ODSL601:s = 2|}; return s; }")]
    [InlineData("w -= Scale(g, 1) * g;", "private double Scale(Real x, double s) { if (x > 0) {|ODSL601:s = 2|}; return s; }")]
    [InlineData("w -= Scale(g) * g;", "private double Scale(Real x) => {|ODSL601:x > 0 ? 1 : 2|};")]
    [InlineData("w -= Outer(g, 1) * g;", "private Real Outer(Real x, double s) => Inner(x, s); private Real Inner(Real x, double s) { if (x > 0) {|ODSL601:s *= 2|}; return s * x; }")]
    // The second argument is the same helper, called under a varying condition: that must not hide the outer call's own.
    [InlineData("w -= Scale(1, g > 0 ? Scale(2, g) : g);", "private Real Scale(double s, Real x) { if (x > 0) {|ODSL601:s = 2|}; return s * x; }")]
    public void Nor_in_helpers(string body, string members, bool isRefused = true)
    {
        string source = Rules.Update(body, members);
        Verify.Source(isRefused ? source : source.Replace("{|ODSL601:", "", StringComparison.Ordinal).Replace("|}", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("if (g > 0) { w -= {|ODSL601:Global.Norm(g)|} * g; }")]
    [InlineData("w -= g > 0 ? {|ODSL601:Global.Sum(g)|} : 2;")]
    [InlineData("if (g > 0 && {|ODSL601:Global.Max(g)|} > 2) w -= g;")]
    [InlineData("if (g > 0) w -= Norm(g);", "private Real Norm(Real x) => {|ODSL601:Global.Norm(x)|} * x;")]
    public void No_reduction_under_a_varying_condition(string body, string members = "") => Verify.Source(Rules.Update(body, members));

    [Theory]
    [InlineData("if (PerTensor.Rank() > 1) { w -= {|ODSL601:PerTensor.Norm(g)|} * g; }")]
    [InlineData("double n = PerRow.Norm(w); w -= n > 0 ? {|ODSL601:Global.Sum(g)|} : 2;")]
    [InlineData("if (PerRow.Count() > 1 && {|ODSL601:PerRow.Max(g)|} > 2) w -= g;")]
    [InlineData("if (size > 1) { w -= {|ODSL601:Global.Sum(g)|} * g; } size = Next(size);", "private static double Next(double x) => x + PerTensor.Count();")]
    public void No_reduction_under_a_condition_that_differs_between_tensors(string body, string members = "") =>
        Verify.Source(Rules.Update(body, members).Replace("ref Real m, StepInfo", "ref double size, StepInfo", StringComparison.Ordinal));

    [Theory]
    [InlineData("if (Global.Norm(w) > 1) { w -= PerTensor.Norm(g) * g; }")]
    [InlineData("if (size > 1) { w -= Global.Sum(g) * g; } size += 1;")]
    [InlineData("if (PerTensor.Count() > 1) size = PerTensor.Rank(); w -= size * g;")]
    public void But_under_one_that_is_the_same_for_all(string body) =>
        Verify.Source(Rules.Update(body).Replace("ref Real m, StepInfo", "ref double size, StepInfo", StringComparison.Ordinal));

    [Theory]
    [InlineData("if (g > 0) { w -= step.Count / {|ODSL601:Every|} * g; }")]
    [InlineData("if (g > 0) { w -= step.Count % {|ODSL601:Every|} * g; }")]
    [InlineData("if (g > 0) { long n = step.Count; n /= {|ODSL601:Every|}; w -= n * g; }")]
    [InlineData("w -= g > 0 ? step.Count / {|ODSL601:Every|} : 2;")]
    [InlineData("if (g > 0 && step.Count % ({|ODSL601:Every - 1|}) == 0) w -= g;")]
    public void No_integer_division_that_could_throw_under_a_varying_condition(string body) => Verify.Source(Rules.Update(body));

    [Theory]
    [InlineData("w -= {|ODSL601:LearningRate|} * g;")]
    [InlineData("w -= {|ODSL601:this.LearningRate|} * g;")]
    [InlineData("w -= {|ODSL601:base.LearningRate|} * g;")]
    public void The_base_rate_is_not_the_rate(string body)
    {
        var diagnostics = Verify.Source(Rules.Update(body));
        Assert.Contains("step.LearningRate", Assert.Single(diagnostics).GetMessage(null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mu = Global.Norm({|ODSL601:1|});")]
    [InlineData("Real r = {|ODSL601:2|}; mu = 1;")]
    [InlineData("Real r = {|ODSL601:default|}; mu = 1;")]
    [InlineData("Real r = {|ODSL601:new()|}; mu = 1;")]
    [InlineData("mu = Real.Sqrt({|ODSL601:Beta|}) > {|ODSL601:1|} ? 1 : 2;")]
    [InlineData("mu = Helper({|ODSL601:2|});")]
    [InlineData("mu = {|ODSL601:PerTensor.Count()|};")]
    [InlineData("mu = 1.0 / {|ODSL601:PerRow.Count()|};")]
    [InlineData("mu = {|ODSL601:PerTensor.Rank()|} > 1 ? 1 : 2;")]
    public void Nothing_varies_in_Begin(string body) => Verify.Source(
        Rules.Begin(body).Replace("public void Begin", "private static double Helper(Real x) => 2;\n    public void Begin", StringComparison.Ordinal));
}
