namespace OptimizerDsl;

/// <summary>A trial while a sweep runs.</summary>
internal sealed class SweepState(SweepTrial trial, Func<long, double> train)
{
    private Func<long, double>? _train = train;

    /// <summary>
    /// Who came further goes first, then who has the smaller loss; infinities go behind numbers, what is no number behind all, what
    /// threw at the end, and the trial's number decides what is equal.
    /// </summary>
    internal static Comparer<SweepState> BestFirst { get; } = Comparer<SweepState>.Create((a, b) =>
        a.Rank != b.Rank ? a.Rank.CompareTo(b.Rank)
        : a.Steps != b.Steps ? b.Steps.CompareTo(a.Steps)
        : a.Loss != b.Loss && !double.IsNaN(a.Loss) ? a.Loss.CompareTo(b.Loss)
        : a.Trial.Index.CompareTo(b.Trial.Index));

    internal SweepTrial Trial => trial;

    internal long Steps { get; private set; }

    internal double Loss { get; private set; } = double.NaN;

    internal Exception? Error { get; private set; }

    private int Rank => Error is not null ? 2 : double.IsNaN(Loss) ? 1 : 0;

    /// <summary>Trains up to a number of steps; what is thrown is kept, save that the sweep was cancelled.</summary>
    internal void Train(long steps, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (Error is not null)
        {
            return;
        }

        try
        {
            Loss = _train!(steps);
            Steps = steps;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            Error = exception;
            Loss = double.NaN;
            Stop();
        }
    }

    /// <summary>Lets go of the trial's parameters and state.</summary>
    internal void Stop() => _train = null;
}
