using OptimizerDsl;

namespace Digits.Tests.Support;

/// <summary>The network's loss again, in double and in plain loops: nothing here is shared with the sample.</summary>
internal sealed class DoubleNetwork(int inputs, int hidden, int outputs, ParameterSet parameters)
{
    /// <summary>The parameters in the order of the set, copied: W1, b1, W2, b2.</summary>
    public double[][] Parameters { get; } = [.. parameters.Select(parameter => Array.ConvertAll(parameter.Values.ToArray(), v => (double)v))];

    /// <summary>How near any hidden unit came to the kink of ReLU in the last <see cref="MeanLoss"/>.</summary>
    public double NearestKink { get; private set; }

    public double MeanLoss(float[] images, byte[] labels)
    {
        (double[] w1, double[] b1, double[] w2, double[] b2) = (Parameters[0], Parameters[1], Parameters[2], Parameters[3]);
        NearestKink = double.PositiveInfinity;
        double total = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            var activation = new double[hidden];
            for (int j = 0; j < hidden; j++)
            {
                double z = b1[j];
                for (int i = 0; i < inputs; i++)
                    z += w1[j * inputs + i] * images[row * inputs + i];
                NearestKink = Math.Min(NearestKink, Math.Abs(z));
                activation[j] = Math.Max(0, z);
            }

            double sum = 0;
            double right = 0;
            for (int k = 0; k < outputs; k++)
            {
                double logit = b2[k];
                for (int j = 0; j < hidden; j++)
                    logit += w2[k * hidden + j] * activation[j];
                sum += Math.Exp(logit);
                if (k == labels[row])
                    right = logit;
            }

            total += Math.Log(sum) - right;
        }

        return total / labels.Length;
    }
}
