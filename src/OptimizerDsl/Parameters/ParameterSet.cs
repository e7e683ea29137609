using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace OptimizerDsl;

/// <summary>
/// The named tensors of a model, in the order in which they joined. Those made by <see cref="Add"/> lie side by side in
/// aligned, padded memory, so that an optimizer runs over all of them in one loop; others can be attached where they are.
/// </summary>
/// <remarks>
/// Building an optimizer on a set freezes it. A set is not made for several threads at once. Where a parameter's gradients
/// come from is the caller's business: nothing here computes or clears them, save <see cref="ZeroGradients"/>.
/// </remarks>
public sealed class ParameterSet : IReadOnlyList<Parameter>
{
    private const int SmallestSlab = 16 * 1024;
    private const int LargestGrowth = 16 * 1024 * 1024;

    private readonly List<Parameter> _parameters = [];
    private readonly Dictionary<string, Parameter> _byName = new(StringComparer.Ordinal);
    private readonly List<MemoryRegion> _regions = [];
    private readonly int _capacity;
    private MemoryRegion? _slab;
    private long _slabElements;
    private string? _frozenBy;

    /// <summary>Makes an empty set.</summary>
    /// <param name="elementType">The type of all its elements.</param>
    /// <param name="capacity">
    /// How many elements to make room for at once, which spares a large model of many tensors some memory and gives it one
    /// flat run; 0 leaves it to the set. Each tensor takes room in multiples of 16.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public ParameterSet(ElementType elementType = ElementType.Single, int capacity = 0)
    {
        if (elementType is not (ElementType.Single or ElementType.Double))
        {
            throw new ArgumentOutOfRangeException(nameof(elementType), elementType, "A parameter set holds ElementType.Single or ElementType.Double.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(capacity, AlignedArray.MaximumLength);
        ElementType = elementType;
        _capacity = capacity;
    }

    /// <summary>Makes an empty set whose elements lie in memory in a precision, for a recipe of the same <see cref="OptimizerAttribute.Parameters"/>.</summary>
    /// <param name="precision">How precisely all its elements lie in memory; <see cref="ParameterPrecision.Full"/> is float.</param>
    /// <param name="capacity">As of the other constructor.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public ParameterSet(ParameterPrecision precision, int capacity = 0)
        : this(ElementType.Single, capacity)
    {
        if (precision is not (ParameterPrecision.Full or ParameterPrecision.BFloat16 or ParameterPrecision.Half))
        {
            throw new ArgumentOutOfRangeException(nameof(precision), precision, "A parameter set holds ParameterPrecision.Full, BFloat16 or Half.");
        }

        Precision = precision;
    }

    /// <summary>The type in which steps compute; also that of all elements, where <see cref="Precision"/> is full.</summary>
    public ElementType ElementType { get; }

    /// <summary>How precisely all elements lie in memory.</summary>
    public ParameterPrecision Precision { get; }

    /// <summary>The number of parameters.</summary>
    public int Count => _parameters.Count;

    /// <summary>The number of elements of all parameters together, without padding.</summary>
    public long ElementCount { get; private set; }

    /// <summary>The parameter at a position.</summary>
    /// <param name="index">The position, from 0, in the order in which they joined.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    public Parameter this[int index] => _parameters[index];

    /// <summary>The parameter of a name.</summary>
    /// <param name="name">The name, in the very case in which it joined.</param>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public Parameter this[string name] => TryGet(name, out Parameter? parameter) ? parameter : throw new KeyNotFoundException(
        $"There is no parameter '{name}' among the {Count} of this set. Names are compared with their case; enumerate the set to see them.");

    /// <summary>Looks for the parameter of a name.</summary>
    /// <param name="name">The name, in the very case in which it joined.</param>
    /// <param name="parameter">The parameter; null when there is none.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryGet(string name, [NotNullWhen(true)] out Parameter? parameter)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _byName.TryGetValue(name, out parameter);
    }

    /// <summary>Makes a tensor of zeros, with gradients of zero.</summary>
    /// <param name="name">Its name, unique within the set.</param>
    /// <param name="shape">Its dimensions, each 0 or more; none make a scalar.</param>
    /// <returns>The tensor. It starts on a 64-byte boundary, or a 32-byte one where elements have 16 bits, and its spans stay good for ever.</returns>
    /// <exception cref="ArgumentException">The name is empty or taken, a dimension is negative, or there are too many elements.</exception>
    /// <exception cref="InvalidOperationException">An optimizer was already built on the set.</exception>
    public Parameter Add(string name, params ReadOnlySpan<int> shape)
    {
        CheckName(name);
        int length = TensorShape.Product(name, shape);
        return Precision switch
        {
            ParameterPrecision.BFloat16 => AddCore<BFloat16>(name, shape, length),
            ParameterPrecision.Half => AddCore<Half>(name, shape, length),
            _ => ElementType == ElementType.Single ? AddCore<float>(name, shape, length) : AddCore<double>(name, shape, length),
        };
    }

