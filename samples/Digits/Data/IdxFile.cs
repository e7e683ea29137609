using System.Buffers.Binary;
using System.IO.Compression;

namespace Digits.Data;

/// <summary>What an IDX file has to hold: any number of items, each of the same shape.</summary>
/// <param name="What">The word for the items, for messages.</param>
/// <param name="ItemShape">The sizes of one item's dimensions: none for a label, height and width for an image.</param>
internal sealed record IdxKind(string What, params uint[] ItemShape)
{
    public static readonly IdxKind Labels = new("labels");
    public static readonly IdxKind Images = new("images", DigitSet.Side, DigitSet.Side);

    /// <summary>Two zero bytes, the element type (8: unsigned bytes) and the number of dimensions.</summary>
    public uint Magic => 0x0800u + 1 + (uint)ItemShape.Length;

    public int HeaderLength => 4 * (2 + ItemShape.Length);

    public long ItemLength => ItemShape.Aggregate(1L, (product, size) => product * size);
}

/// <summary>Reads IDX files: a magic number and the sizes of the dimensions, big-endian, then the bytes of the items.</summary>
/// <remarks>The format is that of MNIST (LeCun, Cortes and Burges).</remarks>
internal static class IdxFile
{
    /// <summary>The items of a file, one after the other. A name that ends in .gz is decompressed on the way.</summary>
    /// <exception cref="BadInputException">The file does not hold what it should; the message names it.</exception>
    public static byte[] Read(string path, IdxKind kind)
    {
        try
        {
            // The sizes in a header are only a claim, and a compressed file's real length shows only as it is unpacked.
            // So the file is read twice, first to measure: nothing is allocated that its bytes do not fill.
            int length;
            using (Stream stream = Open(path))
                length = Measure(stream, path, kind);

            using (Stream stream = Open(path))
            {
                stream.ReadExactly(new byte[kind.HeaderLength]);
                var items = new byte[length];
                stream.ReadExactly(items);
                return items;
            }
        }
        catch (InvalidDataException)
        {
            // The exception's own text speaks of an archive's compression method, whatever is wrong.
            throw new BadInputException($"{path}: corrupt or truncated gzip data");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{path}: cannot be read ({e.Message.TrimEnd('.')})");
        }
    }

    private static Stream Open(string path)
    {
        Stream file = File.OpenRead(path);
        return path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    /// <summary>Checks the header, and that exactly as many bytes follow as it claims; the answer is their number.</summary>
    private static int Measure(Stream stream, string path, IdxKind kind)
    {
        var header = new byte[kind.HeaderLength];
        int read = stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        if (read < header.Length)
            throw new BadInputException($"{path}: truncated, a header of {header.Length} bytes ends after {read}");

        uint magic = BinaryPrimitives.ReadUInt32BigEndian(header);
        if (magic != kind.Magic)
            throw new BadInputException($"{path}: wrong magic number 0x{magic:X8}, a file of {kind.What} has 0x{kind.Magic:X8}");

        uint[] shape = [.. kind.ItemShape.Select((_, i) => BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(8 + 4 * i)))];
        if (!shape.AsSpan().SequenceEqual(kind.ItemShape))
            throw new BadInputException($"{path}: {kind.What} of {string.Join('x', shape)}, only {string.Join('x', kind.ItemShape)} can be used");

        uint count = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4));
        long claimed = count * kind.ItemLength;
        long actual = CountBytes(stream, atMost: claimed + 1);
        if (actual < claimed)
            throw new BadInputException($"{path}: truncated, {count} {kind.What} take {claimed} bytes and only {actual} follow the header");
        if (actual > claimed)
            throw new BadInputException($"{path}: longer than the {count} {kind.What} that its header announces");
        if (claimed > Array.MaxLength)
            throw new BadInputException($"{path}: {count} {kind.What} are more than this program can hold");
        return (int)claimed;
    }

    private static long CountBytes(Stream stream, long atMost)
    {
        var buffer = new byte[64 * 1024];
        long total = 0;
        while (total < atMost && stream.Read(buffer) is > 0 and var read)
            total += read;
        return total;
    }
}
