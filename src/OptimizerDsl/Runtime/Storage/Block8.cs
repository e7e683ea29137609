namespace OptimizerDsl.Runtime;

/// <summary>
/// The form of state in 8 bits a value: blocks of 64 values from a tensor's start on, each of which holds where its scale begins,
/// as the bits of a <see cref="float"/>, and 64 codes.
/// </summary>
/// <remarks>
/// <para>
/// A code counts steps below the largest magnitude, on a scale that is linear between two powers of 2 and has 8 steps there, as
/// the bits of positive numbers are: a step is 2^20 of them. What is stored is the scale's other end, on which decoding is an
/// addition. So the largest is kept exactly, and of any other value the error is
/// at most a sixteenth. With a sign there are 127 steps, down to nearly 2^-16 of the largest; without, 255, to nearly 2^-32.
/// </para>
/// <para>
/// Code 0 is zero. With a sign, so becomes what is closer to the end of the scale than a half step above it. Without one nothing
/// but zero does: what is below the scale is stored as its lowest step, since denominators that vanish do harm.
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

    private const uint Infinity = 0x7F80_0000;

    /// <summary>The bits of the number that code 0 would be, if it were not zero: never below zero.</summary>
    /// <param name="largest">The bits of the largest magnitude, which is as far above as there are codes.</param>
    /// <param name="top">The highest code.</param>
    internal static uint Lowest(uint largest, uint top) => largest >= top << Shift ? largest - (top << Shift) : largest & ((1u << Shift) - 1);

    /// <summary>Whether a largest magnitude is a number, with room for all codes below it.</summary>
    internal static bool IsInRange(uint largest, uint top) => largest - (top << Shift) <= Infinity - (top << Shift);

    /// <summary>The bits that count as the largest magnitude: one pattern for all that is not a number, above which no other lies.</summary>
    internal static uint Stored(uint largest) => largest > Infinity ? Magnitude : largest;
}
