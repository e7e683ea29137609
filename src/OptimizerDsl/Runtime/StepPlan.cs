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
    /// Which parameters belong to which group, by their names: the first pattern that fits decides. <c>*</c> stands for any
    /// run of characters, <c>?</c> for one.
    /// </summary>
    public IReadOnlyList<(string Group, string Pattern)> Patterns { get; init; } = [];
}
