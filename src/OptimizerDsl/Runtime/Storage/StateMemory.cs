using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OptimizerDsl.Runtime;

/// <summary>
/// The state of one group: one buffer after the other, each in its own format and from a 64-byte boundary on, in all of which an
/// element has the same place. Buffers of a page or more lie alike in their pages. The memory never moves once it was seen.
/// </summary>
internal sealed class StateMemory
{
    private const int Alignment = 64;
    private const int Page = AlignedArray.PageSize;
    private const int LargeBuffer = 32 << 20;

    // Some processors look for a line of the first-level cache by a hash of its address, bits 12 to 19 combined with bits 27 to 20, and
    // hold no two lines of one hash (Lipp and others, "Take A Way", 2020). Buffers a multiple of 2^28 bytes apart would take each
    // other's lines away. Nine pages more change two of the lower bits, which no length of a small odd number times a power of 2 undoes.
    private const int FurtherApart = 9 * Page;

    private readonly ulong[] _memory;
    private readonly StateFormat[] _formats;
    private readonly int _elementSize;
    private bool _mayMove;

    /// <summary>Makes the buffers, zero in every element.</summary>
    /// <param name="formats">The format of each buffer.</param>
    /// <param name="elementSize">The number of bytes of an element in full.</param>
    /// <param name="length">The number of places in each buffer.</param>
    /// <param name="placeInPage">
    /// How many bytes after the beginning of a page the first buffer begins; null where no values are known yet from which it
    /// could keep apart.
    /// </param>
    /// <exception cref="OverflowException">There is more than one array can hold.</exception>
    internal StateMemory(StateFormat[] formats, int elementSize, long length, int? placeInPage)
    {
        _formats = formats;
        _elementSize = elementSize;
        _mayMove = placeInPage is null;
        HasBlocks = formats.Any(IsBlocks);
        long[] sizes = [.. formats.Select(format => DistanceBehind(checked(BytesOf(format, elementSize, length))))];
        long words = sizes.Aggregate((long)(placeInPage ?? Page), (sum, size) => checked(sum + size)) / sizeof(ulong);
        _memory = words <= AlignedArray.MaximumLength ? AlignedArray.Allocate<ulong>((int)words, out int origin) : throw new OverflowException();
        Addresses = new nint[formats.Length];
        nint address = AddressOf(_memory) + origin * sizeof(ulong) + (placeInPage ?? 0);
        for (int i = 0; i < sizes.Length; i++)
        {
            Addresses[i] = address;
            address += (nint)sizes[i];
        }
    }

    /// <summary>Where each buffer begins.</summary>
    internal nint[] Addresses { get; }

    /// <summary>Whether a buffer has blocks; then places of tensors are multiples of their length.</summary>
    internal bool HasBlocks { get; }

    internal static bool IsBlocks(StateFormat format) => format is StateFormat.Block8Signed or StateFormat.Block8Unsigned;

    /// <summary>
    /// Where in a page state is best for values at a place in theirs: half a page apart, so that from either no load comes soon
    /// after a store at the same place in a page (see <see cref="AlignedArray"/>).
    /// </summary>
    internal static int PlaceFor(int placeOfValues) => (placeOfValues + Page / 2) / Alignment * Alignment % Page;

    /// <summary>Has buffers that nobody has seen lie apart from the values of the step to come; others stay where they are.</summary>
    internal void LieApartFrom(nint values)
    {
        if (!_mayMove)
        {
            return;
        }

        _mayMove = false;
        int place = PlaceFor((int)(values % Page));
        for (int i = 0; i < Addresses.Length; i++)
        {
            Addresses[i] += place;
        }
    }

    internal StateFormat FormatOf(int state) => _formats[state];

    /// <summary>The number of blocks of a tensor.</summary>
    internal static int BlockCount(int length) => (length + Block8.Length - 1) / Block8.Length;

    /// <summary>The bytes of a tensor's blocks.</summary>
    internal unsafe Span<byte> Blocks(int state, nint first, int length) =>
        new(BufferOf(state) + first / Block8.Length * Block8.Bytes, BlockCount(length) * Block8.Bytes);

