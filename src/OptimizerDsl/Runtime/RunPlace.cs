using System.ComponentModel;

namespace OptimizerDsl.Runtime;

/// <summary>Where a run of elements lies.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct RunPlace
{
    /// <summary>
    /// The index of the tensor or the row, by the program's <see cref="Granularity"/>, among those of its group; -1 when the
    /// granularity is <see cref="Granularity.Flat"/>.
    /// </summary>
    public int Segment { get; init; }

    /// <summary>
    /// The index in the model of the element to which the references point: over all tensors of the set in their order,
    /// without padding. In an update it means nothing when the granularity is <see cref="Granularity.Flat"/>.
    /// </summary>
    public ulong Element { get; init; }

    /// <summary>The distance from one state buffer to the next, in elements.</summary>
    public nuint StateStride { get; init; }
}
