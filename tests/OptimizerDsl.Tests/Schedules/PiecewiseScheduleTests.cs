using OptimizerDsl.Runtime;

namespace OptimizerDsl.Tests;

public sealed class PiecewiseScheduleTests
{
    [Fact]
    public void PiecewiseConstant_changes_with_the_steps_that_are_named()
    {
        var pieces = new PiecewiseConstantAttribute { AtSteps = [3, 5, 6], Factors = [0.5, 2, 0] };
        Assert.Equal([1, 1, 1, 0.5, 0.5, 2, 0, 0], Enumerable.Range(0, 8).Select(t => pieces.ScaleAt(t)));
        Assert.Equal(0, pieces.ScaleAt(long.MaxValue));
    }

    [Fact]
    public void PiecewiseConstant_counts_from_the_beginning_of_the_run()
    {
        var pieces = new PiecewiseConstantAttribute { AtSteps = [2, 7], Factors = [0.5, 0.25] };
        var schedule = new RateSchedule(new ConstantAttribute { Steps = 5, Factor = 3 }, pieces);
        Assert.Equal([3, 0.5, 0.5, 0.25], Enumerable.Range(4, 4).Select(t => schedule.ScaleAt(t)));
    }

    [Fact]
    public void PiecewiseLinear_goes_through_its_points_and_holds_both_ends()
    {
        var lines = new PiecewiseLinearAttribute { AtSteps = [2, 6, 8], Factors = [0.5, 1, 0] };
        Assert.Equal([0.5, 0.5, 0.5, 0.625, 0.75, 0.875, 1, 0.5, 0, 0], Enumerable.Range(0, 10).Select(t => lines.ScaleAt(t)));
        Assert.Equal(0, lines.ScaleAt(long.MaxValue));
        Assert.Equal(0.7, new PiecewiseLinearAttribute { AtSteps = [4], Factors = [0.7] }.ScaleAt(9));
    }

    [Fact]
    public void PiecewiseLinear_jumps_where_two_points_lie_at_one_step()
    {
        var lines = new PiecewiseLinearAttribute { AtSteps = [0, 4, 4, 8], Factors = [0, 1, 0.5, 0.1] };
        Assert.Equal([0, 0.25, 0.5, 0.75, 0.5, 0.4, 0.3], Enumerable.Range(0, 7).Select(t => lines.ScaleAt(t)));
    }

    [Fact]
    public void PiecewiseLinear_counts_from_the_beginning_of_the_run()
    {
        var lines = new PiecewiseLinearAttribute { AtSteps = [0, 8], Factors = [0, 1] };
        var schedule = new RateSchedule(new ConstantAttribute { Steps = 2 }, lines);
        Assert.Equal([1, 1, 0.25, 0.375], Enumerable.Range(0, 4).Select(t => schedule.ScaleAt(t)));
        Assert.Equal(0, lines.PhaseStart);
    }

    [Fact]
    public void Tables_that_say_nothing_are_refused()
    {
        Assert.Contains("as many Factors as AtSteps", new PiecewiseConstantAttribute { AtSteps = [1], Factors = [1, 2] }.Problem);
        Assert.Contains("ascending order", new PiecewiseConstantAttribute { AtSteps = [2, 2], Factors = [1, 2] }.Problem);
        Assert.Null(new PiecewiseConstantAttribute { AtSteps = [2, 3], Factors = [1, 2] }.Problem);
        Assert.Contains("as many Factors as AtSteps", new PiecewiseLinearAttribute { AtSteps = [1, 2], Factors = [1] }.Problem);
        Assert.Contains("ascending order", new PiecewiseLinearAttribute { AtSteps = [3, 2], Factors = [1, 2] }.Problem);
        Assert.Null(new PiecewiseLinearAttribute { AtSteps = [2, 2], Factors = [1, 2] }.Problem);
    }
}
