namespace OptimizerDsl.Generators.Tests;

using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Passes;

/// <summary>A reduction ends one sweep over memory; what needs its result runs in a later one.</summary>
public sealed class FissionTests
{
    [Fact]
    public void No_reduction_one_sweep() => Text.Same("""
        (method Step ((ref real w) (in real g) (in double x))
          (let a (mul x 2.0))
          (let w.1 (sub w (mul (broadcast a) g)))
          (out w w.1))
        """, Sweeps("""
        (method Step ((ref real w) (in real g) (in double x))
          (let a (mul x 2.0))
          (let w.1 (sub w (mul (broadcast a) g)))
          (out w w.1))
        """));

    [Fact]
    public void One_reduction_two_sweeps() => Text.Same("""
        (method Step ((ref real w) (in real g) (in double x))
          (let d (mul (broadcast x) g))
          (let s (reduce sumOfSquares global d)))
        (method Step ((ref real w) (in real g) (in double x) (in double s))
          (let n (sqrt s))
          (let d (mul (broadcast x) g))
          (let w.1 (sub w (div d (broadcast n))))
          (out w w.1))
        """, Sweeps("""
        (method Step ((ref real w) (in real g) (in double x))
          (let d (mul (broadcast x) g))
          (let s (reduce sumOfSquares global d))
          (let n (sqrt s))
          (let w.1 (sub w (div d (broadcast n))))
          (out w w.1))
        """));

    [Fact]
    public void Independent_reductions_share_a_sweep() => Text.Same("""
        (method Step ((ref real w) (in real g))
          (let s (reduce sum global g))
          (let t (reduce max global w)))
        (method Step ((ref real w) (in real g) (in double s) (in double t))
          (let w.1 (sub w (broadcast (add s t))))
          (out w w.1))
        """, Sweeps("""
        (method Step ((ref real w) (in real g))
          (let s (reduce sum global g))
          (let t (reduce max global w))
          (let w.1 (sub w (broadcast (add s t))))
          (out w w.1))
        """));

    [Fact]
    public void A_reduction_that_needs_another_one_takes_a_third_sweep() => Text.Same("""
        (method Step ((ref real w) (in real g))
          (let mean (reduce sum global g))
          (let t (reduce max global g)))
        (method Step ((ref real w) (in real g) (in double mean) (in double t))
          (let d (sub g (broadcast mean)))
          (let s (reduce sumOfSquares global d)))
        (method Step ((ref real w) (in real g) (in double mean) (in double t) (in double s))
          (let d (sub g (broadcast mean)))
          (let w.1 (sub w (div d (broadcast (add (sqrt s) t)))))
          (out w w.1))
        """, Sweeps("""
        (method Step ((ref real w) (in real g))
          (let mean (reduce sum global g))
          (let d (sub g (broadcast mean)))
          (let s (reduce sumOfSquares global d))
          (let t (reduce max global g))
          (let w.1 (sub w (div d (broadcast (add (sqrt s) t)))))
          (out w w.1))
        """));

    [Fact]
    public void Dependence_through_uniform_values_counts() => Text.Same("""
        (method Step ((ref real w) (in real g) (in double x))
          (let b (mul x x))
          (let s (reduce sum global g))
          (let u (reduce max global (mul w (broadcast b)))))
        (method Step ((ref real w) (in real g) (in double x) (in double s) (in double u))
          (let a (mul s x))
          (let t (reduce max global (mul w (broadcast a)))))
        (method Step ((ref real w) (in real g) (in double x) (in double s) (in double u) (in double t))
          (out w (broadcast (add t u))))
        """, Sweeps("""
        (method Step ((ref real w) (in real g) (in double x))
          (let s (reduce sum global g))
          (let a (mul s x))
          (let b (mul x x))
          (let t (reduce max global (mul w (broadcast a))))
          (let u (reduce max global (mul w (broadcast b))))
          (out w (broadcast (add t u))))
        """));

