namespace OptimizerDsl.Runtime;

/// <summary>One tensor of a group, without padding.</summary>
/// <param name="Region">The memory of values and gradients.</param>
/// <param name="Offset">Where in the region the tensor begins.</param>
/// <param name="StateOffset">Where in each state buffer it begins.</param>
/// <param name="Length">The number of elements.</param>
/// <param name="RowLength">The number of elements of a row.</param>
/// <param name="FirstRow">The tensor's first row among those of the group.</param>
/// <param name="FirstBlock">The tensor's first block among those of the group.</param>
/// <param name="FirstRowBlock">The first block of the tensor's first row among those of the group.</param>
/// <param name="FirstElement">The index in the model of the tensor's first element.</param>
/// <param name="Rank">The number of dimensions.</param>
/// <param name="Rows">Which rows the next step updates; null where it is all of them.</param>
internal readonly record struct StepTensor<T>(
    MemoryRegion Region, int Offset, nint StateOffset, int Length, int RowLength, int FirstRow, int FirstBlock, int FirstRowBlock, ulong FirstElement, int Rank, RowSelection? Rows)
    where T : unmanaged
{
    /// <summary>The number of rows: 0 in a tensor without elements.</summary>
    internal int RowCount => Length == 0 ? 0 : Length / RowLength;

    /// <summary>The number of blocks of all rows, each of which has blocks of its own.</summary>
    internal long RowBlockCount => (long)RowCount * ReductionShape.BlockCount(RowLength);
}
