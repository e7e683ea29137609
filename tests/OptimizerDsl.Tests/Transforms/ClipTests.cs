namespace OptimizerDsl.Tests;

public sealed class ClipTests
{
    [Fact]
    public void The_global_norm_is_that_of_all_tensors()
    {
        // The norm of (3), (0, 4) is 5.
        double scale = 1 / (5 + 1e-6);
        Assert.Equal([-3 * scale, 0, -4 * scale], Clipped(new ClipByGlobalNormAttribute(1)));
        Assert.Equal([-3, 0, -4], Clipped(new ClipByGlobalNormAttribute(5.1)));
    }

    [Fact]
    public void Clips_follow_one_another()
    {
        double scale = 1 / (5 + 1e-6);
        Assert.Equal([-Math.Min(3 * scale, 0.7), 0, -0.7], Clipped(new ClipByGlobalNormAttribute(1), new ClipByValueAttribute(0.7)));
        double norm = Math.Sqrt(2.5 * 2.5 + 2.5 * 2.5);
        Assert.Equal([-2.5 * (1 / (norm + 1e-6)), 0, -2.5 * (1 / (norm + 1e-6))], Clipped(new ClipByValueAttribute(2.5), new ClipByGlobalNormAttribute(1)));
    }

    [Fact]
    public void Values_are_limited_on_both_sides_and_nan_is_kept()
    {
        var reference = new ScalarReference(ElementType.Double, [new ClipByValueAttribute(2), new SgdAttribute { LearningRate = 1 }], 4);
        double[][] w = [[0, 0, 0, 0]];
        reference.Step(w, [[5, -5, 1, double.NaN]]);
        Assert.Equal([-2, 2, -1, double.NaN], w[0]);
    }

    [Fact]
    public void The_global_norm_may_be_of_another_order()
    {
        // Magnitudes 3 and 4 have the norms 7, 4 and the cube root of 91.
        Assert.Equal([-3 / 7.000001, 0, -4 / 7.000001], Clipped(new ClipByGlobalPNormAttribute(1, 1)), Near);
        Assert.Equal([-3 / 4.000001, 0, -4 / 4.000001], Clipped(new ClipByGlobalPNormAttribute(1, double.PositiveInfinity)), Near);
        double cube = Math.Cbrt(91) + 1e-6;
        Assert.Equal([-3 / cube, 0, -4 / cube], Clipped(new ClipByGlobalPNormAttribute(1, 3)), Near);
        Assert.Equal([-3, 0, -4], Clipped(new ClipByGlobalPNormAttribute(4.1, double.PositiveInfinity)));
        Assert.Equal(Clipped(new ClipByGlobalNormAttribute(1)), Clipped(new ClipByGlobalPNormAttribute(1, 2)), Near);
    }

    [Fact]
    public void Each_tensor_has_a_norm_of_its_own()
    {
        Assert.Equal([-3 / 3.000001, 0, -4 / 4.000001], Clipped(new ClipByNormAttribute(1)), Near);
        Assert.Equal([-3, 0, -3.5 * 4 / 4.000001], Clipped(new ClipByNormAttribute(3.5)), Near);
        var one = new ScalarReference(ElementType.Double, [new ClipByNormAttribute(1), new SgdAttribute { LearningRate = 1 }], 2);
        var global = new ScalarReference(ElementType.Double, [new ClipByGlobalNormAttribute(1), new SgdAttribute { LearningRate = 1 }], 2);
        double[][] w = [[1, 2]];
        double[][] v = [[1, 2]];
        one.Step(w, [[3, -7]]);
        global.Step(v, [[3, -7]]);
        Assert.Equal(v, w);
    }

    [Fact]
    public void Adaptive_clips_hold_each_row_to_a_part_of_its_parameters()
    {
        var reference = new ScalarReference(
            ElementType.Double, [new AdaptiveClipAttribute(0.5) { Epsilon = 0.25 }, new SgdAttribute { LearningRate = 1 }], [[3, 2], [4], [2, 2, 1]]);
        double[][] w = [[3, 4, 0, 0, 6, 8], [2, 2, 2, 2], [0, 5, 0, 0]];
        double[][] g = [[6, 8, 3, 4, 3, 4], [2, 2, 2, 2], [0, 2, 0, 1]];

        // Rows with gradients of 10, 5 and 5 against parameters of 5, 0 (taken for 0.25) and 10; a vector of 4 against 4; and a
        // tensor of two rows of 2 and 1 against 5 and 0.
        double[][] factors = [[0.25, 0.25, 0.025, 0.025, 1, 1], [0.5, 0.5, 0.5, 0.5], [1, 1, 0.125, 0.125]];
        double[] expected = [.. w.SelectMany((tensor, i) => tensor.Select((value, j) => value - factors[i][j] * g[i][j]))];
        reference.Step(w, g);
        Assert.Equal(expected, w.SelectMany(tensor => tensor), Near);
    }

    private static bool Near(double expected, double actual) => Math.Abs(expected - actual) <= 1e-13;

    private static double[] Clipped(params GradientTransformAttribute[] transforms)
    {
        var reference = new ScalarReference(ElementType.Double, [.. transforms, new SgdAttribute { LearningRate = 1 }], 1, 2);
        double[][] w = [[0], [0, 0]];
        reference.Step(w, [[3], [0, 4]]);
        return [.. w[0], .. w[1]];
    }
}
