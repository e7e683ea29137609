namespace OptimizerDsl.Runtime;

/// <summary>Runs a program's sweeps over a layout: reductions block by block, the update run by run, each cut into parts.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class SweepRunner<T> : IPartWork
    where T : unmanaged
{
    private readonly StepProgram<T> _program;
    private readonly StepLayout<T> _layout;
    private readonly int _updateSweep;
    private readonly ReductionKind[][] _kinds;
    private readonly double[] _totals;
    private readonly double[] _blockResults;
    private WorkCrew _crew;
    private int _threads;
    private int _sweep;

    internal SweepRunner(string recipe, StepProgram<T> program, StepLayout<T> layout)
    {
        _program = program;
        _layout = layout;
        _updateSweep = program.SweepCount - 1;
        if (_updateSweep < 0)
        {
            throw new ArgumentException($"The program of recipe '{recipe}' has {program.SweepCount} sweeps; it needs at least the one that updates.", nameof(program));
        }

        _kinds = new ReductionKind[_updateSweep][];
        int total = 0;
        int widest = 0;
        for (int sweep = 0; sweep < _updateSweep; sweep++)
        {
            _kinds[sweep] = [.. program.ReductionsOf(sweep)];
            total += _kinds[sweep].Length;
            widest = Math.Max(widest, _kinds[sweep].Length);
        }

        _totals = new double[total];
        _blockResults = new double[checked(widest * layout.BlockCount)];
        _threads = 1;
        _crew = new WorkCrew(this, 1);
    }

    /// <summary>How many threads work at most; there are never more parts than pieces to cut.</summary>
    internal int Threads
    {
        get => _threads;
        set
        {
            if (value != _threads)
            {
                _crew = new WorkCrew(this, value);
                _threads = value;
            }
        }
    }

    internal void Run(in StepInfo step)
    {
        int known = 0;
        for (_sweep = 0; _sweep < _updateSweep; _sweep++)
        {
            _program.Prepare(_sweep, step, _totals.AsSpan(0, known));
            ReductionKind[] kinds = _kinds[_sweep];
            if (kinds.Length > 0)
            {
                _crew.Run(Math.Min(_threads, _layout.BlockCount));
                for (int i = 0; i < kinds.Length; i++)
                {
                    _totals[known++] = Total(kinds[i], i, kinds.Length);
                }
            }
        }

        _program.Prepare(_sweep, step, _totals.AsSpan(0, known));
        try
        {
            _crew.Run((int)Math.Min(_threads, _layout.UnitCount));
        }
        finally
        {
            _layout.ClearPadding();
        }
    }

    void IPartWork.RunPart(int part, int parts)
    {
        if (_sweep == _updateSweep)
        {
            UpdateUnits(_layout.UnitCount * part / parts, _layout.UnitCount * (part + 1) / parts);
        }
        else
        {
            ReduceBlocks((int)((long)_layout.BlockCount * part / parts), (int)((long)_layout.BlockCount * (part + 1) / parts));
        }
    }

    private void UpdateUnits(long unit, long end)
    {
        const int Granularity = AlignedArray.Granularity;
        foreach (ref readonly StepRun<T> run in _layout.Runs)
        {
            if (unit >= end)
            {
                return;
            }

            long runEnd = run.FirstUnit + AlignedArray.Pad(run.Length) / Granularity;
            if (unit >= runEnd)
            {
                continue;
            }

            int first = (int)((unit - run.FirstUnit) * Granularity);
            int last = (int)Math.Min(run.Length, (end - run.FirstUnit) * Granularity);
            Span<T> values = run.Region.Values;
            Span<T> gradients = run.Region.Gradients;
            _program.Update(
                ref values[first],
                ref gradients[first],
                ref _layout.State(run.StateOffset + first),
                (nuint)_layout.StateStride,
                (nuint)(last - first));
            unit = runEnd;
        }
    }

    private void ReduceBlocks(int block, int end)
    {
        int width = _kinds[_sweep].Length;
        foreach (ref readonly StepTensor<T> tensor in _layout.Tensors)
        {
            if (block >= end)
            {
                return;
            }

            int tensorEnd = Math.Min(end, tensor.FirstBlock + ReductionShape.BlockCount(tensor.Length));
            if (block >= tensorEnd)
            {
                continue;
            }

            Span<T> values = tensor.Region.Values;
            Span<T> gradients = tensor.Region.Gradients;
            for (; block < tensorEnd; block++)
            {
                int start = (block - tensor.FirstBlock) * ReductionShape.BlockLength;
                int count = Math.Min(ReductionShape.BlockLength, tensor.Length - start);
                _program.Reduce(
                    _sweep,
                    ref values[tensor.Offset + start],
                    ref gradients[tensor.Offset + start],
                    ref _layout.State(tensor.StateOffset + start),
                    (nuint)_layout.StateStride,
                    (nuint)count,
                    _blockResults.AsSpan(block * width, width));
            }
        }
    }

    private double Total(ReductionKind kind, int index, int width)
    {
        double total = ReductionShape.Identity(kind);
        foreach (ref readonly StepTensor<T> tensor in _layout.Tensors)
        {
            double sum = ReductionShape.Identity(kind);
            int end = tensor.FirstBlock + ReductionShape.BlockCount(tensor.Length);
            for (int block = tensor.FirstBlock; block < end; block++)
            {
                sum = ReductionShape.Fold(sum, _blockResults[block * width + index], kind);
            }

            total = ReductionShape.Fold(total, sum, kind);
        }

        return total;
    }
}
