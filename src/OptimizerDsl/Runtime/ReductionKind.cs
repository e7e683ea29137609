using System.ComponentModel;

namespace OptimizerDsl.Runtime;

/// <summary>What a reduction computes of its elements.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum ReductionKind
{
    /// <summary>Σ x.</summary>
    Sum,

    /// <summary>Σ x².</summary>
    SumOfSquares,

    /// <summary>max x, where NaN propagates.</summary>
    Max,
}
