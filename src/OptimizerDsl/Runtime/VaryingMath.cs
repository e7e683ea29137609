using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace OptimizerDsl.Runtime;

/// <summary>
/// The functions that rules apply to varying values, with the same bits in every lane of every vector width, in the scalar
/// method, and on every machine.
/// </summary>
/// <remarks>
/// The base library's functions promise none of that: <see cref="Math.Exp(double)"/> is the C library's, and vector libraries
/// differ by instruction set. Here each function is one algorithm for an element type, written once for all widths, of + - * /
/// (which IEEE 754 rounds in one way only), comparisons, choices, and bits. Nothing is contracted. All polynomials were fitted
/// for these functions (Remez exchange in 200 bits, each coefficient then rounded). The bits of a NaN are nobody's promise.
/// <para>
/// They are called, never inlined: the JIT compiler stops inlining when a method has 512 locals, and each operation here makes
/// some, so that a kernel with a few functions in its loop would call even additions. A call costs a quarter of the shortest function.
/// </para>
/// <para>
/// The largest error that was found stands at each function, in units of the last place of the exact value.
/// </para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class VaryingMath
{
    // x + this rounds x to an integer, which then stands in the low bits of the sum: 1.5 times 2 to the mantissa's length.
    private const float SingleRounder = 12582912f;
    private const double DoubleRounder = 6755399441055744d;

    private const int SingleMantissa = 23;
    private const int DoubleMantissa = 52;
    private const uint SingleOne = 0x3F80_0000;
    private const ulong DoubleOne = 0x3FF0_0000_0000_0000;
    private const uint SingleSign = 0x8000_0000;
    private const ulong DoubleSign = 0x8000_0000_0000_0000;
    private const float SingleSmallestNormal = 1.17549435e-38f;
    private const double DoubleSmallestNormal = 2.2250738585072014e-308;

    // ln 2, its first bits so few that the product with an exponent is exact, and what is left of it.
    private const float SingleLn2High = 0.693145751953125f;
    private const float SingleLn2Low = 1.4286068e-06f;
    private const double DoubleLn2High = 0.6931471803691238;
    private const double DoubleLn2Low = 1.9082149292705877e-10;

    /// <summary>2^n of the integer n that was rounded by adding <see cref="SingleRounder"/>, where 2^n is normal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L SinglePowerOfTwo<L, B>(B rounded)
        where L : struct, ILanes<L, B, float>
        where B : struct, IBitLanes<B, uint> => L.FromBits((rounded << SingleMantissa) + SingleOne);

    /// <summary>2^n of the integer n that was rounded by adding <see cref="DoubleRounder"/>, where 2^n is normal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L DoublePowerOfTwo<L, B>(B rounded)
        where L : struct, ILanes<L, B, double>
        where B : struct, IBitLanes<B, ulong> => L.FromBits((rounded << DoubleMantissa) + DoubleOne);
}
