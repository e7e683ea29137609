using System.Collections.Concurrent;

namespace OptimizerDsl.Tests.Tuning;

/// <summary>What sweeps try, in which order they rank it, and what they stop early.</summary>
public sealed class SweepTests
{
    private static readonly SweepAxis s_rate = SweepAxis.LogUniform("LearningRate", 1e-4, 1, points: 5);
    private static readonly SweepAxis s_decay = SweepAxis.Values("WeightDecay", 0, 0.1);

    [Fact]
    public void A_grid_has_all_combinations()
    {
        Sweep sweep = Sweep.Grid(s_rate, s_decay, SweepAxis.Uniform("Momentum", 0.5, 0.9, points: 2));
        Assert.Equal(20, sweep.Trials.Count);
        Assert.Equal(Enumerable.Range(0, 20), sweep.Trials.Select(trial => trial.Index));
        Assert.Equal("LearningRate = 0.0001, WeightDecay = 0, Momentum = 0.5", sweep.Trials[0].ToString());
        Assert.Equal("LearningRate = 1, WeightDecay = 0.1, Momentum = 0.9", sweep.Trials[19].ToString());
        Assert.Equal([1e-4, 1e-3, 1e-2, 1e-1, 1], sweep.Trials.Where((_, i) => i % 4 == 0).Select(trial => trial["LearningRate"]), (a, b) => Math.Abs(a / b - 1) < 1e-12);
        Assert.Equal(20, sweep.Trials.Select(trial => trial.ToString()).Distinct().Count());
    }

    [Fact]
    public void Random_trials_follow_from_the_seed_and_their_number()
    {
        Sweep sweep = Sweep.Random(400, seed: 5, s_rate, SweepAxis.Uniform("Momentum", -1, 3), s_decay);
        string[] trials = [.. sweep.Trials.Select(trial => trial.ToString())];
        Assert.Equal(trials[..7], Sweep.Random(7, seed: 5, s_rate, SweepAxis.Uniform("Momentum", -1, 3), s_decay).Trials.Select(trial => trial.ToString()));
        Assert.NotEqual(trials[0], Sweep.Random(1, seed: 6, s_rate, SweepAxis.Uniform("Momentum", -1, 3), s_decay).Trials[0].ToString());
        Assert.Equal(400, sweep.Trials.Select(trial => trial.Seed).Distinct().Count());
        Assert.Equal(sweep.Trials[3].Seed, Sweep.Random(4, seed: 5, s_rate).Trials[3].Seed);

        Assert.All(sweep.Trials, trial => Assert.InRange(trial["LearningRate"], 1e-4, 1));
        Assert.All(sweep.Trials, trial => Assert.InRange(trial["Momentum"], -1, 3));
        // A quarter of the logarithms, a quarter of the range, a half of the values: 100 and 200 of 400, give or take four deviations.
        Assert.InRange(sweep.Trials.Count(trial => trial["LearningRate"] < 1e-3), 65, 135);
        Assert.InRange(sweep.Trials.Count(trial => trial["Momentum"] < 0), 65, 135);
        Assert.InRange(sweep.Trials.Count(trial => trial["WeightDecay"] == 0), 160, 240);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(-1)]
    public void Losses_rank_trials_however_many_run_at_a_time(int parallelism)
    {
        double[] losses = [3, double.NaN, 1, double.PositiveInfinity, 1, double.NegativeInfinity, 0];
        Sweep sweep = Sweep.Grid(SweepAxis.Values("i", 0, 1, 2, 3, 4, 5, 6));
        SweepResult result = sweep.Run(
            trial => trial.Index == 6 ? throw new TimeoutException("late") : losses[trial.Index], new SweepOptions { MaxDegreeOfParallelism = parallelism });
        Assert.Equal([5, 2, 4, 0, 3, 1, 6], result.Outcomes.Select(outcome => outcome.Trial.Index));
        Assert.Equal(5, result.Best.Trial.Index);
        Assert.IsType<TimeoutException>(result.Outcomes[6].Error);
        Assert.Equal("trial,i,steps,loss,error\n5,5,0,-Infinity,\n2,2,0,1,\n4,4,0,1,\n0,0,0,3,\n3,3,0,Infinity,\n1,1,0,NaN,\n6,6,0,NaN,late\n", result.ToCsv());
    }

    [Fact]
    public void Halving_trains_a_part_of_the_trials_on()
    {
        var trained = new ConcurrentQueue<(int Trial, long Steps)>();
        SweepResult result = Sweep.Random(20, seed: 1, s_rate).Run(
            90,
            trial =>
            {
                long made = 0;
                return steps =>
                {
                    Assert.True(steps > made);
                    made = steps;
                    trained.Enqueue((trial.Index, steps));
                    return trial.Index % 7 + 1.0 / steps;
                };
            },
            new SweepOptions { FirstRung = 10, Reduction = 3, MaxDegreeOfParallelism = 3 });

        // 20 trials for 10 steps, 6 for 30, 2 for 90.
        Assert.Equal([20, 6, 2], trained.GroupBy(t => t.Steps).OrderBy(rung => rung.Key).Select(rung => rung.Count()));
        Assert.Equal([10L, 30, 90], trained.Select(t => t.Steps).Distinct().Order());
        Assert.Equal([0, 7, 14, 1, 8, 15], result.Outcomes.Take(6).Select(outcome => outcome.Trial.Index));
        Assert.Equal([90L, 90, 30, 30, 30, 30, 10], result.Outcomes.Take(7).Select(outcome => outcome.Steps));
    }

