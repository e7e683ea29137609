using System.Runtime.Intrinsics;
using OptimizerDsl.Runtime;

namespace OptimizerDsl.Tests;

/// <summary>One function of <see cref="VaryingMath"/> at all widths; those of one operand leave the second one alone.</summary>
internal sealed record VaryingFunction<T>(
    string Name,
    Func<T, T, T> Scalar,
    Func<Vector128<T>, Vector128<T>, Vector128<T>> Of128,
    Func<Vector256<T>, Vector256<T>, Vector256<T>> Of256,
    Func<Vector512<T>, Vector512<T>, Vector512<T>> Of512)
    where T : unmanaged
{
    public override string ToString() => Name;

    /// <summary>The results at a width: 0 for the scalar method.</summary>
    public T[] Run(int width, T[] x, T[] y)
    {
        var results = new T[x.Length];
        for (int i = 0; i < x.Length; i += width == 0 ? 1 : Lanes(width))
        {
            switch (width)
            {
                case 0:
                    results[i] = Scalar(x[i], y[i]);
                    break;
                case 128:
                    Of128(Vector128.Create(x, i), Vector128.Create(y, i)).CopyTo(results, i);
                    break;
                case 256:
                    Of256(Vector256.Create(x, i), Vector256.Create(y, i)).CopyTo(results, i);
                    break;
                default:
                    Of512(Vector512.Create(x, i), Vector512.Create(y, i)).CopyTo(results, i);
                    break;
            }
        }

        return results;
    }

    private static unsafe int Lanes(int width) => width / 8 / sizeof(T);
}

/// <summary>The functions.</summary>
internal static class VaryingFunctions
{
    public static readonly VaryingFunction<float>[] OfSingle =
    [
        new("Exp", (x, _) => VaryingMath.Exp(x), (x, _) => VaryingMath.Exp(x), (x, _) => VaryingMath.Exp(x), (x, _) => VaryingMath.Exp(x)),
        new("Log", (x, _) => VaryingMath.Log(x), (x, _) => VaryingMath.Log(x), (x, _) => VaryingMath.Log(x), (x, _) => VaryingMath.Log(x)),
        new("Tanh", (x, _) => VaryingMath.Tanh(x), (x, _) => VaryingMath.Tanh(x), (x, _) => VaryingMath.Tanh(x), (x, _) => VaryingMath.Tanh(x)),
        new("Pow", VaryingMath.Pow, VaryingMath.Pow, VaryingMath.Pow, VaryingMath.Pow),
    ];

    public static readonly VaryingFunction<double>[] OfDouble =
    [
        new("Exp", (x, _) => VaryingMath.Exp(x), (x, _) => VaryingMath.Exp(x), (x, _) => VaryingMath.Exp(x), (x, _) => VaryingMath.Exp(x)),
        new("Log", (x, _) => VaryingMath.Log(x), (x, _) => VaryingMath.Log(x), (x, _) => VaryingMath.Log(x), (x, _) => VaryingMath.Log(x)),
        new("Tanh", (x, _) => VaryingMath.Tanh(x), (x, _) => VaryingMath.Tanh(x), (x, _) => VaryingMath.Tanh(x), (x, _) => VaryingMath.Tanh(x)),
        new("Pow", VaryingMath.Pow, VaryingMath.Pow, VaryingMath.Pow, VaryingMath.Pow),
    ];
}
