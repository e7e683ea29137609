namespace OptimizerDsl.Tests;

/// <summary>Operands: all pairs of special values, bit patterns of every magnitude, and what functions mostly get.</summary>
internal static class VaryingInputs
{
    public static readonly double[] Special =
    [
        0.0, -0.0, 1.0, -1.0, 2.0, -2.0, 3.0, -3.0, 0.5, -0.5, 1.5, -2.5, 0.1, double.NaN, double.PositiveInfinity, double.NegativeInfinity,
        float.Epsilon, -float.Epsilon, 1.1754944e-38, float.MaxValue, float.MinValue, 1e-40, -1e-40,
        double.Epsilon, -double.Epsilon, 2.2250738585072014e-308, double.MaxValue, double.MinValue, 1e-310, -1e-310,
        16777215.0, 16777216.0, 16777217.0, 4503599627370495.5, 9007199254740991.0, 9007199254740992.0, -9007199254740991.0,
        88.72284, 88.72283, -87.33655, -103.97208, -103.97207, 709.782712893384, 709.7827128933841, -708.3964185322641, -745.1332191019411, -745.1332191019412,
        0.55, 0.5499999999999999, 9.02, 19.07, 0.7071067811865475, 0.7071067811865476, 1.224744871391589, 0.8660254037844386, 1.0000000000000002, 0.9999999999999999,
    ];

    /// <summary>Pairs of operands, always the same ones, as many as fill whole vectors.</summary>
    public static (double[] X, double[] Y) Doubles(int random)
    {
        var x = new List<double>();
        var y = new List<double>();
        foreach (double a in Special)
        {
            foreach (double b in Special)
            {
                x.Add(a);
                y.Add(b);
            }
        }

        // Knuth's generator: the operands are the same wherever and whenever this runs.
        ulong state = 1;
        ulong Next() => state = state * 6364136223846793005 + 1442695040888963407;
        double Unit() => (Next() >> 11) * Math.ScaleB(1, -53);
        for (int i = 0; i < random; i++)
        {
            x.Add((i % 4) switch
            {
                0 => BitConverter.UInt64BitsToDouble(Next()),
                1 => BitConverter.UInt32BitsToSingle((uint)(Next() >> 32)),
                2 => Unit() * 4,
                _ => Unit() * 200 - 100,
            });
            y.Add((i / 4 % 4) switch
            {
                0 => BitConverter.UInt64BitsToDouble(Next()),
                1 => BitConverter.UInt32BitsToSingle((uint)(Next() >> 32)),
                2 => Math.Floor(Unit() * 40) - 20,
                _ => Unit() * 4 - 2,
            });
        }

        while (x.Count % 16 != 0)
        {
            x.Add(1);
            y.Add(1);
        }

        return ([.. x], [.. y]);
    }

    public static (float[] X, float[] Y) Singles(int random)
    {
        (double[] x, double[] y) = Doubles(random);
        return (Array.ConvertAll(x, value => (float)value), Array.ConvertAll(y, value => (float)value));
    }
}
