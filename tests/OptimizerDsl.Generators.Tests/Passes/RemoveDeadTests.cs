namespace OptimizerDsl.Generators.Tests;

using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Passes;

/// <summary>State lives while its old value has a part in the new parameter; values live while something needs them.</summary>
public sealed class RemoveDeadTests
{
    [Fact]
    public void State_that_only_feeds_itself() => Text.Same("""
        (method Step ((ref real w) (in real g))
          (let w.1 (sub w g))
          (out w w.1))
        """, PassText.Run(Alone, """
        (method Step ((ref real w) (in real g) (ref real m))
          (let m.1 (add m g))
          (let w.1 (sub w g))
          (out w w.1)
          (out m m.1))
        """));

    [Fact]
    public void State_that_is_written_but_never_read() => Text.Same("""
        (method Step ((ref real w) (in real g))
          (let m.1 (mul g g))
          (let w.1 (sub w m.1))
          (out w w.1))
        """, PassText.Run(Alone, """
        (method Step ((ref real w) (in real g) (ref real m))
          (let m.1 (mul g g))
          (let w.1 (sub w m.1))
          (out w w.1)
          (out m m.1))
        """));

    [Fact]
    public void Two_states_that_only_feed_each_other() => Text.Same("""
        (method Step ((ref real w) (in real g))
          (let w.1 (sub w g))
          (out w w.1))
        """, PassText.Run(Alone, """
        (method Step ((ref real w) (in real g) (ref real a) (ref real b))
          (let w.1 (sub w g))
          (out w w.1)
          (out a b)
          (out b a))
        """));

    [Fact]
    public void State_that_reaches_the_parameter_through_another_one() => Text.Same("""
        (method Step ((ref real w) (in real g) (ref real a) (ref real b))
          (let a.1 (add a g))
          (let b.1 (add a b))
          (let w.1 (sub w b))
          (out w w.1)
          (out a a.1)
          (out b b.1))
        """, PassText.Run(Alone, """
        (method Step ((ref real w) (in real g) (ref real a) (ref real b) (ref real c))
          (let a.1 (add a g))
          (let b.1 (add a b))
          (let c.1 (add b c))
          (let w.1 (sub w b))
          (out w w.1)
          (out a a.1)
          (out b b.1)
          (out c c.1))
        """));

    [Fact]
    public void Values_reductions_and_uniform_state_that_nothing_needs() => Text.Same("""
        (method Step ((ref real w) (in real g) (in double y))
          (let c (mul y 2.0))
          (let w.1 (sub w (broadcast c)))
          (out w w.1))
        """, PassText.Run(Alone, """
        (method Step ((ref real w) (in real g) (in double x) (in double y))
          (let a (mul x 2.0))
          (let s (reduce sum global g))
          (let b (sqrt s))
          (let c (mul y 2.0))
          (let w.1 (sub w (broadcast c)))
          (out w w.1))
        """));

    [Fact]
    public void Parameter_and_gradient_stay_even_unused() => Text.Same("""
        (method Step ((ref real w) (in real g))
          (out w (broadcast 1.0)))
        """, PassText.Run(Alone, """
        (method Step ((ref real w) (in real g) (ref real m))
          (out w (broadcast 1.0))
          (out m g))
        """));

    [Fact]
    public void A_reduction_keeps_what_it_reads() => Text.Same("""
        (method Step ((ref real w) (in real g) (ref real m))
          (let m.1 (add m g))
          (let s (reduce sumOfSquares global m))
          (let w.1 (sub w (broadcast s)))
          (out w w.1)
          (out m m.1))
        """, PassText.Run(Alone, """
        (method Step ((ref real w) (in real g) (ref real m))
          (let m.1 (add m g))
          (let s (reduce sumOfSquares global m))
          (let w.1 (sub w (broadcast s)))
          (out w w.1)
          (out m m.1))
        """));

    [Fact]
    public void The_largest_second_moment_goes_where_AMSGrad_is_off() => Assert.Equal(
        ["w", "g", "m", "v"], Recipes.Compile("[AdamW]").Groups[0].Fused.Parameters.Select(p => p.Name));

    [Fact]
    public void The_largest_second_moment_stays_where_AMSGrad_is_on() => Assert.Equal(
        ["w", "g", "m", "v", "vMax"], Recipes.Compile("[AdamW(AmsGrad = true)]").Groups[0].Fused.Parameters.Select(p => p.Name));

    [Fact]
    public void No_momentum_no_velocity()
    {
        Assert.Empty(Recipes.Compile("[Sgd]").Groups[0].States);
        Assert.Equal(["velocity"], Recipes.Compile("[Sgd(Momentum = 0.9)]").Groups[0].States);
    }

    private static Method Alone(Method method) => RemoveDead.Run(method, [], []);
}
