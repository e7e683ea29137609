using Digits.Tests.Support;
using OptimizerDsl;

namespace Digits.Tests;

public sealed class GradientTests
{
    private const int Inputs = 21;
    private const int Hidden = 18;
    private const int Outputs = 5;
    private const int Batch = 6;

    private readonly ParameterSet _parameters = new();
    private readonly Network _network;
    private readonly float[] _images;
    private readonly byte[] _labels;

    public GradientTests()
    {
        var random = new Random(7);
        _network = new Network(_parameters, Inputs, Hidden, Outputs, largestBatch: Batch + 3);
        foreach (Parameter parameter in _parameters)
        {
            foreach (ref float value in parameter.Values)
                value = random.NextSingle() - 0.5f;
        }

        _images = [.. Enumerable.Range(0, Batch * Inputs).Select(_ => random.NextSingle())];
        _labels = [.. Enumerable.Range(0, Batch).Select(i => (byte)(i % Outputs))];
    }

    [Fact]
    public void Backpropagation_agrees_with_finite_differences()
    {
        // The differences are taken of the loss in double, where central ones with h = 1e-6 are good to about 1e-9; what
        // remains is the rounding of the float network. A gradient passes through one term of each of its stages' sums,
        // and no term is above 2 in magnitude (inputs, weights and errors are within 1): so many roundings of 2^-24 x 2.
        const double Step = 1e-6;
        const double Tolerance = 2 * (Inputs + Hidden + Outputs + Batch) / 16_777_216.0;
        var reference = new DoubleNetwork(Inputs, Hidden, Outputs, _parameters);

        BatchResult result = _network.Backpropagate(_images, _labels);

        Assert.Equal(reference.MeanLoss(_images, _labels), result.Loss / Batch, Tolerance);
        Assert.True(reference.NearestKink > 1e-4, "A unit this near to the kink of ReLU has no derivative to compare with.");
        for (int p = 0; p < _parameters.Count; p++)
        {
            Parameter parameter = _parameters[p];
            double[] values = reference.Parameters[p];
            for (int i = 0; i < values.Length; i++)
            {
                double value = values[i];
                values[i] = value + Step;
                double above = reference.MeanLoss(_images, _labels);
                values[i] = value - Step;
                double below = reference.MeanLoss(_images, _labels);
                values[i] = value;

                double expected = (above - below) / (2 * Step);
                double actual = parameter.Gradients[i];
                Assert.True(Math.Abs(expected - actual) <= Tolerance, $"{parameter.Name}[{i}]: {actual:R}, by differences {expected:R}");
            }
        }
    }

    [Fact]
    public void Gradients_of_an_earlier_batch_do_not_stay()
    {
        _network.Backpropagate(_images, _labels);
        float[][] first = Gradients();

        byte[] others = [.. _labels.Select(label => (byte)((label + 1) % Outputs))];
        _network.Backpropagate(_images, others);
        Assert.NotEqual(first, Gradients());

        _network.Backpropagate(_images, _labels);
        Assert.Equal(first, Gradients());
    }

    [Fact]
    public void Large_logits_do_not_overflow()
    {
        foreach (ref float value in _parameters["output.weight"].Values)
            value *= 1e6f;

        BatchResult result = _network.Backpropagate(_images, _labels);

        Assert.True(double.IsFinite(result.Loss));
        Assert.All(Gradients(), gradients => Assert.All(gradients, value => Assert.True(float.IsFinite(value))));
    }

    private float[][] Gradients() => [.. _parameters.Select(parameter => parameter.Gradients.ToArray())];
}
