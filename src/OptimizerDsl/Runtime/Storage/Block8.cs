namespace OptimizerDsl.Runtime;

/// <summary>
/// The form of state in 8 bits a value: blocks of 64 values from a tensor's start on, each of which holds where its scale begins,
/// as the bits of a <see cref="float"/>, and 64 codes.
/// </summary>
/// <remarks>
/// <para>
/// A code counts steps below the largest magnitude, on a scale that is linear between two powers of 2 and has 8 steps there, as
/// the bits of positive numbers are: a step is 2^20 of them. What is stored is the scale's other end, on which decoding is an
/// addition. So the largest is kept exactly, unless it is so small that the scale would go on below zero. With a sign there are
/// 127 steps, down to nearly 2^-16 of the largest; without, 255, to nearly 2^-32.
/// </para>
/// <para>
/// Rounding to the nearest looks at the upper halves of a value and of the scale's end, which is half of the work for a sixteenth
/// of a step: the error is at most 9/16 of one.
/// </para>
/// <para>
/// With a sign, code 0 is zero, and so becomes what is closer to the end of the scale than a half step above it. Without one,
/// code 0 is the end of the scale, and so becomes all that is below it, since denominators that vanish do harm.
/// </para>
/// </remarks>
internal static class Block8
{
    /// <summary>The number of values of a block.</summary>
    internal const int Length = 64;

    /// <summary>Where in a block its codes begin, behind the beginning of the scale.</summary>
    internal const int Codes = sizeof(float);

    /// <summary>The number of bytes of a block.</summary>
    internal const int Bytes = Codes + Length;

    /// <summary>The highest code without a sign.</summary>
    internal const uint UnsignedTop = 255;

    /// <summary>The highest code with a sign, which is the eighth bit.</summary>
    internal const uint SignedTop = 127;

    /// <summary>The place of a code's lowest bit in a float.</summary>
    internal const int Shift = 20;

    /// <summary>The bits of a float that are its magnitude.</summary>
    internal const uint Magnitude = 0x7FFF_FFFF;

    /// <summary>The bits of a float of which steps are counted to the nearest.</summary>
    internal const uint UpperHalf = 0xFFFF_0000;

    /// <summary>The bits that stand for whatever is not a number: the least of them. What has more is stored as the highest code.</summary>
    internal const uint NotANumber = 0x7F80_0001;

    /// <summary>The bits of the number at the end of the scale: never below zero.</summary>
    /// <param name="largest">The bits of the largest magnitude, which is as far above as there are codes.</param>
    /// <param name="top">The highest code.</param>
    internal static uint Lowest(uint largest, uint top) => Math.Max(Math.Min(largest, NotANumber), top << Shift) - (top << Shift);
}
