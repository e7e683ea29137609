namespace OptimizerDsl.Runtime;

// What users see of the engine's memory: state buffers, and the averages among them.
public sealed partial class StepEngine<T>
{
    // The visit of averages that lasts; 0 when the parameters hold their own values. Never the same number twice, so that
    // the scope of an earlier visit ends nothing.
    private long _visit;
    private long _lastVisit;
    private bool _isSwapped;

    /// <summary>A state buffer of an engine for a plain vector.</summary>
    /// <param name="name">The name of the state.</param>
    /// <returns>One value for each parameter; the span stays good as long as the engine.</returns>
    /// <exception cref="ArgumentException">The recipe has no such state.</exception>
    /// <exception cref="InvalidOperationException">The engine is for a set of parameters.</exception>
    public Span<T> State(string name)
    {
        if (_parameters is not null)
        {
            throw new InvalidOperationException($"This {_plan.Recipe} was made for a ParameterSet: ask for the state of one parameter, State(parameter, \"{name}\").");
        }

        return _groups[0].Layout.State(_groups[0].States.IndexOf(name), _groups[0].Layout.Tensors[0]);
    }

    /// <summary>The part of a state buffer that belongs to one parameter of the set.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="name">The name of the state.</param>
    /// <returns>One value for each element, in their order; the span stays good as long as the engine.</returns>
    /// <exception cref="ArgumentException">The parameter's group has no such state, or the parameter is of another set.</exception>
    /// <exception cref="InvalidOperationException">The engine is for a plain vector.</exception>
    public Span<T> State(Parameter parameter, string name)
    {
        (EngineGroup<T> group, int tensor) = Find(parameter, $"State(\"{name}\")");
        return group.Layout.State(group.States.IndexOf(name), group.Layout.Tensors[tensor]);
    }

    /// <summary>Uniform state: the group's one value, or one for the tensor, or for each of its rows.</summary>
    /// <param name="parameter">A parameter of the group.</param>
    /// <param name="name">The name of the state.</param>
    /// <returns>The values as the last applied step left them; zeros before the first one.</returns>
    /// <exception cref="ArgumentException">The parameter's group has no such state, or the parameter is of another set.</exception>
    /// <exception cref="InvalidOperationException">The engine is for a plain vector.</exception>
    public double[] UniformState(Parameter parameter, string name)
    {
        (EngineGroup<T> group, int tensor) = Find(parameter, $"UniformState(\"{name}\")");
        return group.UniformState(tensor, name);
    }

    /// <summary>Uniform state of an engine for a plain vector.</summary>
    /// <param name="name">The name of the state.</param>
    /// <returns>Its one value as the last applied step left it; zero before the first one.</returns>
    /// <exception cref="ArgumentException">There is no such state.</exception>
    /// <exception cref="InvalidOperationException">The engine is for a set of parameters.</exception>
    public double[] UniformState(string name)
    {
        if (_parameters is not null)
        {
            throw new InvalidOperationException($"This {_plan.Recipe} was made for a ParameterSet: ask for the state of one parameter, UniformState(parameter, \"{name}\").");
        }

        return _groups[0].UniformState(0, name);
    }

    /// <summary>
    /// The averages of one parameter: of its values after each step, as the recipe averages them. While <see cref="UseAverages()"/>
    /// lasts, the span holds the values themselves.
    /// </summary>
    /// <param name="parameter">The parameter.</param>
    /// <returns>One value for each element, in their order; zeros before the first step. The span stays good as long as the engine.</returns>
    /// <exception cref="ArgumentException">The parameter is of another set.</exception>
    /// <exception cref="InvalidOperationException">The recipe does not average the parameter, or the engine is for a plain vector.</exception>
    public Span<T> Average(Parameter parameter)
    {
        (EngineGroup<T> group, int tensor) = Find(parameter, "Average()");
        if (group.Average < 0)
        {
            throw NothingAveraged(group.Public.Name.Length == 0 ? "" : $" in group '{group.Public.Name}'");
        }

        return group.Layout.State(group.Average, group.Layout.Tensors[tensor]);
    }

