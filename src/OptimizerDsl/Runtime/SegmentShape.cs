using System.ComponentModel;

namespace OptimizerDsl.Runtime;

/// <summary>The shape of the tensor that a segment is of.</summary>
/// <param name="Count">The number of the tensor's elements.</param>
/// <param name="Rank">The number of the tensor's dimensions.</param>
/// <param name="RowCount">The number of elements of each of its rows.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct SegmentShape(long Count, long Rank, long RowCount);
