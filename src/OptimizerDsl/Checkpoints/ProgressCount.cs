namespace OptimizerDsl.Checkpoints;

/// <summary>Tells somebody what part of some bytes is done, from 0 to 1; 1 comes once all are.</summary>
internal sealed class ProgressCount(IProgress<double>? progress, long total)
{
    private long _done;

    internal void Add(long bytes)
    {
        _done += bytes;
        progress?.Report((double)_done / total);
    }
}
