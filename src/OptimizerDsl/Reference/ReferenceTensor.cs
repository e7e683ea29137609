namespace OptimizerDsl;

/// <summary>One tensor of a reference.</summary>
/// <param name="Group">The index of its group.</param>
/// <param name="Length">The number of its elements.</param>
/// <param name="RowLength">The number of elements of each of its rows.</param>
/// <param name="Rank">The number of its dimensions.</param>
internal sealed record ReferenceTensor(int Group, int Length, int RowLength, int Rank);
