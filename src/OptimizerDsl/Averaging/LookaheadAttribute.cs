namespace OptimizerDsl;

/// <summary>Slow weights that look ahead along the path of the rule: every so many steps they go a part of the way after the
/// parameters, and the parameters go on from there.</summary>
/// <remarks>
/// <para>
/// Every k steps φ ← φ + α (w - φ) and w ← φ. Zhang, Lucas, Hinton and Ba, "Lookahead Optimizer: k steps forward, 1 step back",
/// NeurIPS 2019, algorithm 1, with their k of 5 and α of 0.5. The average is φ.
/// </para>
/// <para>
/// An averaging sees parameters after a step alone, so the slow weights begin with those after the first step, and the first k
/// steps are those that follow it: this is the paper's algorithm after one step of the rule by itself.
/// </para>
/// </remarks>
public sealed partial class LookaheadAttribute : AveragingAttribute
{
    /// <summary>k: the number of steps of the rule for one of the slow weights.</summary>
    [ValidRange(1, long.MaxValue)]
    public long Every { get; set; } = 5;

    /// <summary>α: the part of the way to the parameters that the slow weights go.</summary>
    [ValidRange(0, 1, MinimumIsExclusive = true)]
    public double Alpha { get; set; } = 0.5;

    /// <summary>Averages one parameter, and sometimes moves it.</summary>
    /// <param name="w">The parameter after the step.</param>
    /// <param name="average">φ: its slow weight.</param>
    /// <param name="step">The step that is running.</param>
    public void Average(ref Real w, ref Real average, StepInfo step)
    {
        if (step.Count == 1)
        {
            average = w;
        }
        else if ((step.Count - 1) % Every == 0)
        {
            average += Alpha * (w - average);
            w = average;
        }
    }
}
