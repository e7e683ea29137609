using System.Text.Json;

namespace OptimizerDsl.Checkpoints;

/// <summary>
/// The header of a file in the safetensors format: what tensors follow and where, and text about them. A file is the number of
/// the header's bytes (64 bits, little-endian), the header as JSON, and the bytes of the tensors, without gaps.
/// </summary>
/// <param name="Metadata">The text, by its keys.</param>
/// <param name="Tensors">The tensors, in the order of their bytes.</param>
internal sealed record SafetensorsHeader(IReadOnlyDictionary<string, string> Metadata, IReadOnlyList<TensorEntry> Tensors)
{
    /// <summary>The most bytes that a header may have, which is the limit of the format's own library too.</summary>
    internal const int LargestLength = 100_000_000;

    private const string MetadataKey = "__metadata__";

    /// <summary>The number of bytes behind the header.</summary>
    internal long DataLength => Tensors.Count == 0 ? 0 : Tensors[^1].End;

    /// <summary>Reads a header and checks that it contradicts neither itself nor the format.</summary>
    /// <exception cref="CheckpointException">It does.</exception>
    internal static SafetensorsHeader Parse(ReadOnlySpan<byte> json)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        var tensors = new List<TensorEntry>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 3 });
            Expect(ref reader, JsonTokenType.StartObject);
            while (NextName(ref reader) is string name)
            {
                if (!names.Add(name))
                {
                    throw Malformed($"names '{name}' twice");
                }

                if (name == MetadataKey)
                {
                    ReadMetadata(ref reader, metadata);
                }
                else
                {
                    tensors.Add(ReadTensor(ref reader, name));
                }
            }

            // Nothing but white space may follow; the reader throws at anything else.
            reader.Read();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new CheckpointException($"The header of the file is damaged, or the file is not in the safetensors format: {exception.Message}", exception);
        }

        return new(metadata, InOrder(tensors));
    }

    private static void ReadMetadata(ref Utf8JsonReader reader, Dictionary<string, string> metadata)
    {
        Expect(ref reader, JsonTokenType.StartObject);
        while (NextName(ref reader) is string key)
        {
            Expect(ref reader, JsonTokenType.String);
            if (!metadata.TryAdd(key, reader.GetString()!))
            {
                throw Malformed($"has '{key}' twice");
            }
        }
    }

    private static TensorEntry ReadTensor(ref Utf8JsonReader reader, string name)
    {
        string? type = null;
        long[]? shape = null, offsets = null;
        Expect(ref reader, JsonTokenType.StartObject);
        while (NextName(ref reader) is string property)
        {
            bool isTwice = property switch
            {
                "dtype" => type is not null,
                "shape" => shape is not null,
                "data_offsets" => offsets is not null,
                _ => throw Malformed($"says '{property}' of tensor \"{name}\", which means nothing here"),
            };
            if (isTwice)
            {
                throw Malformed($"says '{property}' of tensor \"{name}\" twice");
            }

            if (property == "dtype")
            {
                Expect(ref reader, JsonTokenType.String);
                type = reader.GetString();
            }
            else if (property == "shape")
            {
                shape = ReadNumbers(ref reader, name);
            }
            else
            {
                offsets = ReadNumbers(ref reader, name);
            }
        }

        return type is not null && shape is not null && offsets is [long start, long end] && start <= end
            ? new(name, type, shape, start, end)
            : throw Malformed($"does not say type, shape, beginning and end of tensor \"{name}\"");
    }

    private static long[] ReadNumbers(ref Utf8JsonReader reader, string name)
    {
        var numbers = new List<long>();
        Expect(ref reader, JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            numbers.Add(reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long number) && number >= 0
                ? number
                : throw Malformed($"has something else than a whole number from 0 up in a list of tensor \"{name}\""));
        }

        return [.. numbers];
    }

    private static TensorEntry[] InOrder(List<TensorEntry> tensors)
    {
        long end = 0;
        TensorEntry[] ordered = [.. tensors.OrderBy(tensor => tensor.Start).ThenBy(tensor => tensor.End)];
        foreach (TensorEntry tensor in ordered)
        {
            if (tensor.Start != end)
            {
                throw Malformed($"leaves a gap before tensor \"{tensor.Name}\", or has it overlap another");
            }

            if (tensor.Mistake() is string mistake)
            {
                throw Malformed($"is wrong about tensor \"{tensor.Name}\", which {mistake}");
            }

            end = tensor.End;
        }

        return ordered;
    }

    private static string? NextName(ref Utf8JsonReader reader)
    {
        if (!reader.Read())
        {
            throw Malformed("ends too early");
        }

        return reader.TokenType == JsonTokenType.PropertyName ? reader.GetString() : null;
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (!reader.Read() || reader.TokenType != type)
        {
            throw Malformed($"has something else where a {type} belongs");
        }
    }

    private static CheckpointException Malformed(string what) => new($"The header of the file {what}.");
}
