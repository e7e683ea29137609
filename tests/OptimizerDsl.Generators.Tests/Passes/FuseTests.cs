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

    private static string Run((string Fragment, string Step, string? Begin)[] transforms, (string Fragment, string Step, string? Begin) rule)
    {
        (Method step, IReadOnlyList<BeginPart> begins) = Fuse.Run(transforms.Select(Part).ToArray(), Part(rule));
        return string.Join("\n", [
            IrWriter.Write(Verifier.Verify(step, "fusion")),
            .. begins.Select(b => $"{IrWriter.Write(Verifier.Verify(b.Method, "fusion"))} with {string.Join(", ", b.Names.Select(n => $"{n.Own} as {n.InRecipe}"))}"),
        ]);
    }

    private static Fuse.Part Part((string Fragment, string Step, string? Begin) part) =>
        new(part.Fragment, PassText.Read(part.Step), part.Begin is null ? null : PassText.Read(part.Begin));
}
