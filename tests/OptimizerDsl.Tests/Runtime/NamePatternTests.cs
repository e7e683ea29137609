using CsCheck;
using OptimizerDsl.Runtime;

namespace OptimizerDsl.Tests;

public sealed class NamePatternTests
{
    [Theory]
    [InlineData("*.bias", "layer.0.bias", true)]
    [InlineData("*.bias", "layer.0.bias2", false)]
    [InlineData("*norm*", "norm", true)]
    [InlineData("*Norm*", "norm", false)]
    [InlineData("a?c", "abc", true)]
    [InlineData("a?c", "ac", false)]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    [InlineData("*", "", true)]
    [InlineData("a.b", "axb", false)]
    [InlineData("*a*b*", "xxaxxbxx", true)]
    [InlineData("*a*b*", "xxbxxaxx", false)]
    [InlineData("*ab", "aab", true)]
    [InlineData("**", "x", true)]
    public void Patterns_fit_whole_names(string pattern, string name, bool fits) => Assert.Equal(fits, NamePattern.Fits(pattern, name));

    [Fact]
    public void A_pattern_fits_what_its_regular_expression_matches() => Gen.Select(
        Gen.Int[0, 3].Select(i => "ab*?"[i]).Array[0, 7], Gen.Int[0, 1].Select(i => "ab"[i]).Array[0, 9]).Sample((pattern, name) =>
    {
        string expression = string.Concat(pattern.Select(c => c switch { '*' => ".*", '?' => ".", _ => $"{c}" }));
        return NamePattern.Fits(pattern, name) == System.Text.RegularExpressions.Regex.IsMatch(new string(name), $"^{expression}\\z");
    });
}
