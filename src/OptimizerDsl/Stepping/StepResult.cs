namespace OptimizerDsl;

/// <summary>The answer of an optimizer's step.</summary>
/// <param name="Outcome">What the call did.</param>
/// <param name="Count">The number of steps applied so far, this one included if it was.</param>
/// <param name="LearningRate">The learning rate of this step, after schedules; of several groups, that of the default group, or else of the first.</param>
/// <param name="Reason">Why the step was skipped; null otherwise.</param>
/// <param name="Accumulated">How many calls have joined the step that is still to come; 0 after one that was applied or skipped.</param>
public readonly record struct StepResult(StepOutcome Outcome, long Count, double LearningRate, string? Reason = null, int Accumulated = 0)
{
    /// <summary>Whether the parameters were updated.</summary>
    public bool Applied => Outcome == StepOutcome.Applied;
}