    /// <summary>Some values of a buffer, as they lie in memory; of one that has no blocks.</summary>
    internal unsafe Span<T> Full<T>(int state, nint first, int length)
        where T : unmanaged => new((T*)BufferOf(state) + first, length);

    /// <summary>Copies some values of a buffer.</summary>
    internal void Read<T>(int state, nint first, Span<T> values)
        where T : unmanaged
    {
        if (_formats[state] == StateFormat.Full)
        {
            Full<T>(state, first, values.Length).CopyTo(values);
            return;
        }

        Span<float> numbers = MemoryMarshal.Cast<T, float>(values);
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = _formats[state] switch
            {
                StateFormat.BFloat16 => BFloat16Storage.Load(ref BFloat16(state, first), (nuint)i),
                _ => Block8Storage.Load(ref Block(state, first), (nuint)i, _formats[state] == StateFormat.Block8Signed),
            };
        }
    }

    /// <summary>Sets some values of a buffer, rounded to its format; where it has blocks, whole ones, or the last of a tensor.</summary>
    internal void Write<T>(int state, nint first, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        if (_formats[state] == StateFormat.Full)
        {
            values.CopyTo(Full<T>(state, first, values.Length));
            return;
        }

        ReadOnlySpan<float> numbers = MemoryMarshal.Cast<T, float>(values);
        if (IsBlocks(_formats[state]))
        {
            Block8Storage.Store(numbers, ref Block(state, first), _formats[state] == StateFormat.Block8Signed);
            return;
        }

        for (int i = 0; i < numbers.Length; i++)
        {
            BFloat16Storage.Store(numbers[i], ref BFloat16(state, first), (nuint)i);
        }
    }

    /// <summary>Stores the new values of all buffers that have blocks, from the beginning of a block on.</summary>
    internal unsafe void StoreBlocks(float* newValues, nint first, int length, in RandomRounding rounding, ulong element)
    {
        for (int state = 0; state < _formats.Length; state++)
        {
            if (!IsBlocks(_formats[state]))
            {
                continue;
            }

            var values = new ReadOnlySpan<float>(newValues + state * StateChunk.Stride, length);
            bool isSigned = _formats[state] == StateFormat.Block8Signed;
            if (rounding.IsStochastic)
            {
                Block8Storage.StoreStochastic(values, ref Block(state, first), isSigned, rounding, state, element);
            }
            else
            {
                Block8Storage.Store(values, ref Block(state, first), isSigned);
            }
        }
    }

    /// <summary>Makes some places of every buffer zero again; none of the buffers has blocks.</summary>
    internal unsafe void Clear(nint first, int length)
    {
        for (int state = 0; state < _formats.Length; state++)
        {
            int size = (int)BytesOf(_formats[state], _elementSize, 1);
            new Span<byte>(BufferOf(state) + first * size, length * size).Clear();
        }
    }

    private unsafe ref byte Block(int state, nint first) => ref Unsafe.AsRef<byte>(BufferOf(state) + first / Block8.Length * Block8.Bytes);

    private unsafe ref ushort BFloat16(int state, nint first) => ref Unsafe.AsRef<ushort>((ushort*)BufferOf(state) + first);

    private unsafe byte* BufferOf(int state)
    {
        // Written once, since threads that step ask here too.
        if (_mayMove)
        {
            _mayMove = false;
        }

        return (byte*)Addresses[state];
    }

    private static long BytesOf(StateFormat format, int elementSize, long length) => format switch
    {
        StateFormat.Full => length * elementSize,
        StateFormat.BFloat16 => length * sizeof(ushort),
        _ => length / Block8.Length * Block8.Bytes,
    };

    /// <summary>How far the next buffer begins behind one of some bytes.</summary>
    internal static long DistanceBehind(long bytes)
    {
        long alignment = bytes < Page ? Alignment : Page;
        return (bytes + alignment - 1) / alignment * alignment + (bytes < LargeBuffer ? 0 : FurtherApart);
    }

    private static unsafe nint AddressOf(ulong[] pinned) => (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned));
}
