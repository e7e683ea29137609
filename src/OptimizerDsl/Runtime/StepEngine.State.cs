namespace OptimizerDsl.Runtime;

// What users see of the engine's state.
public sealed partial class StepEngine<T>
{
    /// <summary>A state buffer of an engine for a plain vector, where it is.</summary>
    /// <typeparam name="TState">The type of the arithmetic.</typeparam>
    /// <param name="name">The name of the state.</param>
    /// <returns>One value for each parameter; the span stays good as long as the engine.</returns>
    /// <exception cref="ArgumentException">The recipe has no such state.</exception>
    /// <exception cref="InvalidOperationException">The state is not kept in full, or the engine is for a set of parameters.</exception>
    public Span<TState> State<TState>(string name)
        where TState : unmanaged
    {
        CheckVector(name, "State");
        return _groups[0].State<TState>(0, name);
    }

    /// <summary>The part of a state buffer that belongs to one parameter of the set, where it is.</summary>
    /// <typeparam name="TState">The type of the arithmetic.</typeparam>
    /// <param name="parameter">The parameter.</param>
    /// <param name="name">The name of the state.</param>
    /// <returns>One value for each element, in their order; the span stays good as long as the engine.</returns>
    /// <exception cref="ArgumentException">The parameter's group has no such state, or the parameter is of another set.</exception>
    /// <exception cref="InvalidOperationException">The state is not kept in full, or the engine is for a plain vector.</exception>
    public Span<TState> State<TState>(Parameter parameter, string name)
        where TState : unmanaged
    {
        (EngineGroup<T> group, int tensor) = Find(parameter, $"State(\"{name}\")");
        return group.State<TState>(tensor, name);
    }

    /// <summary>Copies state of an engine for a plain vector, whatever its format.</summary>
    /// <typeparam name="TState">The type of the arithmetic.</typeparam>
    /// <param name="name">The name of the state.</param>
    /// <param name="values">Takes one value for each parameter.</param>
    /// <exception cref="ArgumentException">The recipe has no such state, or the length differs.</exception>
    /// <exception cref="InvalidOperationException">The engine is for a set of parameters.</exception>
    public void ReadState<TState>(string name, Span<TState> values)
        where TState : unmanaged
    {
        CheckVector(name, "ReadState");
        _groups[0].ReadState(0, name, values);
    }

    /// <summary>Copies the state of one parameter, whatever its format.</summary>
    /// <typeparam name="TState">The type of the arithmetic.</typeparam>
    /// <param name="parameter">The parameter.</param>
    /// <param name="name">The name of the state.</param>
    /// <param name="values">Takes one value for each element, in their order.</param>
    /// <exception cref="ArgumentException">The parameter's group has no such state, the parameter is of another set, or the length differs.</exception>
    /// <exception cref="InvalidOperationException">The engine is for a plain vector.</exception>
    public void ReadState<TState>(Parameter parameter, string name, Span<TState> values)
        where TState : unmanaged
    {
        (EngineGroup<T> group, int tensor) = Find(parameter, $"ReadState(\"{name}\", values)");
        group.ReadState(tensor, name, values);
    }

    /// <summary>Sets state of an engine for a plain vector, rounded to its format.</summary>
    /// <typeparam name="TState">The type of the arithmetic.</typeparam>
    /// <param name="name">The name of the state.</param>
    /// <param name="values">One value for each parameter.</param>
    /// <exception cref="ArgumentException">The recipe has no such state, or the length differs.</exception>
    /// <exception cref="InvalidOperationException">The engine is for a set of parameters.</exception>
    public void WriteState<TState>(string name, ReadOnlySpan<TState> values)
        where TState : unmanaged
    {
        CheckVector(name, "WriteState");
        _groups[0].WriteState(0, name, values);
    }

    /// <summary>Sets the state of one parameter, rounded to its format.</summary>
    /// <typeparam name="TState">The type of the arithmetic.</typeparam>
    /// <param name="parameter">The parameter.</param>
    /// <param name="name">The name of the state.</param>
    /// <param name="values">One value for each element, in their order.</param>
    /// <exception cref="ArgumentException">The parameter's group has no such state, the parameter is of another set, or the length differs.</exception>
    /// <exception cref="InvalidOperationException">The engine is for a plain vector.</exception>
    public void WriteState<TState>(Parameter parameter, string name, ReadOnlySpan<TState> values)
        where TState : unmanaged
    {
        (EngineGroup<T> group, int tensor) = Find(parameter, $"WriteState(\"{name}\", values)");
        group.WriteState(tensor, name, values);
    }

    /// <summary>
    /// The parameters of one parameter of the set in full, as the next step goes on from them: where the model's own value is
    /// not this one rounded, somebody has written it, and the call takes that over.
    /// </summary>
    /// <param name="parameter">The parameter.</param>
    /// <returns>One value for each element, in their order. The span stays good as long as the engine, and shows what steps make of it.</returns>
    /// <exception cref="ArgumentException">The parameter is of another set.</exception>
    /// <exception cref="InvalidOperationException">The recipe's parameters are in full themselves, or the engine is for a plain vector.</exception>
    public ReadOnlySpan<float> Master(Parameter parameter)
    {
        (EngineGroup<T> group, int tensor) = Find(parameter, "Master(parameter)");
        return group.Master >= 0 ? group.MasterOf(tensor) : throw new InvalidOperationException(
            $"The parameters of {_plan.Recipe} are in full themselves: read those, or say [Optimizer(Parameters = ParameterPrecision.BFloat16)] on the recipe.");
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

    private void CheckVector(string name, string method)
    {
        if (_parameters is not null)
        {
            throw new InvalidOperationException($"This {_plan.Recipe} was made for a ParameterSet: name the parameter whose state it is, {method}(parameter, \"{name}\"{(method == "State" ? "" : ", values")}).");
        }
    }
}
