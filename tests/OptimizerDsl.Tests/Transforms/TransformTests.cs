namespace OptimizerDsl.Tests;

public sealed class TransformTests
{
    private static readonly double[][] _none = [[0, 0, 0, 0], [0, 0]];

    [Fact]
    public void ZeroNonFinite_keeps_every_number()
    {
        double[][] g = Transformed([new ZeroNonFiniteAttribute()], _none, [[double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0], [double.MaxValue, -1e-300]]);
        Assert.Equal([[0, 0, 0, 0], [double.MaxValue, -1e-300]], g);

        var single = new ScalarReference(ElementType.Single, [new ZeroNonFiniteAttribute(), new SgdAttribute { LearningRate = 1 }], 2);
        double[][] w = [[0, 0]];
        single.Step(w, [[float.MaxValue, float.NaN]]);
        Assert.Equal([-float.MaxValue, 0], w[0]);
    }

    [Fact]
    public void L2_adds_the_parameter() =>
        Assert.Equal([[3.5, 1, 0, 0], [0, -2]], Transformed([new L2Attribute(0.25)], [[2, 4, 0, 0], [0, -8]], [[3, 0, 0, 0], [0, 0]]));

    [Fact]
    public void Transforms_before_a_penalty_do_not_see_it()
    {
        Assert.Equal(1 + 0.5, Transformed([new ClipByValueAttribute(1), new L2Attribute(0.5)], [[1]], [[9]])[0][0]);
        Assert.Equal(1, Transformed([new L2Attribute(0.5), new ClipByValueAttribute(1)], [[1]], [[9]])[0][0]);
    }

    [Fact]
    public void Normalize_makes_one_of_the_joint_norm()
    {
        Assert.Equal([[0.6, 0, 0, 0], [0, -0.8]], Transformed([new NormalizeAttribute { Epsilon = 1e-300 }], _none, [[3e-3, 0, 0, 0], [0, -4e-3]]).Select(Rounded));
        Assert.Equal([0.3, 0], Rounded(Transformed([new NormalizeAttribute { Epsilon = 5 }], [[0, 0], [0]], [[3, 0], [4]])[0]));
        Assert.Equal([0, 0], Transformed([new NormalizeAttribute()], [[0, 0]], [[0, 0]])[0]);
    }

    [Fact]
    public void Sign_leaves_zero_and_what_is_not_a_number() =>
        Assert.Equal([1, -1, 0, double.NaN], Transformed([new SignAttribute()], [[0, 0, 0, 0]], [[1e-300, double.NegativeInfinity, 0, double.NaN]])[0]);

    [Fact]
    public void Centralize_takes_the_mean_of_each_row_of_a_matrix_alone()
    {
        var reference = new ScalarReference(ElementType.Double, [new CentralizeAttribute(), new SgdAttribute { LearningRate = 1 }], [[2, 3], [3], [2, 1, 2], []]);
        double[][] w = [new double[6], new double[3], new double[4], new double[1]];
        reference.Step(w, [[1, 2, 6, -4, 0, 1], [1, 2, 6], [5, 7, -1, 1], [3]]);
        Assert.Equal([[2, 1, -3, 3, -1, -2], [-1, -2, -6], [1, -1, 1, -1], [-3]], w);
    }

    [Theory]
    [InlineData(0.55)]
    [InlineData(0.0)]
    [InlineData(2.0)]
    public void AddNoise_has_the_variance_of_its_step(double gamma)
    {
        const int count = 20_000;
        var reference = new ScalarReference(ElementType.Double, [new AddNoiseAttribute(0.3) { Gamma = gamma, Seed = 5 }, new SgdAttribute { LearningRate = 1 }], count);
        for (int step = 1; step <= 4; step++)
        {
            double[][] w = [new double[count]];
            reference.Step(w, [[.. Enumerable.Repeat(0.5, count)]]);
            double variance = 0.3 / Math.Pow(step, gamma);

            // Five standard errors of either.
            Assert.Equal(-0.5, w[0].Average(), 5 * Math.Sqrt(variance / count));
            Assert.Equal(1, w[0].Average(x => (x + 0.5) * (x + 0.5)) / variance, 5 * Math.Sqrt(2.0 / count));
        }
    }

    [Fact]
    public void AddNoise_is_drawn_from_its_seed()
    {
        Assert.Equal(Noisy(1), Noisy(1));
        Assert.NotEqual(Noisy(1), Noisy(2));

        static double[] Noisy(long seed) => Transformed([new AddNoiseAttribute(1) { Seed = seed }], [[0, 0, 0]], [[0, 0, 0]])[0];
    }

    [Fact]
    public void A_transform_with_a_group_leaves_all_others_as_they_are()
    {
        var set = new ParameterSet(ElementType.Double);
        set.Add("w", 2);
        set.Add("w.bias", 1);
        var reference = new ScalarReference(
            [
                new ParameterGroupAttribute("biases", "*.bias"), new SignAttribute { Group = "biases" }, new L2Attribute(0.5) { Group = "biases" },
                new SgdAttribute { LearningRate = 1, Group = "biases" }, new SgdAttribute { LearningRate = 1 },
            ], set);
        double[][] w = [[8, 8], [8]];
        reference.Step(w, [[3, -3], [3]]);
        Assert.Equal([[5, 11], [8 - (1 + 4)]], w);
    }

    private static double[] Rounded(double[] values) => [.. values.Select(value => Math.Round(value, 12))];

    /// <summary>What transforms make of gradients, as one step of descent with rate 1 shows it.</summary>
    private static double[][] Transformed(FragmentAttribute[] transforms, double[][] parameters, double[][] gradients)
    {
        var reference = new ScalarReference(ElementType.Double, [.. transforms, new SgdAttribute { LearningRate = 1 }], [.. parameters.Select(tensor => tensor.Length)]);
        double[][] w = [.. parameters.Select(tensor => tensor.ToArray())];
        reference.Step(w, gradients);
        return [.. w.Select((tensor, i) => tensor.Select((value, j) => parameters[i][j] - value).ToArray())];
    }
}
