using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OptimizerDsl.Runtime;

/// <summary>
/// Where everything of one group lies, and the memory of its state, in each buffer of which the elements have the order of their
/// memory, padded as in a slab.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class StepLayout<T>
    where T : unmanaged
{
    // Room that is left between runs is at most this part of the one that follows.
    private const int PartOfGap = 16;

    private readonly List<StepRun<T>> _runs = [];
    private readonly StepTensor<T>[] _tensors;
    private readonly Granularity _granularity;
    private readonly bool _hasBlocks;
    private readonly int[] _padded;
    private readonly RowSelection[] _selections;
    private readonly bool _isLent;
    private long _rowCount;
    private long _rowBlockCount;
    private long _blockCount;
    private long _stateLength;
    private bool _lastIsAlone;
    private int? _placeInPage;

    /// <summary>Lays out a plain vector, which is one tensor of one row.</summary>
    internal StepLayout(string recipe, Granularity granularity, int length, StateFormat[] formats)
    {
        _granularity = granularity;
        _hasBlocks = formats.Any(StateMemory.IsBlocks);
        Vector = new PlainVector<T>(length);
        _tensors = [Tensor(Vector, 0, AddRun(0, Vector, 0, length, isAlone: false), length, length, 0, 1, null)];
        CheckCounts(recipe);
        Memory = Allocate(recipe, formats);
        _padded = [];
        _selections = [];
    }

    /// <summary>Lays out some parameters of a set.</summary>
    /// <param name="recipe">The recipe's name, for messages.</param>
    /// <param name="granularity">How runs are cut.</param>
    /// <param name="parameters">The group's parameters, in the order of the set.</param>
    /// <param name="firstElements">For each parameter of the set, the index in the model of its first element.</param>
    /// <param name="formats">The formats of the state buffers.</param>
    internal StepLayout(string recipe, Granularity granularity, IReadOnlyList<Parameter> parameters, ReadOnlySpan<ulong> firstElements, StateFormat[] formats)
    {
        _granularity = granularity;
        _hasBlocks = formats.Any(StateMemory.IsBlocks);
        _tensors = new StepTensor<T>[parameters.Count];

        // Region by region, so that attached tensors do not interrupt the slab that others around them share.
        var offsets = new nint[parameters.Count];
        foreach (IGrouping<MemoryRegion, int> region in Enumerable.Range(0, parameters.Count).GroupBy(i => parameters[i].Region))
        {
            foreach (int i in region)
            {
                offsets[i] = AddRun(i, region.Key, parameters[i].Offset, parameters[i].Length, parameters[i].Rows is not null);
            }
        }

        for (int i = 0; i < _tensors.Length; i++)
        {
            Parameter parameter = parameters[i];
            CheckRows(recipe, parameter);
            int rowLength = parameter.Shape.Length < 2 || parameter.Length == 0 ? parameter.Length : parameter.Length / parameter.Shape[0];
            _tensors[i] = Tensor(parameter.Region, parameter.Offset, offsets[i], parameter.Length, rowLength, firstElements[parameter.Index], parameter.Shape.Length, parameter.Rows);
        }

        CheckCounts(recipe);
        Memory = Allocate(recipe, formats);

        // What every step would otherwise look for among all tensors.
        _padded = [.. Enumerable.Range(0, _tensors.Length).Where(IsPadded)];
        _selections = [.. _tensors.Select(tensor => tensor.Rows).OfType<RowSelection>()];
        _isLent = _runs.Any(run => !run.Region.IsSlab);
    }

    /// <summary>The vector that each step borrows; null over a set of parameters.</summary>
    internal PlainVector<T>? Vector { get; }

    /// <summary>All state.</summary>
    internal StateMemory Memory { get; }

    /// <summary>The number of elements without padding.</summary>
    internal long ElementCount { get; private set; }

    /// <summary>The number of units of 16 elements over which updates are cut into parts.</summary>
    internal long UnitCount => _stateLength / AlignedArray.Granularity;

    /// <summary>The number of blocks of all tensors.</summary>
    internal int BlockCount => (int)_blockCount;

    /// <summary>The number of blocks of all rows.</summary>
    internal int RowBlockCount => (int)_rowBlockCount;

    /// <summary>The number of rows of all tensors.</summary>
    internal int RowCount => (int)_rowCount;

    /// <summary>The number of segments for which a program keeps values.</summary>
    internal int SegmentCount => _granularity switch
    {
        Granularity.Flat => 0,
        Granularity.Tensor => _tensors.Length,
        _ => RowCount,
    };

    /// <summary>The segments of a tensor.</summary>
    internal (int First, int Count) SegmentsOf(int tensor) => _granularity switch
    {
        Granularity.Flat => (0, 0),
        Granularity.Tensor => (tensor, 1),
        _ => (_tensors[tensor].FirstRow, _tensors[tensor].RowCount),
    };

    /// <summary>The tensors, in the order of the set, those without elements included.</summary>
    internal ReadOnlySpan<StepTensor<T>> Tensors => _tensors;

    /// <summary>The runs, in the order of their state.</summary>
    internal ReadOnlySpan<StepRun<T>> Runs => CollectionsMarshal.AsSpan(_runs);

    /// <summary>Takes in the vector of one step, or gives it back.</summary>
    internal unsafe void Lend(T* values, T* gradients)
    {
        Vector!.Lend(values, gradients);
        if (values is not null)
        {
            Memory.LieApartFrom((nint)values);
        }
    }

    /// <summary>Takes every attached span once, so that memory whose owner is gone is noticed before anything is written.</summary>
    internal void Touch()
    {
        if (!_isLent)
        {
            return;
        }

        foreach (ref readonly StepRun<T> run in Runs)
        {
            run.Region.Touch();
        }
    }

    /// <summary>
    /// Makes the padding of values and state zero again: a rule may have moved it, and what grows there unseen could become
    /// slow to compute with. Runs within segments never reach it.
    /// </summary>
    internal void ClearPadding()
    {
        foreach (int index in _padded)
        {
            ref readonly StepTensor<T> tensor = ref _tensors[index];
            int padding = (int)AlignedArray.Pad(tensor.Length) - tensor.Length;
            tensor.Region.ClearValues(tensor.Offset + tensor.Length, padding);
            Memory.Clear(tensor.StateOffset + tensor.Length, padding);
        }
    }

    /// <summary>Has the next step update all rows again.</summary>
    internal void ForgetRows()
    {
        foreach (RowSelection rows in _selections)
        {
            rows.Forget();
        }
    }

    internal void ClearGradients()
    {
        foreach (ref readonly StepTensor<T> tensor in Tensors)
        {
            tensor.Region.ClearGradients(tensor.Offset, tensor.Length);
        }
    }

    private bool IsPadded(int tensor) =>
        _granularity == Granularity.Flat && !_hasBlocks && _tensors[tensor].Region.IsSlab && _tensors[tensor].Length % AlignedArray.Granularity != 0;

    /// <summary>Adds a tensor to the runs; where memory goes on from the run before, that one grows, unless the tensor has to stand alone.</summary>
    /// <returns>The tensor's place in each state buffer.</returns>
    private nint AddRun(int index, MemoryRegion region, int offset, int length, bool isAlone)
    {
        if (length == 0)
        {
            return (nint)_stateLength;
        }

        int padded = (int)AlignedArray.Pad(length);
        bool isFlat = _granularity == Granularity.Flat && region.IsSlab && !isAlone && !_hasBlocks;
        if (isFlat && !_lastIsAlone && _runs.Count > 0 && _runs[^1] is var last && last.Region == region && last.Offset + last.Length == offset)
        {
            _runs[^1] = last with { Length = last.Length + padded, Tensor = -1 };
        }
        else
        {
            KeepApart(region, offset, length);
            _runs.Add(new StepRun<T>(region, offset, (nint)_stateLength, isFlat ? padded : length, index));
            _lastIsAlone = isAlone;
        }

        var stateOffset = (nint)_stateLength;

        // Blocks begin anew with each tensor.
        _stateLength += _hasBlocks ? (length + Block8.Length - 1) / Block8.Length * Block8.Length : padded;
        return stateOffset;
    }

    /// <summary>
    /// Has the next state lie apart from its values in their pages, where that takes little room. Values and state of different
    /// sizes pass each other whatever is done.
    /// </summary>
    private void KeepApart(MemoryRegion region, int offset, int length)
    {
        const int Page = AlignedArray.PageSize;
        int size = Unsafe.SizeOf<T>();
        int wanted = StateMemory.PlaceFor(region.PlaceInPage(offset, length));
        if (_placeInPage is not int place)
        {
            _placeInPage = wanted;
        }
        else if (region.ElementSize == size && !_hasBlocks)
        {
            int there = (int)((place + _stateLength * size) % Page);
            long gap = AlignedArray.Pad((wanted - there + Page) % Page / size);
            if (gap <= length / PartOfGap)
            {
                _stateLength += gap;
            }
        }
    }

    private StepTensor<T> Tensor(MemoryRegion region, int offset, nint stateOffset, int length, int rowLength, ulong firstElement, int rank, RowSelection? rows)
    {
        var tensor = new StepTensor<T>(region, offset, stateOffset, length, rowLength, (int)_rowCount, (int)_blockCount, (int)_rowBlockCount, firstElement, rank, rows);
        ElementCount += length;
        _blockCount += ReductionShape.BlockCount(length);
        _rowCount += tensor.RowCount;
        _rowBlockCount += tensor.RowBlockCount;
        return tensor;
    }

    // What a step does not touch must not change, and of a block nothing can be stored alone.
    private void CheckRows(string recipe, Parameter parameter)
    {
        if (_hasBlocks && parameter.Rows is { RowCount: > 1 } rows && rows.RowLength % Block8.Length != 0)
        {
            throw new ArgumentException(
                $"Parameter '{parameter.Name}' is row-sparse, and recipe '{recipe}' stores state in blocks of {Block8.Length} elements: its rows need a multiple of that, or a precision without blocks.");
        }
    }

    // Each row has a block or more, so these are the most numerous of all.
    private void CheckCounts(string recipe)
    {
        if (_granularity == Granularity.Row && _rowBlockCount > Array.MaxLength)
        {
            throw new ArgumentException($"Recipe '{recipe}' reduces row by row, and there are {_rowCount} rows, more than one array can hold. Split the parameters over several optimizers.");
        }
    }

    private StateMemory Allocate(string recipe, StateFormat[] formats)
    {
        try
        {
            // Where a vector lies is known when it is lent.
            return new StateMemory(formats, Unsafe.SizeOf<T>(), _stateLength, Vector is null ? _placeInPage ?? 0 : null);
        }
        catch (OverflowException)
        {
            throw new ArgumentException(
                $"Recipe '{recipe}' keeps {formats.Length} values for each of {ElementCount} parameters, more than one array can hold. Split the parameters over several optimizers.");
        }
    }
}
