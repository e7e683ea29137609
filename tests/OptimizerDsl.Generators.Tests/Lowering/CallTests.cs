namespace OptimizerDsl.Generators.Tests;

/// <summary>Helpers and computed properties are inlined, intrinsics become operators, reductions get a let of their own.</summary>
public sealed class CallTests
{
    [Fact]
    public void A_static_helper() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let x (sub g w))
          (let w.1 (sub w (mul x x)))
          (out w w.1))
        """, Lowered.Update("""
        public void Update(ref Real w, Real g) => w -= Square(g - w);

        private static Real Square(Real x) => x * x;
        """));

    [Fact]
    public void A_helper_is_inlined_at_each_call() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let half (mul (broadcast 0.5) g))
          (let half.1 (mul (broadcast 0.5) w))
          (let w.1 (sub w (add half half.1)))
          (out w w.1))
        """, Lowered.Update("""
        public void Update(ref Real w, Real g) => w -= Half(g) + Half(w);

        private static Real Half(Real x)
        {
            Real half = 0.5 * x;
            return half;
        }
        """));

    [Fact]
    public void A_helper_with_hyperparameters_and_step() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let w.1 (sub w (mul (broadcast (div step.LearningRate (sub 1.0 (pow (hyper Beta) (toDouble step.Count))))) g)))
          (out w w.1))
        """, Lowered.Update("""
        public double Beta { get; set; } = 0.9;

        public void Update(ref Real w, Real g, StepInfo step) => w -= Rate(step) * g;

        private double Rate(StepInfo now) => now.LearningRate / (1 - Math.Pow(Beta, now.Count));
        """));

    [Fact]
    public void A_helper_that_writes_to_its_parameters() => Text.Same("""
        (method Update ((ref real w) (in real g) (ref real m))
          (let mean (add (mul (broadcast 0x3feccccccccccccd) m) (mul (broadcast (sub 1.0 0x3feccccccccccccd)) g)))
          (let up (max mean (broadcast 0.0)))
          (let down (min mean (broadcast 0.0)))
          (let w.1 (sub w (sub up down)))
          (out w w.1)
          (out m mean))
        """, Lowered.Update("""
        public void Update(ref Real w, Real g, ref Real m)
        {
            Average(ref m, g, 0.9);
            Split(m, out Real up, out Real down);
            w -= up - down;
        }

        private static void Average(ref Real mean, Real x, double beta) => mean = beta * mean + (1 - beta) * x;

        private static void Split(Real x, out Real up, out Real down)
        {
            up = Real.Max(x, 0);
            down = Real.Min(x, 0);
        }
        """));

    [Fact]
    public void Early_returns_of_a_helper() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let condition (lt step.Count 10))
          (let late (sqrt (toDouble step.Count)))
          (let condition.1 (lt step.Count 100))
          (let returned (select condition.1 true condition))
          (let result (select condition.1 late 1.0))
          (let returned.1 (select returned returned true))
          (let result.1 (select returned result (div late 2.0)))
          (let returned.2 (select condition condition returned.1))
          (let result.2 (select condition 1.0 result.1))
          (let returned.3 (select condition condition returned.2))
          (let result.3 (select condition 1.0 result.2))
          (let w.1 (sub w (mul (broadcast result.3) g)))
          (out w w.1))
        """, Lowered.Update("""
        public void Update(ref Real w, Real g, StepInfo step) => w -= Factor(step) * g;

        private static double Factor(StepInfo step)
        {
            if (step.Count < 10) return 1;
            double late = Math.Sqrt(step.Count);
            if (step.Count < 100) return late;
            return late / 2;
        }
        """));

    [Fact]
    public void A_helper_that_returns_early_under_its_caller_s_varying_condition() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let condition (gt g (broadcast 0.0)))
          (let condition.1 (eq (hyper Limit) 0.0))
          (let returned (select condition.1 condition.1 true))
          (let result (select condition.1 g (min g (broadcast (hyper Limit)))))
          (let w.1 (sub w result))
          (let w.2 (select condition w.1 w))
          (out w w.2))
        """, Lowered.Update("""
        public double Limit { get; set; } = 1;

        public void Update(ref Real w, Real g)
        {
            if (g > 0) w -= Limited(g);
        }

        private Real Limited(Real x)
        {
            if (Limit == 0) return x;
            return Real.Min(x, Limit);
        }
        """));

    [Fact]
    public void A_helper_that_does_not_return_at_once_writes_under_the_condition() => Text.Same("""
        (method Update ((ref real w) (in real g) (ref real m))
          (let condition (eq step.Count 1))
          (let x (select condition g m))
          (let x.1 (add x g))
          (let x.2 (select condition x x.1))
          (let w.1 (sub w x.2))
          (out w w.1)
          (out m x.2))
        """, Lowered.Update("""
        public void Update(ref Real w, Real g, ref Real m, StepInfo step)
        {
            Move(ref m, g, step);
            w -= m;
        }

        private static void Move(ref Real x, Real by, StepInfo step)
        {
            if (step.Count == 1)
            {
                x = by;
                return;
            }
            x += by;
        }
        """));

    [Fact]
    public void Named_reordered_and_optional_arguments() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let w.1 (mul (broadcast 0.5) (sub g w)))
          (let w.2 (mul (broadcast 2.0) (sub w.1 g)))
          (let argument (broadcast 0.5))
          (let w.3 (add w.2 (mul argument (sub g w.2))))
          (let w.4 (copysign w.3 g))
          (out w w.4))
        """, Lowered.Update("""
        public void Update(ref Real w, Real g)
        {
            w = Combine(y: w, x: g);
            w = Combine(w, g, 2);
            w = Real.Lerp(t: 0.5, b: g, a: w);
            w = Real.CopySign(sign: g, x: w);
        }

        private static Real Combine(Real x, Real y, double scale = 0.5) => scale * (x - y);
        """));

    [Fact]
    public void Arguments_are_evaluated_in_the_order_in_which_they_are_written() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let w.1 (sub g g))
          (out w w.1))
        """, Lowered.Update("""
        public void Update(ref Real w, Real g)
        {
            w = Difference(b: w = g, a: w);
        }

        private static Real Difference(Real a, Real b) => a - b;
        """));

    [Fact]
    public void Computed_properties() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let condition (gt (hyper Beta) 0.0))
          (let w.1 (sub w (add (mul (broadcast (sub 1.0 (hyper Beta))) g) (broadcast (mul (sub 1.0 (hyper Beta)) (hyper Beta))))))
          (let w.2 (select condition w.1 w))
          (out w w.2))
        """, Lowered.Update("""
        public double Beta { get; set; } = 0.9;

        private double Rest => 1 - Beta;

        private double Both { get => Rest * Beta; }

        private bool IsOn
        {
            get
            {
                return Beta > 0;
            }
        }

        public void Update(ref Real w, Real g)
        {
            if (IsOn) w -= Rest * g + Both;
        }
        """));

    [Fact]
    public void Intrinsics_of_reals() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let w.1 (sqrt (abs g)))
          (let w.2 (min w.1 (max g (broadcast 1.0))))
          (let w.3 (min (max w.2 (broadcast -1.0)) (broadcast 1.0)))
          (let w.4 (fma w.3 g (broadcast 1.0)))
          (out w w.4))
        """, Lowered.Update("""
        public void Update(ref Real w, Real g)
        {
            w = Real.Sqrt(Real.Abs(g));
            w = Real.Min(w, Real.Max(g, 1));
            w = Real.Clamp(w, -1, 1);
            w = Real.FusedMultiplyAdd(w, g, 1);
        }
        """));

    [Fact]
    public void Sign_keeps_zeros_and_NaN() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let argument (add g (broadcast 1.0)))
          (let w.1 (sub w (select (gt argument (broadcast 0.0)) (broadcast 1.0) (select (lt argument (broadcast 0.0)) (broadcast -1.0) argument))))
          (out w w.1))
        """, Lowered.Update("public void Update(ref Real w, Real g) => w -= Real.Sign(g + 1);"));

    [Fact]
    public void Intrinsics_of_uniform_values() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let y (toDouble step.Count))
          (let a (add (add (add (add (add (add (sqrt step.LearningRate) (abs step.LearningRate)) (min step.LearningRate y)) (max step.LearningRate y)) (copysign step.LearningRate y)) (fma step.LearningRate y 1.0)) (pow step.LearningRate y)))
          (let b (add (add (add (add (add (add (add (add (exp step.LearningRate) (log step.LearningRate)) (logBase step.LearningRate y)) (log2 step.LearningRate)) (log10 step.LearningRate)) (cbrt step.LearningRate)) (sin step.LearningRate)) (cos step.LearningRate)) (tan step.LearningRate)))
          (let c (add (add (add (add (add (add (asin step.LearningRate) (acos step.LearningRate)) (atan step.LearningRate)) (atan2 step.LearningRate y)) (sinh step.LearningRate)) (cosh step.LearningRate)) (tanh step.LearningRate)))
          (let d (add (add (add (floor step.LearningRate) (ceiling step.LearningRate)) (round step.LearningRate)) (truncate step.LearningRate)))
          (let n (add (min step.Count 5) (max step.Count 7)))
          (let odd (or (or (isNaN step.LearningRate) (isFinite y)) (isInfinity step.LearningRate)))
          (let w.1 (select odd (broadcast (add a b)) (broadcast (add (add c d) (toDouble n)))))
          (out w w.1))
        """, Lowered.Update("""
        public void Update(ref Real w, Real g, StepInfo step)
        {
            double x = step.LearningRate, y = step.Count;
            double a = Math.Sqrt(x) + Math.Abs(x) + Math.Min(x, y) + Math.Max(x, y) + Math.CopySign(x, y) + Math.FusedMultiplyAdd(x, y, 1) + Math.Pow(x, y);
            double b = Math.Exp(x) + Math.Log(x) + Math.Log(x, y) + Math.Log2(x) + Math.Log10(x) + Math.Cbrt(x) + Math.Sin(x) + Math.Cos(x) + Math.Tan(x);
            double c = Math.Asin(x) + Math.Acos(x) + Math.Atan(x) + Math.Atan2(x, y) + Math.Sinh(x) + Math.Cosh(x) + Math.Tanh(x);
            double d = Math.Floor(x) + Math.Ceiling(x) + Math.Round(x) + Math.Truncate(x);
            long n = Math.Min(step.Count, 5) + Math.Max(step.Count, 7L);
            bool odd = double.IsNaN(x) || double.IsFinite(y) || double.IsInfinity(x);
            w = odd ? a + b : c + d + n;
        }
        """));

    [Fact]
    public void Reductions() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let sum (reduce sum global (mul g w)))
          (let maximum (reduce max global (abs g)))
          (let squares (reduce sumOfSquares global g))
          (let w.1 (sub w (mul g (broadcast (div (sqrt squares) (add sum maximum))))))
          (out w w.1))
        """, Lowered.Update("""
        public void Update(ref Real w, Real g)
        {
            double total = Global.Sum(g * w);
            double largest = Global.Max(Real.Abs(g));
            w -= g * (Global.Norm(g) / (total + largest));
        }
        """));

    [Fact]
    public void A_reduction_of_a_reduction() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let sum (reduce sum global g))
          (let squares (reduce sumOfSquares global (sub g (broadcast sum))))
          (let w.1 (sub w (broadcast (sqrt squares))))
          (out w w.1))
        """, Lowered.Update("""
        public void Update(ref Real w, Real g)
        {
            double mean = Global.Sum(g);
            w -= Global.Norm(g - mean);
        }
        """));

    [Fact]
    public void A_reduction_under_a_uniform_condition() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let condition (gt (hyper Bound) 0.0))
          (let squares (reduce sumOfSquares global g))
          (let w.1 (sub w (div g (broadcast (sqrt squares)))))
          (let w.2 (select condition w.1 w))
          (out w w.2))
        """, Lowered.Update("""
        public double Bound { get; set; } = 1;

        public void Update(ref Real w, Real g)
        {
            if (Bound > 0) w -= g / Global.Norm(g);
        }
        """));

    [Fact]
    public void A_reduction_in_a_helper() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let squares (reduce sumOfSquares global g))
          (let w.1 (sub w (div g (broadcast (sqrt squares)))))
          (out w w.1))
        """, Lowered.Update("""
        public void Update(ref Real w, Real g) => w -= Normal(g);

        private static Real Normal(Real x) => x / Global.Norm(x);
        """));

    [Fact]
    public void A_user_s_own_Math_and_Real_functions_are_helpers()
    {
        (Ir.Fragment? fragment, _) = Lowered.Read("""
            namespace Mine
            {
                public static class Math
                {
                    public static double Sqrt(double x) => x + 1;
                }

                public partial class RuleAttribute : UpdateRuleAttribute
                {
                    public void Update(ref Real w, Real g, StepInfo step) => w -= Math.Sqrt(step.LearningRate) * System.Math.Sqrt(step.LearningRate);
                }
            }
            """, "Mine.RuleAttribute");
        Text.Same("""
            (method Update ((ref real w) (in real g))
              (let w.1 (sub w (broadcast (mul (add step.LearningRate 1.0) (sqrt step.LearningRate)))))
              (out w w.1))
            """, Ir.IrWriter.Write(fragment!.Find("Update")!));
    }
}
