using System.ComponentModel;

namespace OptimizerDsl.Runtime;

/// <summary>How finely a program wants its elements cut: it gets values of its own for each segment.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum Granularity
{
    /// <summary>No segments: runs are as long as memory allows, with the padding between tensors.</summary>
    Flat,

    /// <summary>Each tensor is a segment, and a run stays within one.</summary>
    Tensor,

    /// <summary>Each row is a segment, and a run stays within one.</summary>
    Row,
}
