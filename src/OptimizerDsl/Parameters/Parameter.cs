namespace OptimizerDsl;

/// <summary>One named tensor of a <see cref="ParameterSet"/>: its values and their gradients, row by row.</summary>
public sealed class Parameter
{
    private readonly ParameterSet _set;
    private readonly int[] _shape;
    private string? _group;
    private bool _isRowSparse;
    private bool _isOptional;

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

    /// <summary>The type in which steps compute; also that of the elements, where the set's <see cref="ParameterSet.Precision"/> is full.</summary>
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

    /// <summary>
    /// Whether steps can be told which rows to update, by <see cref="TouchRows"/>; for tables of which each step uses a few rows,
    /// such as embeddings.
    /// </summary>
    /// <exception cref="InvalidOperationException">An optimizer was already built on the set, or the parameter has fewer than two dimensions.</exception>
    public bool IsRowSparse
    {
        get => _isRowSparse;
        set
        {
            _set.CheckOpen($"That parameter '{Name}' is row-sparse");
            if (value && _shape.Length < 2)
            {
                throw new InvalidOperationException($"Parameter '{Name}' has the shape {TensorShape.Text(_shape)}, and a tensor of fewer than two dimensions is a single row: only matrices and larger tensors can be row-sparse.");
            }

            _isRowSparse = value;
            Select();
        }
    }

    /// <summary>
    /// Whether steps can be told to leave the parameter out, by <see cref="IsLeftOut"/>; for models of which some steps use a
    /// part. Such a parameter runs in a loop of its own.
    /// </summary>
    /// <exception cref="InvalidOperationException">An optimizer was already built on the set.</exception>
    public bool IsOptional
    {
        get => _isOptional;
        set
        {
            _set.CheckOpen($"That parameter '{Name}' is optional");
            _isOptional = value;
            Select();
        }
    }

    /// <summary>
    /// Whether the next step leaves the parameter out: then neither its values nor its state nor its gradients change. The step
    /// after that takes it in again.
    /// </summary>
    /// <remarks>
    /// Reductions, such as those of a clip, still run over it, so its gradients have to be zero. What a rule keeps for a whole
    /// tensor in <c>ref double</c> is computed with these zeros. The step count is that of the optimizer, not of the parameter.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The parameter is not <see cref="IsOptional"/>.</exception>
    public bool IsLeftOut
    {
        get => Rows is { IsPartial: true, IsEmpty: true };
        set
        {
            if (!_isOptional)
            {
                throw new InvalidOperationException($"Parameter '{Name}' is not optional: set IsOptional before an optimizer is built on its set.");
            }

            Rows!.Forget();
            if (value)
            {
                Rows.Add([]);
            }
        }
    }

    /// <summary>The values, row by row. For a tensor made by <see cref="ParameterSet.Add"/> the span stays good for ever.</summary>
    /// <exception cref="InvalidOperationException">The set holds another type than <see cref="float"/>; ask for <see cref="ValuesAs{T}"/>.</exception>
    public Span<float> Values => Single(nameof(Values)).Values.Slice(Offset, Length);

    /// <summary>The gradients, in the order of <see cref="Values"/>.</summary>
    /// <exception cref="InvalidOperationException">The set holds another type than <see cref="float"/>; ask for <see cref="GradientsAs{T}"/>.</exception>
    public Span<float> Gradients => Single(nameof(Gradients)).Gradients.Slice(Offset, Length);

    internal MemoryRegion Region { get; }

    internal int Offset { get; }

    internal RowSelection? Rows { get; private set; }

    /// <summary>
    /// Has the next step update these rows alone: in all others, neither values nor state nor gradients change, as if they had
    /// not been there. Calls before the step add up, and the step after it updates all rows again. An empty span is a step
    /// without this parameter.
    /// </summary>
    /// <param name="rows">The rows, from 0, in any order; naming one twice does no harm.</param>
    /// <remarks>
    /// Reductions, such as those of a clip, still run over all rows, so the gradients of the others have to be zero. The step
    /// count is that of the optimizer, not of the row.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The parameter is not <see cref="IsRowSparse"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public void TouchRows(params ReadOnlySpan<int> rows)
    {
        if (!_isRowSparse || Rows is null)
        {
            throw new InvalidOperationException($"Parameter '{Name}' is not row-sparse: set IsRowSparse before an optimizer is built on its set.");
        }

        foreach (int row in rows)
        {
            if ((uint)row >= (uint)Rows.RowCount)
            {
                throw new ArgumentOutOfRangeException(nameof(rows), row, $"Parameter '{Name}' has the shape {TensorShape.Text(_shape)}: its rows are 0 to {Rows.RowCount - 1}.");
            }
        }

        Rows.Add(rows);
    }

    /// <summary>The values, row by row, for code that is generic over the element type.</summary>
    /// <typeparam name="T">
    /// The type in which the set's elements lie: <see cref="float"/> or <see cref="double"/>, or by its precision
    /// <see cref="BFloat16"/> or <see cref="Half"/>.
    /// </typeparam>
    /// <returns>The values. For a tensor made by <see cref="ParameterSet.Add"/> the span stays good for ever.</returns>
    /// <exception cref="InvalidOperationException">The set holds another type.</exception>
    public Span<T> ValuesAs<T>()
        where T : unmanaged => As<T>(nameof(ValuesAs)).Values.Slice(Offset, Length);

    /// <summary>The gradients, in the order of the values, for code that is generic over the element type.</summary>
    /// <typeparam name="T">
    /// The type in which the set's elements lie: <see cref="float"/> or <see cref="double"/>, or by its precision
    /// <see cref="BFloat16"/> or <see cref="Half"/>.
    /// </typeparam>
    /// <returns>The gradients.</returns>
    /// <exception cref="InvalidOperationException">The set holds another type.</exception>
    public Span<T> GradientsAs<T>()
        where T : unmanaged => As<T>(nameof(GradientsAs)).Gradients.Slice(Offset, Length);

    /// <summary>The name and the shape, for people.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Name} {TensorShape.Text(_shape)}";

    private string Keyword => ElementTypes.Keyword(ElementType, _set.Precision);

    // What is optional as a whole is a selection of its one row.
    private void Select() =>
        Rows = _isRowSparse ? new RowSelection(_shape[0], Length / Math.Max(_shape[0], 1)) : _isOptional ? new RowSelection(1, Length) : null;

    private MemoryRegion<float> Single(string member) => Region as MemoryRegion<float> ?? throw new InvalidOperationException(
        $"Parameter '{Name}' holds {Keyword} elements, and {member} is a span of float: ask for {member}As<{Keyword}>().");

    private MemoryRegion<T> As<T>(string member)
        where T : unmanaged => Region as MemoryRegion<T> ?? throw new InvalidOperationException(
            $"Parameter '{Name}' holds {Keyword} elements: ask for {member}<{Keyword}>().");
}