    [Fact]
    public void The_last_rung_is_the_whole_training()
    {
        var rungs = new List<long>();
        Sweep.Grid(SweepAxis.Values("i", 1, 2)).Run(25, _ => steps => { lock (rungs) rungs.Add(steps); return 1; }, new SweepOptions { FirstRung = 4, Reduction = 2 });
        Assert.Equal([4, 4, 8, 16, 25], rungs);
        rungs.Clear();
        Sweep.Grid(SweepAxis.Values("i", 1, 2)).Run(25, _ => steps => { lock (rungs) rungs.Add(steps); return 1; });
        Assert.Equal([25, 25], rungs);
    }

    [Fact]
    public void Progress_is_told_and_a_sweep_can_be_cancelled()
    {
        using var source = new CancellationTokenSource();
        var told = new List<SweepProgress>();
        var progress = new Immediate(told.Add);
        Assert.Throws<OperationCanceledException>(() => Sweep.Grid(s_rate).Run(
            trial =>
            {
                if (trial.Index == 2) source.Cancel();
                return trial.Index;
            },
            new SweepOptions { Progress = progress, Cancellation = source.Token }));
        Assert.Equal([1, 2, 3], told.Select(each => each.Done));
        Assert.All(told, each => Assert.Equal(5, each.Total));
    }

    [Fact]
    public void Trials_that_all_throw_are_an_error()
    {
        AggregateException exception = Assert.Throws<AggregateException>(() => Sweep.Grid(s_rate).Run(trial => throw new TimeoutException($"trial {trial.Index}")));
        Assert.Equal(5, exception.InnerExceptions.Count);
        Assert.Equal("trial 0", exception.InnerExceptions[0].Message);
    }

    [Fact]
    public void Mistakes_are_named()
    {
        Assert.Throws<ArgumentException>(() => Sweep.Grid());
        Assert.Contains("'LearningRate'", Assert.Throws<ArgumentException>(() => Sweep.Random(3, 1, s_rate, s_rate)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Sweep.Random(0, 1, s_rate));
        Assert.Throws<ArgumentOutOfRangeException>(() => SweepAxis.LogUniform("x", 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SweepAxis.Uniform("x", 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SweepAxis.Uniform("x", 0, 1, points: 1));
        Assert.Throws<ArgumentException>(() => SweepAxis.Values("x"));
        Assert.Throws<ArgumentException>(() => SweepAxis.Values("", 1));
        Assert.Throws<ArgumentException>(() => SweepAxis.Values("x", double.NaN));
        Assert.Throws<ArgumentException>(() => Sweep.Grid([.. Enumerable.Range(0, 5).Select(i => SweepAxis.Uniform($"{i}", 0, 1, points: 17))]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sweep.Grid(s_rate).Run(_ => 1, new SweepOptions { MaxDegreeOfParallelism = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sweep.Grid(s_rate).Run(0, _ => _ => 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sweep.Grid(s_rate).Run(5, _ => _ => 1, new SweepOptions { Reduction = 1 }));
        Assert.Contains("'Rate'", Assert.Throws<KeyNotFoundException>(() => Sweep.Grid(s_rate).Trials[0]["Rate"]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Results_are_shown_as_a_table_a_chart_and_an_image()
    {
        SweepResult result = Sweep.Grid(s_rate, s_decay).Run(trial => trial["LearningRate"] + trial["WeightDecay"]);
        string[] lines = result.ToString().Split('\n');
        Assert.Equal("trial LearningRate  WeightDecay      steps         loss", lines[0]);
        Assert.Equal("    0       0.0001            0          0       0.0001", lines[1]);
        Assert.Equal(16, result.ToChart("LearningRate").TrimEnd('\n').Split('\n').Length);
        Assert.Equal(10, System.Xml.Linq.XDocument.Parse(result.ToSvg("LearningRate")).Descendants().Count(node => node.Name.LocalName == "circle"));
        Assert.Throws<KeyNotFoundException>(() => result.ToChart("Momentum"));
    }

    [Fact]
    public void A_chart_shows_points_where_they_are()
    {
        // Two dots across and four down in a character: the corners of a chart of 9 by 3 characters.
        string[] lines = TextChart.Draw([0, 1, 0], [0, 1, 1], width: 20, height: 4).Split('\n');
        Assert.Equal("         1│⠁       ⠈", lines[0]);
        Assert.Equal("          │", lines[1]);
        Assert.Equal("         0│⡀", lines[2]);
        Assert.Contains("no finite points", TextChart.Draw([double.NaN, 0], [1, 1], logarithmicX: true), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => TextChart.Draw([1], [1, 2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => TextChart.Draw([1], [1], width: 19));
    }

    private sealed class Immediate(Action<SweepProgress> report) : IProgress<SweepProgress>
    {
        public void Report(SweepProgress value) => report(value);
    }
}
