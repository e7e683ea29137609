using OptimizerDsl.Checkpoints;

namespace OptimizerDsl;

/// <summary>
/// Tries learning rates from very small to too large in one short run, and leaves parameters and optimizer as they were, bit for
/// bit.
/// </summary>
/// <remarks>
/// The rate grows by one factor from step to step while the loss is recorded: Smith, "Cyclical Learning Rates for Training Neural
/// Networks", WACV 2017, section 3.3, with an exponential sweep in place of his linear one. Losses are smoothed by a moving
/// average a ← β a + (1 - β) loss, divided by 1 - βᵗ, as Adam corrects its moments (Kingma and Ba, ICLR 2015, section 3).
/// </remarks>
public static class LearningRateFinder
{
    /// <summary>Tries rates.</summary>
    /// <param name="optimizer">The optimizer, over a set of parameters; it may have made steps before.</param>
    /// <param name="lossAndGradients">
    /// Answers the loss at the parameters as they are, and fills their gradients: a batch's, a new one in each call. Where a
    /// recipe accumulates gradients, it is called for each of the calls that make a step.
    /// </param>
    /// <param name="options">How; null for what the options are unless set.</param>
    /// <returns>The losses by rate.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range. Nothing was changed.</exception>
    /// <exception cref="InvalidOperationException">
    /// The optimizer is for a plain vector, averages stand in for the parameters, a step is half accumulated, its schedules make
    /// the rate of the next step 0, or its groups have no rate to be in proportion to. Nothing was changed.
    /// </exception>
    /// <remarks>
    /// <para>
    /// The rates are those that steps have, after schedules: base rates are set so that schedules come to them. Groups keep
    /// their rates in proportion to that of the default group. So a rate that is found is one for the peak of the schedules.
    /// </para>
    /// <para>
    /// Parameters, gradients, state, averages, rates and counts are restored when the run is over, and when a callback throws.
    /// A copy of all of them is kept meanwhile.
    /// </para>
    /// </remarks>
    public static LearningRateFinderResult Run(IOptimizer optimizer, Func<double> lossAndGradients, LearningRateFinderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(lossAndGradients);
        options ??= new LearningRateFinderOptions();
        options.Check();
        double own = optimizer.LearningRate;
        double[] rates = [.. optimizer.Groups.Select(group => group.LearningRate)];
        if (!(own > 0))
        {
            throw new InvalidOperationException("The optimizer's LearningRate is 0, to which nothing is in proportion: set it to another number first.");
        }

        double scale = optimizer.LearningRateAt(optimizer.StepCount) / own;
        if (!(scale > 0) || !double.IsFinite(scale))
        {
            throw new InvalidOperationException(FormattableString.Invariant(
                $"The schedules make the rate of step {optimizer.StepCount + 1} {scale} times the base rate, so no base rate gives the rates to be tried. Find a rate where the schedules are above 0."));
        }

        var snapshot = new RunSnapshot(optimizer);
        if (snapshot.IsHalfAccumulated)
        {
            throw new InvalidOperationException("The optimizer has accumulated some calls of a step that is still to come: find a rate between two steps.");
        }

        try
        {
            return Sweep(optimizer, lossAndGradients, options, rate =>
            {
                // The schedules move on with the steps.
                double now = optimizer.LearningRateAt(optimizer.StepCount) / optimizer.LearningRate;
                int index = 0;
                foreach (OptimizerGroup group in optimizer.Groups)
                {
                    group.LearningRate = rates[index++] / own * (rate / (now > 0 && double.IsFinite(now) ? now : scale));
                }
            });
        }
        finally
        {
            snapshot.Restore();
        }
    }

    private static LearningRateFinderResult Sweep(IOptimizer optimizer, Func<double> lossAndGradients, LearningRateFinderOptions options, Action<double> setRate)
    {
        Func<double, StepResult> step = options.Step ?? (_ => optimizer.Step());
        var points = new List<LearningRatePoint>();
        double average = 0, best = double.PositiveInfinity, first = double.NaN, weight = 1;
        for (int i = 0; i < options.Steps; i++)
        {
            options.Cancellation.ThrowIfCancellationRequested();
            double rate = i == options.Steps - 1 ? options.To : options.From * Math.Pow(options.To / options.From, (double)i / (options.Steps - 1));
            setRate(rate);
            double sum = 0;
            int calls = 0;
            StepResult result;
            do
            {
                double loss = lossAndGradients();
                sum += loss;
                calls++;
                result = step(loss);
            }
            while (result.Outcome == StepOutcome.Accumulated);

            double mean = sum / calls;
            average = options.Smoothing * average + (1 - options.Smoothing) * mean;
            weight *= options.Smoothing;
            double smoothed = average / (1 - weight);
            points.Add(new LearningRatePoint(rate, mean, smoothed));
            first = i == 0 ? smoothed : first;
            bool hasDiverged = !double.IsFinite(smoothed) || (i > 0 && smoothed > best + (options.DivergenceFactor - 1) * Math.Abs(best) + Math.Max(0, best < 0 ? first - best : 0));
            if (hasDiverged)
            {
                return new LearningRateFinderResult(points, hasDiverged: true);
            }

            best = Math.Min(best, smoothed);
        }

        return new LearningRateFinderResult(points, hasDiverged: false);
    }
}
