namespace OptimizerDsl;

/// <summary>How a <see cref="Sweep"/> runs its trials.</summary>
public sealed record SweepOptions
{
    /// <summary>How many trials run at the same time: 1 or more, or -1 for as many as there are processors. 1 unless set.</summary>
    public int MaxDegreeOfParallelism { get; init; } = 1;

    /// <summary>
    /// The steps for which the trials of the first rung train, 1 or more; 0 has all of them train to the end. Read where trials go on
    /// from rung to rung. 0 unless set.
    /// </summary>
    public long FirstRung { get; init; }

    /// <summary>
    /// η, 2 or more: each rung trains η times as long as the one before, and a part of 1 / η of its trials, rounded down, goes on to it; at
    /// least one does. 3 unless set.
    /// </summary>
    public int Reduction { get; init; } = 3;

    /// <summary>Is told of each trial that has ended a rung. Calls come from several threads where trials run in parallel.</summary>
    public IProgress<SweepProgress>? Progress { get; init; }

    /// <summary>Ends the sweep, which throws <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken Cancellation { get; init; }

    internal void Check()
    {
        if (MaxDegreeOfParallelism is < 1 and not -1)
        {
            throw new ArgumentOutOfRangeException(nameof(MaxDegreeOfParallelism), MaxDegreeOfParallelism, "MaxDegreeOfParallelism is 1 or more, or -1 for as many as there are processors.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(FirstRung);
        ArgumentOutOfRangeException.ThrowIfLessThan(Reduction, 2);
    }
}

/// <summary>A trial has ended a rung.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Steps">How many steps it was trained in all; 0 in a sweep whose trials count none.</param>
/// <param name="Loss">Its loss; NaN where it threw.</param>
/// <param name="Done">How many trials have ended this rung.</param>
/// <param name="Total">How many trials are in it.</param>
public readonly record struct SweepProgress(SweepTrial Trial, long Steps, double Loss, int Done, int Total);
