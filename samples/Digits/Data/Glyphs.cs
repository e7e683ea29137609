using System.Numerics;

namespace Digits.Data;

/// <summary>One movement of the pen through some points: straight from one to the next, or in a smooth curve.</summary>
internal sealed record Stroke(bool Curved, Vector2[] Points);

/// <summary>How the digits are written: strokes in a box from (-1, -1) at the top left to (1, 1) at the bottom right.</summary>
internal static class Glyphs
{
    /// <summary>The ways to write each digit, by its value.</summary>
    public static readonly Stroke[][][] ByDigit =
    [
        [
            [Curve(0, -1, -0.75f, -0.55f, -0.8f, 0.4f, 0, 1, 0.8f, 0.5f, 0.75f, -0.55f, 0, -1)],
        ],
        [
            [Line(0, -1, 0, 1)],
            [Line(-0.5f, -0.5f, 0.1f, -1, 0.1f, 1)],
            [Line(-0.45f, -0.6f, 0, -1, 0, 1), Line(-0.6f, 1, 0.6f, 1)],
        ],
        [
            [Curve(-0.8f, -0.5f, -0.3f, -0.95f, 0.5f, -0.9f, 0.7f, -0.35f, 0.1f, 0.3f, -0.8f, 1), Line(-0.8f, 1, 0.85f, 1)],
            [Curve(-0.7f, -0.7f, 0, -1, 0.6f, -0.6f, 0.2f, 0.2f, -0.5f, 0.9f, -0.7f, 0.6f, -0.2f, 0.6f, 0.8f, 1)],
        ],
        [
            [Curve(-0.7f, -0.8f, 0, -1, 0.65f, -0.6f, 0.4f, -0.15f, -0.2f, 0), Curve(-0.2f, 0, 0.55f, 0.1f, 0.8f, 0.55f, 0.2f, 1, -0.75f, 0.8f)],
            [Line(-0.7f, -1, 0.65f, -1, -0.1f, -0.15f), Curve(-0.1f, -0.15f, 0.6f, 0.05f, 0.75f, 0.55f, 0.2f, 1, -0.75f, 0.8f)],
        ],
        [
            [Line(0.35f, 1, 0.35f, -1, -0.85f, 0.35f, 0.9f, 0.35f)],
            [Line(-0.55f, -1, -0.75f, 0.1f, 0.75f, 0.1f), Line(0.5f, -0.9f, 0.4f, 1)],
        ],
        [
            [Line(0.7f, -1, -0.6f, -1, -0.7f, -0.1f), Curve(-0.7f, -0.1f, 0.1f, -0.3f, 0.8f, 0.25f, 0.4f, 0.9f, -0.75f, 0.85f)],
        ],
        [
            [Curve(0.5f, -1, -0.35f, -0.5f, -0.75f, 0.3f, -0.3f, 0.95f, 0.45f, 0.9f, 0.7f, 0.4f, 0.2f, 0, -0.6f, 0.35f)],
        ],
        [
            [Line(-0.8f, -1, 0.8f, -1, -0.2f, 1)],
            [Line(-0.8f, -0.9f, 0.75f, -1, -0.1f, 1), Line(-0.35f, 0.05f, 0.6f, 0)],
        ],
        [
            [Curve(0, 0, 0.65f, -0.5f, 0, -1, -0.65f, -0.5f, 0, 0, 0.75f, 0.5f, 0, 1, -0.75f, 0.5f, 0, 0)],
        ],
        [
            [Curve(0.65f, -0.45f, 0.1f, 0, -0.6f, -0.35f, -0.4f, -0.9f, 0.3f, -0.95f, 0.65f, -0.45f), Line(0.65f, -0.5f, 0.45f, 1)],
            [Curve(0.65f, -0.45f, 0.1f, 0, -0.6f, -0.35f, -0.4f, -0.9f, 0.3f, -0.95f, 0.65f, -0.4f, 0.55f, 0.4f, -0.3f, 1)],
        ],
    ];

    private static Stroke Line(params float[] coordinates) => new(Curved: false, PointsOf(coordinates));

    private static Stroke Curve(params float[] coordinates) => new(Curved: true, PointsOf(coordinates));

    private static Vector2[] PointsOf(float[] coordinates) =>
        [.. coordinates.Chunk(2).Select(pair => new Vector2(pair[0], pair[1]))];
}
