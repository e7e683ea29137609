using OptimizerDsl.Analyzers.Tests.Support;
using Xunit;

namespace OptimizerDsl.Analyzers.Tests.Language;

/// <summary>Calls that cannot be inlined.</summary>
public sealed class CallTests
{
    private const string Types = """
        public static class Others
        {
            public static Real OfAnotherClass(Real x) => 2 * x;
            public static Real Generic<T>(Real x) => 2 * x;
        }
        public static class Others<T>
        {
            public static Real OfGenericClass(Real x) => 2 * x;
        }
        public abstract class BaseAttribute : UpdateRuleAttribute
        {
            public virtual Real Virtual(Real x) => 2 * x;
            public abstract Real Abstract(Real x);
            public virtual double Computed => 2;
        }
        """;

    private const string Members = """
        private double Recursive(double x) => x < 1 ? x : {|ODSL601:Recursive(x - 1)|};
        private double Even(double x) => x < 1 ? x : Odd(x - 1);
        private double Odd(double x) => x < 1 ? x : {|ODSL601:Even(x - 1)|};
        private double Loops => {|ODSL601:Loops|};
        """;

    [Theory]
    [InlineData("Console.WriteLine();")]
    [InlineData("Guid.NewGuid();")]
    [InlineData("w -= MathF.Sqrt(0.5f) * g;", "MathF.Sqrt(0.5f)")]
    [InlineData("w -= Math.BitIncrement(Beta) * g;", "Math.BitIncrement(Beta)")]
    [InlineData("w -= Math.Clamp(Beta, 0, 1) * g;", "Math.Clamp(Beta, 0, 1)")]
    [InlineData("w -= Math.Sign(Beta) * g;", "Math.Sign(Beta)")]
    [InlineData("w -= Math.Abs(step.Count) * g;", "Math.Abs(step.Count)")]
    [InlineData("w -= Math.Abs(Math.Min(-1, 2)) * g;", "Math.Abs(Math.Min(-1, 2))")]
    [InlineData("w -= Math.Round(Beta, MidpointRounding.AwayFromZero) * g;", "Math.Round(Beta, MidpointRounding.AwayFromZero)")]
    [InlineData("w -= Math.Round(Beta, 2) * g;", "Math.Round(Beta, 2)")]
    [InlineData("w -= Math.DivRem(step.Count, 2L).Quotient * g;", "Math.DivRem(step.Count, 2L).Quotient")]
    [InlineData("w -= double.Parse(\"1\") * g;", "double.Parse(\"1\")")]
    [InlineData("w -= double.Max(Beta, 1) * g;", "double.Max(Beta, 1)")]
    [InlineData("w -= step.Count.CompareTo(1) * g;", "step.Count.CompareTo(1)")]
    [InlineData("w -= Others.Generic<int>(g);", "Others.Generic<int>(g)")]
    [InlineData("w -= Others<int>.OfGenericClass(g);", "Others<int>.OfGenericClass(g)")]
    [InlineData("Real.As(ElementType.Double);")]
    public void No_such_call(string body, string? call = null) => Verify.Source(Rules.Update(
        body.Replace(call ?? body.TrimEnd(';'), "{|ODSL601:" + (call ?? body.TrimEnd(';')) + "|}", StringComparison.Ordinal), types: Types));

    [Theory]
    [InlineData("w -= Recursive(2) * g;", "private double Recursive(double x) => x < 1 ? x : {|ODSL601:Recursive(x - 1)|};")]
    [InlineData("w -= Even(2) * g;", "private double Even(double x) => x < 1 ? x : Odd(x - 1); private double Odd(double x) => x < 1 ? x : {|ODSL601:Even(x - 1)|};")]
    [InlineData("w -= Loops * g;", "private double Loops => {|ODSL601:Loops|};")]
    [InlineData("w -= First * g;", "private double First => Second + 1; private double Second => {|ODSL601:First|};")]
    public void No_recursion(string body, string members) => Verify.Source(Rules.Update(body, members));

