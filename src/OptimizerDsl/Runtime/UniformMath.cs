using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace OptimizerDsl.Runtime;

/// <summary>Functions of uniform values that give the bits of <see cref="Math"/> sooner.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class UniformMath
{
    // Below 2⁻¹⁰⁷⁵, half the smallest positive double, everything rounds to 0, and ln 2¹⁰⁷⁵ is 745.14. As ln x ≤ x - 1, the power
    // x^y is at most e^(-y (1 - x)).
    private const double VanishesAbove = 746;

    /// <summary>x to the power of y, as <see cref="Math.Pow"/> has it.</summary>
    /// <param name="x">The base.</param>
    /// <param name="y">The exponent.</param>
    /// <returns>The power, with the same bits.</returns>
    /// <remarks>
    /// Bias corrections are powers of the step's number, which vanish in long runs; the C runtime takes three times as long to
    /// come to a power that vanishes as to any other.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Pow(double x, double y) => x > 0 && x < 1 && y * (1 - x) > VanishesAbove ? 0 : Math.Pow(x, y);
}
