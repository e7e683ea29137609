namespace OptimizerDsl;

/// <summary>Stochastic weight averaging: the mean of the parameters after every so many steps, from one on, for evaluation.</summary>
/// <remarks>
/// a ← a + (w - a) / n after step t = Start + (n - 1) Every, and no change between; before step Start, a = w. Izmailov,
/// Podoprikhin, Garipov, Vetrov and Wilson, "Averaging Weights Leads to Wider Optima and Better Generalization", UAI 2018,
/// algorithm 1, with c = Every. They begin after three quarters of the run, with a constant or cyclical rate from there, and
/// average at the end of each cycle.
/// </remarks>
/// <param name="start">The step whose parameters are the first of the mean, from 1.</param>
/// <param name="every">The number of steps from one of them to the next.</param>
public sealed partial class SwaAttribute(long start, long every) : AveragingAttribute
{
    /// <summary>The step whose parameters are the first of the mean, from 1.</summary>
    [ValidRange(1, long.MaxValue)]
    public long Start { get; } = start;

    /// <summary>The number of steps from one set of parameters in the mean to the next.</summary>
    [ValidRange(1, long.MaxValue)]
    public long Every { get; } = every;

    /// <summary>Averages one parameter.</summary>
    /// <param name="w">The parameter after the step.</param>
    /// <param name="average">Its average.</param>
    /// <param name="step">The step that is running.</param>
    public void Average(ref Real w, ref Real average, StepInfo step)
    {
        if (step.Count <= Start)
        {
            average = w;
        }
        else if ((step.Count - Start) % Every == 0)
        {
            average += 1.0 / ((step.Count - Start) / Every + 1) * (w - average);
        }
    }
}
