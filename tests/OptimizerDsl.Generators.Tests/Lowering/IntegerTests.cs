namespace OptimizerDsl.Generators.Tests;

/// <summary>Uniform integers: long arithmetic as in C#, with divisions that cannot throw off their path.</summary>
public sealed class IntegerTests
{
    [Fact]
    public void A_divisor_that_is_known_needs_no_guard() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let n (sub (add (div step.Count 10) (rem step.Count 7)) (mul (neg step.Count) 2)))
          (let w.1 (sub w (broadcast (toDouble n))))
          (out w w.1))
        """, Lowered.Update("""
        public void Update(ref Real w, Real g, StepInfo step)
        {
            long n = step.Count / 10 + step.Count % 7 - -step.Count * 2;
            w -= n;
        }
        """));

    [Fact]
    public void A_divisor_on_the_main_path_is_the_author_s_affair() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let condition (eq (rem step.Count (hyper Every)) 0))
          (let w.1 (sub w g))
          (let w.2 (select condition w.1 w))
          (out w w.2))
        """, Lowered.Update("""
        public long Every { get; set; } = 10;

        public void Update(ref Real w, Real g, StepInfo step)
        {
            if (step.Count % Every == 0) w -= g;
        }
        """));

    [Fact]
    public void A_division_under_a_condition_divides_by_one_off_its_path() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let condition (gt (hyper Every) 0))
          (let n (div step.Count (select condition (hyper Every) 1)))
          (let w.1 (sub w (broadcast (toDouble n))))
          (let w.2 (select condition w.1 w))
          (out w w.2))
        """, Lowered.Update("""
        public long Every { get; set; }

        public void Update(ref Real w, Real g, StepInfo step)
        {
            if (Every > 0)
            {
                long n = step.Count / Every;
                w -= n;
            }
        }
        """));

    [Fact]
    public void A_division_behind_and_is_guarded() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let path (ne (hyper Every) 0))
          (let condition (and (ne (hyper Every) 0) (eq (rem step.Count (select path (hyper Every) 1)) 0)))
          (let w.1 (sub w g))
          (let w.2 (select condition w.1 w))
          (let path.1 (not (eq (hyper Every) 0)))
          (let condition.1 (or (eq (hyper Every) 0) (gt (div step.Count (select path.1 (hyper Every) 1)) 5)))
          (let w.3 (select condition.1 (broadcast 1.0) w.2))
          (out w w.3))
        """, Lowered.Update("""
        public long Every { get; set; }

        public void Update(ref Real w, Real g, StepInfo step)
        {
            if (Every != 0 && step.Count % Every == 0) w -= g;
            w = Every == 0 || step.Count / Every > 5 ? 1 : w;
        }
        """));

    [Fact]
    public void A_division_in_an_arm_is_guarded_by_all_conditions() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let condition (gt step.Count 3))
          (let condition.1 (eq (hyper Every) 0))
          (let path (and condition (not condition.1)))
          (let n (select condition.1 0 (div step.Count (select path (hyper Every) 1))))
          (let w.1 (sub w (broadcast (toDouble n))))
          (let w.2 (select condition w.1 w))
          (out w w.2))
        """, Lowered.Update("""
        public long Every { get; set; }

        public void Update(ref Real w, Real g, StepInfo step)
        {
            if (step.Count > 3)
            {
                long n = Every == 0 ? 0 : step.Count / Every;
                w -= n;
            }
        }
        """));

    [Fact]
    public void A_division_after_an_early_return_is_guarded() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let condition (eq (hyper Every) 0))
          (let path (not condition))
          (let w.1 (sub w (broadcast (toDouble (div step.Count (select path (hyper Every) 1))))))
          (let w.2 (select condition w w.1))
          (out w w.2))
        """, Lowered.Update("""
        public long Every { get; set; }

        public void Update(ref Real w, Real g, StepInfo step)
        {
            if (Every == 0) return;
            w -= step.Count / Every;
        }
        """));

    [Fact]
    public void A_compound_division_is_guarded() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let condition (gt (hyper Every) 0))
          (let n (div step.Count (select condition (hyper Every) 1)))
          (let n.1 (select condition n step.Count))
          (let w.1 (sub w (broadcast (toDouble n.1))))
          (out w w.1))
        """, Lowered.Update("""
        public long Every { get; set; }

        public void Update(ref Real w, Real g, StepInfo step)
        {
            long n = step.Count;
            if (Every > 0) n /= Every;
            w -= n;
        }
        """));

    [Fact]
    public void Division_by_minus_one_is_guarded_because_of_the_smallest_long() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let condition (gt step.Count 5))
          (let n (div step.Count (select condition -1 1)))
          (let n.1 (select condition n step.Count))
          (let w.1 (sub w (broadcast (toDouble n.1))))
          (out w w.1))
        """, Lowered.Update("""
        public void Update(ref Real w, Real g, StepInfo step)
        {
            long n = step.Count;
            if (n > 5) n = n / -1;
            w -= n;
        }
        """));

    [Fact]
    public void A_division_under_a_varying_condition_is_refused() => Assert.Equal(
        ["n: An integer division by a value that may be zero cannot stand under a condition on varying values. Take it out of the condition, or divide doubles."],
        Lowered.Refusals("""
            public void Update(ref Real w, Real g, StepInfo step)
            {
                long n = step.Count - 1;
                if (g > 0) w -= step.Count / n;
            }
            """));

    [Fact]
    public void Enums_are_their_numbers()
    {
        const string Source = """
            public enum Mode { Plain, Signed = 5, Odd = -1 }

            public partial class RuleAttribute : UpdateRuleAttribute
            {
                public Mode Mode { get; set; } = Mode.Signed;

                public void Update(ref Real w, Real g)
                {
                    if (Mode == Mode.Signed) w -= Real.Sign(g);
                    else if (Mode != Mode.Odd) w -= (long)Mode * g;
                }
            }
            """;
        Text.Same("""
            (fragment 1 rule "Rule"
              (hyper Mode long 5)
              (method Update ((ref real w) (in real g))
                (let condition (eq (hyper Mode) 5))
                (let w.1 (sub w (select (gt g (broadcast 0.0)) (broadcast 1.0) (select (lt g (broadcast 0.0)) (broadcast -1.0) g))))
                (let condition.1 (ne (hyper Mode) -1))
                (let w.2 (sub w (mul (broadcast (toDouble (hyper Mode))) g)))
                (let w.3 (select condition.1 w.2 w))
                (let w.4 (select condition w.1 w.3))
                (out w w.4)))
            """, Ir.IrWriter.Write(Lowered.Read(Source, "RuleAttribute").Fragment!));
    }
}
