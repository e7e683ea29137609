namespace OptimizerDsl;

/// <summary>What a call of an optimizer's step did.</summary>
public enum StepOutcome
{
    /// <summary>The parameters were updated, and the step counted.</summary>
    Applied,

    /// <summary>Nothing was written, and the step does not count; <see cref="StepResult.Reason"/> says why.</summary>
    Skipped,

    /// <summary>The gradients were kept for a later call, and the step does not count.</summary>
    Accumulated,
}
