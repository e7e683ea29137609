using System.Numerics;
using System.Reflection;
using OptimizerDsl.Kernels.Tests.Checks;

namespace OptimizerDsl.Kernels.Tests.Running;

/// <summary>A recipe's generated optimizer with all that it can do, over a set or over a plain vector.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class FeatureOptimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Guard = 3;

    private readonly List<Func<bool>> _guards = [];
    private readonly ParameterPrecision _precision;
    private readonly ParameterSet? _set;
    private readonly T[] _vector = [], _slopes = [];
    private readonly Func<StepResult>? _step;
    private readonly Func<double, StepResult>? _lossStep;
    private readonly VectorStep? _vectorStep;
    private readonly VectorLossStep? _vectorLossStep;
    private readonly ReadSetState? _readSetState;
    private readonly ReadVectorState? _readVectorState;
    private readonly Func<Parameter, string, double[]>? _setUniformState;
    private readonly Func<string, double[]>? _vectorUniformState;
    private readonly SetState? _setInput;
    private readonly VectorState? _vectorInput;
    private readonly SetAverage? _setAverage;
    private readonly VectorAverage? _vectorAverage;
    private readonly Func<AveragesScope>? _useAverages;
    private readonly VectorUse? _useVectorAverages;

    public FeatureOptimizer(Type recipe, ElementType elementType, FeatureLayout layout)
    {
        _precision = StoredValues<T>.PrecisionOf(recipe);
        if (layout.IsVector)
        {
            int length = layout.Tensors[0].Length;
            T[] memory = NewMemory(length, GuardValue);
            _vector = memory;
            _slopes = new T[memory.Length];
            Optimizer = (IOptimizer)Activator.CreateInstance(recipe, length)!;
        }
        else
        {
            _set = SetOf(elementType, layout);
            Optimizer = (IOptimizer)Activator.CreateInstance(recipe, _set)!;
        }

        Type span = typeof(Span<T>);
        Observe = Method<Action<double>>("Observe", typeof(double));
        _lossStep = Method<Func<double, StepResult>>("Step", typeof(double));
        _step = Method<Func<StepResult>>("Step");
        _vectorStep = Method<VectorStep>("Step", span, span);
        _vectorLossStep = Method<VectorLossStep>("Step", span, span, typeof(double));
        _readSetState = Method<ReadSetState>("ReadState", typeof(Parameter), typeof(string), span);
        _readVectorState = Method<ReadVectorState>("ReadState", typeof(string), span);
        _setUniformState = Method<Func<Parameter, string, double[]>>("UniformState", typeof(Parameter), typeof(string));
        _vectorUniformState = Method<Func<string, double[]>>("UniformState", typeof(string));
        _setInput = Method<SetState>("Input", typeof(Parameter), typeof(string));
        _vectorInput = Method<VectorState>("Input", typeof(string));
        _setAverage = Method<SetAverage>("Average", typeof(Parameter));
        _vectorAverage = Method<VectorAverage>("Average");
        _useAverages = Method<Func<AveragesScope>>("UseAverages");
        _useVectorAverages = Method<VectorUse>("UseAverages", span);
    }

    private delegate StepResult VectorStep(Span<T> parameters, Span<T> gradients);

    private delegate StepResult VectorLossStep(Span<T> parameters, Span<T> gradients, double loss);

    private delegate void ReadSetState(Parameter parameter, string name, Span<T> values);

    private delegate void ReadVectorState(string name, Span<T> values);

    private delegate Span<T> SetState(Parameter parameter, string name);

    private delegate Span<T> VectorState(string name);

    private delegate Span<T> SetAverage(Parameter parameter);

    private delegate Span<T> VectorAverage();

    private delegate VectorAveragesScope<T> VectorUse(Span<T> parameters);

    public IOptimizer Optimizer { get; }

    /// <summary>Tells a metric; null where no schedule reacts to one.</summary>
    public Action<double>? Observe { get; }

    public bool UsesLoss => _lossStep is not null;

    public bool Averages => _useAverages is not null;

    /// <summary>Whether nothing was written around attached tensors and the vector.</summary>
    public bool KeptGuards => _guards.All(isKept => isKept());

    private static T GuardValue => T.CreateTruncating(-77.25);

    /// <summary>The parameters of the set, by which groups are told apart; null for a vector.</summary>
    public ParameterSet? Set => _set;

    /// <summary>The parameters of a tensor where they are; a copy of those that have 16 bits.</summary>
    public Span<T> Values(int tensor) => _set is null ? _vector.AsSpan(Guard..^Guard)
        : _precision == ParameterPrecision.Full ? _set[tensor].ValuesAs<T>() : StoredValues<T>.Read(_precision, _set[tensor], areGradients: false);

    /// <inheritdoc cref="Values"/>
    public Span<T> Gradients(int tensor) => _set is null ? _slopes.AsSpan(Guard..^Guard)
        : _precision == ParameterPrecision.Full ? _set[tensor].GradientsAs<T>() : StoredValues<T>.Read(_precision, _set[tensor], areGradients: true);

    public void SetValues(int tensor, T[] values)
    {
        if (_set is null) values.CopyTo(Values(0));
        else StoredValues<T>.Write(_precision, _set[tensor], areGradients: false, values);
    }

    /// <summary>Writes some elements of a tensor, and leaves the others as they are.</summary>
    public void Write(int tensor, IEnumerable<(int Element, T Value)> written)
    {
        T[] values = Values(tensor).ToArray();
        bool isAny = false;
        foreach ((int element, T value) in written) (values[element], isAny) = (value, true);
        if (isAny) SetValues(tensor, values);
    }

    public void SetGradients(int tensor, T[] values)
    {
        if (_set is null) values.CopyTo(Gradients(0));
        else StoredValues<T>.Write(_precision, _set[tensor], areGradients: true, values);
    }

    public StepResult Step(double loss)
    {
        if (_set is null) return UsesLoss ? _vectorLossStep!(Values(0), Gradients(0), loss) : _vectorStep!(Values(0), Gradients(0));
        return UsesLoss ? _lossStep!(loss) : _step!();
    }

    /// <summary>State of a tensor, or an input; null where the compiled recipe keeps none of that name for it.</summary>
    public T[]? State(int tensor, string name)
    {
        try
        {
            var values = new T[Values(tensor).Length];
            if (_set is not null && _readSetState is not null) _readSetState(_set[tensor], name, values);
            else if (_set is null && _readVectorState is not null) _readVectorState(name, values);
            else return Input(tensor, name);
            return values;
        }
        catch (ArgumentException)
        {
            return Input(tensor, name);
        }
    }

    /// <summary>Uniform state of a tensor; null where the compiled recipe keeps none of that name for it.</summary>
    public double[]? UniformState(int tensor, string name)
    {
        try
        {
            return _set is null ? _vectorUniformState?.Invoke(name) : _setUniformState?.Invoke(_set[tensor], name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private T[]? Input(int tensor, string name)
    {
        try
        {
            return _set is null ? _vectorInput is null ? null : _vectorInput(name).ToArray() : _setInput is null ? null : _setInput(_set[tensor], name).ToArray();
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Fills an input of a tensor whose group has it.</summary>
    public void FillInput(int tensor, string name, T[]? numbers)
    {
        if (numbers is null || State(tensor, name) is null) return;
        numbers.CopyTo(_set is null ? _vectorInput!(name) : _setInput!(_set[tensor], name));
    }

    /// <summary>Touches rows of a tensor; none at all where that is null.</summary>
    public void TouchRows(int tensor, int[]? rows)
    {
        if (rows is not null) _set![tensor].TouchRows(rows);
    }

    /// <summary>The average of a tensor; null where the recipe averages nothing of its group.</summary>
    public T[]? Average(int tensor)
    {
        try
        {
            return _set is null ? _vectorAverage!().ToArray() : _setAverage!(_set[tensor]).ToArray();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Does something while averages stand in for the parameters.</summary>
    public void WithAverages(Action action)
    {
        if (_set is null)
        {
            using (_useVectorAverages!(Values(0))) action();
        }
        else
        {
            using (_useAverages!()) action();
        }
    }

    private TDelegate? Method<TDelegate>(string name, params Type[] parameters)
        where TDelegate : Delegate =>
        Optimizer.GetType().GetMethod(name, BindingFlags.Public | BindingFlags.Instance, parameters)?.CreateDelegate<TDelegate>(Optimizer);

    private ParameterSet SetOf(ElementType elementType, FeatureLayout layout)
    {
        ParameterSet set = _precision == ParameterPrecision.Full ? new(elementType) : new(_precision);
        foreach (NamedTensor tensor in layout.Tensors)
        {
            if (!tensor.IsAttached)
            {
                set.Add(tensor.Name, tensor.Shape).IsRowSparse = tensor.IsRowSparse;
                continue;
            }

            _ = _precision switch
            {
                ParameterPrecision.BFloat16 => Attach(set, tensor, (BFloat16)float.CreateTruncating(GuardValue)),
                ParameterPrecision.Half => Attach(set, tensor, Half.CreateTruncating(GuardValue)),
                _ => Attach(set, tensor, GuardValue),
            };
        }

        return set;
    }

    private Parameter Attach<TStored>(ParameterSet set, NamedTensor tensor, TStored guard)
        where TStored : unmanaged
    {
        TStored[] values = NewMemory(tensor.Length, guard), gradients = new TStored[values.Length];
        Parameter parameter = set.Attach<TStored>(tensor.Name, values.AsMemory(Guard, tensor.Length), gradients.AsMemory(Guard, tensor.Length), tensor.Shape);
        parameter.IsRowSparse = tensor.IsRowSparse;
        return parameter;
    }

    private TStored[] NewMemory<TStored>(int length, TStored guard)
        where TStored : unmanaged
    {
        var memory = new TStored[length + 2 * Guard];
        Array.Fill(memory, guard);
        _guards.Add(() => memory[..Guard].Concat(memory[^Guard..]).All(x => EqualityComparer<TStored>.Default.Equals(x, guard)));
        return memory;
    }
}
