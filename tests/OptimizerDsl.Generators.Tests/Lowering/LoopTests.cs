namespace OptimizerDsl.Generators.Tests;

using OptimizerDsl.Generators.Ir;

/// <summary>A foreach over an array hyperparameter: what its body assigns is carried from turn to turn, returns included.</summary>
public sealed class LoopTests
{
    [Fact]
    public void A_sum() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let loop (foreach rate (hyper Rates) ((s 0.0)) (let s.1 (add s rate)) (next s.1)))
          (let s.2 (result loop 0))
          (let w.1 (sub w (mul (broadcast s.2) g)))
          (out w w.1))
        """, Lowered.Update("""
        public double[] Rates { get; set; } = [];
        public void Update(ref Real w, Real g)
        {
            double s = 0;
            foreach (double rate in Rates) s += rate;
            w -= s * g;
        }
        """));

    [Fact]
    public void Varying_values_and_locals_of_a_turn() => Text.Same("""
        (method Update ((ref real w) (in real g) (ref real m))
          (let loop (foreach power (hyper Powers) ((m.1 m) (w.1 w)) (let scale (pow 0.5 (toDouble power))) (let condition (gt g (broadcast scale))) (let m.2 (mul (broadcast scale) g)) (let m.3 (select condition m.2 m.1)) (let w.2 (sub w.1 m.3)) (next m.3 w.2)))
          (let m.4 (result loop 0))
          (let w.3 (result loop 1))
          (out w w.3)
          (out m m.4))
        """, Lowered.Update("""
        public long[] Powers { get; set; } = [];
        public void Update(ref Real w, Real g, ref Real m, StepInfo step)
        {
            foreach (long power in Powers)
            {
                double scale = Math.Pow(0.5, power);
                if (g > scale) m = scale * g;
                w -= m;
            }
        }
        """));

    [Fact]
    public void A_return_in_a_loop() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let loop (foreach bound (hyper Bounds) ((rate 1.0) (result 0.0) (returned false)) (let condition (lt (toDouble step.Count) bound)) (let returned.1 (select condition true returned)) (let result.1 (select condition rate result)) (let rate.1 (mul rate 0.5)) (let rate.2 (select returned.1 rate rate.1)) (let returned.2 (select returned returned returned.1)) (let rate.3 (select returned rate rate.2)) (let result.2 (select returned result result.1)) (next rate.3 result.2 returned.2)))
          (let rate.4 (result loop 0))
          (let result.3 (result loop 1))
          (let returned.3 (result loop 2))
          (let returned.4 (select returned.3 returned.3 true))
          (let result.4 (select returned.3 result.3 0.0))
          (let w.1 (sub w (mul (broadcast result.4) g)))
          (out w w.1))
        """, Lowered.Update("""
        public double[] Bounds { get; set; } = [];
        public void Update(ref Real w, Real g, StepInfo step) => w -= Rate(step) * g;
        private double Rate(StepInfo step)
        {
            double rate = 1;
            foreach (double bound in Bounds)
            {
                if (step.Count < bound) return rate;
                rate *= 0.5;
            }
            return 0;
        }
        """));

    [Fact]
    public void A_guard_inside_a_loop_ends_with_it() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let condition (eq (hyper Every) 0))
          (let loop (foreach a (hyper A) ((n 0)) (let path (and (not condition) (not condition))) (let n.1 (add n (div step.Count (select path (hyper Every) 1)))) (next n.1)))
          (let n.2 (result loop 0))
          (let path.1 (and (and (not condition) (not condition)) (not condition)))
          (let w.1 (sub w (broadcast (toDouble (add (rem step.Count (select path.1 (hyper Every) 1)) n.2)))))
          (let w.2 (select condition w w.1))
          (let w.3 (select condition w w.2))
          (let n.3 (select condition 0 n.2))
          (let w.4 (select condition w w.3))
          (out w w.4))
        """, Lowered.Update("""
        public double[] A { get; set; } = [];
        public long Every { get; set; }
        public void Update(ref Real w, Real g, StepInfo step)
        {
            if (Every == 0) return;
            long n = 0;
            foreach (double a in A) n += step.Count / Every;
            w -= step.Count % Every + n;
        }
        """));

    [Fact]
    public void Loops_in_loops() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let loop.1 (foreach a (hyper A) ((s 1.0)) (let loop (foreach b (hyper B) ((s.1 s)) (let s.2 (add s.1 (mul a (toDouble b)))) (next s.2))) (let s.3 (result loop 0)) (let s.4 (mul s.3 2.0)) (next s.4)))
          (let s.5 (result loop.1 0))
          (let w.1 (sub w (mul (broadcast s.5) g)))
          (out w w.1))
        """, Lowered.Update("""
        public double[] A { get; set; } = [];
        public long[] B { get; set; } = [];
        public void Update(ref Real w, Real g)
        {
            double s = 1;
            foreach (double a in A)
            {
                foreach (long b in B)
                {
                    s += a * b;
                }
                s *= 2;
            }
            w -= s * g;
        }
        """));

    [Fact]
    public void Items_and_lengths() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let condition (gt (length (hyper A)) 1))
          (let w.1 (sub w (mul (broadcast (item (hyper A) 1)) g)))
          (let w.2 (sub w (mul (broadcast (item (hyper A) (sub step.Count 1))) g)))
          (let w.3 (select condition w.1 w.2))
          (out w w.3))
        """, Lowered.Update("""
        public double[] A { get; set; } = [];
        public void Update(ref Real w, Real g, StepInfo step)
        {
            if (A.Length > 1) w -= A[1] * g;
            else w -= A[step.Count - 1] * g;
        }
        """));

    [Fact]
    public void A_loop_that_changes_nothing_is_none() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let w.1 (sub w g))
          (out w w.1))
        """, Lowered.Update("""
        public double[] A { get; set; } = [];
        public void Update(ref Real w, Real g)
        {
            foreach (double a in A) { double unused = a; }
            w -= g;
        }
        """));

    [Fact]
    public void A_helper_that_loops_writes_through_its_references() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let loop (foreach a (hyper A) ((x w)) (let x.1 (add x (mul (broadcast a) g))) (next x.1)))
          (let x.2 (result loop 0))
          (out w x.2))
        """, Lowered.Update("""
        public double[] A { get; set; } = [];
        public void Update(ref Real w, Real g)
        {
            AddAll(ref w, g);
        }
        private void AddAll(ref Real x, Real g)
        {
            foreach (double a in A) x += a * g;
        }
        """));

    [Theory]
    [InlineData("foreach (double a in Other()) s += a;", "Other(): A loop runs over an array among the hyperparameters, whose items the recipe gives. Declare one, such as 'public double[] Factors { get; set; } = [];'.")]
    [InlineData("foreach (double a in A) { if (g > a) s = a; }", "s = a: 's' is uniform, one value for the whole step, so it cannot be assigned under a condition on varying values. Declare it as Real.")]
    [InlineData("double[] b = A; s = b[0];", "b = A: A local of type double[] has no form in a rule. Use double, long, bool or Real.")]
    public void Refused(string statements, string refusal) => Assert.Equal([refusal], Lowered.Refusals($$"""
        public double[] A { get; set; } = [];
        private static double[] Other() => [];
        public void Update(ref Real w, Real g)
        {
            double s = 0;
            {{statements}}
            w -= s * g;
        }
        """));

    [Theory]
    [InlineData("break;")]
    [InlineData("continue;")]
    [InlineData("A[0] = 1;")]
    public void No_jumps_and_no_writes_to_the_array(string statement) => Assert.Single(Lowered.Refusals($$"""
        public double[] A { get; set; } = [];
        public void Update(ref Real w, Real g)
        {
            foreach (double a in A) { w -= a * g; {{statement}} }
        }
        """));

    [Fact]
    public void A_condition_that_varies_in_the_loop_alone() => Assert.Equal(
        ["foreach (double a in A) grew = g > a;: 'grew' is uniform before the loop and varying in it. Start it with a varying value."],
        Lowered.Refusals("""
        public double[] A { get; set; } = [];
        public void Update(ref Real w, Real g)
        {
            bool grew = false;
            foreach (double a in A) grew = g > a;
            if (grew) w -= g;
        }
        """).Select(r => r.Replace("foreach: ", "foreach (double a in A) grew = g > a;: ", StringComparison.Ordinal)));
}
