namespace Gallery.Running;

/// <summary>Functions of one or two weights, small enough to be drawn whole.</summary>
internal static class Landscapes
{
    /// <summary>(x² + curvature · y²) / 2, a bowl that is steeper along y; its minimum is 0 at (0, 0).</summary>
    public static Objective Bowl(double curvature) => (w, g) =>
    {
        g[0] = w[0];
        g[1] = (float)(curvature * w[1]);
        return ((double)w[0] * w[0] + curvature * w[1] * w[1]) / 2;
    };

    /// <summary>1 + x² - y² + y⁴ / 4: a saddle at (0, 0), where it is 1, between two valleys at (0, ±√2), where it is 0.</summary>
    public static double Saddle(ReadOnlySpan<float> w, Span<float> g)
    {
        (double x, double y) = (w[0], w[1]);
        g[0] = (float)(2 * x);
        g[1] = (float)(y * y * y - 2 * y);
        return 1 + x * x - y * y + y * y * y * y / 4;
    }

    /// <summary>x³, which is flat at 0 and has no minimum anywhere.</summary>
    public static double Cube(ReadOnlySpan<float> w, Span<float> g)
    {
        double x = w[0];
        g[0] = (float)(3 * x * x);
        return x * x * x;
    }

    /// <summary>A value of an objective of two weights, for drawing.</summary>
    public static double At(this Objective objective, double x, double y)
    {
        Span<float> gradient = stackalloc float[2];
        return objective([(float)x, (float)y], gradient);
    }
}