    [Theory]
    [InlineData("{|ODSL601:Later()|}; w -= g;", "private async void Later() { await System.Threading.Tasks.Task.Yield(); }")]
    [InlineData("{|ODSL601:Later()|}; w -= g;", "private static async System.Threading.Tasks.Task Later() => await System.Threading.Tasks.Task.Yield();")]
    [InlineData("{|ODSL601:Many()|}; w -= g;", "private static System.Collections.Generic.IEnumerable<double> Many() { yield return 1; }")]
    [InlineData("w -= {|ODSL601:Native(2)|} * g;", "[System.Runtime.InteropServices.DllImport(\"m\")] private static extern double Native(double x);")]
    [InlineData("{|ODSL601:Traced(ref w)|}; w -= g;", "[System.Diagnostics.Conditional(\"TRACE_RULES\")] private void Traced(ref Real x) => x = 2;")]
    [InlineData("w -= {|ODSL601:Other.Twice(g)|};", "private SampleAttribute Other => this; private Real Twice(Real x) => 2 * x;")]
    [InlineData("w -= {|ODSL601:Twice(2)|} * g;", "private double Twice(int x) => 2L * x;")]
    [InlineData("w -= {|ODSL601:Twice(2)|} * g;", "private double Twice(float x) => 2 * x;")]
    [InlineData("w -= {|ODSL601:First(1, 2)|} * g;", "private double First(params double[] x) => x[0];")]
    [InlineData("w -= {|ODSL601:Length(\"x\")|} * g;", "private double Length(string x) => x.Length;")]
    [InlineData("w -= {|ODSL601:Call(() => 2)|} * g;", "private double Call(Func<double> f) => f();")]
    [InlineData("w -= {|ODSL601:Ordered(g)|};", "partial void Nothing(ref Real x); private Real Ordered<T>(T x) where T : struct => 2;")]
    [InlineData("{|ODSL601:Nothing(ref w)|}; w -= g;", "partial void Nothing(ref Real x);")]
    public void No_helper_of_such_a_kind(string body, string members) => Verify.Source(Rules.Update(body, members));

    [Theory]
    [InlineData("w -= {|ODSL601:Virtual(g)|};")]
    [InlineData("w -= {|ODSL601:Abstract(g)|};")]
    [InlineData("w -= {|ODSL601:Computed|} * g;")]
    public void No_virtual_members(string body) => Verify.Source(
        Rules.Update(body, "public override Real Abstract(Real x) => 3 * x; public override double Computed => 3;", Types)
            .Replace("SampleAttribute : UpdateRuleAttribute", "SampleAttribute : BaseAttribute", StringComparison.Ordinal));

    [Theory]
    [InlineData("Swap(ref w, {|ODSL601:ref w|});", "private void Swap(ref Real a, ref Real b) { Real t = a; a = b; b = t; }")]
    [InlineData("w = Read(ref m, {|ODSL601:in m|});", "private Real Read(ref Real a, in Real b) { a = 2; return b; }")]
    [InlineData("w = Read(ref m, {|ODSL601:in m|});", "private Real Read(ref Real a, ref readonly Real b) { a = 2; return b; }")]
    [InlineData("w = Read(ref m, {|ODSL601:m|});", "private Real Read(ref Real a, in Real b) { a = 2; return b; }")]
    [InlineData("Set(ref m, {|ODSL601:out m|}); w -= m;", "private void Set(ref Real a, out Real b) { b = 1; a = 2; }")]
    [InlineData("w -= Rate({|ODSL601:new StepInfo(0.5, 3)|}) * g;", "private double Rate(StepInfo s) => s.LearningRate;")]
    [InlineData("w -= Rate({|ODSL601:default|}) * g;", "private double Rate(StepInfo s) => s.LearningRate;")]
    [InlineData("w -= Rate({|ODSL601:step with { Count = 5 }|}) * g;", "private double Rate(StepInfo s) => s.LearningRate;")]
    [InlineData("Set(out {|ODSL601:_|}); w -= g;", "private void Set(out double x) => x = 2;")]
    [InlineData("Set(ref {|ODSL601:Field|}); w -= g;", "public double Field; private void Set(ref double x) => x = 2;")]
    public void No_such_argument(string body, string members) => Verify.Source(Rules.Update(body, members));

    [Fact]
    public void What_is_wrong_in_a_helper_is_said_once_however_often_it_is_called() => Verify.Source(Rules.Update(
        "w -= Half(g) + Half(w) + Half(m);",
        "private Real Half(Real x) => x / {|ODSL601:MathF.Sqrt(4f)|};"));
}
