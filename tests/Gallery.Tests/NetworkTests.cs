using Gallery.Running;

namespace Gallery.Tests;

/// <summary>Gradients are what the runs descend along, so they have to be right.</summary>
public sealed class NetworkTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    public void The_network_s_gradient_is_the_slope_of_its_loss(double leak)
    {
        var network = new Network(width: 6, (float)leak, seed: 3);
        Slopes(network.Loss, network.Start(), step: 5e-4, tolerance: 1e-3);
    }

    [Fact]
    public void Gradients_of_landscapes_are_slopes()
    {
        Slopes(Landscapes.Bowl(20), [-1.5f, 0.75f], step: 1e-2, tolerance: 1e-3);
        Slopes(Landscapes.Saddle, [0.5f, -0.75f], step: 1e-2, tolerance: 1e-3);
        Slopes(Landscapes.Cube, [0.75f], step: 1e-2, tolerance: 1e-3);
    }

    private static void Slopes(Objective objective, float[] weights, double step, double tolerance)
    {
        var gradient = new float[weights.Length];
        var unused = new float[weights.Length];
        objective(weights, gradient);
        for (int i = 0; i < weights.Length; i++)
        {
            float[] before = [.. weights];
            float[] after = [.. weights];
            before[i] -= (float)step;
            after[i] += (float)step;
            double slope = (objective(after, unused) - objective(before, unused)) / ((double)after[i] - before[i]);
            Assert.Equal(slope, gradient[i], tolerance);
        }
    }
}
