namespace OptimizerDsl.Runtime;

/// <summary>Sweeps of several groups that run at the same time.</summary>
/// <param name="Sweeps">The reducing sweep of each group; -1 for a group that waits for the others, or has no more.</param>
/// <param name="Totals">The global reductions to which the last group gives its part in this round.</param>
internal sealed record SweepRound(int[] Sweeps, ReductionInfo[] Totals);
