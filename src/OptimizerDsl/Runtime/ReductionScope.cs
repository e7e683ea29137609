using System.ComponentModel;

namespace OptimizerDsl.Runtime;

/// <summary>What a reduction runs over.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum ReductionScope
{
    /// <summary>All tensors: those of the model, or those of one group for a reduction that only this group has.</summary>
    Global,

    /// <summary>Each tensor by itself.</summary>
    Tensor,

    /// <summary>Each row by itself; tensors with fewer than two dimensions are one row.</summary>
    Row,
}
