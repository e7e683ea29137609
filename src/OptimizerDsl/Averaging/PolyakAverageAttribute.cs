namespace OptimizerDsl;

/// <summary>The mean of the parameters after all steps, from one on, for evaluation; training does not see it.</summary>
/// <remarks>
/// a ← a + (w - a) / n after step t = Start + n - 1; before step Start, a = w. Polyak and Juditsky, "Acceleration of stochastic
/// approximation by averaging", SIAM Journal on Control and Optimization 30(4), 1992.
/// </remarks>
public sealed partial class PolyakAverageAttribute : AveragingAttribute
{
    /// <summary>The first step whose parameters are in the mean, from 1.</summary>
    [ValidRange(1, long.MaxValue)]
    public long Start { get; set; } = 1;

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
        else
        {
            average += 1.0 / (step.Count - Start + 1) * (w - average);
        }
    }
}
