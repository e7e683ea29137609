namespace OptimizerDsl;

/// <summary>An exponential moving average of the parameters, for evaluation; training does not see it.</summary>
/// <remarks>
/// <para>
/// a ← β a + (1 - β) w after each step; the first step copies, a ← w, as PyTorch's <c>AveragedModel</c> does. Polyak and
/// Juditsky, "Acceleration of stochastic approximation by averaging", SIAM Journal on Control and Optimization 30(4), 1992;
/// with exponential weights as in Tarvainen and Valpola, "Mean teachers are better role models", NeurIPS 2017.
/// </para>
/// <para>
/// With <see cref="Warmup"/>, step t = 1, 2, … takes min(β, (1 + t) / (10 + t)) in place of β, as TensorFlow's
/// <c>ExponentialMovingAverage</c> does by its <c>num_updates</c>: early averages forget their beginning sooner.
/// </para>
/// </remarks>
/// <param name="decay">β: how much of the average is kept from step to step.</param>
public sealed partial class EmaAttribute(double decay) : AveragingAttribute
{
    /// <summary>β: how much of the average is kept from step to step. It remembers about 1 / (1 - β) steps.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true, IfAbove = "the average never moves", Usual = 0.999)]
    public double Decay { get; } = decay;

    /// <summary>Whether less is kept in early steps.</summary>
    public bool Warmup { get; set; }

    /// <summary>Averages one parameter.</summary>
    /// <param name="w">The parameter after the step.</param>
    /// <param name="average">Its average.</param>
    /// <param name="step">The step that is running.</param>
    public void Average(ref Real w, ref Real average, StepInfo step)
    {
        double decay = Warmup ? Math.Min(Decay, (1.0 + step.Count) / (10.0 + step.Count)) : Decay;
        if (step.Count == 1)
        {
            average = w;
        }
        else
        {
            average = decay * average + (1 - decay) * w;
        }
    }
}
