namespace OptimizerDsl.Generators.Tests;

using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;
using OptimizerDsl.Generators.Passes;

/// <summary>One method of all fragments: the gradient runs through them, and every name is unique.</summary>
public sealed class FuseTests
{
    private const string Sgd = "(method Update ((ref real w) (in real g)) (let w.1 (sub w g)) (out w w.1))";
    private const string Momentum = "(method Update ((ref real w) (in real g) (ref real m)) (let m.1 (add m g)) (let w.1 (sub w m.1)) (out w w.1) (out m m.1))";
    private const string Halve = "(method Apply ((in real g)) (let half (mul (broadcast 0.5) g)) (out return half))";

    [Fact]
    public void A_rule_alone() => Text.Same("""
        (method Step ((ref real w) (in real g) (ref real m))
          (let m.1 (add m g))
          (let w.1 (sub w m.1))
          (out w w.1)
          (out m m.1))
        """, Run([], ("Momentum", Momentum, null)));

    [Fact]
    public void A_transform_before_the_rule() => Text.Same("""
        (method Step ((ref real w) (in real g))
          (let half (mul (broadcast 0.5) g))
          (let w.1 (sub w half))
          (out w w.1))
        """, Run([("Halve", Halve, null)], ("Sgd", Sgd, null)));

    [Fact]
    public void The_same_transform_twice() => Text.Same("""
        (method Step ((ref real w) (in real g))
          (let half (mul (broadcast 0.5) g))
          (let half.1 (mul (broadcast 0.5) half))
          (let w.1 (sub w half.1))
          (out w w.1))
        """, Run([("Halve", Halve, null), ("Halve", Halve, null)], ("Sgd", Sgd, null)));

    [Fact]
    public void A_transform_reads_the_parameter_as_it_was() => Text.Same("""
        (method Step ((ref real w) (in real g))
          (let g.1 (add g w))
          (let w.1 (sub w g.1))
          (out w w.1))
        """, Run(
        [("Decay", "(method Apply ((in real g) (in real w)) (out return (add g w)))", null)], ("Sgd", Sgd, null)));

    [Fact]
    public void A_transform_that_changes_nothing() => Text.Same("""
        (method Step ((ref real w) (in real g))
          (let w.1 (sub w g))
          (out w w.1))
        """, Run([("Same", "(method Apply ((in real g)) (out return g))", null)], ("Sgd", Sgd, null)));

    [Fact]
    public void Fragments_may_use_other_names_for_parameter_and_gradient() => Text.Same("""
        (method Step ((ref real theta) (in real gradient))
          (let w (mul (broadcast 0.5) gradient))
          (let w.1 (sub theta w))
          (out theta w.1))
        """, Run(
        [("Halve", "(method Apply ((in real theta)) (let w (mul (broadcast 0.5) theta)) (out return w))", null)],
        ("Sgd", "(method Update ((ref real theta) (in real gradient)) (let w (sub theta gradient)) (out theta w))", null)));

    [Fact]
    public void Uniform_state_that_clashes_takes_the_fragment_s_name() => Text.Same("""
        (method Step ((ref real w) (in real g) (in double m) (in double First.m) (ref real Momentum.m))
          (let g.1 (mul g (broadcast m)))
          (let g.2 (mul g.1 (broadcast First.m)))
          (let m.1 (add Momentum.m g.2))
          (let w.1 (sub w m.1))
          (out w w.1)
          (out Momentum.m m.1))
        (method Begin ((ref double m))
          (out m (add m 1.0))) with m as m
        (method Begin ((ref double m))
          (out m (add m 1.0))) with m as First.m
        """, Run(
        [
            ("First", "(method Apply ((in real g) (in double m)) (out return (mul g (broadcast m))))", "(method Begin ((ref double m)) (out m (add m 1.0)))"),
            ("First", "(method Apply ((in real g) (in double m)) (out return (mul g (broadcast m))))", "(method Begin ((ref double m)) (out m (add m 1.0)))"),
        ],
        ("Momentum", Momentum, null)));

    [Fact]
    public void Locals_of_Begin_are_not_those_of_the_step() => Text.Same("""
        (method Step ((ref real w) (in real g) (in double p))
          (let x (broadcast p))
          (out w (mul x g)))
        (method Begin ((ref double p))
          (let x (mul p p))
          (out p x)) with p as p
        """, Run([],
        ("Rule", "(method Update ((ref real w) (in real g) (in double p)) (let x (broadcast p)) (out w (mul x g)))", "(method Begin ((ref double p)) (let x (mul p p)) (out p x))")));

