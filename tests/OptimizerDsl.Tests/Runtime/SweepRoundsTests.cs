using OptimizerDsl.Runtime;

namespace OptimizerDsl.Tests;

public sealed class SweepRoundsTests
{
    [Fact]
    public void Groups_run_their_sweeps_at_the_same_time()
    {
        SweepRound[] rounds = SweepRounds.Of("R", [[[Global(0)], [Global(1)]], [[Global(0)]], []]);
        Assert.Equal([0, 0, -1], rounds[0].Sweeps);
        Assert.Equal([1, -1, -1], rounds[1].Sweeps);
        Assert.Equal([Global(0)], rounds[0].Totals);
        Assert.Equal([Global(1)], rounds[1].Totals);
        Assert.Equal(2, rounds.Length);
    }

    [Fact]
    public void A_group_waits_for_the_total_that_it_shares()
    {
        // The second group has something of its own to do first; the first one's next sweep may need the shared total.
        SweepRound[] rounds = SweepRounds.Of("R", [[[Global(0)], [Global(2)]], [[new(1, ReductionKind.Max, ReductionScope.Tensor)], [Global(0)]]]);
        Assert.Equal([[0, 0], [-1, 1], [1, -1]], rounds.Select(round => round.Sweeps));
        Assert.Equal([0, 1, 1], rounds.Select(round => round.Totals.Length));
    }

    [Fact]
    public void Sweeps_without_reductions_are_fine() =>
        Assert.Equal([[0], [1]], SweepRounds.Of("R", [[[], [Global(3)]]]).Select(round => round.Sweeps));

    [Fact]
    public void What_cannot_be_ordered_is_refused()
    {
        Refused("wait for one another", [[[Global(0)], [Global(1)]], [[Global(1)], [Global(0)]]]);
        Refused("two reductions 0", [[[Global(0), Global(0)]]]);
        Refused("two reductions 0", [[[Global(0)]], [[new(0, ReductionKind.Max, ReductionScope.Global)]]]);
        Refused("two reductions 0", [[[new(0, ReductionKind.Max, ReductionScope.Tensor)]], [[new(0, ReductionKind.Max, ReductionScope.Tensor)]]]);
        Refused("from 0", [[[Global(-1)]]]);

        static void Refused(string words, ReductionInfo[][][] groups) =>
            Assert.Contains(words, Assert.Throws<ArgumentException>(() => SweepRounds.Of("R", groups)).Message);
    }

    private static ReductionInfo Global(int index) => new(index, ReductionKind.Sum, ReductionScope.Global);
}
