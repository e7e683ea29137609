namespace OptimizerDsl.Generators.Tests;

using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Passes;

/// <summary>An element of zeros stays zero for sure, or may be moved.</summary>
public sealed class KeepsZerosTests
{
    [Theory]
    [InlineData("(sub w (mul (broadcast x) g))")]
    [InlineData("(div m (add (mul (sqrt m) (broadcast x)) (broadcast 0.5)))")]
    [InlineData("(fma (broadcast x) g w)")]
    [InlineData("(select (gt g (broadcast x)) g m)")]
    [InlineData("(min (max g (broadcast 0.0)) (neg m))")]
    [InlineData("(mul (exp g) m)")]
    public void Zeros_stay(string w) => Assert.True(Keeps(w));

    [Theory]
    [InlineData("(add w (broadcast x))")]
    [InlineData("(add w (broadcast 1.0))")]
    [InlineData("(exp g)")]
    [InlineData("(div m (sqrt m))")]
    [InlineData("(div m (broadcast x))")]
    [InlineData("(div m (broadcast 0x0010000000000000))")]
    [InlineData("(select (gt g w) g (broadcast 1.0))")]
    [InlineData("(fma g g (broadcast 1.0))")]
    [InlineData("(uniformNoise n)")]
    public void Zeros_may_move(string w) => Assert.False(Keeps(w));

    [Fact]
    public void State_counts_too() => Assert.False(Keeps("(sub w g)", "(add m (broadcast 1.0))"));

    [Fact]
    public void Values_on_the_way_are_followed() => Assert.True(Keeps("(sub w half)", "half", "(let half (mul (broadcast 0.5) g))"));

    private static bool Keeps(string w, string m = "m", string let = "")
    {
        Method method = PassText.Read($"""
            (method Step ((ref real w) (in real g) (ref real m) (in double x) (in long n))
              {let}
              (out w {w})
              (out m {m}))
            """);
        return KeepsZeros.Of(new Sweep(default, method.Lets, default, method.Outputs, default));
    }
}
