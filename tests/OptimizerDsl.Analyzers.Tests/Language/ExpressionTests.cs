using OptimizerDsl.Analyzers.Tests.Support;
using Xunit;

namespace OptimizerDsl.Analyzers.Tests.Language;

/// <summary>Expressions outside of the language, each refused where it stands and nowhere else.</summary>
public sealed class ExpressionTests
{
    private const string Members = """
        public double Field; private static double s_field; private readonly double _readOnly = 2; private static readonly double s_readOnly = 3;
        public double[] Array = [1]; public float Single { get; set; } public int Integer { get; set; } public string Text { get; set; } = "";
        public double Sum => Field + s_field + _readOnly + s_readOnly; private static double Static => 2;
        private SampleAttribute Other => this;
        """;

    [Theory]
    [InlineData("w -= {|ODSL601:step.Count switch { 1 => 0.5, _ => 1.0 }|} * g;")]
    [InlineData("w -= {|ODSL601:(g, 2.0).Item1|};")]
    [InlineData("w -= {|ODSL601:new double[] { 1, 2 }[0]|} * g;")]
    [InlineData("w -= {|ODSL601:Array[0]|} * g;")]
    [InlineData("w -= {|ODSL601:\"abc\".Length|} * g;")]
    [InlineData("w -= {|ODSL601:$\"{step.Count}\".Length|} * g;")]
    [InlineData("w -= {|ODSL601:Field|} * g;")]
    [InlineData("w -= {|ODSL601:this.Field|} * g;")]
    [InlineData("w -= {|ODSL601:s_field|} * g;")]
    [InlineData("w -= {|ODSL601:_readOnly|} * g;")]
    [InlineData("w -= {|ODSL601:s_readOnly|} * g;")]
    [InlineData("w -= {|ODSL601:Static|} * g;")]
    [InlineData("w -= {|ODSL601:Other.Beta|} * g;")]
    [InlineData("w -= {|ODSL601:this.GetHashCode()|} * g;")]
    [InlineData("w -= {|ODSL601:new Random(1).NextDouble()|} * g;")]
    [InlineData("w -= {|ODSL601:new SampleAttribute().Beta|} * g;")]
    [InlineData("w -= {|ODSL601:new StepInfo(0.1, 3).LearningRate|} * g;")]
    [InlineData("w -= {|ODSL601:default(StepInfo).LearningRate|} * g;")]
    [InlineData("w -= {|ODSL601:(step with { Count = 5 }).Count|} * g;")]
    [InlineData("w -= {|ODSL601:nameof(Beta).Length|} * g;")]
    [InlineData("w -= {|ODSL601:typeof(double).Name.Length|} * g;")]
    [InlineData("w -= {|ODSL601:step.ToString().Length|} * g;")]
    [InlineData("w -= ({|ODSL601:step == step|} ? 1.0 : 2.0) * g;")]
    [InlineData("w -= {|ODSL601:Single|} * g;")]
    [InlineData("w -= {|ODSL601:Integer|} * g;")]
    [InlineData("w -= {|ODSL601:Text.Length|} * g;")]
    [InlineData("w -= ({|ODSL601:step.Count is > 3 and < 7|} ? 1.0 : 2.0) * g;")]
    [InlineData("w -= ({|ODSL601:step is { Count: > 3 }|} ? 1.0 : 2.0) * g;")]
    [InlineData("w -= ({|ODSL601:(double?)step.LearningRate ?? 1|}) * g;")]
    [InlineData("w -= ({|ODSL601:Other?.Beta ?? 1|}) * g;")]
    [InlineData("w -= {|ODSL601:DateTime.Now.Ticks|} * g;")]
    [InlineData("w -= {|ODSL601:Environment.TickCount64|} * g;")]
    public void No_such_expression(string body) => Verify.Source(Rules.Update(body, Members));

    [Theory]
    [InlineData("double d = {|ODSL601:(double)g|}; w -= d * g;")]
    [InlineData("w -= {|ODSL601:(double)(g * g)|} * g;")]
    [InlineData("w -= {|ODSL601:(float)g|} * g;")]
    [InlineData("long n = {|ODSL601:(long)g|}; w -= n * g;")]
    [InlineData("w -= Math.Sqrt({|ODSL601:(double)g|}) * g;")]
    [InlineData("if (double.IsNaN({|ODSL601:(double)g|})) w -= g;")]
    [InlineData("w -= {|ODSL601:g.GetHashCode()|} * g;")]
    [InlineData("if ({|ODSL601:g.Equals(w)|}) w -= g;")]
    [InlineData("if ({|ODSL601:object.Equals(g, w)|}) w -= g;")]
    public void No_way_out_of_Real(string body) => Verify.Source(Rules.Update(body));

