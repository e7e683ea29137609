using OptimizerDsl;

/// <summary>One layer of tanh units between a number and a number, and its gradients.</summary>
internal sealed class Network
{
    private const int Units = 24;
    private readonly Parameter _weights;
    private readonly Parameter _biases;
    private readonly Parameter _out;

    public Network(Random random)
    {
        _weights = Parameters.Add("hidden.weight", Units);
        _biases = Parameters.Add("hidden.bias", Units);
        _out = Parameters.Add("out.weight", Units);
        for (int unit = 0; unit < Units; unit++)
        {
            _weights.Values[unit] = 4 * random.NextSingle() - 2;
            _biases.Values[unit] = 4 * random.NextSingle() - 2;
            _out.Values[unit] = random.NextSingle() - 0.5f;
        }
    }

    public ParameterSet Parameters { get; } = new();

    /// <summary>What the network makes of a number.</summary>
    public float Predict(float x)
    {
        float y = 0;
        for (int unit = 0; unit < Units; unit++) y += _out.Values[unit] * MathF.Tanh(_weights.Values[unit] * x + _biases.Values[unit]);
        return y;
    }

    /// <summary>The mean square of the errors over some points; its gradients go to the parameters.</summary>
    public float Loss(ReadOnlySpan<(float X, float Y)> points)
    {
        Parameters.ZeroGradients();
        float loss = 0;
        foreach ((float x, float y) in points)
        {
            float error = Predict(x) - y;
            loss += error * error / points.Length;
            float slope = 2 * error / points.Length;
            for (int unit = 0; unit < Units; unit++)
            {
                float hidden = MathF.Tanh(_weights.Values[unit] * x + _biases.Values[unit]);
                float back = slope * _out.Values[unit] * (1 - hidden * hidden);
                _out.Gradients[unit] += slope * hidden;
                _weights.Gradients[unit] += back * x;
                _biases.Gradients[unit] += back;
            }
        }

        return loss;
    }
}
