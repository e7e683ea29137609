using System.Numerics;

namespace Digits.Data;

/// <summary>Draws lines with a round, anti-aliased pen on a sheet of 28 x 28 pixels: 0 is paper, 1 is ink.</summary>
internal sealed class Pen(float[] sheet, float radius)
{
    private const int PiecesPerSpan = 6;

    /// <summary>Draws a line through the points, straight or along a Catmull-Rom spline.</summary>
    public void Draw(ReadOnlySpan<Vector2> points, bool curved)
    {
        for (int i = 0; i + 1 < points.Length; i++)
        {
            if (!curved)
            {
                DrawSegment(points[i], points[i + 1]);
                continue;
            }

            // At an open end the end point itself stands in for the neighbour that it lacks.
            Vector2 before = points[Math.Max(i - 1, 0)];
            Vector2 after = points[Math.Min(i + 2, points.Length - 1)];
            Vector2 from = points[i];
            for (int piece = 1; piece <= PiecesPerSpan; piece++)
            {
                Vector2 to = OnSpline(before, points[i], points[i + 1], after, (float)piece / PiecesPerSpan);
                DrawSegment(from, to);
                from = to;
            }
        }
    }

    /// <summary>The Catmull-Rom spline from b (t = 0) to c (t = 1): its slope at a point is half the way between the neighbours.</summary>
    private static Vector2 OnSpline(Vector2 a, Vector2 b, Vector2 c, Vector2 d, float t) =>
        0.5f * (2 * b + t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a))));

    private void DrawSegment(Vector2 from, Vector2 to)
    {
        Vector2 low = Vector2.Min(from, to) - new Vector2(radius + 1);
        Vector2 high = Vector2.Max(from, to) + new Vector2(radius + 1);
        for (int y = Math.Max(0, (int)low.Y); y <= Math.Min(DigitSet.Side - 1, high.Y); y++)
        {
            for (int x = Math.Max(0, (int)low.X); x <= Math.Min(DigitSet.Side - 1, high.X); x++)
            {
                // A pixel within the pen's radius is full, and the edge fades over one pixel. Where segments meet the
                // darker one wins; a sum would make knots.
                float ink = Math.Clamp(radius + 0.5f - Distance(new Vector2(x, y), from, to), 0, 1);
                ref float pixel = ref sheet[y * DigitSet.Side + x];
                pixel = Math.Max(pixel, ink);
            }
        }
    }

    private static float Distance(Vector2 point, Vector2 from, Vector2 to)
    {
        Vector2 along = to - from;
        float length = along.LengthSquared();
        float t = length > 0 ? Math.Clamp(Vector2.Dot(point - from, along) / length, 0, 1) : 0;
        return Vector2.Distance(point, from + t * along);
    }
}
