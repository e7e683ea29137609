namespace OptimizerDsl.Runtime;

/// <summary>
/// Runs the sweeps of all groups: rounds of reductions, then the update. Each is one piece of work over all groups, cut into
/// as many parts as there are threads.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class SweepRunner<T> : IPartWork
    where T : unmanaged
{
    private readonly GroupRunner<T>[] _groups;
    private readonly SweepRound[] _rounds;
    private readonly (int Group, int Tensor)[] _model;
    private readonly double[] _totals;
    private WorkCrew _crew;
    private int _threads = 1;
    private long _workCount;

    /// <summary>Makes a runner.</summary>
    /// <param name="groups">The groups.</param>
    /// <param name="rounds">The order of their reducing sweeps.</param>
    /// <param name="model">The tensors of the model in their order: the group, and the place within the group.</param>
    /// <param name="reductionCount">The number of indices of reductions.</param>
    internal SweepRunner(GroupRunner<T>[] groups, SweepRound[] rounds, (int Group, int Tensor)[] model, int reductionCount)
    {
        _groups = groups;
        _rounds = rounds;
        _model = model;
        _totals = new double[reductionCount];
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

    /// <summary>Runs one step; <see cref="GroupRunner{T}.BeginStep"/> has told the groups which one.</summary>
    /// <returns>Why nothing was written; null after an update.</returns>
    internal string? Run()
    {
        if (_rounds.Length == 0 && _groups.Length == 1 && _threads == 1 && _groups[0].Observed.Length == 0)
        {
            return _groups[0].RunAlone();
        }

        _totals.AsSpan().Clear();
        foreach (SweepRound round in _rounds)
        {
            for (int group = 0; group < _groups.Length; group++)
            {
                _groups[group].PrepareReduction(round.Sweeps[group], _totals);
            }

            RunParts();
            foreach (GroupRunner<T> group in _groups)
            {
                group.FoldBlocks();
            }

            foreach (ReductionInfo reduction in round.Totals)
            {
                _totals[reduction.Index] = Total(reduction);
            }
        }

        foreach (GroupRunner<T> group in _groups)
        {
            group.PrepareUpdate(_totals);
        }

        foreach (GroupRunner<T> group in _groups)
        {
            if (group.WhySkipped is { } reason)
            {
                return reason;
            }
        }

        foreach (GroupRunner<T> group in _groups)
        {
            group.CommitUpdate(_totals);
        }

        try
        {
            RunParts();
        }
        finally
        {
            foreach (GroupRunner<T> group in _groups)
            {
                group.ClearPadding();
            }
        }

        Observe();
        return null;
    }

    private void Observe()
    {
        foreach (GroupRunner<T> group in _groups)
        {
            group.FoldBlocks();
        }

        foreach (GroupRunner<T> group in _groups)
        {
            foreach (ReductionInfo reduction in group.Observed)
            {
                // What several groups share comes to the same for each.
                _totals[reduction.Index] = reduction.Scope == ReductionScope.Global ? Total(reduction) : 0;
            }
        }

        foreach (GroupRunner<T> group in _groups)
        {
            group.Observe(_totals);
        }
    }

    void IPartWork.RunPart(int part, int parts)
    {
        long first = _workCount * part / parts;
        long end = _workCount * (part + 1) / parts;
        foreach (GroupRunner<T> group in _groups)
        {
            long count = group.WorkCount;
            if (first < count && end > 0)
            {
                group.Work(Math.Max(first, 0), Math.Min(end, count));
            }

            first -= count;
            end -= count;
        }
    }

    private void RunParts()
    {
        if (_threads == 1)
        {
            foreach (GroupRunner<T> group in _groups)
            {
                // A group that sits the round out has no sweep.
                if (group.WorkCount > 0)
                {
                    group.Work(0, group.WorkCount);
                }
            }

            return;
        }

        _workCount = 0;
        foreach (GroupRunner<T> group in _groups)
        {
            _workCount += group.WorkCount;
        }

        _crew.Run((int)Math.Min(_threads, _workCount));
    }

    // Tensor by tensor in the order of the model, whichever groups they are of.
    private double Total(ReductionInfo reduction)
    {
        double total = ReductionShape.Identity(reduction.Kind);
        foreach ((int group, int tensor) in _model)
        {
            if (_groups[group].Totals.HasGlobal(reduction.Index))
            {
                total = ReductionShape.Fold(total, _groups[group].Totals.OfTensor(tensor, reduction.Index), reduction.Kind);
            }
        }

        return total;
    }
}
