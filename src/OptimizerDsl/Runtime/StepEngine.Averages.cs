namespace OptimizerDsl.Runtime;

// The averages among the engine's state, and how they stand in for the parameters.
public sealed partial class StepEngine<T>
{
    // The visit of averages that lasts; 0 when the parameters hold their own values. Never the same number twice, so that
    // the scope of an earlier visit ends nothing.
    private long _visit;
    private long _lastVisit;
    private bool _isSwapped;

    /// <summary>
    /// The averages of one parameter: of its values after each step, as the recipe averages them. While <see cref="UseAverages()"/>
    /// lasts, the span holds the values themselves.
    /// </summary>
    /// <typeparam name="TState">The type of the arithmetic.</typeparam>
    /// <param name="parameter">The parameter.</param>
    /// <returns>One value for each element, in their order; zeros before the first step. The span stays good as long as the engine.</returns>
    /// <exception cref="ArgumentException">The parameter is of another set.</exception>
    /// <exception cref="InvalidOperationException">The recipe does not average the parameter, the averages are not kept in full, or the engine is for a plain vector.</exception>
    public Span<TState> Average<TState>(Parameter parameter)
        where TState : unmanaged
    {
        (EngineGroup<T> group, int tensor) = Find(parameter, "Average()");
        if (group.Average < 0)
        {
            throw NothingAveraged(group.Public.Name.Length == 0 ? "" : $" in group '{group.Public.Name}'");
        }

        return group.Averages<TState>(tensor);
    }

    /// <summary>The averages of an engine for a plain vector, as <see cref="Average{TState}(Parameter)"/> gives them.</summary>
    /// <typeparam name="TState">The type of the arithmetic.</typeparam>
    /// <returns>One value for each parameter; zeros before the first step. The span stays good as long as the engine.</returns>
    /// <exception cref="InvalidOperationException">The recipe averages nothing, the averages are not kept in full, or the engine is for a set of parameters.</exception>
    public Span<TState> Average<TState>()
        where TState : unmanaged
    {
        if (_parameters is not null)
        {
            throw new InvalidOperationException($"This {_plan.Recipe} was made for a ParameterSet: ask for the averages of one parameter, Average(parameter).");
        }

        CheckAverages();
        return _groups[0].Averages<TState>(0);
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
