using static TorchSharp.torch;

/// <summary>Points on three arms of a spiral, with some noise, and the number of each one's arm.</summary>
internal sealed class Spirals : IDisposable
{
    private const int Arms = 3;
    private const int PointsOfArm = 200;

    public Spirals()
    {
        var random = new Random(1);
        var points = new float[Arms * PointsOfArm * 2];
        var arms = new long[Arms * PointsOfArm];
        for (int i = 0; i < arms.Length; i++)
        {
            arms[i] = i % Arms;
            double radius = (i / Arms + 1.0) / PointsOfArm;
            double angle = 4.5 * radius + arms[i] * Math.Tau / Arms + 0.15 * (random.NextDouble() - 0.5);
            points[2 * i] = (float)(radius * Math.Cos(angle));
            points[2 * i + 1] = (float)(radius * Math.Sin(angle));
        }

        Points = tensor(points).reshape(arms.Length, 2);
        ArmOf = tensor(arms);
    }

    /// <summary>One row a point: x and y.</summary>
    public Tensor Points { get; }

    /// <summary>The arm of each point, from 0.</summary>
    public Tensor ArmOf { get; }

    public void Dispose()
    {
        Points.Dispose();
        ArmOf.Dispose();
    }
}
