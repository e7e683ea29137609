using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace OptimizerDsl.Runtime;

/// <summary>
/// Random numbers without a state: the value of an element is a function of its number in the model and of a key, which holds a
/// seed and a step. So vectors of any width, in any order, on any thread, give the bits of the scalar method.
/// </summary>
/// <remarks>
/// <para>
/// The generator is Threefry-2x32 of 20 rounds, of Salmon, Moraes, Dror and Shaw, "Parallel Random Numbers: As Easy as 1, 2, 3",
/// SC 2011 (the Random123 library): a cipher that turns a counter of 64 bits under a key of 64 bits into two words. It passes
/// all of BigCrush from 13 rounds on, and it is additions, rotations and exclusive ors, fast at every instruction set. The
/// counter is the element's number; its highest bit tells normal draws from uniform ones, which are so independent.
/// </para>
/// <para>
/// Normal values come of the transform of Box and Muller ("A note on the generation of random normal deviates", Annals of
/// Mathematical Statistics 29(2), 1958), sqrt(-2 log(u)) cos(2π v), with the cosine of a uniform angle drawn as
/// ± sin(π/2 v). One word, and for double five bits more, makes u; what is left of the other one makes v and the sign.
/// </para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class VaryingNoise
{
    private const uint UniformPart = 0;
    private const uint NormalPart = 0x8000_0000;

    /// <summary>Mixes a seed and a step into the key of all draws of the step; for one seed, no two steps have the same.</summary>
    /// <param name="seed">The seed; any number is as good as another.</param>
    /// <param name="count">The step's <see cref="StepInfo.Count"/>.</param>
    /// <returns>The key.</returns>
    public static ulong Key(long seed, long count)
    {
        BitsOfSingle first = (uint)count;
        BitsOfSingle second = (uint)((ulong)count >> 32);
        Threefry.Encrypt((ulong)seed, ref first, ref second);
        return first.Value | ((ulong)second.Value << 32);
    }

    /// <summary>Uniform values in [0, 1): multiples of 2^-24.</summary>
    /// <param name="firstElement">The element's number in the model, or the one of the first lane's element.</param>
    /// <param name="key">The step's <see cref="Key"/>.</param>
    /// <returns>One value an element; the lanes of a vector are consecutive elements.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static float UniformSingle(ulong firstElement, ulong key)
    {
        Draw(firstElement, key, UniformPart, out BitsOfSingle first, out _);
        return UniformOfWord<LanesOfSingle, BitsOfSingle>(first).Value;
    }

    /// <inheritdoc cref="UniformSingle(ulong, ulong)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector128<float> UniformSingle128(ulong firstElement, ulong key)
    {
        Draw(firstElement, key, UniformPart, out BitsOfSingle128 first, out _);
        return UniformOfWord<LanesOfSingle128, BitsOfSingle128>(first).Value;
    }

    /// <inheritdoc cref="UniformSingle(ulong, ulong)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector256<float> UniformSingle256(ulong firstElement, ulong key)
    {
        Draw(firstElement, key, UniformPart, out BitsOfSingle256 first, out _);
        return UniformOfWord<LanesOfSingle256, BitsOfSingle256>(first).Value;
    }

    /// <inheritdoc cref="UniformSingle(ulong, ulong)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector512<float> UniformSingle512(ulong firstElement, ulong key)
    {
        Draw(firstElement, key, UniformPart, out BitsOfSingle512 first, out _);
        return UniformOfWord<LanesOfSingle512, BitsOfSingle512>(first).Value;
    }

    /// <summary>Uniform values in [0, 1): multiples of 2^-53.</summary>
    /// <param name="firstElement">The element's number in the model, or the one of the first lane's element.</param>
    /// <param name="key">The step's <see cref="Key"/>.</param>
    /// <returns>One value an element; the lanes of a vector are consecutive elements.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double UniformDouble(ulong firstElement, ulong key)
    {
        Draw(firstElement, key, UniformPart, out BitsOfSingle first, out BitsOfSingle second);
        return UniformOfWords<LanesOfDouble, BitsOfDouble>(new(first.Value), new(second.Value)).Value;
    }

    /// <inheritdoc cref="UniformDouble(ulong, ulong)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector128<double> UniformDouble128(ulong firstElement, ulong key)
    {
        Draw(firstElement, key, UniformPart, out BitsOfSingle128 first, out BitsOfSingle128 second);
        return UniformOfWords<LanesOfDouble128, BitsOfDouble128>(new(Vector128.WidenLower(first.Value)), new(Vector128.WidenLower(second.Value))).Value;
    }

    /// <inheritdoc cref="UniformDouble(ulong, ulong)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector256<double> UniformDouble256(ulong firstElement, ulong key)
    {
        Draw(firstElement, key, UniformPart, out BitsOfSingle128 first, out BitsOfSingle128 second);
        return UniformOfWords<LanesOfDouble256, BitsOfDouble256>(Wide(first.Value), Wide(second.Value)).Value;
    }

    /// <inheritdoc cref="UniformDouble(ulong, ulong)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector512<double> UniformDouble512(ulong firstElement, ulong key)
    {
        Draw(firstElement, key, UniformPart, out BitsOfSingle256 first, out BitsOfSingle256 second);
        return UniformOfWords<LanesOfDouble512, BitsOfDouble512>(Wide(first.Value), Wide(second.Value)).Value;
    }

    /// <summary>Values of the standard normal distribution, at most 6.77 in magnitude.</summary>
    /// <param name="firstElement">The element's number in the model, or the one of the first lane's element.</param>
    /// <param name="key">The step's <see cref="Key"/>.</param>
    /// <returns>One value an element; the lanes of a vector are consecutive elements.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static float NormalSingle(ulong firstElement, ulong key)
    {
        Draw(firstElement, key, NormalPart, out BitsOfSingle first, out BitsOfSingle second);
        return SingleNormalOfWords<LanesOfSingle, BitsOfSingle>(first, second).Value;
    }

    /// <inheritdoc cref="NormalSingle(ulong, ulong)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector128<float> NormalSingle128(ulong firstElement, ulong key)
    {
        Draw(firstElement, key, NormalPart, out BitsOfSingle128 first, out BitsOfSingle128 second);
        return SingleNormalOfWords<LanesOfSingle128, BitsOfSingle128>(first, second).Value;
    }

    /// <inheritdoc cref="NormalSingle(ulong, ulong)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector256<float> NormalSingle256(ulong firstElement, ulong key)
    {
        Draw(firstElement, key, NormalPart, out BitsOfSingle256 first, out BitsOfSingle256 second);
        return SingleNormalOfWords<LanesOfSingle256, BitsOfSingle256>(first, second).Value;
    }

    /// <inheritdoc cref="NormalSingle(ulong, ulong)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector512<float> NormalSingle512(ulong firstElement, ulong key)
    {
        Draw(firstElement, key, NormalPart, out BitsOfSingle512 first, out BitsOfSingle512 second);
        return SingleNormalOfWords<LanesOfSingle512, BitsOfSingle512>(first, second).Value;
    }

    /// <summary>Values of the standard normal distribution, at most 7.26 in magnitude.</summary>
    /// <param name="firstElement">The element's number in the model, or the one of the first lane's element.</param>
    /// <param name="key">The step's <see cref="Key"/>.</param>
    /// <returns>One value an element; the lanes of a vector are consecutive elements.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double NormalDouble(ulong firstElement, ulong key)
    {
        Draw(firstElement, key, NormalPart, out BitsOfSingle first, out BitsOfSingle second);
        return DoubleNormalOfWords<LanesOfDouble, BitsOfDouble>(new(first.Value), new(second.Value)).Value;
    }

    /// <inheritdoc cref="NormalDouble(ulong, ulong)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector128<double> NormalDouble128(ulong firstElement, ulong key)
    {
        Draw(firstElement, key, NormalPart, out BitsOfSingle128 first, out BitsOfSingle128 second);
        return DoubleNormalOfWords<LanesOfDouble128, BitsOfDouble128>(new(Vector128.WidenLower(first.Value)), new(Vector128.WidenLower(second.Value))).Value;
    }

    /// <inheritdoc cref="NormalDouble(ulong, ulong)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector256<double> NormalDouble256(ulong firstElement, ulong key)
    {
        Draw(firstElement, key, NormalPart, out BitsOfSingle128 first, out BitsOfSingle128 second);
        return DoubleNormalOfWords<LanesOfDouble256, BitsOfDouble256>(Wide(first.Value), Wide(second.Value)).Value;
    }

    /// <inheritdoc cref="NormalDouble(ulong, ulong)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector512<double> NormalDouble512(ulong firstElement, ulong key)
    {
        Draw(firstElement, key, NormalPart, out BitsOfSingle256 first, out BitsOfSingle256 second);
        return DoubleNormalOfWords<LanesOfDouble512, BitsOfDouble512>(Wide(first.Value), Wide(second.Value)).Value;
    }

    /// <summary>Two random words for each of the elements from a first one on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Draw<B>(ulong firstElement, ulong key, uint part, out B first, out B second)
        where B : struct, IBitLanes<B, uint>
    {
        B low = (uint)firstElement;
        first = low + B.Ramp;

        // There are fewer lanes than 2^31, so the low word has overflown where its highest bit was set and is no more.
        second = ((uint)(firstElement >> 32) | part) + ((low & ~first) >>> 31);
        Threefry.Encrypt(key, ref first, ref second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static BitsOfDouble256 Wide(Vector128<uint> words)
    {
        (Vector128<ulong> lower, Vector128<ulong> upper) = Vector128.Widen(words);
        return new(Vector256.Create(lower, upper));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static BitsOfDouble512 Wide(Vector256<uint> words)
    {
        (Vector256<ulong> lower, Vector256<ulong> upper) = Vector256.Widen(words);
        return new(Vector512.Create(lower, upper));
    }
}
