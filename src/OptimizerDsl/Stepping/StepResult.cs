namespace OptimizerDsl;

/// <summary>The answer of an optimizer's step.</summary>
/// <param name="Outcome">What the call did.</param>
/// <param name="Count">The number of steps applied so far, this one included if it was.</param>
/// <param name="LearningRate">The learning rate of this step, after schedules.</param>
/// <param name="Reason">Why the step was skipped; null otherwise.</param>
public readonly record struct StepResult(StepOutcome Outcome, long Count, double LearningRate, string? Reason = null)
{
    /// <summary>Whether the parameters were updated.</summary>
    public bool Applied => Outcome == StepOutcome.Applied;
}
