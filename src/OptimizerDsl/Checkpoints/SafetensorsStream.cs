using System.Buffers.Binary;

namespace OptimizerDsl.Checkpoints;

/// <summary>
/// Reads and writes whole files of tensors. One code serves callers that wait and callers that await: where
/// <c>isAsync</c> is false, the answers are there at once.
/// </summary>
internal static class SafetensorsStream
{
    /// <summary>Writes a header and the tensors that it announces.</summary>
    internal static async ValueTask Write(
        Stream stream, byte[] header, IReadOnlyList<TensorData> tensors, bool isAsync, IProgress<double>? progress, CancellationToken cancellation)
    {
        var done = new ProgressCount(progress, header.Length + tensors.Sum(tensor => tensor.ByteCount));
        if (isAsync)
        {
            await stream.WriteAsync(header, cancellation).ConfigureAwait(false);
        }
        else
        {
            stream.Write(header);
        }

        done.Add(header.Length);
        foreach (TensorData tensor in tensors)
        {
            foreach ((long start, int count) in tensor.Chunks())
            {
                cancellation.ThrowIfCancellationRequested();
                if (isAsync)
                {
                    await stream.WriteAsync(((BufferedTensor)tensor).Memory(start, count), cancellation).ConfigureAwait(false);
                }
                else
                {
                    stream.Write(tensor.Bytes(start, count));
                }

                done.Add(count);
            }
        }

        // So that what a buffer could not write is told here.
        if (isAsync)
        {
            await stream.FlushAsync(cancellation).ConfigureAwait(false);
        }
        else
        {
            stream.Flush();
        }
    }

    /// <summary>Reads the bytes of a header, and looks whether the stream can hold what it announces.</summary>
    /// <exception cref="CheckpointException">The stream ends too early, or the length cannot be right.</exception>
    internal static async ValueTask<byte[]> ReadHeader(Stream stream, bool isAsync, CancellationToken cancellation)
    {
        byte[] prefix = new byte[sizeof(ulong)];
        await Fill(stream, prefix, "the length of its header", isAsync, cancellation).ConfigureAwait(false);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        long limit = Remaining(stream) is long rest ? Math.Min(rest, SafetensorsHeader.LargestLength) : SafetensorsHeader.LargestLength;
        if (length > (ulong)limit)
        {
            throw new CheckpointException($"The file is cut off, damaged, or not in the safetensors format: its header would have {length} bytes, and can have {limit}.");
        }

        // Grows with what has come, so that a damaged length takes no more memory than twice the stream's bytes.
        byte[] header = [];
        for (int filled = 0; filled < (int)length;)
        {
            int next = (int)Math.Min((long)length, Math.Max(2L * filled, 64 * 1024));
            Array.Resize(ref header, next);
            await Fill(stream, header.AsMemory(filled), "its header", isAsync, cancellation).ConfigureAwait(false);
            filled = next;
        }

        return header;
    }

    /// <summary>Reads the bytes of all tensors, and keeps those of some.</summary>
    /// <param name="stream">Where the header ended.</param>
    /// <param name="header">The header.</param>
    /// <param name="keeps">Whether the bytes of a tensor are kept.</param>
    /// <param name="checksums">The checksums of all tensors; null where there are none to check.</param>
    /// <param name="isAsync">Whether to await the stream.</param>
    /// <param name="progress">Is told the fraction that was read.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <returns>The tensors that are kept, by their names.</returns>
    /// <exception cref="CheckpointException">The stream ends too early, or a checksum is another one.</exception>
    internal static async ValueTask<Dictionary<string, BufferedTensor>> ReadTensors(
        Stream stream, SafetensorsHeader header, Predicate<string> keeps, string[]? checksums, bool isAsync, IProgress<double>? progress, CancellationToken cancellation)
    {
        if (Remaining(stream) is long rest && rest < header.DataLength)
        {
            throw new CheckpointException($"The file is cut off: {header.DataLength} bytes of tensors should follow its header, and {rest} do.");
        }

        var kept = new Dictionary<string, BufferedTensor>(StringComparer.Ordinal);
        var done = new ProgressCount(progress, header.DataLength);
        byte[] scratch = [];
        for (int i = 0; i < header.Tensors.Count; i++)
        {
            TensorEntry entry = header.Tensors[i];
            var tensor = new BufferedTensor(entry.Name, entry.DataType, entry.Shape);
            bool isKept = keeps(entry.Name);
            var sum = new Crc32C();
            foreach ((long start, int count) in tensor.Chunks())
            {
                cancellation.ThrowIfCancellationRequested();
                if (!isKept && scratch.Length < count)
                {
                    scratch = new byte[count];
                }

                Memory<byte> target = isKept ? tensor.Memory(start, count) : scratch.AsMemory(0, count);
                await Fill(stream, target, $"tensor \"{entry.Name}\"", isAsync, cancellation).ConfigureAwait(false);
                sum.Add(target.Span);
                done.Add(count);
            }

            if (checksums is not null && checksums[i] != sum.Text)
            {
                throw new CheckpointException($"Tensor \"{entry.Name}\" is damaged: its checksum is {sum.Text}, and the header says {checksums[i]}.");
            }

            if (isKept)
            {
                kept.Add(entry.Name, tensor);
            }
        }

        return kept;
    }

    /// <summary>How many bytes a stream still has, where it knows.</summary>
    internal static long? Remaining(Stream stream) => stream.CanSeek ? stream.Length - stream.Position : null;

    private static async ValueTask Fill(Stream stream, Memory<byte> buffer, string what, bool isAsync, CancellationToken cancellation)
    {
        int read = isAsync
            ? await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false)
            : stream.ReadAtLeast(buffer.Span, buffer.Length, throwOnEndOfStream: false);
        if (read < buffer.Length)
        {
            throw new CheckpointException($"The file is cut off: it ends within {what}.");
        }
    }
}
