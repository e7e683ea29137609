using System.ComponentModel;

namespace OptimizerDsl.Runtime;

/// <summary>What a recipe says about its steps as a whole.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StepPlan
{
    /// <summary>The recipe's name, for messages.</summary>
    public required string Recipe { get; init; }

    /// <summary>How many calls make one step. The program scales the sum of gradients that the last of them finds.</summary>
    public int AccumulateSteps { get; init; } = 1;

    /// <summary>
    /// Whether gradients are zero after a step. In one that is applied, <see cref="StepProgram{T}.Update"/> writes the zeros,
    /// since it has the gradients in its hands; in one that is skipped, the engine does.
    /// </summary>
    public bool ClearGradients { get; init; }

    /// <summary>
    /// How parameters and gradients lie in memory. Where it is 16 bits, the references that programs are given point to those,
    /// and behind the state buffers of each group the engine has one more, of the parameters in full.
    /// </summary>
    public ParameterPrecision Parameters { get; init; }

    /// <summary>
    /// Which parameters belong to which group, by their names: the first pattern that fits decides. <c>*</c> stands for any
    /// run of characters, <c>?</c> for one.
    /// </summary>
    public IReadOnlyList<(string Group, string Pattern)> Patterns { get; init; } = [];

    /// <summary>What the recipe says, for checkpoints to compare.</summary>
    public IReadOnlyList<RecipeField> Fields { get; init; } = [];

    /// <summary>The names of the hyperparameters that can be set at run time, in the order of <see cref="StepProgram{T}.GetTunable"/>.</summary>
    public IReadOnlyList<string> TunableNames { get; init; } = [];

    /// <summary>
    /// What schedules scale beside the rate, and which of the tunables each is; checkpoints keep it. The array is the recipe's
    /// own, which changes.
    /// </summary>
    public double[] TargetBases { get; init; } = [];

    /// <summary>For each of <see cref="TargetBases"/>, the tunable that the schedule moves.</summary>
    public IReadOnlyList<int> Targets { get; init; } = [];

    /// <summary>What the metric schedules keep; the recipe's own array.</summary>
    public double[] MetricState { get; init; } = [];

    /// <summary>The factor of each metric schedule; the recipe's own array.</summary>
    public double[] MetricFactors { get; init; } = [];
}
