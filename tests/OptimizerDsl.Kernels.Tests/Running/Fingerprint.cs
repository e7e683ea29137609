using System.Numerics;

namespace OptimizerDsl.Kernels.Tests.Running;

/// <summary>One number that says whether two runs had the same results, all of them, in the same order.</summary>
/// <remarks>FNV-1a over whole values, each mixed once: Fowler, Noll and Vo, 1991; the finaliser is SplitMix's.</remarks>
internal sealed class Fingerprint
{
    private ulong _hash = 0xCBF2_9CE4_8422_2325;

    public ulong Value => new SplitMix(_hash).Next();

    public void Add<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ulong hash = _hash;
        foreach (T value in values)
        {
            hash = (hash ^ Bits.Of(value)) * 0x0000_0100_0000_01B3;
            hash ^= hash >> 29;
        }

        _hash = hash;
    }
}
