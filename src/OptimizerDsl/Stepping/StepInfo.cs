namespace OptimizerDsl;

/// <summary>What a rule may know of the step that is running.</summary>
/// <param name="LearningRate">The learning rate of this step: the base rate, scaled by the recipe's schedules.</param>
/// <param name="Count">The number of this step: 1 in the first one.</param>
public readonly record struct StepInfo(double LearningRate, long Count);
