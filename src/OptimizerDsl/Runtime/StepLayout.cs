using System.Runtime.InteropServices;

namespace OptimizerDsl.Runtime;

/// <summary>A stretch of elements that an update runs over in one loop.</summary>
internal readonly record struct StepRun<T>(MemoryRegion<T> Region, nint StateOffset, int Length, long FirstUnit)
    where T : unmanaged;

/// <summary>One tensor, as reductions see it: without padding.</summary>
internal readonly record struct StepTensor<T>(MemoryRegion<T> Region, int Offset, nint StateOffset, int Length, int FirstBlock)
    where T : unmanaged;

/// <summary>
/// Where everything lies that an optimizer works on, and the memory of its state: one buffer after the other, in each of which
/// the elements have the order and, within a slab, the offsets of the parameters.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class StepLayout<T>
    where T : unmanaged
{
    private readonly List<StepRun<T>> _runs = [];
    private readonly List<StepTensor<T>> _tensors = [];
    private readonly T[] _state;
    private readonly int _stateOrigin;
    private readonly int _stateCount;

    internal StepLayout(string recipe, int length, int stateCount)
    {
        Vector = new PlainVector<T>(length);
        AddRun(Vector, length);
        AddTensor(Vector, 0, length, 0);
        _stateCount = stateCount;
        _state = Allocate(recipe, out _stateOrigin);
    }

    internal StepLayout(string recipe, ParameterSet parameters, int stateCount)
    {
        var starts = new Dictionary<MemoryRegion, long>(ReferenceEqualityComparer.Instance);
        foreach (Parameter parameter in parameters)
        {
            var region = (MemoryRegion<T>)parameter.Region;
            if (!starts.TryGetValue(region, out long start))
            {
                start = StateStride;
                starts.Add(region, start);
                AddRun(region, region.Values.Length);
            }

            AddTensor(region, parameter.Offset, parameter.Length, start + parameter.Offset);
        }

        _stateCount = stateCount;
        _state = Allocate(recipe, out _stateOrigin);
    }

    /// <summary>The vector that each step borrows; null over a set of parameters.</summary>
    internal PlainVector<T>? Vector { get; }

    /// <summary>The distance from one state buffer to the next, in elements.</summary>
    internal long StateStride { get; private set; }

    /// <summary>The number of elements without padding.</summary>
    internal long ElementCount { get; private set; }

    /// <summary>The number of units of 16 elements over which updates are cut into parts.</summary>
    internal long UnitCount { get; private set; }

    /// <summary>The number of blocks over which reductions are cut into parts.</summary>
    internal int BlockCount { get; private set; }

    /// <summary>The tensors, in the order of the set, those without elements included.</summary>
    internal ReadOnlySpan<StepTensor<T>> Tensors => CollectionsMarshal.AsSpan(_tensors);

    internal ReadOnlySpan<StepRun<T>> Runs => CollectionsMarshal.AsSpan(_runs);

    /// <summary>The first state buffer at an element; any aligned address for a recipe without state.</summary>
    internal ref T State(nint offset) => ref _state[_stateCount == 0 ? _stateOrigin : _stateOrigin + offset];

    internal Span<T> State(int state, in StepTensor<T> tensor) =>
        _state.AsSpan((int)(_stateOrigin + state * StateStride + tensor.StateOffset), tensor.Length);

    /// <summary>Takes every attached span once, so that memory whose owner is gone is noticed before anything is written.</summary>
    internal void Touch()
    {
        foreach (StepRun<T> run in _runs)
        {
            _ = run.Region.Values;
            _ = run.Region.Gradients;
        }
    }

    /// <summary>
    /// Makes the padding of values and state zero again: a rule may have moved it, and what grows there unseen could become
    /// slow to compute with.
    /// </summary>
    internal void ClearPadding()
    {
        foreach (StepTensor<T> tensor in Tensors)
        {
            int padding = (int)AlignedArray.Pad(tensor.Length) - tensor.Length;
            if (padding == 0 || tensor.Region is not Slab<T>)
            {
                continue;
            }

            tensor.Region.Values.Slice(tensor.Offset + tensor.Length, padding).Clear();
            for (int state = 0; state < _stateCount; state++)
            {
                long start = _stateOrigin + state * StateStride + tensor.StateOffset + tensor.Length;
                _state.AsSpan((int)start, padding).Clear();
            }
        }
    }

    private void AddRun(MemoryRegion<T> region, int length)
    {
        if (length > 0)
        {
            _runs.Add(new StepRun<T>(region, (nint)StateStride, length, UnitCount));
        }

        StateStride += AlignedArray.Pad(length);
        UnitCount = StateStride / AlignedArray.Granularity;
    }

    private void AddTensor(MemoryRegion<T> region, int offset, int length, long stateOffset)
    {
        _tensors.Add(new StepTensor<T>(region, offset, (nint)stateOffset, length, BlockCount));
        BlockCount += ReductionShape.BlockCount(length);
        ElementCount += length;
    }

    private T[] Allocate(string recipe, out int origin)
    {
        long length = StateStride * _stateCount;
        if (length > AlignedArray.MaximumLength)
        {
            throw new ArgumentException(
                $"Recipe '{recipe}' keeps {_stateCount} values for each of {ElementCount} parameters, more than one array can hold. Split the parameters over several optimizers.");
        }

        // Without state, programs still get an address.
        return AlignedArray.Allocate<T>((int)Math.Max(length, AlignedArray.Granularity), out origin);
    }
}
