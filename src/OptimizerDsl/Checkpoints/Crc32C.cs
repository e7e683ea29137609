using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace OptimizerDsl.Checkpoints;

/// <summary>
/// The 32-bit cyclic redundancy check with Castagnoli's polynomial (Castagnoli, Bräuer and Herrmann, IEEE Transactions on
/// Communications 41(6), 1993), as iSCSI and file systems use it: it finds every burst of errors of up to 32 bits, and
/// processors have an instruction for it.
/// </summary>
internal struct Crc32C()
{
    private uint _remainder = uint.MaxValue;

    internal readonly string Text => (~_remainder).ToString("x8", CultureInfo.InvariantCulture);

    internal static string Of(ReadOnlySpan<byte> bytes)
    {
        var sum = new Crc32C();
        sum.Add(bytes);
        return sum.Text;
    }

    internal void Add(ReadOnlySpan<byte> bytes)
    {
        uint remainder = _remainder;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            remainder = BitOperations.Crc32C(remainder, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (byte single in bytes)
        {
            remainder = BitOperations.Crc32C(remainder, single);
        }

        _remainder = remainder;
    }
}
