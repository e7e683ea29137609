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

    private static double[] Clipped(params GradientTransformAttribute[] transforms)
    {
        var reference = new ScalarReference(ElementType.Double, [.. transforms, new SgdAttribute { LearningRate = 1 }], 1, 2);
        double[][] w = [[0], [0, 0]];
        reference.Step(w, [[3], [0, 4]]);
        return [.. w[0], .. w[1]];
    }
}
