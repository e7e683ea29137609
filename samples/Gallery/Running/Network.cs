using System.Numerics.Tensors;

namespace Gallery.Running;

/// <summary>
/// A network of ReLU or leaky ReLU units that tells two spirals apart: two inputs, two hidden layers of the same width, one
/// output. Its weights and biases are one vector, layer by layer, each row of weights followed by its bias.
/// </summary>
/// <param name="width">How many units a hidden layer has.</param>
/// <param name="leak">The slope of a unit below 0; 0 makes it a plain ReLU.</param>
/// <param name="seed">Decides the points and the weights at first.</param>
internal sealed class Network(int width, float leak, int seed)
{
    private readonly int[] _sizes = [2, width, width, 1];
    private readonly (float X, float Y, int Class)[] _points = Spirals.Draw(seed);
    private readonly float[][] _outputs = [new float[2], new float[width], new float[width], new float[1]];
    private readonly float[][] _errors = [new float[2], new float[width], new float[width], new float[1]];
    private readonly float[] _largestInputs = new float[2 * width];

    /// <summary>The part of the hidden units that were below 0 for every point when the loss was last computed.</summary>
    public double SilentPart => (double)_largestInputs.Count(input => input <= 0) / _largestInputs.Length;

    /// <summary>Weights at first: normal, with a variance of 2 over the number of inputs, and biases of 0 (He et al., ICCV 2015).</summary>
    public float[] Start()
    {
        var random = new Random(seed);
        var weights = new List<float>();
        for (int layer = 1; layer < _sizes.Length; layer++)
        {
            double deviation = Math.Sqrt(2d / _sizes[layer - 1]);
            for (int unit = 0; unit < _sizes[layer]; unit++)
            {
                for (int i = 0; i < _sizes[layer - 1]; i++) weights.Add((float)(deviation * random.NextNormal()));
                weights.Add(0);
            }
        }

        return [.. weights];
    }

    /// <summary>The mean of log(1 + exp(-class · output)) over all points, and its gradient. An <see cref="Objective"/>.</summary>
    public double Loss(ReadOnlySpan<float> weights, Span<float> gradient)
    {
        gradient.Clear();
        Array.Fill(_largestInputs, float.NegativeInfinity);
        double loss = 0;
        foreach ((float x, float y, int kind) in _points)
        {
            (_outputs[0][0], _outputs[0][1]) = (x, y);
            double margin = kind * (double)Forward(weights);
            loss += margin > 0 ? Math.Log(1 + Math.Exp(-margin)) : Math.Log(1 + Math.Exp(margin)) - margin;
            _errors[^1][0] = (float)(-kind / (1 + Math.Exp(margin)) / _points.Length);
            Backward(weights, gradient);
        }

        return loss / _points.Length;
    }

    private float Forward(ReadOnlySpan<float> weights)
    {
        int at = 0;
        for (int layer = 1; layer < _sizes.Length; layer++)
        {
            float[] inputs = _outputs[layer - 1];
            for (int unit = 0; unit < _sizes[layer]; unit++)
            {
                float input = TensorPrimitives.Dot(weights.Slice(at, inputs.Length), inputs) + weights[at + inputs.Length];
                at += inputs.Length + 1;
                _outputs[layer][unit] = layer == _sizes.Length - 1 ? input : Hidden((layer - 1) * width + unit, input);
            }
        }

        return _outputs[^1][0];
    }

    private float Hidden(int unit, float input)
    {
        _largestInputs[unit] = Math.Max(_largestInputs[unit], input);
        return input > 0 ? input : leak * input;
    }

    private void Backward(ReadOnlySpan<float> weights, Span<float> gradient)
    {
        int at = weights.Length;
        for (int layer = _sizes.Length - 1; layer >= 1; layer--)
        {
            float[] inputs = _outputs[layer - 1];
            float[] errorsBelow = _errors[layer - 1];
            Array.Clear(errorsBelow);
            for (int unit = _sizes[layer] - 1; unit >= 0; unit--)
            {
                at -= inputs.Length + 1;
                float error = _errors[layer][unit];
                if (error == 0) continue;
                Span<float> row = gradient.Slice(at, inputs.Length);
                TensorPrimitives.MultiplyAdd(inputs, error, row, row);
                gradient[at + inputs.Length] += error;
                TensorPrimitives.MultiplyAdd(weights.Slice(at, inputs.Length), error, errorsBelow, errorsBelow);
            }

            // The sign of a unit's output is that of its input: with a leak of 0, nothing passes a unit that is below 0.
            for (int i = 0; layer > 1 && i < inputs.Length; i++)
                if (inputs[i] <= 0) errorsBelow[i] *= leak;
        }
    }
}
