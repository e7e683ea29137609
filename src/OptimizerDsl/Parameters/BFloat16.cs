using System.Globalization;
using System.Runtime.InteropServices;
using OptimizerDsl.Runtime;

namespace OptimizerDsl;

/// <summary>
/// A bfloat16 as it lies in memory: the upper 16 bits of a <see cref="float"/>. It holds numbers and does not compute; convert
/// to <see cref="float"/> for that.
/// </summary>
/// <remarks>Equality is that of the bits: zeros of two signs differ, and a NaN equals itself.</remarks>
[StructLayout(LayoutKind.Sequential)]
public readonly struct BFloat16 : IEquatable<BFloat16>, IFormattable
{
    private readonly ushort _bits;

    private BFloat16(ushort bits) => _bits = bits;

    /// <summary>Its bits: the sign, 8 bits of exponent, and 7 of the mantissa.</summary>
    public ushort Bits => _bits;

    /// <summary>The value, which a float has exactly.</summary>
    /// <param name="value">The bfloat16.</param>
    public static explicit operator float(BFloat16 value)
    {
        ushort bits = value._bits;
        return BFloat16Storage.Load(ref bits, 0);
    }

    /// <summary>The nearest value, of two the one with an even mantissa; beyond the largest one infinity.</summary>
    /// <param name="value">The float.</param>
    public static explicit operator BFloat16(float value)
    {
        ushort bits = 0;
        BFloat16Storage.Store(value, ref bits, 0);
        return new(bits);
    }

    /// <summary>Whether two have the same bits.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(BFloat16 left, BFloat16 right) => left._bits == right._bits;

    /// <summary>Whether two have different bits.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(BFloat16 left, BFloat16 right) => left._bits != right._bits;

    /// <summary>The bfloat16 that has some bits.</summary>
    /// <param name="bits">The bits.</param>
    public static BFloat16 FromBits(ushort bits) => new(bits);

    /// <inheritdoc/>
    public bool Equals(BFloat16 other) => _bits == other._bits;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BFloat16 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _bits;

    /// <summary>The value as text, as a float is written in the current culture.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => ToString(null, CultureInfo.CurrentCulture);

    /// <inheritdoc/>
    public string ToString(string? format, IFormatProvider? formatProvider) => ((float)this).ToString(format, formatProvider);
}
