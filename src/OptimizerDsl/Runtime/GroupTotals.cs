namespace OptimizerDsl.Runtime;

/// <summary>What one group's reductions have come to: block by block, then tensor by tensor or row by row.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class GroupTotals<T>
    where T : unmanaged
{
    private readonly StepLayout<T> _layout;
    private readonly int _reductionCount;
    private readonly bool[] _isGlobal;
    private readonly double[] _blocks;
    private readonly double[] _tensors;
    private readonly double[] _rows;

    internal GroupTotals(StepLayout<T> layout, ReductionInfo[][] reductions, int reductionCount)
    {
        _layout = layout;
        _reductionCount = reductionCount;
        _isGlobal = new bool[reductionCount];
        foreach (ReductionInfo reduction in reductions.SelectMany(sweep => sweep))
        {
            _isGlobal[reduction.Index] |= reduction.Scope == ReductionScope.Global;
        }

        bool hasRows = reductions.Any(IsOfRows);
        bool hasTensors = reductions.Any(sweep => sweep.Length > 0 && !IsOfRows(sweep));
        _blocks = new double[reductions.Select(sweep => checked(sweep.Length * (IsOfRows(sweep) ? layout.RowBlockCount : layout.BlockCount))).DefaultIfEmpty().Max()];
        _tensors = new double[hasTensors ? checked(layout.Tensors.Length * reductionCount) : 0];
        _rows = new double[hasRows ? checked(layout.RowCount * reductionCount) : 0];
    }

    internal static bool IsOfRows(ReductionInfo[] sweep) => sweep.Length > 0 && sweep[0].Scope == ReductionScope.Row;

    /// <summary>Whether the group has a part in a global reduction.</summary>
    internal bool HasGlobal(int reduction) => _isGlobal[reduction];

    /// <summary>What a reduction gives for one tensor.</summary>
    internal double OfTensor(int tensor, int reduction) => _tensors[tensor * _reductionCount + reduction];

    /// <summary>What all reductions give for one tensor, by their index; empty without any over tensors.</summary>
    internal ReadOnlySpan<double> OfTensor(int tensor) => _tensors.Length == 0 ? default : _tensors.AsSpan(tensor * _reductionCount, _reductionCount);

    /// <summary>What all reductions give for one row, by their index; empty without any over rows.</summary>
    internal ReadOnlySpan<double> OfRow(int row) => _rows.Length == 0 ? default : _rows.AsSpan(row * _reductionCount, _reductionCount);

    /// <summary>Sets the lanes of a block to where they start.</summary>
    internal static void Clear(ReductionInfo[] sweep, Span<double> lanes)
    {
        for (int i = 0; i < sweep.Length; i++)
        {
            lanes.Slice(i * ReductionShape.Lanes, ReductionShape.Lanes).Fill(ReductionShape.Identity(sweep[i].Kind));
        }
    }

    /// <summary>Keeps what the lanes of a block come to. Several threads may do so at once, for different blocks.</summary>
    internal void Combine(ReductionInfo[] sweep, int block, ReadOnlySpan<double> lanes)
    {
        for (int i = 0; i < sweep.Length; i++)
        {
            _blocks[block * sweep.Length + i] = ReductionShape.Combine(lanes.Slice(i * ReductionShape.Lanes, ReductionShape.Lanes), sweep[i].Kind);
        }
    }

    /// <summary>Folds the blocks of a sweep into tensors, or rows.</summary>
    internal void Fold(ReductionInfo[] sweep)
    {
        for (int i = 0; i < sweep.Length; i++)
        {
            ReductionInfo reduction = sweep[i];
            for (int t = 0; t < _layout.Tensors.Length; t++)
            {
                ref readonly StepTensor<T> tensor = ref _layout.Tensors[t];
                if (reduction.Scope != ReductionScope.Row)
                {
                    _tensors[t * _reductionCount + reduction.Index] = Fold(sweep, i, tensor.FirstBlock, ReductionShape.BlockCount(tensor.Length));
                    continue;
                }

                int blocks = ReductionShape.BlockCount(tensor.RowLength);
                for (int row = 0; row < tensor.RowCount; row++)
                {
                    _rows[(tensor.FirstRow + row) * _reductionCount + reduction.Index] = Fold(sweep, i, tensor.FirstRowBlock + row * blocks, blocks);
                }
            }
        }
    }

    private double Fold(ReductionInfo[] sweep, int index, int firstBlock, int count)
    {
        ReductionKind kind = sweep[index].Kind;
        double total = ReductionShape.Identity(kind);
        for (int block = firstBlock; block < firstBlock + count; block++)
        {
            total = ReductionShape.Fold(total, _blocks[block * sweep.Length + index], kind);
        }

        return total;
    }
}
