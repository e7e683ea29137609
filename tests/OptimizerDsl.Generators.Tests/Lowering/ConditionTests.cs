namespace OptimizerDsl.Generators.Tests;

/// <summary>Both arms of a condition are lowered, and a select joins what they assigned.</summary>
public sealed class ConditionTests
{
    [Fact]
    public void A_uniform_if() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let condition (gt step.Count 10))
          (let w.1 (sub w g))
          (let w.2 (select condition w.1 w))
          (out w w.2))
        """, Lowered.Update("""
        public void Update(ref Real w, Real g, StepInfo step)
        {
            if (step.Count > 10) w -= g;
        }
        """));

    [Fact]
    public void A_varying_if_with_else() => Text.Same("""
        (method Update ((ref real w) (in real g) (ref real m))
          (let condition (gt g (broadcast 0.0)))
          (let w.1 (sub w g))
          (let w.2 (add w (broadcast 1.0)))
          (let w.3 (select condition w.1 w.2))
          (let m.1 (select condition g m))
          (out w w.3)
          (out m m.1))
        """, Lowered.Update("""
        public void Update(ref Real w, Real g, ref Real m)
        {
            if (g > 0)
            {
                w -= g;
                m = g;
            }
            else
            {
                w += 1;
            }
        }
        """));

    [Fact]
    public void Nested_ifs() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let condition (gt step.Count 1))
          (let condition.1 (gt g (broadcast 0.0)))
          (let w.1 (sub w g))
          (let condition.2 (lt g (broadcast -1.0)))
          (let w.2 (sub w (broadcast 1.0)))
          (let w.3 (select condition.2 w.2 w))
          (let w.4 (select condition.1 w.1 w.3))
          (let w.5 (select condition w.4 w))
          (out w w.5))
        """, Lowered.Update("""
        public void Update(ref Real w, Real g, StepInfo step)
        {
            if (step.Count > 1)
            {
                if (g > 0) w -= g;
                else if (g < -1) w -= 1;
            }
        }
        """));

    [Fact]
    public void A_condition_is_evaluated_before_the_arms_change_it() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let condition (gt w (broadcast 0.0)))
          (let w.1 (neg g))
          (let condition.1 (gt w.1 (broadcast 0.0)))
          (let w.2 (broadcast 2.0))
          (let w.3 (select condition.1 w.2 w.1))
          (let w.4 (broadcast 3.0))
          (let w.5 (select condition w.3 w.4))
          (out w w.5))
        """, Lowered.Update("""
        public void Update(ref Real w, Real g)
        {
            if (w > 0)
            {
                w = -g;
                if (w > 0) w = 2;
            }
            else
            {
                w = 3;
            }
        }
        """));

    [Fact]
    public void A_local_of_one_arm_ends_with_it() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let condition (gt g (broadcast 0.0)))
          (let d (mul g g))
          (let half (mul 0.5 2.0))
          (let w.1 (sub w (mul d (broadcast half))))
          (let w.2 (select condition w.1 w))
          (out w w.2))
        """, Lowered.Update("""
        public void Update(ref Real w, Real g)
        {
            if (g > 0)
            {
                Real d = g * g;
                double half = 0.5;
                half *= 2;
                w -= d * half;
            }
        }
        """));

    [Fact]
    public void A_local_that_each_arm_sets_first() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let condition (eq step.Count 1))
          (let x (select condition 1.0 2.0))
          (let condition.1 (gt g (broadcast 0.0)))
          (let d (broadcast x))
          (let d.1 (neg g))
          (let d.2 (select condition.1 d d.1))
          (let w.1 (sub w d.2))
          (out w w.1))
        """, Lowered.Update("""
        public void Update(ref Real w, Real g, StepInfo step)
        {
            double x;
            Real d;
            if (step.Count == 1) x = 1; else x = 2;
            if (g > 0) d = x; else d = -g;
            w -= d;
        }
        """));

    [Fact]
    public void A_bool_under_a_varying_condition_becomes_a_mask() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let flip (gt step.Count 3))
          (let condition (gt g (broadcast 0.0)))
          (let flip.1 (select condition (broadcast true) (broadcast flip)))
          (let w.1 (sub w g))
          (let w.2 (select flip.1 w.1 w))
          (out w w.2))
        """, Lowered.Update("""
        public void Update(ref Real w, Real g, StepInfo step)
        {
            bool flip = step.Count > 3;
            if (g > 0) flip = true;
            if (flip) w -= g;
        }
        """));

    [Fact]
    public void And_or_not_of_uniform_conditions() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let a (gt step.Count 1))
          (let b (lt step.LearningRate 1.0))
          (let condition (and a b))
          (let w.1 (select condition (broadcast 1.0) (broadcast 2.0)))
          (let condition.1 (or a (not b)))
          (let w.2 (select condition.1 (broadcast 3.0) w.1))
          (let condition.2 (xor (not (and a b)) (or a b)))
          (let w.3 (select condition.2 (broadcast 4.0) w.2))
          (let condition.3 (eq a b))
          (let w.4 (select condition.3 (broadcast 5.0) w.3))
          (let condition.4 (ne a b))
          (let w.5 (select condition.4 (broadcast 6.0) w.4))
          (out w w.5))
        """, Lowered.Update("""
        public void Update(ref Real w, Real g, StepInfo step)
        {
            bool a = step.Count > 1, b = step.LearningRate < 1;
            w = a && b ? 1 : 2;
            w = a || !b ? 3 : w;
            w = !(a & b) ^ (a | b) ? 4 : w;
            w = a == b ? 5 : w;
            w = a != b ? 6 : w;
        }
        """));

    [Fact]
    public void And_or_not_of_varying_conditions() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let up (gt g (broadcast 0.0)))
          (let small (lt (abs g) (broadcast 1.0)))
          (let late (gt step.Count 5))
          (let condition (and up small))
          (let w.1 (select condition (broadcast 1.0) (broadcast 2.0)))
          (let condition.1 (or up (not small)))
          (let w.2 (select condition.1 (broadcast 3.0) w.1))
          (let condition.2 (xor (and up (broadcast late)) (or (broadcast late) small)))
          (let w.3 (select condition.2 (broadcast 4.0) w.2))
          (let condition.3 (not (xor up small)))
          (let w.4 (select condition.3 (broadcast 5.0) w.3))
          (let condition.4 (xor up (broadcast late)))
          (let w.5 (select condition.4 (broadcast 6.0) w.4))
          (out w w.5))
        """, Lowered.Update("""
        public void Update(ref Real w, Real g, StepInfo step)
        {
            bool up = g > 0, small = Real.Abs(g) < 1, late = step.Count > 5;
            w = up && small ? 1 : 2;
            w = up || !small ? 3 : w;
            w = (up & late) ^ (late | small) ? 4 : w;
            w = up == small ? 5 : w;
            w = up != late ? 6 : w;
        }
        """));

    [Fact]
    public void Not_less_is_not_greater_or_equal() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let condition (not (lt g w)))
          (let w.1 (select condition g w))
          (out w w.1))
        """, Lowered.Update("""
        public void Update(ref Real w, Real g)
        {
            if (!(g < w)) w = g;
        }
        """));

    [Fact]
    public void Comparisons_of_reals() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let condition (lt g (broadcast 1.0)))
          (let w.1 (select condition (broadcast 1.0) w))
          (let condition.1 (le g (broadcast 2.0)))
          (let w.2 (select condition.1 (broadcast 2.0) w.1))
          (let condition.2 (gt g (broadcast 3.0)))
          (let w.3 (select condition.2 (broadcast 3.0) w.2))
          (let condition.3 (ge g (broadcast 4.0)))
          (let w.4 (select condition.3 (broadcast 4.0) w.3))
          (let condition.4 (eq g (broadcast 5.0)))
          (let w.5 (select condition.4 (broadcast 5.0) w.4))
          (let condition.5 (ne g (broadcast 6.0)))
          (let w.6 (select condition.5 (broadcast 6.0) w.5))
          (let condition.6 (lt (broadcast 7.0) g))
          (let w.7 (select condition.6 (broadcast 7.0) w.6))
          (out w w.7))
        """, Lowered.Update("""
        public void Update(ref Real w, Real g)
        {
            w = g < 1 ? 1 : w;
            w = g <= 2 ? 2 : w;
            w = g > 3 ? 3 : w;
            w = g >= 4 ? 4 : w;
            w = g == 5 ? 5 : w;
            w = g != 6 ? 6 : w;
            w = 7 < g ? 7 : w;
        }
        """));

    [Fact]
    public void A_condition_that_CSharp_knows_leaves_one_arm() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let w.1 (sub w g))
          (let condition (or (broadcast true) (gt g (broadcast 0.0))))
          (let w.2 (neg w.1))
          (let w.3 (select condition w.2 w.1))
          (let condition.1 (and (broadcast false) (gt g (broadcast 0.0))))
          (let w.4 (broadcast 2.0))
          (let w.5 (select condition.1 w.4 w.3))
          (out w w.5))
        """, Lowered.Update("""
        private const bool On = true;

        public void Update(ref Real w, Real g)
        {
            w = On ? w - g : g;
            if (On || g > 0) w = -w;
            if (!On && g > 0) w = 2;
        }
        """));

    [Fact]
    public void A_hyperparameter_as_condition() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let d (select (hyper Maximize) (neg g) g))
          (let condition (not (hyper Maximize)))
          (let w.1 (sub w d))
          (let w.2 (select condition w.1 w))
          (out w w.2))
        """, Lowered.Update("""
        public bool Maximize { get; set; }

        public void Update(ref Real w, Real g)
        {
            Real d = Maximize ? -g : g;
            if (!Maximize) w -= d;
        }
        """));

    [Fact]
    public void Returns_under_uniform_conditions() => Text.Same("""
        (method Update ((ref real w) (in real g) (ref real m))
          (let condition (gt step.Count 100))
          (let m.1 (add m g))
          (let condition.1 (gt step.Count 50))
          (let condition.2 (gt step.LearningRate 1.0))
          (let returned (select condition.2 true condition))
          (let w.1 (broadcast 1.0))
          (let w.2 (select returned w w.1))
          (let w.3 (select condition.1 w.2 w))
          (let returned.1 (select condition.1 returned condition))
          (let w.4 (sub w.3 m.1))
          (let w.5 (select returned.1 w.3 w.4))
          (let w.6 (select condition w w.5))
          (let returned.2 (select condition condition returned.1))
          (let w.7 (select condition w w.6))
          (let m.2 (select condition m m.1))
          (let returned.3 (select condition condition returned.2))
          (out w w.7)
          (out m m.2))
        """, Lowered.Update("""
        public void Update(ref Real w, Real g, ref Real m, StepInfo step)
        {
            if (step.Count > 100) return;
            m += g;
            if (step.Count > 50)
            {
                if (step.LearningRate > 1) return;
                w = 1;
            }
            w -= m;
        }
        """));

    [Fact]
    public void A_return_ends_the_method() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let w.1 (sub w g))
          (out w w.1))
        """, Lowered.Update("""
        public void Update(ref Real w, Real g)
        {
            w -= g;
            return;
        }
        """));
}
