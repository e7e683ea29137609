using OptimizerDsl.Analyzers.Tests.Support;
using Xunit;

namespace OptimizerDsl.Analyzers.Tests.Robustness;

/// <summary>Rules that nobody writes, and that must cost neither the compiler's stack nor its afternoon.</summary>
public sealed class StressTests
{
    [Theory]
    [InlineData("nested ifs", 600)]
    [InlineData("else ifs", 600)]
    [InlineData("early returns", 600)]
    [InlineData("choices", 600)]
    [InlineData("conjunction", 600)]
    [InlineData("sum", 600)]
    [InlineData("negations", 600)]
    public void Too_deep_is_said_once(string shape, int depth)
    {
        string body = shape switch
        {
            "nested ifs" => Repeat(depth, i => $"if (step.Count > {i}) {{ ") + "w -= g;" + new string('}', depth),
            "else ifs" => Repeat(depth, i => $"if (step.Count == {i}) w = {i}; else ") + "w -= g;",
            "early returns" => Repeat(depth, i => $"if (step.Count == {i}) return; ") + "w -= g;",
            "choices" => "w = " + Repeat(depth, i => $"g > {i} ? {i} : ") + "g;",
            "conjunction" => "if (" + Repeat(depth, i => $"g > {i} && ") + "w > 0) w -= g;",
            "sum" => "w -= " + Repeat(depth, i => $"{i} * g + ") + "m;",
            _ => "w = " + Repeat(depth, _ => "-(") + "g" + new string(')', depth) + ";",
        };
        string message = Assert.Single(Analysis.Of(Rules.Update(body)).Diagnostics).GetMessage(null);
        Assert.Contains("too deeply", message, StringComparison.Ordinal);
        Prose.Check(message);
    }

    [Theory]
    [InlineData("early returns", 60)]
    [InlineData("else ifs", 60)]
    [InlineData("sum", 150)]
    [InlineData("statements", 200)]
    public void What_is_merely_long_is_accepted(string shape, int length)
    {
        string body = shape switch
        {
            "early returns" => Repeat(length, i => $"if (step.Count == {i}) return; ") + "w -= g;",
            "else ifs" => Repeat(length, i => $"if (step.Count == {i}) w = {i}; else ") + "w -= g;",
            "sum" => "w -= " + Repeat(length, i => $"{i} * g + ") + "m;",
            _ => Repeat(length, i => $"m = 0.5 * m + {i}; ") + "w -= m * g;",
        };
        Verify.Source(Rules.Update(body));
    }

    [Fact]
    public void Too_long_is_said_once()
    {
        string body = Repeat(5000, i => $"m = 0.5 * m + {i}; ") + "w -= m * g;";
        string message = Assert.Single(Analysis.Of(Rules.Update(body)).Diagnostics).GetMessage(null);
        Assert.Contains("more assignments", message, StringComparison.Ordinal);
        Prose.Check(message);
    }

    [Fact]
    public void Helpers_that_double_at_every_level_are_stopped()
    {
        string members = "private Real H0(Real x) => x / 2; " + Repeat(40, i => $"private Real H{i + 1}(Real x) => H{i}(x) + H{i}(x + 1); ");
        string message = Assert.Single(Analysis.Of(Rules.Update("w -= H40(g);", members)).Diagnostics, d => d.Id != "ODSL605").GetMessage(null);
        Assert.Contains("grow without bounds", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Properties_that_double_at_every_level_are_stopped()
    {
        string members = "private double P0 => Beta; " + Repeat(40, i => $"private double P{i + 1} => P{i} * P{i}; ");
        string message = Assert.Single(Analysis.Of(Rules.Update("w -= P40 * g;", members)).Diagnostics).GetMessage(null);
        Assert.Contains("grow without bounds", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Guarded_divisions_do_not_double_their_guards() => Verify.Source(Rules.Update(
        "bool b = " + Repeat(40, i => $"{i + 9} / (step.Count - {i}) > 0 && ") + "Flag; w -= (b ? 2 : 1) * g;"));

    private static string Repeat(int count, Func<int, string> part) =>
        string.Concat(Enumerable.Range(0, count).Select(i => part(i)));
}
