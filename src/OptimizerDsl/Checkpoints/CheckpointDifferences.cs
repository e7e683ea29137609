namespace OptimizerDsl;

/// <summary>In what a checkpoint and the optimizer that loads it may differ, where a change of recipe is meant.</summary>
[Flags]
public enum CheckpointDifferences
{
    /// <summary>Nothing may differ, so that the run goes on with the bits of one that never stopped.</summary>
    None = 0,

    /// <summary>
    /// Values of hyperparameters. The recipe's count; base rates and tunables whose value in the recipe changed stay as they are.
    /// </summary>
    Hyperparameters = 1,

    /// <summary>Schedules, metric schedules and their values. Where metric schedules changed, those of the optimizer stay as they are.</summary>
    Schedules = 2,

    /// <summary>Which rules, transforms, gates and averagings there are, in which order, and what their code computes.</summary>
    Fragments = 4,

    /// <summary>Which parameter belongs to which group.</summary>
    Groups = 8,

    /// <summary>
    /// Which parameters there are, their shapes and their order. What only the checkpoint has is left out; a parameter that it
    /// does not have in this shape keeps its values, and its state begins at zero.
    /// </summary>
    Parameters = 16,

    /// <summary>How many calls make one step, and whether steps clear gradients.</summary>
    Accumulation = 32,

    /// <summary>What state is kept. State that the checkpoint does not have begins at zero, and what only it has is left out.</summary>
    State = 64,

    /// <summary>All of these. The type of the elements never differs.</summary>
    All = Hyperparameters | Schedules | Fragments | Groups | Parameters | Accumulation | State,
}
