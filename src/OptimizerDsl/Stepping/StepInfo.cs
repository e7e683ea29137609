namespace OptimizerDsl;

/// <summary>What a rule may know of the step that is running.</summary>
/// <param name="LearningRate">The learning rate of this step: the group's base rate, scaled by the recipe's schedules.</param>
/// <param name="Count">The number of this step: 1 in the first one.</param>
/// <param name="Loss">
/// The loss at the parameters before this step, its mean when gradients are accumulated; <see cref="double.NaN"/> when the
/// optimizer was not given one.
/// </param>
public readonly record struct StepInfo(double LearningRate, long Count, double Loss = double.NaN);