    [Fact]
    public void State_is_written_in_the_last_sweep_alone() => Text.Same("""
        (method Step ((ref real w) (in real g) (ref real m))
          (let m.1 (add m g))
          (let s (reduce sumOfSquares global m.1)))
        (method Step ((ref real w) (in real g) (ref real m) (in double s))
          (let m.1 (add m g))
          (let w.1 (sub w (div m.1 (broadcast (sqrt s)))))
          (out w w.1)
          (out m m.1))
        """, Sweeps("""
        (method Step ((ref real w) (in real g) (ref real m))
          (let m.1 (add m g))
          (let s (reduce sumOfSquares global m.1))
          (let w.1 (sub w (div m.1 (broadcast (sqrt s)))))
          (out w w.1)
          (out m m.1))
        """));

    [Fact]
    public void Rows_have_sweeps_of_their_own() => Text.Same("""
        (method Step ((ref real w) (in real g))
          (let t (reduce max tensor g))
          (let s (reduce sum global g)))
        (method Step ((ref real w) (in real g) (in double t) (in double s))
          (let r (reduce sumOfSquares row g)))
        (method Step ((ref real w) (in real g) (in double t) (in double s) (in double r))
          (let a (add (add r s) t))
          (out w (mul g (broadcast a))))
        """, Sweeps("""
        (method Step ((ref real w) (in real g))
          (let r (reduce sumOfSquares row g))
          (let t (reduce max tensor g))
          (let s (reduce sum global g))
          (let a (add (add r s) t))
          (out w (mul g (broadcast a))))
        """));

    [Fact]
    public void What_depends_on_rows_runs_over_rows_or_blocks() => Text.Same("""
        (method Step ((ref real w) (in real g))
          (let r (reduce sumOfSquares row g)))
        (method Step ((ref real w) (in real g) (in double r))
          (let d (mul g (broadcast r)))
          (let s (reduce sum global d)))
        (method Step ((ref real w) (in real g) (in double r) (in double s))
          (let d (mul g (broadcast r)))
          (let t (reduce max row (mul d (broadcast s)))))
        (method Step ((ref real w) (in real g) (in double r) (in double s) (in double t))
          (out w (mul g (broadcast t))))
        """, Sweeps("""
        (method Step ((ref real w) (in real g))
          (let r (reduce sumOfSquares row g))
          (let d (mul g (broadcast r)))
          (let s (reduce sum global d))
          (let t (reduce max row (mul d (broadcast s))))
          (out w (mul g (broadcast t))))
        """));

    [Fact]
    public void A_gate_is_asked_before_the_last_sweep() => Text.Same("""
        (method Step ((ref real w) (in real g))
          (let s (reduce sum global g)))
        (method Step ((ref real w) (in real g) (in double s))
          (let proceed (isFinite s))
          (let w.1 (sub w g))
          (out w w.1))
        """, Sweeps("""
        (method Step ((ref real w) (in real g))
          (let s (reduce sum global g))
          (let proceed (isFinite s))
          (let w.1 (sub w g))
          (out w w.1))
        """, new Ref("proceed", IrType.Bool)));

