using System.Numerics;
using System.Reflection;

namespace OptimizerDsl.Kernels.Tests.Running;

/// <summary>Values of parameters that may have 16 bits, as numbers of the arithmetic.</summary>
/// <typeparam name="T">The type of the arithmetic.</typeparam>
internal static class StoredValues<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static ParameterPrecision PrecisionOf(Type recipe) => recipe.GetCustomAttribute<OptimizerAttribute>()!.Parameters;

    /// <summary>The values nearest to some numbers.</summary>
    public static T[] Rounded(ParameterPrecision precision, T[] values) => precision switch
    {
        ParameterPrecision.BFloat16 => Array.ConvertAll(values, x => T.CreateTruncating((float)(BFloat16)float.CreateTruncating(x))),
        ParameterPrecision.Half => Array.ConvertAll(values, x => T.CreateTruncating(Half.CreateTruncating(x))),
        _ => values,
    };

    public static T[] Read(ParameterPrecision precision, Parameter parameter, bool areGradients) => precision switch
    {
        ParameterPrecision.BFloat16 => Array.ConvertAll(Span<BFloat16>(parameter, areGradients).ToArray(), x => T.CreateTruncating((float)x)),
        ParameterPrecision.Half => Array.ConvertAll(Span<Half>(parameter, areGradients).ToArray(), T.CreateTruncating),
        _ => Span<T>(parameter, areGradients).ToArray(),
    };

    public static void Write(ParameterPrecision precision, Parameter parameter, bool areGradients, T[] values)
    {
        switch (precision)
        {
            case ParameterPrecision.BFloat16:
                Array.ConvertAll(values, x => (BFloat16)float.CreateTruncating(x)).CopyTo(Span<BFloat16>(parameter, areGradients));
                break;
            case ParameterPrecision.Half:
                Array.ConvertAll(values, Half.CreateTruncating).CopyTo(Span<Half>(parameter, areGradients));
                break;
            default:
                values.CopyTo(Span<T>(parameter, areGradients));
                break;
        }
    }

    private static Span<TStored> Span<TStored>(Parameter parameter, bool areGradients)
        where TStored : unmanaged => areGradients ? parameter.GradientsAs<TStored>() : parameter.ValuesAs<TStored>();
}