    [Fact]
    public void State_of_Begin_that_the_step_does_not_take_has_a_name_too() => Text.Same("""
        (method Step ((ref real w) (in real g) (in double q))
          (out w (mul (broadcast q) g)))
        (method Begin ((ref double p) (ref double q))
          (out p (add p 1.0))
          (out q (mul p q))) with p as p, q as q
        """, Run([],
        ("Rule", "(method Update ((ref real w) (in real g) (in double q)) (out w (mul (broadcast q) g)))",
            "(method Begin ((ref double p) (ref double q)) (out p (add p 1.0)) (out q (mul p q)))")));

    [Fact]
    public void State_of_Begin_called_like_the_gradient() => Text.Same("""
        (method Step ((ref real w) (in real g))
          (out w g))
        (method Begin ((ref double g) (ref double w))
          (out g (add g w))
          (out w g)) with g as Rule.g, w as Rule.w
        """, Run([],
        ("Rule", "(method Update ((ref real w) (in real g)) (out w g))", "(method Begin ((ref double g) (ref double w)) (out g (add g w)) (out w g))")));

    [Fact]
    public void A_reduction_of_a_transform_s_result() => Text.Same("""
        (method Step ((ref real w) (in real g))
          (let half (mul (broadcast 0.5) g))
          (let s (reduce sumOfSquares global half))
          (let g.1 (div half (broadcast (sqrt s))))
          (let w.1 (sub w g.1))
          (out w w.1))
        """, Run(
        [("Halve", Halve, null), ("Clip", "(method Apply ((in real g)) (let s (reduce sumOfSquares global g)) (out return (div g (broadcast (sqrt s)))))", null)],
        ("Sgd", Sgd, null)));

    [Fact]
    public void A_gate_sees_the_gradient_where_it_stands() => Text.Same("""
        (method Step ((ref real w) (in real g) (in double limit))
          (let half (mul (broadcast 0.5) g))
          (let s (reduce sumOfSquares global half))
          (let proceed (le s limit))
          (let half.1 (mul (broadcast 0.5) half))
          (let w.1 (sub w half.1))
          (out w w.1))
        (method Begin ((ref double limit))
          (out limit (add limit 1.0))) with limit as limit
        gate SkipAbove: proceed
        """, Write(Fuse.Run(
        [
            Part(FragmentKind.Transform, ("Halve", Halve, null), 0),
            Part(FragmentKind.Gate, ("SkipAbove", "(method Proceed ((in real g) (in double limit)) (let s (reduce sumOfSquares global g)) (out return (le s limit)))", "(method Begin ((ref double limit)) (out limit (add limit 1.0)))"), 1),
            Part(FragmentKind.Transform, ("Halve", Halve, null), 2),
        ],
        Part(FragmentKind.Rule, ("Sgd", Sgd, null), 3), [], [], 1, clearGradients: false)));

    [Fact]
    public void Averages_see_what_the_rule_wrote() => Text.Same("""
        (method Step ((ref real w) (in real g) (ref real m) (ref real average full))
          (let m.1 (add m g))
          (let w.1 (sub w m.1))
          (let average.1 (add average w.1))
          (out w w.1)
          (out m m.1)
          (out average average.1))
        average average
        """, Write(Fuse.Run(
        [],
        Part(FragmentKind.Rule, ("Momentum", Momentum, null)),
        [Part(FragmentKind.Averaging, ("Ema", "(method Average ((ref real w) (ref real average)) (let average.1 (add average w)) (out w w) (out average average.1))", null), 1)],
        [],
        1,
        clearGradients: false)));