    /// <summary>Takes in a tensor of another owner, where it is. The memory has to outlive the optimizer.</summary>
    /// <typeparam name="T">
    /// The type in which the set's elements lie: <see cref="float"/> or <see cref="double"/>, or by its <see cref="Precision"/>
    /// <see cref="BFloat16"/> or <see cref="Half"/>.
    /// </typeparam>
    /// <param name="name">Its name, unique within the set.</param>
    /// <param name="values">The values, row by row.</param>
    /// <param name="gradients">The gradients, in the same order; they must not share memory with values.</param>
    /// <param name="shape">Its dimensions; none make a vector of all values.</param>
    /// <returns>The tensor.</returns>
    /// <exception cref="ArgumentException">
    /// The name is empty or taken, the type is not the set's, lengths and shape disagree, or memory is shared with the
    /// gradients or with another parameter.
    /// </exception>
    /// <exception cref="InvalidOperationException">An optimizer was already built on the set.</exception>
    public Parameter Attach<T>(string name, Memory<T> values, Memory<T> gradients, params ReadOnlySpan<int> shape)
        where T : unmanaged
    {
        CheckName(name);
        if (!ElementTypes.Lies<T>(ElementType, Precision))
        {
            string held = Precision == ParameterPrecision.Full ? ElementType.ToString() : Precision.ToString();
            throw new ArgumentException(
                $"Parameter '{name}' is of {typeof(T).Name} elements, but the set holds {held}; attach memory of {ElementTypes.Keyword(ElementType, Precision)}, or make a set of the other element type.", nameof(values));
        }

        if (values.Length != gradients.Length)
        {
            throw new ArgumentException($"Parameter '{name}' has {values.Length} values but {gradients.Length} gradients; they go in pairs.", nameof(gradients));
        }

        int length = shape.IsEmpty ? values.Length : TensorShape.Product(name, shape);
        if (values.Length != length)
        {
            throw new ArgumentException($"Parameter '{name}' has {values.Length} values, but the shape {TensorShape.Text(shape)} takes {length}.", nameof(shape));
        }

        CheckOverlaps(name, values.Span, gradients.Span);
        var region = new AttachedMemory<T>(values, gradients);
        return Join(new Parameter(this, name, Count, ElementType, shape.IsEmpty ? [length] : shape, length, region, 0));
    }

    /// <inheritdoc cref="Attach{T}"/>
    public Parameter Attach(string name, Memory<float> values, Memory<float> gradients, params ReadOnlySpan<int> shape) =>
        Attach<float>(name, values, gradients, shape);

    /// <inheritdoc cref="Attach{T}"/>
    public Parameter Attach(string name, Memory<double> values, Memory<double> gradients, params ReadOnlySpan<int> shape) =>
        Attach<double>(name, values, gradients, shape);

    /// <summary>Sets the gradients of all parameters to zero, the attached ones included.</summary>
    public void ZeroGradients()
    {
        foreach (MemoryRegion region in _regions)
        {
            region.ClearGradients();
        }
    }

    /// <summary>Enumerates the parameters in the order in which they joined.</summary>
    /// <returns>The enumerator.</returns>
    public IEnumerator<Parameter> GetEnumerator() => _parameters.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Freeze(string recipe) => _frozenBy ??= recipe;

    internal void CheckOpen(string what)
    {
        if (_frozenBy is not null)
        {
            throw new InvalidOperationException(
                $"{what} comes too late: the optimizer {_frozenBy} has been built on this set and has its state. Add all parameters, and set their groups, before building the optimizer.");
        }
    }

    private Parameter AddCore<T>(string name, ReadOnlySpan<int> shape, int length)
        where T : unmanaged
    {
        int padded = (int)AlignedArray.Pad(length);
        int offset = 0;
        if (_slab is not Slab<T> slab || !slab.TryTake(padded, out offset))
        {
            // As large as all before it together, so that a model of any size has few slabs, and so few separate runs.
            long growth = Math.Min(Math.Max(_slabElements, SmallestSlab), LargestGrowth);
            long wanted = AlignedArray.Pad(_slab is null && _capacity > 0 ? _capacity : growth);
            slab = new Slab<T>((int)Math.Max(wanted, padded));
            slab.TryTake(padded, out offset);
            _slab = slab;
            _regions.Add(slab);
        }

        _slabElements += padded;
        return Join(new Parameter(this, name, Count, ElementType, shape, length, slab, offset));
    }

    private Parameter Join(Parameter parameter)
    {
        _parameters.Add(parameter);
        _byName.Add(parameter.Name, parameter);
        if (parameter.Region != _slab)
        {
            _regions.Add(parameter.Region);
        }

        ElementCount += parameter.Length;
        return parameter;
    }

    private void CheckName(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        CheckOpen($"Parameter '{name}'");
        if (_byName.ContainsKey(name))
        {
            throw new ArgumentException($"There is already a parameter '{name}' in this set; names are unique.", nameof(name));
        }
    }

    // Two parameters over the same values would be updated twice a step, and by two threads at once. Gradients that two share are
    // one parameter's to clear while the other still reads them.
    private void CheckOverlaps<T>(string name, ReadOnlySpan<T> values, ReadOnlySpan<T> gradients)
        where T : unmanaged
    {
        if (values.Overlaps(gradients))
        {
            throw new ArgumentException($"The values and the gradients of parameter '{name}' share memory; gradients need memory of their own.", nameof(gradients));
        }

        foreach (Parameter other in _parameters)
        {
            var region = (MemoryRegion<T>)other.Region;
            ReadOnlySpan<T> otherValues = region.Values.Slice(other.Offset, other.Length);
            ReadOnlySpan<T> otherGradients = region.Gradients.Slice(other.Offset, other.Length);
            if (values.Overlaps(otherValues) || values.Overlaps(otherGradients) || gradients.Overlaps(otherValues) || gradients.Overlaps(otherGradients))
            {
                throw new ArgumentException($"Parameters '{name}' and '{other.Name}' share memory; attach a shared tensor once, and sum its gradients.", nameof(values));
            }
        }
    }
}
