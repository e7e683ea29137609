namespace OptimizerDsl.Generators.Tests;

/// <summary>Variables become single assignments: each write is a new let, and a read sees the latest.</summary>
public sealed class LocalsTests
{
    [Fact]
    public void A_rule_that_does_nothing() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (out w w))
        """, Lowered.Update("public void Update(ref Real w, Real g) { }"));

    [Fact]
    public void Locals_keep_their_names() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let direction (neg g))
          (let size (abs direction))
          (let w.1 (div direction size))
          (out w w.1))
        """, Lowered.Update("""
        public void Update(ref Real w, Real g)
        {
            Real direction = -g;
            Real size = Real.Abs(direction), unused;
            unused = size;
            w = direction / size;
        }
        """));

    [Fact]
    public void Every_assignment_is_a_new_version() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let d (mul g g))
          (let d.1 (add d w))
          (let w.1 (sub d.1 w))
          (let w.2 (mul w.1 d.1))
          (out w w.2))
        """, Lowered.Update("""
        public void Update(ref Real w, Real g)
        {
            Real d = g;
            d = d * d;
            d = d + w;
            w = d - w;
            w = w * d;
        }
        """));

    [Fact]
    public void Compound_assignments() => Text.Same("""
        (method Update ((ref real w) (in real g) (ref real m))
          (let m.1 (mul m (broadcast 0.5)))
          (let m.2 (add m.1 g))
          (let w.1 (sub w (mul (broadcast 2.0) m.2)))
          (let w.2 (div w.1 (broadcast 3.0)))
          (out w w.2)
          (out m m.2))
        """, Lowered.Update("""
        public void Update(ref Real w, Real g, ref Real m)
        {
            m *= 0.5;
            m += g;
            w -= 2 * m;
            w /= 3;
        }
        """));

    [Fact]
    public void A_compound_assignment_reads_its_target_before_the_right_side() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let w.1 (add w g))
          (out w w.1))
        """, Lowered.Update("""
        public void Update(ref Real w, Real g)
        {
            w += w = g;
        }
        """));

    [Fact]
    public void Assignments_inside_expressions() => Text.Same("""
        (method Update ((ref real w) (in real g) (ref real m))
          (let d (mul g g))
          (let w.1 (add d d))
          (out w w.1)
          (out m d))
        """, Lowered.Update("""
        public void Update(ref Real w, Real g, ref Real m)
        {
            Real d;
            w = m = d = g * g;
            w += d;
        }
        """));

    [Fact]
    public void Uniform_locals_keep_their_types() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let a (mul step.LearningRate 2.0))
          (let a.1 (add a (toDouble step.Count)))
          (let n (mul step.Count 3))
          (let n.1 (add n 1))
          (let n.2 (sub n.1 1))
          (let late (gt n.2 5))
          (let late.1 (and late (gt a.1 0.0)))
          (let late.2 (or late.1 (eq n.2 2)))
          (let late.3 (xor late.2 (lt a.1 1.0)))
          (let w.1 (sub w (select late.3 (broadcast a.1) (broadcast 0.0))))
          (out w w.1))
        """, Lowered.Update("""
        public void Update(ref Real w, Real g, StepInfo step)
        {
            double a = step.LearningRate;
            a *= 2;
            a += step.Count;
            long n = step.Count;
            n *= 3;
            n++;
            --n;
            bool late = n > 5;
            late &= a > 0;
            late |= n == 2;
            late ^= a < 1;
            w -= late ? a : 0;
        }
        """));

    [Fact]
    public void Increments_as_values() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let n (add step.Count 1))
          (let n.1 (add n 1))
          (let x (toDouble step.Count))
          (let x.1 (sub x 1.0))
          (let w.1 (sub w (mul (broadcast (mul x.1 (toDouble n.1))) g)))
          (out w w.1))
        """, Lowered.Update("""
        public void Update(ref Real w, Real g, StepInfo step)
        {
            long n = step.Count;
            long before = n++;
            long after = ++n;
            double x = before;
            x--;
            w -= x * after * g;
        }
        """));

    [Fact]
    public void A_state_that_is_never_written_is_its_own_output() =>
        Text.Same("""
            (method Update ((ref real w) (in real g) (ref real m))
              (let w.1 (sub w m))
              (out w w.1)
              (out m m))
            """, Lowered.Update("public void Update(ref Real w, Real g, ref Real m) => w -= m;"));

    [Fact]
    public void Locals_in_blocks_of_the_same_name() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let d (add g (broadcast 1.0)))
          (let w.1 (sub w d))
          (let d.1 (add g (broadcast 2.0)))
          (let w.2 (sub w.1 d.1))
          (out w w.2))
        """, Lowered.Update("""
        public void Update(ref Real w, Real g)
        {
            {
                Real d = g + 1;
                w -= d;
            }
            {
                Real d = g + 2;
                w -= d;
            }
        }
        """));

    [Fact]
    public void A_default_Real_is_zero() => Text.Same("""
        (method Update ((ref real w) (in real g) (ref real m))
          (let a (broadcast 0.0))
          (let b (broadcast 0.0))
          (let c (broadcast 0.0))
          (let w.1 (add a b))
          (out w w.1)
          (out m c))
        """, Lowered.Update("""
        public void Update(ref Real w, Real g, ref Real m)
        {
            Real a = default;
            Real b = new();
            Real c = new Real();
            w = a + b;
            m = c;
        }
        """));

    [Fact]
    public void Discards_are_evaluated_for_their_assignments() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (out w g))
        """, Lowered.Update("""
        public void Update(ref Real w, Real g)
        {
            _ = w = g;
        }
        """));

    [Fact]
    public void Var_takes_the_type_of_its_value() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let d (mul (broadcast 2.0) g))
          (let w.1 (sub w (mul (broadcast step.LearningRate) d)))
          (out w w.1))
        """, Lowered.Update("""
        public void Update(ref Real w, Real g, StepInfo step)
        {
            var d = 2 * g;
            var rate = step.LearningRate;
            w -= rate * d;
        }
        """));

    [Fact]
    public void Other_names_for_parameters() => Text.Same("""
        (method Update ((ref real вес) (in real class) (ref real @true))
          (let вес.1 (sub вес (mul (broadcast step.LearningRate) class)))
          (out вес вес.1)
          (out @true class))
        """, Lowered.Update("""
        public void Update(ref Real вес, Real @class, ref Real @true, StepInfo @this)
        {
            @true = @class;
            вес -= @this.LearningRate * @true;
        }
        """));
}
