using System.Runtime.Intrinsics;

namespace OptimizerDsl.Runtime;

/// <summary>By which random numbers an update rounds the state that it stores.</summary>
/// <param name="Key">The step's key; 0 where everything is rounded to the nearest.</param>
/// <param name="Numbers">The number of each state buffer; empty where everything is rounded to the nearest.</param>
internal readonly record struct RandomRounding(ulong Key, int[] Numbers)
{
    internal bool IsStochastic => Numbers.Length > 0;

    /// <summary>Draws a word for each of some elements.</summary>
    /// <param name="buffer">The state buffer.</param>
    /// <param name="element">The number in the model of the first element.</param>
    /// <param name="words">Takes the words.</param>
    internal void Draw(int buffer, ulong element, Span<uint> words)
    {
        (int pair, int which) = Math.DivRem(Numbers[buffer], 2);
        int i = 0;
        for (; Vector512.IsHardwareAccelerated && i + 16 <= words.Length; i += 16)
        {
            VaryingNoise.Words512(element + (ulong)i, Key, pair, out Vector512<uint> first, out Vector512<uint> second);
            (which == 0 ? first : second).CopyTo(words[i..]);
        }

        for (; Vector256.IsHardwareAccelerated && i + 8 <= words.Length; i += 8)
        {
            VaryingNoise.Words256(element + (ulong)i, Key, pair, out Vector256<uint> first, out Vector256<uint> second);
            (which == 0 ? first : second).CopyTo(words[i..]);
        }

        for (; Vector128.IsHardwareAccelerated && i + 4 <= words.Length; i += 4)
        {
            VaryingNoise.Words128(element + (ulong)i, Key, pair, out Vector128<uint> first, out Vector128<uint> second);
            (which == 0 ? first : second).CopyTo(words[i..]);
        }

        for (; i < words.Length; i++)
        {
            VaryingNoise.Words(element + (ulong)i, Key, pair, out uint first, out uint second);
            words[i] = which == 0 ? first : second;
        }
    }
}
