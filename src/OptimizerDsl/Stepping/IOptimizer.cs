using System.ComponentModel;
using OptimizerDsl.Runtime;

namespace OptimizerDsl;

/// <summary>What every recipe's optimizer over a <see cref="ParameterSet"/> can do.</summary>
public interface IOptimizer
{
    /// <summary>
    /// The base rate of the default group, which the recipe's schedules scale. Setting it takes effect with the next step.
    /// </summary>
    double LearningRate { get; set; }

    /// <summary>The groups of the recipe, each with its parameters and its base rate; a recipe without groups has one.</summary>
    OptimizerGroups Groups { get; }

    /// <summary>The number of steps applied so far.</summary>
    long StepCount { get; }

    /// <summary>
    /// How many calls of <see cref="Step()"/> have joined the step that is still to come, of a recipe with
    /// <see cref="AccumulateGradientsAttribute"/>; their sum is in the gradients.
    /// </summary>
    int Accumulated => Checkpoint.Accumulated;

    /// <summary>
    /// How many threads a step uses: 0 lets the size of the model decide, any other number is taken as it is. The bits of the
    /// result do not depend on it.
    /// </summary>
    int Threads { get; set; }

    /// <summary>Updates all parameters by their gradients. Allocates nothing.</summary>
    /// <returns>What the step did.</returns>
    StepResult Step();

    /// <summary>
    /// Updates all parameters by their gradients, and tells the loss to a recipe whose rule uses it; any other does without.
    /// Allocates nothing.
    /// </summary>
    /// <param name="loss">The loss of which these are the gradients.</param>
    /// <returns>What the step did.</returns>
    StepResult Step(double loss) => Step();

    /// <summary>The learning rate of any step, past or to come, after schedules. Changes nothing.</summary>
    /// <param name="step">The number of steps before that one: 0 asks for the first step.</param>
    /// <returns>The base rate of now, scaled as in that step.</returns>
    double LearningRateAt(long step);

    /// <summary>What <see cref="OptimizerCheckpoints"/> saves and loads.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    CheckpointAccess Checkpoint { get; }
}
