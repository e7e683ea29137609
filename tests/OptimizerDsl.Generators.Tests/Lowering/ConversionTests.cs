namespace OptimizerDsl.Generators.Tests;

/// <summary>The implicit conversion to Real is the broadcast; conversions between uniform types are as in C#.</summary>
public sealed class ConversionTests
{
    [Fact]
    public void Doubles_longs_and_ints_are_broadcast_through_double() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let w.1 (broadcast 2.0))
          (let w.2 (broadcast 0x3fb999999999999a))
          (let w.3 (broadcast 3.0))
          (let w.4 (broadcast (toDouble step.Count)))
          (let w.5 (broadcast step.LearningRate))
          (let w.6 (broadcast 0x3fb99999a0000000))
          (let w.7 (broadcast 65.0))
          (out w w.7))
        """, Lowered.Update("""
        public void Update(ref Real w, Real g, StepInfo step)
        {
            w = 2;
            w = 0.1;
            w = 3L;
            w = step.Count;
            w = step.LearningRate;
            w = 0.1f;
            w = 'A';
        }
        """));

    [Fact]
    public void What_CSharp_folds_is_one_constant() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let n (add 1000 step.Count))
          (let w.1 (broadcast 0x3fb9999999999998))
          (let w.2 (broadcast 9.0))
          (let w.3 (sub w.2 (mul (broadcast (mul 0x401b21fb54442d18 (toDouble n))) g)))
          (let w.4 (sub w.3 (broadcast 1.0)))
          (out w w.4))
        """, Lowered.Update("""
        private const double Half = 1.0 / 2;
        private const long Many = 3 * 1000L;

        public void Update(ref Real w, Real g, StepInfo step)
        {
            const double local = 2 * Math.PI;
            const int small = 7 / 2;
            double a = Half + local;
            long n = Many / small + step.Count;
            w = 1.0 - 0.9;
            w = (1 + 2) * 3;
            w -= a * n * g;
            w -= double.MaxValue > 1 ? 1 : Half;
        }
        """));

    [Fact]
    public void Long_to_double_and_back() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let x (toDouble step.Count))
          (let y (div (toDouble step.Count) 2.0))
          (let n (toLong (mul x y)))
          (let z (toDouble (toLong y)))
          (let w.1 (sub w (broadcast (add z (toDouble n)))))
          (out w w.1))
        """, Lowered.Update("""
        public void Update(ref Real w, Real g, StepInfo step)
        {
            double x = step.Count;
            double y = (double)step.Count / 2;
            long n = (long)(x * y);
            double z = (long)y;
            w -= z + n;
        }
        """));

    [Fact]
    public void The_broadcast_stands_inside_a_varying_choice() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let condition (gt g (broadcast 0.0)))
          (let w.1 (select condition (broadcast 1.0) (broadcast 0.0)))
          (out w w.1))
        """, Lowered.Update("""
        public void Update(ref Real w, Real g)
        {
            w = g > 0 ? 1 : 0;
        }
        """));

    [Fact]
    public void The_broadcast_stands_inside_nested_choices() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let condition (gt g (broadcast 0.0)))
          (let condition.1 (gt step.Count 10))
          (let condition.2 (lt g (broadcast -1.0)))
          (let w.1 (select condition (select condition.1 (broadcast 1.0) (broadcast 2.5)) (select condition.2 (broadcast (toDouble step.Count)) (broadcast -1.0))))
          (out w w.1))
        """, Lowered.Update("""
        public void Update(ref Real w, Real g, StepInfo step)
        {
            w = g > 0 ? (step.Count > 10 ? 1 : 2.5) : (g < -1 ? step.Count : -1);
        }
        """));

    [Fact]
    public void A_uniform_choice_of_ints_is_broadcast_the_same_way() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let condition (gt step.Count 10))
          (let w.1 (select condition (broadcast 1.0) (broadcast 0.0)))
          (let condition.1 (gt step.Count 20))
          (let x (toDouble (select condition.1 1 0)))
          (let w.2 (add w.1 (broadcast x)))
          (out w w.2))
        """, Lowered.Update("""
        public void Update(ref Real w, Real g, StepInfo step)
        {
            w = step.Count > 10 ? 1 : 0;
            double x = step.Count > 20 ? 1 : 0;
            w += x;
        }
        """));

    [Fact]
    public void A_choice_of_Reals_and_numbers() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let condition (gt g (broadcast 0.0)))
          (let w.1 (select condition g (broadcast 0.0)))
          (out w w.1))
        """, Lowered.Update("""
        public void Update(ref Real w, Real g)
        {
            w = g > 0 ? g : 0;
        }
        """));

    [Fact]
    public void Integer_division_stays_integer_division() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let w.1 (broadcast (toDouble (div step.Count 2))))
          (let w.2 (add w.1 (broadcast (mul (toDouble (rem step.Count 10)) 0.5))))
          (out w w.2))
        """, Lowered.Update("""
        public void Update(ref Real w, Real g, StepInfo step)
        {
            w = step.Count / 2;
            w += step.Count % 10 * 0.5;
        }
        """));

    [Fact]
    public void Casts_to_Real_are_the_same_broadcast() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let w.1 (mul (mul (broadcast step.LearningRate) (broadcast 2.0)) g))
          (out w w.1))
        """, Lowered.Update("""
        public void Update(ref Real w, Real g, StepInfo step)
        {
            w = (Real)step.LearningRate * (Real)2 * g;
        }
        """));

    [Fact]
    public void Arithmetic_in_single_precision_is_refused()
    {
        string[] refusals = Lowered.Refusals("""
            public void Update(ref Real w, Real g, StepInfo step)
            {
                w = (step.Count > 5 ? 0.1f : 0.2f) * 0.3f;
            }
            """);
        Assert.StartsWith("(step.Count > 5 ? 0.1f : 0.2f) * 0.3f: ", Assert.Single(refusals));
    }

    [Theory]
    [InlineData("w = (step.Count > 5 ? 1u : 2u) - 3u;", "(step.Count > 5 ? 1u : 2u) - 3u")]
    [InlineData("double x = (step.Count > 5 ? 1u : 2u) - 3u; w = x;", "(step.Count > 5 ? 1u : 2u) - 3u")]
    [InlineData("w = (step.Count > 5 ? 1ul : 2ul) - 3ul;", "(step.Count > 5 ? 1ul : 2ul) - 3ul")]
    [InlineData("w = (step.Count > 5 ? 1 : 2) / 2;", "(step.Count > 5 ? 1 : 2) / 2")]
    [InlineData("w = -(step.Count > 5 ? 1 : 2);", "-(step.Count > 5 ? 1 : 2)")]
    [InlineData("w = -(step.Count > 5 ? 0.1f : 0.2f);", "-(step.Count > 5 ? 0.1f : 0.2f)")]
    [InlineData("w = Math.Min(1, 2) * 2;", "Math.Min(1, 2) * 2")]
    public void Arithmetic_of_narrower_or_unsigned_types_is_refused(string statement, string refused) =>
        Assert.StartsWith(refused + ": ", Assert.Single(Lowered.Refusals($"public void Update(ref Real w, Real g, StepInfo step) {{ {statement} }}")));

    [Theory]
    [InlineData("w = (float)step.LearningRate;")]
    [InlineData("w = (int)step.Count;")]
    [InlineData("w = (double)(decimal)step.LearningRate;")]
    [InlineData("double x = (double)g; w = x;")]
    [InlineData("long x = (long)(double)g; w = x;")]
    [InlineData("double? x = 1; w = x.Value;")]
    [InlineData("object x = 1.0; w = (double)x;")]
    public void Other_conversions_are_refused(string statement) =>
        Assert.NotEmpty(Lowered.Refusals($"public void Update(ref Real w, Real g, StepInfo step) {{ {statement} }}"));
}
