namespace OptimizerDsl;

/// <summary>How a <see cref="TrainingLog"/> writes.</summary>
public sealed record TrainingLogOptions
{
    /// <summary>The format; null goes by the name of the file: JSON lines for .jsonl and .ndjson, else comma-separated values.</summary>
    public TrainingLogFormat? Format { get; init; }

    /// <summary>
    /// Whether a file that is there is continued: its records up to the optimizer's step count stay, and those behind, of steps that
    /// will be made again, are cut off, as is a last line that is not whole. Otherwise the file is made anew. False unless set.
    /// </summary>
    public bool Resume { get; init; }

    /// <summary>After how many records they are written through to the file, 1 or more; a crash loses at most as many. 100 unless set.</summary>
    public int FlushEvery { get; init; } = 100;
}
