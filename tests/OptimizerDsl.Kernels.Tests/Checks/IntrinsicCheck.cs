using System.Numerics;
using OptimizerDsl.Kernels.Tests.Corpus;
using OptimizerDsl.Kernels.Tests.Running;

namespace OptimizerDsl.Kernels.Tests.Checks;

/// <summary>Holds single operations against what .NET's scalar ones give, over all pairs of special values.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class IntrinsicCheck<T>(CompiledCase recipe, Report report, Fingerprint fingerprint)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private string Operation => recipe.Type.Name["Intrinsic".Length..^3];

    // Abs, - and CopySign only touch the sign bit, so even that of a NaN is defined.
    private bool IsStrict => Operation is "Abs" or "Negate" or "CopySign";

    public void Run()
    {
        T[] specials = Specials.Of<T>();
        (T X, T G)[] pairs = [.. specials.SelectMany(x => specials.Select(g => (x, g)))];
        // All but Clamp, FMA and Lerp ignore the third value, and one is enough.
        foreach (T third in Operation is "Clamp" or "FusedMultiplyAdd" or "Lerp" ? specials : specials[..1])
        {
            // Starting at another pair puts each pair into another lane, and some into the tail.
            for (int shift = 0; shift < 3; shift++)
            {
                (T X, T G)[] moved = [.. pairs[shift..], .. pairs[..shift]];
                if (!Run(moved, third)) return;
            }
        }
    }

    private bool Run((T X, T G)[] pairs, T third)
    {
        T[] w = [.. pairs.Select(pair => pair.X)], g = [.. pairs.Select(pair => pair.G)];
        T[] expected = [.. pairs.Select(pair => Expected(pair.X, pair.G, third))];
        var kernel = new Kernel<T>(recipe.Type, w.Length);
        if (Operation is "Clamp" or "FusedMultiplyAdd" or "Lerp") kernel.State("third").Fill(third);
        kernel.Step(w, g);
        string What(int i) => $"{recipe.Type.Name} of ({Bits.Text(pairs[i].X)}, {Bits.Text(pairs[i].G)}, {Bits.Text(third)})";
        for (int i = 0; i < w.Length; i++)
        {
            bool isSameSign = !IsStrict || T.IsNegative(expected[i]) == T.IsNegative(w[i]);
            if (Bits.Of(expected[i]) == Bits.Of(w[i]) && isSameSign) continue;
            report.Fail($"{What(i)}: should be {Bits.Text(expected[i])}, is {Bits.Text(w[i])}");
            return false;
        }

        return report.Compare<T>(expected, w, fingerprint, () => Operation);
    }

    private T Expected(T x, T g, T third)
    {
        static T Number(bool condition) => condition ? T.One : T.Zero;
        return Operation switch
        {
            "Min" => T.Min(x, g),
            "Max" => T.Max(x, g),
            "Clamp" => T.Min(T.Max(x, g), third),
            "Abs" => T.Abs(g),
            "Negate" => -g,
            "Sqrt" => T.Sqrt(g),
            "Sign" => T.IsNaN(g) || T.IsZero(g) ? g : T.IsNegative(g) ? -T.One : T.One,
            "CopySign" => T.CopySign(x, g),
            "FusedMultiplyAdd" => T.FusedMultiplyAdd(x, g, third),
            "Lerp" => x + third * (g - x),
            "Less" => Number(x < g),
            "LessOrEqual" => Number(x <= g),
            "Greater" => Number(x > g),
            "GreaterOrEqual" => Number(x >= g),
            "Equal" => Number(x == g),
            "NotEqual" => Number(x != g),
            "NotLess" => Number(!(x < g)),
            "Add" => x + g,
            "Subtract" => x - g,
            "Multiply" => x * g,
            "Divide" => x / g,
            _ => throw new InvalidOperationException($"There is no expectation for {Operation}."),
        };
    }
}
