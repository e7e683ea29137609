namespace OptimizerDsl;

/// <summary>How <see cref="LearningRateFinder"/> goes through rates.</summary>
public sealed record LearningRateFinderOptions
{
    /// <summary>The first rate, above 0. 1e-7 unless set.</summary>
    public double From { get; init; } = 1e-7;

    /// <summary>The last rate, above <see cref="From"/>. 10 unless set.</summary>
    public double To { get; init; } = 10;

    /// <summary>The number of steps, 3 or more, each with a rate larger by the same factor. 100 unless set.</summary>
    public int Steps { get; init; } = 100;

    /// <summary>β of the moving average of the losses, from 0 on and below 1; 0 leaves them as they are. 0.9 unless set.</summary>
    public double Smoothing { get; init; } = 0.9;

    /// <summary>The run ends where the smoothed loss is above this multiple, above 1, of the smallest so far. 4 unless set.</summary>
    /// <remarks>With losses that can be negative the multiple means little; the distance from the first loss to the smallest is added.</remarks>
    public double DivergenceFactor { get; init; } = 4;

    /// <summary>Makes a step, given the loss; null calls <see cref="IOptimizer.Step()"/>. A recipe whose rule uses the loss needs it: <c>loss => optimizer.Step(loss)</c>.</summary>
    public Func<double, StepResult>? Step { get; init; }

    /// <summary>Ends the run early; parameters and state are restored, and the run throws <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken Cancellation { get; init; }

    internal void Check()
    {
        if (!(From > 0) || !double.IsFinite(To) || !(To > From))
        {
            throw new ArgumentOutOfRangeException(nameof(From), From, FormattableString.Invariant($"Rates go from a number above 0 to a larger one, not from {From} to {To}."));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(Steps, 3);
        if (!(Smoothing >= 0 && Smoothing < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(Smoothing), Smoothing, "Smoothing is from 0 on and below 1.");
        }

        if (!(DivergenceFactor > 1))
        {
            throw new ArgumentOutOfRangeException(nameof(DivergenceFactor), DivergenceFactor, "DivergenceFactor is above 1.");
        }
    }
}
