using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OptimizerDsl.Checkpoints;

/// <summary>
/// Writes the header of a checkpoint, and reads what protects it: the header's own checksum stands first in it, and is that of
/// the header with zeros in its place.
/// </summary>
internal static class HeaderWriter
{
    /// <summary>Under which key the checksums of the tensors stand, one after the other in the order of their bytes.</summary>
    internal const string TensorChecksums = "tensor_crc32c";

    private const string HeaderChecksum = "header_crc32c";
    private const string NoChecksum = "00000000";

    private static ReadOnlySpan<byte> Beginning => "{\"__metadata__\":{\"header_crc32c\":\""u8;

    /// <summary>The number of the header's bytes, and the header.</summary>
    internal static byte[] Write(IEnumerable<(string Key, string Value)> metadata, IReadOnlyList<TensorData> tensors)
    {
        var json = new ArrayBufferWriter<byte>();
        json.Write(stackalloc byte[sizeof(ulong)]);
        using (var writer = new Utf8JsonWriter(json, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("__metadata__");
            writer.WriteString(HeaderChecksum, NoChecksum);
            foreach ((string key, string value) in metadata)
            {
                writer.WriteString(key, value);
            }

            writer.WriteEndObject();
            long start = 0;
            foreach (TensorData tensor in tensors)
            {
                WriteTensor(writer, tensor, start);
                start += tensor.ByteCount;
            }

            writer.WriteEndObject();
        }

        // Padded, so that the tensors begin at a multiple of their elements' size.
        while (json.WrittenCount % sizeof(ulong) != 0)
        {
            json.Write(" "u8);
        }

        byte[] header = json.WrittenSpan.ToArray();
        BinaryPrimitives.WriteUInt64LittleEndian(header, (ulong)(header.Length - sizeof(ulong)));
        Span<byte> text = header.AsSpan(sizeof(ulong));
        Encoding.ASCII.GetBytes(Crc32C.Of(text), text[Beginning.Length..]);
        return header;
    }

    /// <summary>Checks a header against the checksum in it.</summary>
    /// <exception cref="CheckpointException">It has none, or another one.</exception>
    internal static void Check(ReadOnlySpan<byte> header)
    {
        int end = Beginning.Length + NoChecksum.Length;
        if (header.Length < end || !header.StartsWith(Beginning))
        {
            throw new CheckpointException("The file is not a checkpoint of OptimizerDsl, or its header is damaged: the header does not begin with its checksum.");
        }

        byte[] blank = header.ToArray();
        Encoding.ASCII.GetBytes(NoChecksum, blank.AsSpan(Beginning.Length));
        string computed = Crc32C.Of(blank), said = Encoding.ASCII.GetString(header[Beginning.Length..end]);
        if (computed != said)
        {
            throw new CheckpointException($"The header of the checkpoint is damaged: its checksum is {computed}, and it says {said}.");
        }
    }

    private static void WriteTensor(Utf8JsonWriter writer, TensorData tensor, long start)
    {
        writer.WriteStartObject(tensor.Name);
        writer.WriteString("dtype", tensor.DataType);
        writer.WriteStartArray("shape");
        foreach (long dimension in tensor.Shape)
        {
            writer.WriteNumberValue(dimension);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("data_offsets");
        writer.WriteNumberValue(start);
        writer.WriteNumberValue(start + tensor.ByteCount);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
