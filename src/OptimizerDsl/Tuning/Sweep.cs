using System.Runtime.ExceptionServices;
using OptimizerDsl.Runtime;

namespace OptimizerDsl;

/// <summary>Tries hyperparameters: all of a grid, or random ones of ranges, each in a training of its own.</summary>
/// <remarks>
/// <para>
/// What is tried follows from the axes and the seed alone, and the result from the trials' losses: neither depends on how many
/// trials run at the same time.
/// </para>
/// <para>
/// Random trials cover the range of each hyperparameter better than a grid of as many: Bergstra and Bengio, "Random Search for
/// Hyper-Parameter Optimization", JMLR 13, 2012. Trials that do badly early can be stopped early by successive halving: Jamieson
/// and Talwalkar, "Non-stochastic Best Arm Identification and Hyperparameter Optimization", AISTATS 2016, algorithm 1, with the
/// factor η of Li et al., "Hyperband", JMLR 18, 2018, in place of 2.
/// </para>
/// </remarks>
public sealed class Sweep
{
    // Which value of a trial's random numbers is its own seed.
    private const ulong SeedPlace = 1UL << 32;

    private Sweep(IReadOnlyList<SweepAxis> axes, SweepTrial[] trials)
    {
        Axes = axes;
        Trials = trials;
    }

    /// <summary>The hyperparameters.</summary>
    public IReadOnlyList<SweepAxis> Axes { get; }

    /// <summary>What is tried, by number.</summary>
    public IReadOnlyList<SweepTrial> Trials { get; }

    /// <summary>A sweep over all combinations of the axes' values; the last axis changes fastest.</summary>
    /// <param name="axes">The hyperparameters, one or more, with different names.</param>
    /// <returns>The sweep.</returns>
    /// <exception cref="ArgumentException">There are no axes, two have one name, or there are more than a million combinations.</exception>
    public static Sweep Grid(params SweepAxis[] axes)
    {
        string[] names = Names(axes);
        double[][] values = [.. axes.Select(axis => axis.Grid())];
        long count = values.Aggregate(1L, (product, ofAxis) => Math.Min(product * ofAxis.Length, int.MaxValue));
        if (count > 1_000_000)
        {
            throw new ArgumentException("The grid has more than a million combinations: take fewer points, or Sweep.Random.", nameof(axes));
        }

        return new([.. axes], [.. Enumerable.Range(0, (int)count).Select(trial =>
        {
            var chosen = new double[axes.Length];
            int rest = trial;
            for (int axis = axes.Length - 1; axis >= 0; axis--)
            {
                (rest, int place) = Math.DivRem(rest, values[axis].Length);
                chosen[axis] = values[axis][place];
            }

            return new SweepTrial(trial, names, chosen, SeedOf(0, trial));
        })]);
    }

    /// <summary>A sweep over random values, each drawn by the trial's number and the seed alone: more trials begin with the same ones.</summary>
    /// <param name="trials">How many, from 1 to a million.</param>
    /// <param name="seed">The seed; any will do.</param>
    /// <param name="axes">The hyperparameters, one or more, with different names.</param>
    /// <returns>The sweep.</returns>
    /// <exception cref="ArgumentException">There are no axes, or two have one name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of trials is out of its range.</exception>
    public static Sweep Random(int trials, long seed, params SweepAxis[] axes)
    {
        string[] names = Names(axes);
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(trials, 1_000_000);
        return new([.. axes], [.. Enumerable.Range(0, trials).Select(trial =>
        {
            ulong key = VaryingNoise.Key(seed, trial);
            double[] chosen = [.. axes.Select((axis, i) => axis.At(VaryingNoise.UniformDouble((ulong)i, key)))];
            return new SweepTrial(trial, names, chosen, SeedOf(seed, trial));
        })]);
    }