    [Fact]
    public void Groups_that_share_a_reduction_come_as_far_as_each_other()
    {
        Method one = PassText.Read("""
            (method Step ((ref real w) (in real g))
              (let s (reduce sumOfSquares global g))
              (out w (mul g (broadcast s))))
            """);
        Method two = PassText.Read("""
            (method Step ((ref real w) (in real g))
              (let own (reduce max global w))
              (let g.1 (mul g (broadcast own)))
              (let s (reduce sumOfSquares global g.1))
              (let w.1 (mul g.1 (broadcast s)))
              (out w w.1))
            """);
        (IReadOnlyList<IReadOnlyList<Sweep>> sweeps, IReadOnlyList<Reduction> reductions) = Fission.Run(
        [
            new(one, new Dictionary<string, string> { ["s"] = "shared" }, [], s_unobserved),
            new(two, new Dictionary<string, string> { ["own"] = "two/own", ["s"] = "shared" }, [], s_unobserved),
        ]);
        Text.Same("""
            (method Step ((ref real w) (in real g)))
            (method Step ((ref real w) (in real g))
              (let s (reduce sumOfSquares global g)))
            (method Step ((ref real w) (in real g) (in double s))
              (out w (mul g (broadcast s))))
            --
            (method Step ((ref real w) (in real g))
              (let own (reduce max global w)))
            (method Step ((ref real w) (in real g) (in double own))
              (let g.1 (mul g (broadcast own)))
              (let s (reduce sumOfSquares global g.1)))
            (method Step ((ref real w) (in real g) (in double own) (in double s))
              (let g.1 (mul g (broadcast own)))
              (let w.1 (mul g.1 (broadcast s)))
              (out w w.1))
            """, Recipes.Sweeps(sweeps[0], one) + "\n--\n" + Recipes.Sweeps(sweeps[1], two));
        Assert.Equal([(0, ReductionKind.SumOfSquares), (1, ReductionKind.Max)], reductions.Select(r => (r.Index, r.Kind)));
        Assert.Equal([0], sweeps[0].SelectMany(s => s.Reductions).Select(r => r.Index));
        Assert.Equal([1, 0], sweeps[1].SelectMany(s => s.Reductions).Select(r => r.Index));
    }

    [Fact]
    public void What_the_costs_say()
    {
        Model.Cost plain = Recipes.Compile("[Sgd]").Groups[0].Cost;
        Assert.Equal(new Model.Cost(StateBytes: 0, Traffic: 12, Sweeps: 1), plain);
        Assert.Equal(new Model.Cost(8, 4 * (4 + 3), 1), Recipes.Compile("[AdamW]").Groups[0].Cost);
        Assert.Equal(new Model.Cost(8, 4 * (4 + 3) + 4, 2), Recipes.Compile("[ClipByGlobalNorm(1)] [AdamW]").Groups[0].Cost);
        Assert.Equal(new Model.Cost(16, 2 * 4 * (4 + 3), 1), (Recipes.Compile("[AdamW]").Groups[0] with { ElementType = ElementType.Double }).Cost);
    }

    [Fact]
    public void What_observers_reduce_the_last_sweep_takes_along()
    {
        Method method = PassText.Read("""
            (method Step ((ref real w) (in real g) (ref double norm) (ref double last))
              (let all (reduce sumOfSquares global g))
              (let w.1 (sub w (mul g (broadcast all))))
              (let s (reduce sumOfSquares tensor (sub w.1 w)))
              (let norm.1 (sqrt s))
              (out w w.1)
              (out norm norm.1)
              (out last norm))
            """);
        var keys = new Dictionary<string, string> { ["all"] = "all", ["s"] = "s" };
        IReadOnlyList<Sweep> sweeps = Assert.Single(Fission.Run([new(method, keys, [], new Observed(new(["s"]), new(["norm", "last"])))]).Sweeps);
        Text.Same("""
            (method Step ((ref real w) (in real g) (ref double norm) (ref double last))
              (let all (reduce sumOfSquares global g)))
            (method Step ((ref real w) (in real g) (ref double norm) (ref double last) (in double all))
              (let w.1 (sub w (mul g (broadcast all))))
              (let s (reduce sumOfSquares tensor (sub w.1 w)))
              (let norm.1 (sqrt s))
              (out w w.1)
              (out norm norm.1)
              (out last norm))
            """, Recipes.Sweeps(sweeps, method));
        Assert.Equal(["norm.1"], sweeps[1].Closing.Select(let => let.Name));
        Assert.Empty(sweeps[1].Kept);
    }

    private static readonly Observed s_unobserved = new(default, default);

    private static string Sweeps(string text, params Expr[] roots)
    {
        Method method = PassText.Read(text);
        var keys = method.Lets.Where(l => l.Value is Reduce).ToDictionary(l => l.Name, l => l.Name);
        return Recipes.Sweeps(Assert.Single(Fission.Run([new(method, keys, roots, s_unobserved)]).Sweeps), method);
    }
}
