using OptimizerDsl.Runtime;

namespace OptimizerDsl.Checkpoints;

/// <summary>Saves and loads, whoever asks: to and from files and streams, waiting or awaiting.</summary>
internal static class CheckpointFile
{
    /// <summary>Writes what an optimizer has to a stream, while it does nothing else.</summary>
    internal static void Write(CheckpointContent content, Stream stream)
    {
        TensorData[] tensors = Tensors(content);
        Finish(SafetensorsStream.Write(stream, Header(content, tensors), tensors, isAsync: false, null, default));
    }

    /// <summary>Writes what an optimizer has to a file, while it does nothing else.</summary>
    internal static void Write(CheckpointContent content, string path)
    {
        TensorData[] tensors = Tensors(content);
        byte[] header = Header(content, tensors);
        Finish(AtomicFile.Write(path, Length(header, tensors), stream => SafetensorsStream.Write(stream, header, tensors, isAsync: false, null, default)));
    }

    /// <summary>Copies what an optimizer has, so that it can go on while the copy is written.</summary>
    internal static Snapshot Copy(CheckpointContent content)
    {
        BufferedTensor[] tensors = [.. Tensors(content).Select(BufferedTensor.Of)];
        return new(Header(content, tensors), tensors);
    }

    /// <summary>Reads a checkpoint and has an optimizer take it over, once everything was found right.</summary>
    /// <param name="access">The optimizer.</param>
    /// <param name="stream">The checkpoint.</param>
    /// <param name="allow">In what the two may differ.</param>
    /// <param name="hasGradients">Whether there are gradients to load.</param>
    /// <param name="isAsync">Whether to await the stream.</param>
    /// <param name="isWhole">Whether the stream ends with the checkpoint.</param>
    /// <param name="progress">Is told the fraction that was read.</param>
    /// <param name="cancellation">Stops the reading.</param>
    internal static async ValueTask<LoadedCheckpoint> Read(
        CheckpointAccess access, Stream stream, CheckpointDifferences allow, bool hasGradients, bool isAsync, bool isWhole, IProgress<double>? progress, CancellationToken cancellation)
    {
        byte[] json = await SafetensorsStream.ReadHeader(stream, isAsync, cancellation).ConfigureAwait(false);
        HeaderWriter.Check(json);
        SafetensorsHeader header = SafetensorsHeader.Parse(json);
        if (isWhole && SafetensorsStream.Remaining(stream) is long rest && rest > header.DataLength)
        {
            throw new CheckpointException($"The file is damaged: {header.DataLength} bytes of tensors should follow its header, and {rest} do.");
        }

        var values = new CheckpointValues(header.Metadata);
        HashSet<string> loaded = CheckpointComparison.Check(access.Outline(), header, allow, values);
        if (values.Accumulated > 0 && !hasGradients)
        {
            throw new ArgumentException("The checkpoint was made while gradients were being accumulated, and has them: hand the vector of gradients over as well.");
        }

        string[] checksums = header.Metadata.GetValueOrDefault(HeaderWriter.TensorChecksums, "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (checksums.Length != header.Tensors.Count)
        {
            throw new CheckpointException($"The checkpoint has {header.Tensors.Count} tensors and {checksums.Length} checksums of tensors.");
        }

        return new(values, await SafetensorsStream.ReadTensors(stream, header, loaded.Contains, checksums, isAsync, progress, cancellation).ConfigureAwait(false));
    }

    /// <summary>Opens a file to be read from its beginning to its end.</summary>
    internal static FileStream Open(string path, bool isAsync) => new(path, new FileStreamOptions
    {
        Mode = FileMode.Open,
        Access = FileAccess.Read,
        Share = FileShare.Read | FileShare.Delete,
        BufferSize = 0,
        Options = FileOptions.SequentialScan | (isAsync ? FileOptions.Asynchronous : FileOptions.None),
    });

    /// <summary>The end of something that did not await.</summary>
    internal static void Finish(ValueTask done) => done.GetAwaiter().GetResult();

    /// <inheritdoc cref="Finish(ValueTask)"/>
    internal static T Finish<T>(ValueTask<T> done) => done.GetAwaiter().GetResult();

    internal static long Length(byte[] header, IReadOnlyList<TensorData> tensors) => header.Length + tensors.Sum(tensor => tensor.ByteCount);

    private static TensorData[] Tensors(CheckpointContent content)
    {
        if (content.Accumulated > 0 && !content.Tensors.Any(tensor => tensor.Role == TensorRole.Gradient))
        {
            throw new InvalidOperationException($"This {content.Recipe} has accumulated {content.Accumulated} of {content.AccumulateSteps} calls in the gradients: hand them over as well, as in Save(path, values, gradients).");
        }

        return [.. content.Saved.Select(tensor => tensor.Data)];
    }

    private static byte[] Header(CheckpointContent content, IReadOnlyList<TensorData> tensors) =>
        HeaderWriter.Write(content.Metadata().Append((HeaderWriter.TensorChecksums, string.Join(' ', tensors.Select(ChecksumOf)))), tensors);

    private static string ChecksumOf(TensorData tensor)
    {
        var sum = new Crc32C();
        foreach ((long start, int count) in tensor.Chunks())
        {
            sum.Add(tensor.Bytes(start, count));
        }

        return sum.Text;
    }
}

/// <summary>A checkpoint in memory, which is still to be written.</summary>
internal sealed record Snapshot(byte[] Header, BufferedTensor[] Tensors)
{
    internal ValueTask Write(Stream stream, IProgress<double>? progress, CancellationToken cancellation) =>
        SafetensorsStream.Write(stream, Header, Tensors, isAsync: true, progress, cancellation);

    internal ValueTask Write(string path, IProgress<double>? progress, CancellationToken cancellation) =>
        AtomicFile.Write(path, CheckpointFile.Length(Header, Tensors), stream => Write(stream, progress, cancellation));
}

/// <summary>A checkpoint that was read and found right, and is still to be taken over.</summary>
internal sealed record LoadedCheckpoint(CheckpointValues Values, IReadOnlyDictionary<string, BufferedTensor> Tensors);