    /// <summary>Runs every trial to its end.</summary>
    /// <param name="train">Trains with a trial's hyperparameters, with an optimizer and parameters of its own, and answers the loss, of which less is better.</param>
    /// <param name="options">How; null for what the options are unless set.</param>
    /// <returns>The trials, the best first.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="AggregateException">Every trial threw.</exception>
    /// <exception cref="OperationCanceledException">The sweep was cancelled.</exception>
    public SweepResult Run(Func<SweepTrial, double> train, SweepOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(train);
        options ??= new SweepOptions();
        options.Check();
        var states = Trials.Select(trial => new SweepState(trial, _ => train(trial))).ToArray();
        RunRung(states, 0, options);
        return Result(states);
    }

    /// <summary>Runs all trials for some steps, the better part of them for more, and so on to the end.</summary>
    /// <param name="steps">How many steps a whole training takes, 1 or more.</param>
    /// <param name="begin">
    /// Begins a trial: makes its parameters and its optimizer, and answers what trains it on. That is given the number of steps that
    /// the trial is to have made in all, trains up to it, and answers the loss, of which less is better.
    /// </param>
    /// <param name="options">How; without a <see cref="SweepOptions.FirstRung"/>, all trials train to the end.</param>
    /// <returns>The trials, the best first: those that came further before those that were stopped.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of steps or an option is out of its range.</exception>
    /// <exception cref="AggregateException">Every trial threw.</exception>
    /// <exception cref="OperationCanceledException">The sweep was cancelled.</exception>
    public SweepResult Run(long steps, Func<SweepTrial, Func<long, double>> begin, SweepOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(begin);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        options ??= new SweepOptions();
        options.Check();
        SweepState[] states = [.. Trials.Select(trial => new SweepState(trial, begin(trial)))];
        SweepState[] alive = states;
        for (long rung = options.FirstRung is 0 ? steps : Math.Min(options.FirstRung, steps); ; rung = rung > steps / options.Reduction ? steps : rung * options.Reduction)
        {
            RunRung(alive, rung, options);
            if (rung == steps)
            {
                return Result(states);
            }

            SweepState[] ranked = [.. alive.OrderBy(state => state, SweepState.BestFirst)];
            int kept = Math.Max(1, alive.Length / options.Reduction);
            foreach (SweepState stopped in ranked.Skip(kept))
            {
                stopped.Stop();
            }

            alive = [.. ranked.Take(kept).OrderBy(state => state.Trial.Index)];
        }
    }

    private static void RunRung(SweepState[] states, long steps, SweepOptions options)
    {
        int done = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.MaxDegreeOfParallelism, CancellationToken = options.Cancellation };
        try
        {
            Parallel.ForEach(states, parallel, state =>
            {
                state.Train(steps, options.Cancellation);
                options.Progress?.Report(new SweepProgress(state.Trial, steps, state.Loss, Interlocked.Increment(ref done), states.Length));
            });
        }
        catch (AggregateException exception) when (exception.InnerExceptions.OfType<OperationCanceledException>().FirstOrDefault() is { } cancelled)
        {
            ExceptionDispatchInfo.Throw(cancelled);
        }
    }

    private SweepResult Result(SweepState[] states)
    {
        if (states.All(state => state.Error is not null))
        {
            throw new AggregateException("Every trial of the sweep threw.", states.Select(state => state.Error!));
        }

        return new SweepResult(Axes, [.. states.OrderBy(state => state, SweepState.BestFirst).Select(state => new SweepOutcome(state.Trial, state.Steps, state.Loss, state.Error))]);
    }

    private static string[] Names(SweepAxis[] axes)
    {
        ArgumentNullException.ThrowIfNull(axes);
        string[] names = [.. axes.Select(axis => (axis ?? throw new ArgumentNullException(nameof(axes))).Name)];
        string? twice = names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1)?.Key;
        if (names.Length == 0 || twice is not null)
        {
            throw new ArgumentException(twice is null ? "A sweep needs an axis: something that it tries values of." : $"Two axes are called '{twice}'; give each a name of its own.", nameof(axes));
        }

        return names;
    }

    private static long SeedOf(long seed, int trial)
    {
        VaryingNoise.Words(SeedPlace, VaryingNoise.Key(seed, trial), 0, out uint first, out uint second);
        return (long)((ulong)second << 32 | first);
    }
}