    [Theory]
    [InlineData("w -= {|ODSL601:Math.Min(1, 2) * 3|} * g;")]
    [InlineData("w -= {|ODSL601:-Math.Min(1, 2)|} * g;")]
    [InlineData("w -= ({|ODSL601:Math.Min(1, 2) / 2|} == 0 ? 1.0 : 2.0) * g;")]
    [InlineData("w -= ({|ODSL601:Math.Min(1u, 2u) - 3u|}) * g;")]
    [InlineData("w -= ({|ODSL601:Math.Min(1ul, 2ul) - 3ul|}) * g;")]
    [InlineData("w -= {|ODSL601:Math.Min(0.1f, 0.2f) * 0.3f|} * g;")]
    [InlineData("w -= {|ODSL601:-Math.Min(0.1f, 0.2f)|} * g;")]
    [InlineData("w -= {|ODSL601:(int)step.Count|} * g;")]
    [InlineData("w -= {|ODSL601:(float)Beta|} * g;")]
    [InlineData("w -= (double){|ODSL601:(decimal)Beta|} * g;")]
    [InlineData("w -= {|ODSL601:(byte)step.Count|} * g;")]
    [InlineData("w -= {|ODSL601:(ulong)step.Count|} * g;")]
    [InlineData("w -= {|ODSL601:(char)step.Count|} * g;")]
    [InlineData("w -= (double){|ODSL601:(Half)Beta|} * g;")]
    [InlineData("w -= ({|ODSL601:step.Count << 1|}) * g;")]
    [InlineData("w -= ({|ODSL601:step.Count >> 1|}) * g;")]
    [InlineData("w -= ({|ODSL601:step.Count >>> 1|}) * g;")]
    [InlineData("w -= ({|ODSL601:step.Count & 1|}) * g;")]
    [InlineData("w -= ({|ODSL601:step.Count | 1|}) * g;")]
    [InlineData("w -= ({|ODSL601:step.Count ^ 1|}) * g;")]
    [InlineData("w -= {|ODSL601:~step.Count|} * g;")]
    [InlineData("long n = 1; {|ODSL601:n <<= 2|}; w -= n * g;")]
    [InlineData("long n = 1; {|ODSL601:n |= 2|}; w -= n * g;")]
    [InlineData("if ({|ODSL601:Mode + 1|} == Mode.Fancy) w -= g;")]
    [InlineData("if ({|ODSL601:(Mode)step.Count|} == Mode.Fancy) w -= g;")]
    [InlineData("if (({|ODSL601:Mode & Mode.Fancy|}) != 0) w -= g;")]
    [InlineData("Mode mode = Mode; {|ODSL601:mode++|}; if (mode == Mode.Fancy) w -= g;")]
    [InlineData("Mode mode = Mode; {|ODSL601:mode += 1|}; if (mode == Mode.Fancy) w -= g;")]
    public void No_such_arithmetic(string body) => Verify.Source(Rules.Update(body));

    [Theory]
    [InlineData("w -= step.Count > 1 && ({|ODSL601:m = g|}) > 0 ? 1 : g;")]
    [InlineData("w -= Flag ? {|ODSL601:m = g|} : g;")]
    [InlineData("w -= g > 0 ? {|ODSL601:m = g|} : g;")]
    [InlineData("long n = 0; double d = Flag ? {|ODSL601:n++|} : 1; w -= d * n * g;")]
    [InlineData("bool b = Flag || {|ODSL601:Sets(ref w, g)|}; if (b) m = g;")]
    public void No_assignment_inside_a_conditional_expression(string body) => Verify.Source(Rules.Update(
        body, "private bool Sets(ref Real x, Real y) { x = y; return true; }"));

    [Fact]
    public void No_expression_of_endless_depth()
    {
        string sum = string.Join(" + ", Enumerable.Repeat("g", 1000));
        Assert.Contains("too deep", Assert.Single(Analysis.Of(Rules.Update($"w -= {sum};")).Diagnostics).GetMessage(null), StringComparison.Ordinal);
    }
}