    /// <summary>The averages of an engine for a plain vector, as <see cref="Average(Parameter)"/> gives them.</summary>
    /// <returns>One value for each parameter; zeros before the first step. The span stays good as long as the engine.</returns>
    /// <exception cref="InvalidOperationException">The recipe averages nothing, or the engine is for a set of parameters.</exception>
    public Span<T> Average()
    {
        if (_parameters is not null)
        {
            throw new InvalidOperationException($"This {_plan.Recipe} was made for a ParameterSet: ask for the averages of one parameter, Average(parameter).");
        }

        CheckAverages();
        return _groups[0].Layout.State(_groups[0].Average, _groups[0].Layout.Tensors[0]);
    }

    /// <summary>
    /// Exchanges the values of all parameters that the recipe averages with their averages, until the answer is disposed; the
    /// engine refuses to step until then. Before the first step there is nothing to average yet, and the values stay.
    /// </summary>
    /// <returns>Disposing of it puts the values back.</returns>
    /// <exception cref="InvalidOperationException">
    /// The recipe averages nothing, averages are in use already, a step is running, or the engine is for a plain vector.
    /// </exception>
    public AveragesScope UseAverages()
    {
        if (_parameters is null)
        {
            throw new InvalidOperationException($"This {_plan.Recipe} was made for a vector of {_count} parameters: call UseAverages(parameters).");
        }

        long visit = BeginAverages([]);
        return new AveragesScope(() => EndAverages(visit, []));
    }

    /// <summary>
    /// Exchanges the values of a plain vector with their averages, until the answer is disposed; the engine refuses to step
    /// until then. Before the first step there is nothing to average yet, and the values stay.
    /// </summary>
    /// <param name="parameters">The parameters, as many as the engine was made for.</param>
    /// <returns>Disposing of it puts the values back.</returns>
    /// <exception cref="ArgumentException">The length is not that of the engine.</exception>
    /// <exception cref="InvalidOperationException">
    /// The recipe averages nothing, averages are in use already, a step is running, or the engine is for a set of parameters.
    /// </exception>
    public VectorAveragesScope<T> UseAverages(Span<T> parameters)
    {
        if (_parameters is not null)
        {
            throw new InvalidOperationException($"This {_plan.Recipe} was made for a ParameterSet: call UseAverages().");
        }

        CheckLength(parameters.Length, nameof(parameters));
        return new VectorAveragesScope<T>(this, parameters, BeginAverages(parameters));
    }

    internal void EndAverages(long visit, Span<T> vector)
    {
        Enter();
        try
        {
            if (_visit == visit)
            {
                SwapAverages(vector);
                _visit = 0;
            }
        }
        finally
        {
            Leave();
        }
    }

    private long BeginAverages(Span<T> vector)
    {
        Enter();
        try
        {
            CheckAverages();
            CheckNoAverages("use its averages again");
            _isSwapped = StepCount > 0;
            SwapAverages(vector);
            return _visit = ++_lastVisit;
        }
        finally
        {
            Leave();
        }
    }

    private void SwapAverages(Span<T> vector)
    {
        if (!_isSwapped)
        {
            return;
        }

        if (_parameters is null)
        {
            _groups[0].SwapAverages(vector);
            return;
        }

        // All owners of attached memory are asked first, so that an exchange happens as a whole or not at all.
        foreach (EngineGroup<T> group in _groups)
        {
            group.Layout.Touch();
        }

        foreach (EngineGroup<T> group in _groups)
        {
            group.SwapAverages();
        }
    }

    private (EngineGroup<T> Group, int Tensor) Find(Parameter parameter, string callForVector)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        if (_parameters is null)
        {
            throw new InvalidOperationException($"This {_plan.Recipe} was made for a vector: ask for {callForVector}.");
        }

        if (parameter.Index >= _parameters.Count || _parameters[parameter.Index] != parameter)
        {
            throw new ArgumentException($"Parameter '{parameter.Name}' is not of the set that this {_plan.Recipe} was made for.", nameof(parameter));
        }

        (int group, int tensor) = _model[parameter.Index];
        return (_groups[group], tensor);
    }

    private void CheckAverages()
    {
        if (_groups.All(group => group.Average < 0))
        {
            throw NothingAveraged("");
        }
    }

    private void CheckNoAverages(string what)
    {
        if (_visit != 0)
        {
            throw new InvalidOperationException(
                $"The averages of this {_plan.Recipe} stand in for its parameters, so it cannot {what}: dispose of what UseAverages returned first, best with a using statement.");
        }
    }

    private InvalidOperationException NothingAveraged(string where) =>
        new($"{_plan.Recipe} averages nothing{where}: put an averaging such as [Ema(0.999)] on the recipe.");
}
