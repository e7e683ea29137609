using System.Numerics;

namespace Digits.Data;

/// <summary>Draws digits as if by many hands: the same seed, the same digits.</summary>
internal static class DrawnDigits
{
    private const int TrainCount = 8_000;
    private const int TestCount = 2_000;

    /// <summary>Digits for a run: those of the test come from numbers of their own and are none of the training's.</summary>
    public static DigitData Draw(int seed, int train = TrainCount, int test = TestCount)
    {
        var seeds = new Random(seed);
        DigitSet trainSet = DrawSet(train, new Random(seeds.Next()));
        DigitSet testSet = DrawSet(test, new Random(seeds.Next()));
        return new DigitData(trainSet, testSet, FormattableString.Invariant($"drawn from seed {seed}"));
    }

    private static DigitSet DrawSet(int count, Random random)
    {
        var pixels = new byte[count * DigitSet.PixelCount];
        var labels = new byte[count];
        var sheet = new float[DigitSet.PixelCount];
        for (int i = 0; i < count; i++)
        {
            labels[i] = (byte)random.Next(DigitSet.ClassCount);
            DrawDigit(labels[i], random, sheet);
            for (int p = 0; p < sheet.Length; p++)
                pixels[i * DigitSet.PixelCount + p] = (byte)(255 * Math.Clamp(sheet[p], 0, 1) + 0.5f);
        }

        return new DigitSet(pixels, labels);
    }

    private static void DrawDigit(int digit, Random random, float[] sheet)
    {
        Array.Clear(sheet);
        var pen = new Pen(sheet, radius: Between(0.6f, 1.7f));
        Matrix3x2 hand = Hand(random);
        Stroke[][] ways = Glyphs.ByDigit[digit];
        foreach (Stroke stroke in ways[random.Next(ways.Length)])
        {
            // An unsteady hand misses each point a little.
            Vector2[] points = [.. stroke.Points.Select(point => Vector2.Transform(point + Tremor(), hand))];
            pen.Draw(points, stroke.Curved);
        }

        // A stray mark that belongs to no digit, on every other sheet.
        if (random.Next(2) == 0)
        {
            Vector2 start = new(Between(2, 26), Between(2, 26));
            pen.Draw([start, start + new Vector2(Between(-6, 6), Between(-6, 6))], curved: false);
        }

        float ink = Between(0.6f, 1);
        float grain = Between(0.02f, 0.2f);
        foreach (ref float pixel in sheet.AsSpan())
            pixel = ink * pixel + grain * Gaussian(random);

        float Between(float low, float high) => low + (high - low) * random.NextSingle();
        Vector2 Tremor() => 0.08f * new Vector2(Gaussian(random), Gaussian(random));
    }

    /// <summary>How this hand puts the unit box on the sheet: leaning, turned, larger or smaller, out of the middle.</summary>
    private static Matrix3x2 Hand(Random random)
    {
        return Matrix3x2.CreateSkew(Around(0, 0.3f), 0)
            * Matrix3x2.CreateScale(Around(5.5f, 1.2f), Around(8.5f, 1.2f))
            * Matrix3x2.CreateRotation(Around(0, 0.25f))
            * Matrix3x2.CreateTranslation(Around(13.5f, 2), Around(13.5f, 2));

        float Around(float middle, float spread) => middle + spread * (2 * random.NextSingle() - 1);
    }

    /// <summary>A normal deviate (Box and Muller).</summary>
    private static float Gaussian(Random random) =>
        (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(Math.Tau * random.NextDouble()));
}
