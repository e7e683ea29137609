namespace Gallery.Running;

/// <summary>Points on two spirals wound into one another: two classes that no line divides.</summary>
internal static class Spirals
{
    private const int PointsOfEach = 100;
    private const double Turns = 1.1;
    private const double Noise = 0.03;

    /// <summary>The points, each with its class, -1 or 1; the same seed, the same points.</summary>
    public static (float X, float Y, int Class)[] Draw(int seed)
    {
        var random = new Random(seed);
        var points = new (float X, float Y, int Class)[2 * PointsOfEach];
        for (int i = 0; i < points.Length; i++)
        {
            double along = (i / 2 + 0.5) / PointsOfEach;
            double angle = 2 * Math.PI * Turns * along + (i % 2) * Math.PI;
            double radius = 0.15 + 0.85 * along;
            points[i] = (
                (float)(2 * (radius * Math.Cos(angle) + Noise * random.NextNormal())),
                (float)(2 * (radius * Math.Sin(angle) + Noise * random.NextNormal())),
                i % 2 == 0 ? 1 : -1);
        }

        return points;
    }
}
