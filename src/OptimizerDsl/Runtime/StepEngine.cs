using System.ComponentModel;

namespace OptimizerDsl.Runtime;

/// <summary>Runs the steps of one recipe over one model, on one or several threads; owns the recipe's state.</summary>
/// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>The bits of the result depend neither on the number of threads nor on where the tensors lie.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class StepEngine<T>
    where T : unmanaged
{
    // Waking threads costs 30 to 60 microseconds, in which one thread steps through several hundred thousand parameters.
    private const long SmallestSharedModel = 1024 * 1024;
    private const long ParametersPerThread = 256 * 1024;

    private readonly StepPlan _plan;
    private readonly ParameterSet? _parameters;
    private readonly int _count;
    private readonly EngineGroup<T>[] _groups;
    private readonly (int Group, int Tensor)[] _model;
    private readonly SweepRunner<T> _runner;
    private readonly OptimizerGroup _main;
    private int _threads;
    private int _inside;
    private int _accumulated;
    private double _lossSum;

    /// <summary>Makes an engine for a set of parameters, which it freezes.</summary>
    /// <param name="plan">What the recipe says about its steps.</param>
    /// <param name="parameters">The parameters; their element type has to be T.</param>
    /// <param name="groups">The recipe's groups.</param>
    /// <exception cref="ArgumentException">
    /// The element types differ, a parameter or a named group goes without the other, names of groups or states repeat,
    /// reductions do not fit, or there is too much state.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A base rate is negative, infinite or not a number.</exception>
    public StepEngine(StepPlan plan, ParameterSet parameters, params StepGroup<T>[] groups)
    {
        var builder = new EngineBuilder<T>(plan, groups);
        _groups = builder.Build(parameters);
        _plan = plan;
        _parameters = parameters;
        _model = builder.Model;
        _runner = builder.Runner();
        Groups = new OptimizerGroups(plan.Recipe, [.. _groups.Select(group => group.Public)]);
        _main = Groups.Main;
        Threads = 0;
    }

    /// <summary>Makes an engine for one plain vector, which the caller hands over in each step.</summary>
    /// <param name="plan">What the recipe says about its steps.</param>
    /// <param name="count">The number of elements.</param>
    /// <param name="groups">The recipe's one group.</param>
    /// <exception cref="InvalidOperationException">The recipe has several groups.</exception>
    /// <exception cref="ArgumentException">Names of states repeat, reductions do not fit, or there is too much state.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative, or the base rate is negative, infinite or not a number.</exception>
    public StepEngine(StepPlan plan, int count, params StepGroup<T>[] groups)
    {
        var builder = new EngineBuilder<T>(plan, groups);
        _groups = builder.Build(count);
        _plan = plan;
        _count = count;
        _model = builder.Model;
        _runner = builder.Runner();
        Groups = new OptimizerGroups(plan.Recipe, [.. _groups.Select(group => group.Public)]);
        _main = Groups.Main;
        Threads = 0;
    }

    /// <summary>The recipe's groups, with their parameters and base rates.</summary>
    public OptimizerGroups Groups { get; }

    /// <summary>The number of steps applied so far.</summary>
    public long StepCount { get; private set; }

    /// <summary>
    /// How many threads a step uses. 0 means one below 1,048,576 parameters, and above as many as there are processors, at
    /// most one for each 262,144 parameters; any other number is taken as it is.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    /// <exception cref="InvalidOperationException">A step is running.</exception>
    public int Threads
    {
        get => _threads;
        set
        {
            if (value < 0)
            {
                throw new ArgumentOutOfRangeException(nameof(value), value, $"{_plan.Recipe}.Threads is 0 for automatic, or the number of threads.");
            }

            Enter();
            try
            {
                _runner.Threads = value > 0 ? value : AutomaticThreads();
                _threads = value;
            }
            finally
            {
                Leave();
            }
        }
    }

    /// <summary>Steps all parameters of the set. Allocates nothing.</summary>
    /// <param name="rateScale">What every group's base rate is multiplied by in this step.</param>
    /// <param name="loss">The loss at the parameters as they are; NaN when the recipe does not ask for it.</param>
    /// <returns>What the step did.</returns>
    /// <exception cref="InvalidOperationException">
    /// The engine is for a plain vector, a step is running, or averages stand in for the parameters.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A rate is not a finite number.</exception>
    /// <remarks>If the program throws, some parameters may already be updated; the step does not count.</remarks>
    public StepResult Step(double rateScale, double loss)
    {
        Enter();
        try
        {
            if (_parameters is null)
            {
                throw new InvalidOperationException(
                    $"This {_plan.Recipe} was made for a vector of {_count} parameters: call Step(parameters, gradients), or make it with a ParameterSet.");
            }

            CheckStep(rateScale);
            foreach (EngineGroup<T> group in _groups)
            {
                group.Layout.Touch();
            }

            return Run(rateScale, loss);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Steps one plain vector. Allocates nothing.</summary>
    /// <param name="rateScale">What the base rate is multiplied by in this step.</param>
    /// <param name="loss">The loss at the parameters as they are; NaN when the recipe does not ask for it.</param>
    /// <param name="parameters">The parameters, as many as the engine was made for.</param>
    /// <param name="gradients">Their gradients, in memory of their own.</param>
    /// <returns>What the step did.</returns>
    /// <exception cref="InvalidOperationException">
    /// The engine is for a set of parameters, a step is running, or averages stand in for the parameters.
    /// </exception>
    /// <exception cref="ArgumentException">A length is not that of the engine, or the spans share memory.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not a finite number.</exception>
    /// <remarks>If the program throws, some parameters may already be updated; the step does not count.</remarks>
    public unsafe StepResult Step(double rateScale, double loss, Span<T> parameters, Span<T> gradients)
    {
        Enter();
        try
        {
            if (_groups[0].Layout is not { Vector: not null } layout)
            {
                throw new InvalidOperationException(
                    $"This {_plan.Recipe} was made for a ParameterSet: fill the gradients of its parameters and call Step(), or make it with a count.");
            }

            CheckStep(rateScale);
            CheckLength(parameters.Length, nameof(parameters));
            CheckLength(gradients.Length, nameof(gradients));
            if (parameters.Overlaps(gradients))
            {
                throw new ArgumentException($"{_plan.Recipe} was given parameters and gradients that share memory; gradients need memory of their own.", nameof(gradients));
            }

            fixed (T* values = parameters, slopes = gradients)
            {
                layout.Lend(values, slopes);
                try
                {
                    return Run(rateScale, loss);
                }
                finally
                {
                    layout.Lend(null, null);
                }
            }
        }
        finally
        {
            Leave();
        }
    }

    private StepResult Run(double rateScale, double loss)
    {
        double rate = _main.LearningRate * rateScale;

        // A call that only accumulates leaves the gradients to the next one, which adds to them.
        double lossSum = _accumulated == 0 ? loss : _lossSum + loss;
        if (_accumulated + 1 < _plan.AccumulateSteps)
        {
            _accumulated++;
            _lossSum = lossSum;
            return new StepResult(StepOutcome.Accumulated, StepCount, rate, Accumulated: _accumulated);
        }

        double mean = _plan.AccumulateSteps == 1 ? loss : lossSum / _plan.AccumulateSteps;
        foreach (EngineGroup<T> group in _groups)
        {
            group.Runner.BeginStep(new StepInfo(group.Public.LearningRate * rateScale, StepCount + 1, mean));
        }

        string? reason = _runner.Run();
        _accumulated = 0;
        foreach (EngineGroup<T> group in _groups)
        {
            group.Layout.ForgetRows();
        }

        if (reason is null)
        {
            StepCount++;
            return new StepResult(StepOutcome.Applied, StepCount, rate);
        }

        if (_plan.ClearGradients)
        {
            foreach (EngineGroup<T> group in _groups)
            {
                group.Layout.ClearGradients();
            }
        }

        return new StepResult(StepOutcome.Skipped, StepCount, rate, reason);
    }

    private void CheckStep(double rateScale)
    {
        CheckNoAverages("step");
        foreach (EngineGroup<T> group in _groups)
        {
            if (!double.IsFinite(group.Public.LearningRate * rateScale))
            {
                throw new ArgumentOutOfRangeException(
                    nameof(rateScale), rateScale, $"Step {StepCount + 1} of {_plan.Recipe} would have a learning rate that is not a finite number; look at LearningRate and the schedules.");
            }
        }
    }

    private void CheckLength(int length, string argument)
    {
        if (length != _count)
        {
            throw new ArgumentException($"{_plan.Recipe} was made for {_count} parameters, but was given {length} {argument}.", argument);
        }
    }

    private int AutomaticThreads()
    {
        long elements = _groups.Sum(group => group.Layout.ElementCount);
        return elements < SmallestSharedModel ? 1 : (int)Math.Min(Environment.ProcessorCount, elements / ParametersPerThread);
    }

    private void Enter()
    {
        if (Interlocked.Exchange(ref _inside, 1) != 0)
        {
            throw new InvalidOperationException($"A step of this {_plan.Recipe} is still running; one optimizer steps one model at a time. Wait for it, or give each thread an optimizer of its own.");
        }
    }

    private void Leave() => Volatile.Write(ref _inside, 0);
}
