using System.Buffers.Binary;
using System.IO.Compression;

namespace Digits.Tests.Support;

/// <summary>A temporary folder, with what the tests put into it.</summary>
internal sealed class DataFolder : IDisposable
{
    public DataFolder() => Path = Directory.CreateTempSubdirectory("digits-tests-").FullName;

    public string Path { get; }

    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file, gzipped where its name ends in .gz.</summary>
    public void Write(string name, byte[] content) =>
        File.WriteAllBytes(PathOf(name), name.EndsWith(".gz", StringComparison.Ordinal) ? Gzip(content) : content);

    /// <summary>Writes a good pair: image i is all of the grey i + offset and has the label i % 10.</summary>
    public void WritePair(string name, int count, string suffix = "", int offset = 0)
    {
        byte[] pixels = [.. Enumerable.Range(0, count * 784).Select(i => (byte)(i / 784 + offset))];
        Write($"{name}-images-idx3-ubyte{suffix}", Idx(0x0803, [count, 28, 28], pixels));
        Write($"{name}-labels-idx1-ubyte{suffix}", Idx(0x0801, [count], [.. Enumerable.Range(0, count).Select(i => (byte)(i % 10))]));
    }

    /// <summary>The bytes of an IDX file, whether or not they make sense together.</summary>
    public static byte[] Idx(uint magic, int[] sizes, byte[] items)
    {
        var bytes = new byte[4 + 4 * sizes.Length + items.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, magic);
        for (int i = 0; i < sizes.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 + 4 * i), sizes[i]);
        items.CopyTo(bytes, 4 + 4 * sizes.Length);
        return bytes;
    }

    public static byte[] Gzip(byte[] content)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest))
            gzip.Write(content);
        return memory.ToArray();
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