    [Fact]
    public void An_average_may_write_the_parameter_and_keep_more_state() => Text.Same("""
        (method Step ((ref real w) (in real g) (ref real Momentum.m) (ref real slow full) (ref real Lookahead.m full) (ref real average full))
          (let m (add Momentum.m g))
          (let w.1 (sub w m))
          (let slow.1 (add slow w.1))
          (out w slow.1)
          (out Momentum.m m)
          (out slow slow.1)
          (out Lookahead.m w.1)
          (out average (add average slow.1)))
        average slow
        """, Write(Fuse.Run(
        [],
        Part(FragmentKind.Rule, ("Momentum", Momentum, null)),
        [
            Part(FragmentKind.Averaging, ("Lookahead", "(method Average ((ref real x) (ref real slow) (ref real m)) (let slow.1 (add slow x)) (out x slow.1) (out slow slow.1) (out m x))", null), 1),
            Part(FragmentKind.Averaging, ("Ema", "(method Average ((ref real w) (ref real average)) (out w w) (out average (add average w)))", null), 2),
        ],
        [],
        1,
        clearGradients: false)));

    [Fact]
    public void Observers_see_both_ends_of_the_step_and_the_gradient_before_transforms()
    {
        const string Observe = "(method Observe ((in real before) (in real after) (in real g) (ref double norm)) (let s (reduce sumOfSquares tensor (mul g (sub after before)))) (out norm (add norm s)))";
        Fusion fusion = Fuse.Run(
            [Part(FragmentKind.Transform, ("Halve", Halve, null))], Part(FragmentKind.Rule, ("Sgd", Sgd, null)), [], [Part(FragmentKind.Observer, ("Watch", Observe, null))], 1, clearGradients: false);
        Text.Same("""
            (method Step ((ref real w) (in real g) (ref double norm))
              (let half (mul (broadcast 0.5) g))
              (let w.1 (sub w half))
              (let s (reduce sumOfSquares tensor (mul g (sub w.1 w))))
              (out w w.1)
              (out norm (add norm s)))
            """, Write(fusion));
        Assert.Equal(["s"], fusion.Observed.Reductions);
        Assert.Equal(["norm"], fusion.Observed.States);
    }

    [Fact]
    public void Accumulated_gradients_are_scaled_first_and_cleared_last() => Text.Same("""
        (method Step ((ref real w) (ref real g))
          (let g.1 (mul g (broadcast (const 0.25 "1 / AccumulateGradients.Steps"))))
          (let half (mul (broadcast 0.5) g.1))
          (let w.1 (sub w half))
          (out w w.1)
          (out g (broadcast 0.0)))
        """, Write(Fuse.Run([Part(FragmentKind.Transform, ("Halve", Halve, null))], Part(FragmentKind.Rule, ("Sgd", Sgd, null)), [], [], 4, clearGradients: true)));

    [Fact]
    public void Reductions_are_known_by_their_fragment_and_name()
    {
        const string Clip = "(method Apply ((in real g)) (let s (reduce sumOfSquares global g)) (out return (div g (broadcast (sqrt s)))))";
        Fusion fusion = Fuse.Run([Part(FragmentKind.Transform, ("Clip", Clip, null), 4), Part(FragmentKind.Transform, ("Clip", Clip, null), 7)], Part(FragmentKind.Rule, ("Sgd", Sgd, null), 5), [], [], 1, clearGradients: false);
        Assert.Equal([("s", "4:s"), ("s.1", "7:s")], fusion.ReductionKeys.Select(k => (k.Key, k.Value)));
    }

    private static string Run((string Fragment, string Step, string? Begin)[] transforms, (string Fragment, string Step, string? Begin) rule)
    {
        Fusion fusion = Fuse.Run(transforms.Select(t => Part(FragmentKind.Transform, t)).ToArray(), Part(FragmentKind.Rule, rule), [], [], 1, clearGradients: false);
        return Write(fusion);
    }

    private static string Write(Fusion fusion) =>
        string.Join("\n", [
            IrWriter.Write(Verifier.Verify(fusion.Step, "fusion")),
            .. fusion.Begins.Select(b => $"{IrWriter.Write(Verifier.Verify(b.Method, "fusion"))} with {string.Join(", ", b.Names.Select(n => $"{n.Own} as {n.InRecipe}"))}"),
            .. fusion.Gates.Select(g => $"gate {g.Label}: {IrWriter.Write(g.Proceed)}"),
            .. fusion.AverageState is null ? Array.Empty<string>() : [$"average {fusion.AverageState}"],
        ]);

    private static FusionPart Part(FragmentKind kind, (string Fragment, string Step, string? Begin) part, int index = 0) => new(
        new(part.Fragment, index, IsShared: true, new(kind, part.Fragment, default, default), default),
        PassText.Read(part.Step),
        part.Begin is null ? null : PassText.Read(part.Begin));
}
