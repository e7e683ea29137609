namespace OptimizerDsl.Runtime;

/// <summary>Runs one group's program over the group's tensors, sweep by sweep, each of which is cut into units of work.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed partial class GroupRunner<T>
    where T : unmanaged
{
    private readonly StepProgram<T> _program;
    private readonly Granularity _granularity;
    private readonly bool _movesZeros;
    private readonly bool _storesBlocks;
    private readonly int _updateSweep;
    private readonly ReductionInfo[][] _reductions;
    private readonly ReductionInfo[] _observed;
    private readonly long? _roundingSeed;
    private RandomRounding _rounding;
    private StepInfo _step;
    private int _sweep;

    internal GroupRunner(StepGroup<T> group, StepLayout<T> layout, ReductionInfo[][] reductions, ReductionInfo[] observed, int reductionCount)
    {
        _program = group.Program;
        _roundingSeed = group.RoundingSeed;
        _rounding = new RandomRounding(0, [.. group.StateNumbers]);
        _granularity = _program.Granularity;
        _movesZeros = !_program.KeepsZeros;
        _storesBlocks = _program.StoresBlocks;
        _updateSweep = reductions.Length;
        _reductions = reductions;
        _observed = observed;
        Layout = layout;
        Totals = new GroupTotals<T>(layout, [.. reductions, observed], reductionCount);
    }

    internal StepLayout<T> Layout { get; }

    internal GroupTotals<T> Totals { get; }

    /// <summary>The number of units of work in the sweep that was last prepared; 0 when the group sits it out.</summary>
    internal long WorkCount { get; private set; }

    /// <summary>What the sweep that updates reduces beside.</summary>
    internal ReadOnlySpan<ReductionInfo> Observed => _observed;

    internal string? WhySkipped => _program.WhySkipped;

    internal void BeginStep(in StepInfo step)
    {
        _step = step;
        if (_roundingSeed is { } seed)
        {
            _rounding = _rounding with { Key = VaryingNoise.Key(seed, step.Count) };
        }

        _program.BeginStep();
    }

    /// <summary>Gets ready to reduce.</summary>
    /// <param name="sweep">The sweep; a negative one sits the round out.</param>
    /// <param name="totals">The totals so far.</param>
    internal void PrepareReduction(int sweep, ReadOnlySpan<double> totals)
    {
        _sweep = sweep;
        WorkCount = 0;
        if (sweep < 0)
        {
            return;
        }

        _program.Prepare(sweep, _step, totals);
        if (_reductions[sweep].Length > 0)
        {
            PrepareSegments(totals);
            WorkCount = GroupTotals<T>.IsOfRows(_reductions[sweep]) ? Layout.RowBlockCount : Layout.BlockCount;
        }
    }

    internal void PrepareUpdate(ReadOnlySpan<double> totals)
    {
        _sweep = _updateSweep;
        _program.Prepare(_updateSweep, _step, totals);
    }

    /// <summary>What remains to be prepared once it is sure that the update will run.</summary>
    internal void CommitUpdate(ReadOnlySpan<double> totals)
    {
        // Segments still read the state that the last step left.
        PrepareSegments(totals);
        _program.CommitUniformState();
        WorkCount = _observed.Length > 0 ? Layout.BlockCount : Layout.UnitCount;
    }

    /// <summary>
    /// Runs the whole step of a group that is the only one and reduces nothing, on the calling thread: of a small model, the
    /// way through rounds, groups and parts would take longer than the update.
    /// </summary>
    /// <returns>Why nothing was written; null after an update.</returns>
    internal string? RunAlone()
    {
        PrepareUpdate(default);
        if (_program.WhySkipped is { } reason)
        {
            return reason;
        }

        CommitUpdate(default);
        try
        {
            foreach (ref readonly StepRun<T> run in Layout.Runs)
            {
                UpdateRun(run, 0, run.Length);
            }
        }
        finally
        {
            ClearPadding();
        }

        Observe(default);
        return null;
    }

    /// <summary>Makes padding zero again that the update may have moved.</summary>
    internal void ClearPadding()
    {
        if (_movesZeros)
        {
            Layout.ClearPadding();
        }
    }

    /// <summary>Does the units of work from first to end.</summary>
    internal void Work(long first, long end)
    {
        if (_sweep == _updateSweep && _observed.Length > 0)
        {
            UpdateBlocks((int)first, (int)end);
        }
        else if (_sweep == _updateSweep)
        {
            UpdateUnits(first, end);
        }
        else if (GroupTotals<T>.IsOfRows(_reductions[_sweep]))
        {
            ReduceRowBlocks((int)first, (int)end);
        }
        else
        {
            ReduceBlocks((int)first, (int)end);
        }
    }

    /// <summary>Folds the blocks that the reducing sweep left behind into tensors, or rows.</summary>
    internal void FoldBlocks()
    {
        if (_sweep >= 0)
        {
            Totals.Fold(_sweep == _updateSweep ? _observed : _reductions[_sweep]);
        }
    }

    private void PrepareSegments(ReadOnlySpan<double> totals)
    {
        if (_granularity == Granularity.Flat)
        {
            return;
        }

        for (int t = 0; t < Layout.Tensors.Length; t++)
        {
            ReadOnlySpan<double> ofTensor = Totals.OfTensor(t);
            ref readonly StepTensor<T> tensor = ref Layout.Tensors[t];
            _program.SetShape(new SegmentShape(tensor.Length, tensor.Rank, tensor.RowLength));
            if (_granularity == Granularity.Tensor)
            {
                _program.PrepareSegment(_sweep, t, _step, totals, ofTensor, default);
                continue;
            }

            for (int row = tensor.FirstRow; row < tensor.FirstRow + tensor.RowCount; row++)
            {
                _program.PrepareSegment(_sweep, row, _step, totals, ofTensor, Totals.OfRow(row));
            }
        }
    }

    private void UpdateUnits(long unit, long end)
    {
        const int Unit = AlignedArray.Granularity;
        foreach (ref readonly StepRun<T> run in Layout.Runs)
        {
            long runUnit = run.StateOffset / Unit;
            long runEnd = runUnit + AlignedArray.Pad(run.Length) / Unit;
            if (unit >= end || runUnit >= end)
            {
                return;
            }

            if (unit >= runEnd)
            {
                continue;
            }

            UpdateRun(run, (int)((Math.Max(unit, runUnit) - runUnit) * Unit), (int)Math.Min(run.Length, (end - runUnit) * Unit));
            unit = runEnd;
        }
    }

    private void ReduceBlocks(int block, int end)
    {
        Span<double> lanes = stackalloc double[_reductions[_sweep].Length * ReductionShape.Lanes];
        for (int t = 0; t < Layout.Tensors.Length && block < end; t++)
        {
            ref readonly StepTensor<T> tensor = ref Layout.Tensors[t];
            int tensorEnd = Math.Min(end, tensor.FirstBlock + ReductionShape.BlockCount(tensor.Length));
            if (block >= tensorEnd)
            {
                continue;
            }

            ref byte values = ref tensor.Region.Value(tensor.Offset, tensor.Length);
            ref byte gradients = ref tensor.Region.Gradient(tensor.Offset, tensor.Length);
            for (; block < tensorEnd; block++)
            {
                int start = (block - tensor.FirstBlock) * ReductionShape.BlockLength;
                int length = Math.Min(ReductionShape.BlockLength, tensor.Length - start);
                GroupTotals<T>.Clear(_reductions[_sweep], lanes);
                if (_granularity != Granularity.Row)
                {
                    ReducePiece(tensor, ref values, ref gradients, _granularity == Granularity.Flat ? -1 : t, start, 0, length, lanes);
                }
                else
                {
                    for (int i = 0; i < length;)
                    {
                        int row = (start + i) / tensor.RowLength;
                        int pieceEnd = (int)Math.Min(length, (row + 1L) * tensor.RowLength - start);
                        ReducePiece(tensor, ref values, ref gradients, tensor.FirstRow + row, start, i, pieceEnd, lanes);
                        i = pieceEnd;
                    }
                }

                Totals.Combine(_reductions[_sweep], block, lanes);
            }
        }
    }

    private void ReduceRowBlocks(int block, int end)
    {
        Span<double> lanes = stackalloc double[_reductions[_sweep].Length * ReductionShape.Lanes];
        for (int t = 0; t < Layout.Tensors.Length && block < end; t++)
        {
            ref readonly StepTensor<T> tensor = ref Layout.Tensors[t];
            int blocks = ReductionShape.BlockCount(tensor.RowLength);
            int tensorEnd = (int)Math.Min(end, tensor.FirstRowBlock + tensor.RowBlockCount);
            if (block >= tensorEnd)
            {
                continue;
            }

            ref byte values = ref tensor.Region.Value(tensor.Offset, tensor.Length);
            ref byte gradients = ref tensor.Region.Gradient(tensor.Offset, tensor.Length);
            for (; block < tensorEnd; block++)
            {
                (int row, int inRow) = Math.DivRem(block - tensor.FirstRowBlock, blocks);
                int start = inRow * ReductionShape.BlockLength;
                GroupTotals<T>.Clear(_reductions[_sweep], lanes);
                ReducePiece(
                    tensor, ref values, ref gradients, tensor.FirstRow + row, row * tensor.RowLength + start, 0, Math.Min(ReductionShape.BlockLength, tensor.RowLength - start), lanes);
                Totals.Combine(_reductions[_sweep], block, lanes);
            }
        }
    }

    /// <summary>Reduces the elements from start to end of the block that begins at an element of the tensor.</summary>
    private void ReducePiece(in StepTensor<T> tensor, ref byte values, ref byte gradients, int segment, int block, int start, int end, Span<double> lanes)
    {
        var place = new RunPlace
        {
            Segment = segment,
            Element = tensor.FirstElement + (ulong)block,
            StatePlace = tensor.StateOffset + block,
            StateAddresses = Layout.Memory.Addresses,
        };
        _program.Reduce(
            _sweep,
            place,
            ref At(ref values, block, tensor.Region.ElementSize),
            ref At(ref gradients, block, tensor.Region.ElementSize),
            (nuint)start,
            (nuint)end,
            lanes);
    }
}
