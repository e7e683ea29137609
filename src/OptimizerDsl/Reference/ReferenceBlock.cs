namespace OptimizerDsl;

/// <summary>
/// State in 8 bits a value, in plain arithmetic. Numbers lie on a scale on which each power of 2 is one further than the last,
/// and what is between two of them is in proportion: 1 at 0, 1.5 at 1/2, 2 at 1, 3 at 3/2, 4 at 2. Below 2^-126 it goes on in
/// equal steps to zero at -127. A value is stored as one of the places that are eighths below the block's largest
/// magnitude, or where that would lead below zero, eighths above zero. Rounding to the nearest looks at places in 128ths.
/// </summary>
internal static class ReferenceBlock
{
    /// <summary>The number of values of a block.</summary>
    internal const int Length = 64;

    private const int StepsInOctave = 8;
    private const int PartsOfOctave = 128;
    private const int SignedSteps = 127;
    private const int UnsignedSteps = 255;
    private const int SmallestExponent = -126;
    private const double PlaceOfZero = -127;
    private const double PlaceOfInfinity = 128;

    /// <summary>Makes the values of a block those that are stored.</summary>
    /// <param name="values">The values.</param>
    /// <param name="isNeverNegative">Whether they are stored without a sign.</param>
    /// <param name="part">For each of them, which part of a step it goes up before the rest is cut off; null to round to the nearest.</param>
    internal static void Round(Span<double> values, bool isNeverNegative, Func<int, double>? part)
    {
        double top = PlaceOfZero;
        foreach (double value in values)
        {
            top = Math.Max(top, PlaceOf(Math.Abs(value)));
        }

        // What is not a number stands at one place above all others.
        top = top > PlaceOfInfinity ? PlaceOfInfinity + Math.ScaleB(1, -23) : top;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Rounded(values[i], top, isNeverNegative, part?.Invoke(i));
        }
    }

    private static double Rounded(double value, double top, bool isNeverNegative, double? part)
    {
        // No step leads below zero.
        int steps = isNeverNegative ? UnsignedSteps : SignedSteps;
        double bottom = Math.Max(top - steps / (double)StepsInOctave, PlaceOfZero);
        double place = PlaceOf(Math.Abs(value));
        double above = part is double random ? (place - bottom) * StepsInOctave + random : (InParts(place) - InParts(bottom)) * StepsInOctave + 0.5;
        double step = Math.Clamp(Math.Floor(above), 0, steps);
        double magnitude = step == 0 && !isNeverNegative ? 0 : ValueAt(bottom + step / StepsInOctave);
        return isNeverNegative ? magnitude : Math.CopySign(magnitude, value);
    }

    private static double InParts(double place) => Math.Floor(place * PartsOfOctave) / PartsOfOctave;

    private static double PlaceOf(double magnitude)
    {
        if (!double.IsFinite(magnitude))
        {
            return double.IsNaN(magnitude) ? PlaceOfInfinity + 0.5 : PlaceOfInfinity;
        }

        if (magnitude < Math.ScaleB(1, SmallestExponent))
        {
            return PlaceOfZero + Math.ScaleB(magnitude, -SmallestExponent);
        }

        int exponent = Math.ILogB(magnitude);
        return exponent + (Math.ScaleB(magnitude, -exponent) - 1);
    }

    private static double ValueAt(double place)
    {
        if (place >= PlaceOfInfinity)
        {
            return place > PlaceOfInfinity ? double.NaN : double.PositiveInfinity;
        }

        if (place < SmallestExponent)
        {
            return Math.ScaleB(place - PlaceOfZero, SmallestExponent);
        }

        double exponent = Math.Floor(place);
        return Math.ScaleB(1 + (place - exponent), (int)exponent);
    }
}
