namespace OptimizerDsl;

/// <summary>A checkpoint cannot be loaded: it is damaged, or it does not fit the optimizer. Nothing was changed.</summary>
public sealed class CheckpointException : Exception
{
    /// <summary>Makes an exception without a message of its own.</summary>
    public CheckpointException()
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="message">What is wrong.</param>
    public CheckpointException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">Where it came from.</param>
    public CheckpointException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal CheckpointException(string message, IReadOnlyList<string> differences, CheckpointDifferences kinds)
        : base(message)
    {
        Differences = differences;
        Kinds = kinds;
    }

    /// <summary>
    /// In what the checkpoint and the optimizer differ, such as <c>AdamW.Beta2 0.95 -> 0.999</c>, the checkpoint's value first;
    /// empty where the file itself is damaged.
    /// </summary>
    public IReadOnlyList<string> Differences { get; } = [];

    /// <summary>What <c>allow</c> would have to say for the checkpoint to be loaded; none where nothing would help.</summary>
    public CheckpointDifferences Kinds { get; }
}
