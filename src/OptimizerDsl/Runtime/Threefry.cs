using System.Runtime.CompilerServices;

namespace OptimizerDsl.Runtime;

/// <summary>
/// Threefry-2x32 of 20 rounds (Salmon, Moraes, Dror and Shaw, "Parallel Random Numbers: As Easy as 1, 2, 3", SC 2011), bit for
/// bit as in the authors' Random123 library.
/// </summary>
internal static class Threefry
{
    /// <summary>Turns a counter of two words into two random words, lane by lane, under one key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Encrypt<B>(ulong key, ref B first, ref B second)
        where B : struct, IBitLanes<B, uint>
    {
        uint key0 = (uint)key;
        uint key1 = (uint)(key >> 32);
        uint key2 = 0x1BD1_1BDA ^ key0 ^ key1;
        B a = first + key0;
        B b = second + key1;

        // 8 rounds twice and 4 rounds, as 20 in a row, inlined, would bring a caller close to the 512 locals that the JIT
        // compiler has for inlining. The three words of the key change places.
        for (uint injection = 1; injection < 5; injection += 2)
        {
            a += b;
            b = B.RotateLeft32(b, 13) ^ a;
            a += b;
            b = B.RotateLeft32(b, 15) ^ a;
            a += b;
            b = B.RotateLeft32(b, 26) ^ a;
            a += b;
            b = B.RotateLeft32(b, 6) ^ a;
            a += key1;
            b += key2 + injection;

            a += b;
            b = B.RotateLeft32(b, 17) ^ a;
            a += b;
            b = B.RotateLeft32(b, 29) ^ a;
            a += b;
            b = B.RotateLeft32(b, 16) ^ a;
            a += b;
            b = B.RotateLeft32(b, 24) ^ a;
            a += key2;
            b += key0 + injection + 1;
            (key0, key1, key2) = (key2, key0, key1);
        }

        a += b;
        b = B.RotateLeft32(b, 13) ^ a;
        a += b;
        b = B.RotateLeft32(b, 15) ^ a;
        a += b;
        b = B.RotateLeft32(b, 26) ^ a;
        a += b;
        b = B.RotateLeft32(b, 6) ^ a;
        first = a + key1;
        second = b + (key2 + 5);
    }
}
