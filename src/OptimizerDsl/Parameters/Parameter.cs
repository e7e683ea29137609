namespace OptimizerDsl;

/// <summary>One named tensor of a <see cref="ParameterSet"/>: its values and their gradients, row by row.</summary>
public sealed class Parameter
{
    private readonly ParameterSet _set;
    private readonly int[] _shape;
    private string? _group;

    internal Parameter(ParameterSet set, string name, int index, ElementType elementType, ReadOnlySpan<int> shape, int length, MemoryRegion region, int offset)
    {
        _set = set;
        Name = name;
        Index = index;
        ElementType = elementType;
        _shape = shape.ToArray();
        Length = length;
        Region = region;
        Offset = offset;
    }

    /// <summary>The name, unique within the set.</summary>
    public string Name { get; }

    /// <summary>The position within the set, from 0.</summary>
    public int Index { get; }

    /// <summary>The type of the elements.</summary>
    public ElementType ElementType { get; }

    /// <summary>The dimensions; empty for a scalar.</summary>
    public ReadOnlySpan<int> Shape => _shape;

    /// <summary>The number of elements: the product of <see cref="Shape"/>.</summary>
    public int Length { get; }

    /// <summary>
    /// The group of a recipe to which the parameter belongs, whatever the recipe's patterns say; the empty name is the default
    /// group. Null, as it is at first, leaves it to the patterns.
    /// </summary>
    /// <exception cref="InvalidOperationException">An optimizer was already built on the set.</exception>
    public string? Group
    {
        get => _group;
        set
        {
            _set.CheckOpen($"The group of parameter '{Name}'");
            _group = value;
        }
    }

    /// <summary>The values, row by row. For a tensor made by <see cref="ParameterSet.Add"/> the span stays good for ever.</summary>
    /// <exception cref="InvalidOperationException">The set holds <see cref="double"/>; ask for <see cref="ValuesAs{T}"/>.</exception>
    public Span<float> Values => Single(nameof(Values)).Values.Slice(Offset, Length);

    /// <summary>The gradients, in the order of <see cref="Values"/>.</summary>
    /// <exception cref="InvalidOperationException">The set holds <see cref="double"/>; ask for <see cref="GradientsAs{T}"/>.</exception>
    public Span<float> Gradients => Single(nameof(Gradients)).Gradients.Slice(Offset, Length);

    internal MemoryRegion Region { get; }

    internal int Offset { get; }

    /// <summary>The values, row by row, for code that is generic over the element type.</summary>
    /// <typeparam name="T">The element type of the set: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns>The values. For a tensor made by <see cref="ParameterSet.Add"/> the span stays good for ever.</returns>
    /// <exception cref="InvalidOperationException">The set holds another type.</exception>
    public Span<T> ValuesAs<T>()
        where T : unmanaged => As<T>(nameof(ValuesAs)).Values.Slice(Offset, Length);

    /// <summary>The gradients, in the order of the values, for code that is generic over the element type.</summary>
    /// <typeparam name="T">The element type of the set: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns>The gradients.</returns>
    /// <exception cref="InvalidOperationException">The set holds another type.</exception>
    public Span<T> GradientsAs<T>()
        where T : unmanaged => As<T>(nameof(GradientsAs)).Gradients.Slice(Offset, Length);

    /// <summary>The name and the shape, for people.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Name} {TensorShape.Text(_shape)}";

    private MemoryRegion<float> Single(string member) => Region as MemoryRegion<float> ?? throw new InvalidOperationException(
        $"Parameter '{Name}' holds double elements, and {member} is a span of float: ask for {member}As<double>().");

    private MemoryRegion<T> As<T>(string member)
        where T : unmanaged => Region as MemoryRegion<T> ?? throw new InvalidOperationException(
            $"Parameter '{Name}' holds {ElementTypes.Keyword(ElementType)} elements: ask for {member}<{ElementTypes.Keyword(ElementType)}>().");
}
