using System.ComponentModel;

namespace OptimizerDsl.Runtime;

/// <summary>Runs the steps of one recipe over one model, on one or several threads; owns the recipe's state.</summary>
/// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>The bits of the result depend neither on the number of threads nor on where the tensors lie.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StepEngine<T>
    where T : unmanaged
{
    // Waking threads costs 30 to 60 microseconds, in which one thread steps through several hundred thousand parameters.
    private const long SmallestSharedModel = 1024 * 1024;
    private const long ParametersPerThread = 256 * 1024;

    private readonly string _recipe;
    private readonly string[] _stateNames;
    private readonly ParameterSet? _parameters;
    private readonly int _count;
    private readonly StepLayout<T> _layout;
    private readonly SweepRunner<T> _runner;
    private int _threads;
    private int _inside;

    /// <summary>Makes an engine for a set of parameters, which it freezes.</summary>
    /// <param name="recipe">The recipe's name, for messages.</param>
    /// <param name="program">What the recipe does; it must belong to this engine alone.</param>
    /// <param name="parameters">The parameters; their element type has to be T.</param>
    /// <param name="stateNames">The names of the recipe's state buffers.</param>
    /// <exception cref="ArgumentException">The element types differ, state names repeat, or there is too much state.</exception>
    public StepEngine(string recipe, StepProgram<T> program, ParameterSet parameters, params string[] stateNames)
        : this(recipe, program, CheckNames(recipe, stateNames), new StepLayout<T>(recipe, CheckElementType(recipe, parameters), stateNames.Length))
    {
        _parameters = parameters;
        parameters.Freeze(recipe);
    }

    /// <summary>Makes an engine for one plain vector, which the caller hands over in each step.</summary>
    /// <param name="recipe">The recipe's name, for messages.</param>
    /// <param name="program">What the recipe does; it must belong to this engine alone.</param>
    /// <param name="count">The number of elements.</param>
    /// <param name="stateNames">The names of the recipe's state buffers.</param>
    /// <exception cref="ArgumentException">State names repeat, or there is too much state.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public StepEngine(string recipe, StepProgram<T> program, int count, params string[] stateNames)
        : this(recipe, program, CheckNames(recipe, stateNames), new StepLayout<T>(recipe, CheckCount(recipe, count), stateNames.Length))
    {
        _count = count;
    }

    private StepEngine(string recipe, StepProgram<T> program, string[] stateNames, StepLayout<T> layout)
    {
        ArgumentNullException.ThrowIfNull(program);
        _recipe = recipe;
        _stateNames = stateNames;
        _layout = layout;
        _runner = new SweepRunner<T>(recipe, program, layout);
        Threads = 0;
    }

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
                throw new ArgumentOutOfRangeException(nameof(value), value, $"{_recipe}.Threads is 0 for automatic, or the number of threads.");
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
    /// <param name="learningRate">The rate of this step, after schedules.</param>
    /// <returns>What the step did.</returns>
    /// <exception cref="InvalidOperationException">The engine is for a plain vector, or a step is running.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not a finite number.</exception>
    /// <remarks>If the program throws, some parameters may already be updated; the step does not count.</remarks>
    public StepResult Step(double learningRate)
    {
        Enter();
        try
        {
            if (_parameters is null)
            {
                throw new InvalidOperationException(
                    $"This {_recipe} was made for a vector of {_count} parameters: call Step(parameters, gradients), or make it with a ParameterSet.");
            }

            CheckRate(learningRate);
            _layout.Touch();
            return Run(learningRate);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Steps one plain vector. Allocates nothing.</summary>
    /// <param name="learningRate">The rate of this step, after schedules.</param>
    /// <param name="parameters">The parameters, as many as the engine was made for.</param>
    /// <param name="gradients">Their gradients, in memory of their own.</param>
    /// <returns>What the step did.</returns>
    /// <exception cref="InvalidOperationException">The engine is for a set of parameters, or a step is running.</exception>
    /// <exception cref="ArgumentException">A length is not that of the engine, or the spans share memory.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not a finite number.</exception>
    /// <remarks>If the program throws, some parameters may already be updated; the step does not count.</remarks>
    public unsafe StepResult Step(double learningRate, Span<T> parameters, Span<T> gradients)
    {
        Enter();
        try
        {
            if (_layout.Vector is not { } vector)
            {
                throw new InvalidOperationException(
                    $"This {_recipe} was made for a ParameterSet: fill the gradients of its parameters and call Step(), or make it with a count.");
            }

            CheckRate(learningRate);
            CheckLength(parameters.Length, nameof(parameters));
            CheckLength(gradients.Length, nameof(gradients));
            if (parameters.Overlaps(gradients))
            {
                throw new ArgumentException($"{_recipe} was given parameters and gradients that share memory; gradients need memory of their own.", nameof(gradients));
            }

            fixed (T* values = parameters, slopes = gradients)
            {
                vector.Lend(values, slopes);
                try
                {
                    return Run(learningRate);
                }
                finally
                {
                    vector.Lend(null, null);
                }
            }
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>A state buffer of an engine for a plain vector.</summary>
    /// <param name="name">The name of the state.</param>
    /// <returns>One value for each parameter; the span stays good as long as the engine.</returns>
    /// <exception cref="ArgumentException">The recipe has no such state.</exception>
    /// <exception cref="InvalidOperationException">The engine is for a set of parameters.</exception>
    public Span<T> State(string name)
    {
        if (_parameters is not null)
        {
            throw new InvalidOperationException($"This {_recipe} was made for a ParameterSet: ask for the state of one parameter, State(parameter, \"{name}\").");
        }

        return _layout.State(IndexOfState(name), _layout.Tensors[0]);
    }

    /// <summary>The part of a state buffer that belongs to one parameter of the set.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="name">The name of the state.</param>
    /// <returns>One value for each element, in their order; the span stays good as long as the engine.</returns>
    /// <exception cref="ArgumentException">The recipe has no such state, or the parameter is of another set.</exception>
    /// <exception cref="InvalidOperationException">The engine is for a plain vector.</exception>
    public Span<T> State(Parameter parameter, string name)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        if (_parameters is null)
        {
            throw new InvalidOperationException($"This {_recipe} was made for a vector: ask for State(\"{name}\").");
        }

        if (parameter.Index >= _parameters.Count || _parameters[parameter.Index] != parameter)
        {
            throw new ArgumentException($"Parameter '{parameter.Name}' is not of the set that this {_recipe} was made for.", nameof(parameter));
        }

        return _layout.State(IndexOfState(name), _layout.Tensors[parameter.Index]);
    }

    private static string[] CheckNames(string recipe, string[] stateNames)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(stateNames);
        for (int i = 0; i < stateNames.Length; i++)
        {
            if (string.IsNullOrEmpty(stateNames[i]) || Array.IndexOf(stateNames, stateNames[i]) != i)
            {
                throw new ArgumentException($"State {i + 1} of recipe '{recipe}' is called '{stateNames[i]}'; each state needs a name of its own.", nameof(stateNames));
            }
        }

        return [.. stateNames];
    }

    private static ParameterSet CheckElementType(string recipe, ParameterSet parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ElementType own = ElementTypes.Of<T>() ?? throw new ArgumentException($"Recipe '{recipe}' steps {typeof(T).Name}; elements are float or double.");
        return own == parameters.ElementType ? parameters : throw new ArgumentException(
            $"Recipe '{recipe}' steps {ElementTypes.Keyword(own)} parameters, but the set holds {parameters.ElementType}; make it with new ParameterSet(ElementType.{own}).", nameof(parameters));
    }

    private static int CheckCount(string recipe, int count) => count >= 0 ? count : throw new ArgumentOutOfRangeException(
        nameof(count), count, $"Recipe '{recipe}' cannot step {count} parameters: the count is 0 or more.");

    private StepResult Run(double learningRate)
    {
        var step = new StepInfo(learningRate, StepCount + 1);
        _runner.Run(step);
        StepCount = step.Count;
        return new StepResult(StepOutcome.Applied, step.Count, learningRate);
    }

    private void CheckRate(double learningRate)
    {
        if (!double.IsFinite(learningRate))
        {
            throw new ArgumentOutOfRangeException(
                nameof(learningRate), learningRate, $"Step {StepCount + 1} of {_recipe} would have a learning rate that is not a finite number; look at LearningRate and the schedules.");
        }
    }

    private void CheckLength(int length, string argument)
    {
        if (length != _count)
        {
            throw new ArgumentException($"{_recipe} was made for {_count} parameters, but was given {length} {argument}.", argument);
        }
    }

    private int IndexOfState(string name)
    {
        int index = Array.IndexOf(_stateNames, name);
        return index >= 0 ? index : throw new ArgumentException(
            $"{_recipe} keeps no state '{name}'; it keeps {(_stateNames.Length == 0 ? "none" : string.Join(", ", _stateNames))}.", nameof(name));
    }

    private int AutomaticThreads() => _layout.ElementCount < SmallestSharedModel
        ? 1
        : (int)Math.Min(Environment.ProcessorCount, _layout.ElementCount / ParametersPerThread);

    private void Enter()
    {
        if (Interlocked.Exchange(ref _inside, 1) != 0)
        {
            throw new InvalidOperationException($"A step of this {_recipe} is still running; one optimizer steps one model at a time. Wait for it, or give each thread an optimizer of its own.");
        }
    }

    private void Leave() => Volatile.Write(ref _inside, 0);
}
