using System.Numerics;

namespace OptimizerDsl.Kernels.Tests.Running;

/// <summary>The values at which floating-point operations differ, if they differ.</summary>
internal static class Specials
{
    public static T[] Of<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Table<T>.Values;

    private static class Table<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private static readonly T[] s_positive =
        [
            T.Zero, T.Epsilon, T.Epsilon * T.CreateChecked(12345), SmallestNormal(), T.One, T.BitIncrement(T.One), T.CreateChecked(0.1),
            T.CreateChecked(3), T.CreateChecked(16777216), T.CreateChecked(1e30), MaxValue(), T.PositiveInfinity,
        ];

        public static readonly T[] Values = [.. s_positive, .. s_positive.Select(x => -x), T.NaN, -T.NaN];

        private static T SmallestNormal() => T.CreateChecked(typeof(T) == typeof(float) ? 1.17549435E-38 : 2.2250738585072014E-308);

        private static T MaxValue() => T.CreateChecked(typeof(T) == typeof(float) ? float.MaxValue : double.MaxValue);
    }
}
