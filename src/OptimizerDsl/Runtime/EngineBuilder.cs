namespace OptimizerDsl.Runtime;

/// <summary>Checks what an engine is made of, and puts it together. Nothing has changed when a check throws.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class EngineBuilder<T>
    where T : unmanaged
{
    private readonly StepPlan _plan;
    private readonly StepGroup<T>[] _groups;
    private readonly ReductionInfo[][][] _reductions;
    private readonly ReductionInfo[][] _observed;
    private readonly SweepRound[] _rounds;
    private readonly int _reductionCount;
    private readonly EngineGroup<T>[] _built;

    internal EngineBuilder(StepPlan plan, StepGroup<T>[] groups)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(plan.Recipe, nameof(plan));
        ArgumentNullException.ThrowIfNull(groups);
        _plan = plan;
        _groups = [.. groups];
        foreach (StepGroup<T> group in groups)
        {
            ArgumentNullException.ThrowIfNull(group, nameof(groups));
            ArgumentNullException.ThrowIfNull(group.Program, nameof(groups));
            ArgumentNullException.ThrowIfNull(group.Name, nameof(groups));
        }

        string? twice = groups.GroupBy(group => group.Name).FirstOrDefault(group => group.Count() > 1)?.Key;
        if (groups.Length == 0 || twice is not null)
        {
            throw new ArgumentException(twice is null ? $"Recipe '{plan.Recipe}' has no groups; it needs one." : $"Recipe '{plan.Recipe}' has two groups '{twice}'; give each a name of its own.", nameof(groups));
        }

        if (!ValueRange.CallsOfStep.Contains(plan.AccumulateSteps))
        {
            throw new ArgumentException(ValueRange.CallsOfStep.Outside("AccumulateSteps", plan.AccumulateSteps, plan.Recipe), nameof(plan));
        }

        _reductions = [.. groups.Select(Reductions)];
        _rounds = SweepRounds.Of(plan.Recipe, _reductions);
        _observed = [.. groups.Select(Observed)];
        _reductionCount = _reductions.SelectMany(sweeps => sweeps).Concat(_observed).SelectMany(sweep => sweep).Select(reduction => reduction.Index + 1).DefaultIfEmpty().Max();
        _built = new EngineGroup<T>[groups.Length];
    }

    /// <summary>For each parameter of the set its group, and its place among the tensors of the group.</summary>
    internal (int Group, int Tensor)[] Model { get; private set; } = [(0, 0)];

    internal EngineGroup<T>[] Build(ParameterSet parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ElementType own = ElementTypes.Of<T>() ?? throw new ArgumentException($"Recipe '{_plan.Recipe}' steps {typeof(T).Name}; elements are float or double.");
        if (own != parameters.ElementType)
        {
            throw new ArgumentException(
                $"Recipe '{_plan.Recipe}' steps {ElementTypes.Keyword(own)} parameters, but the set holds {parameters.ElementType}; make it with new ParameterSet(ElementType.{own}).", nameof(parameters));
        }

        if (_plan.Parameters != parameters.Precision)
        {
            throw new ArgumentException(
                $"Recipe '{_plan.Recipe}' steps {ElementTypes.Keyword(own, _plan.Parameters)} parameters, but the set holds {ElementTypes.Keyword(own, parameters.Precision)}; make it with {ElementTypes.SetOf(own, _plan.Parameters)}, or say [Optimizer(Parameters = ParameterPrecision.{parameters.Precision})] on the recipe.", nameof(parameters));
        }

        int[] assignment = GroupAssignment.Assign(_plan.Recipe, [.. _groups.Select(group => group.Name)], _plan.Patterns, [.. parameters.Select(parameter => (parameter.Name, parameter.Group))]);
        var members = new List<Parameter>[_groups.Length];
        for (int i = 0; i < members.Length; i++)
        {
            members[i] = [];
        }

        Model = new (int, int)[parameters.Count];
        var firstElements = new ulong[parameters.Count];
        ulong element = 0;
        foreach (Parameter parameter in parameters)
        {
            List<Parameter> group = members[assignment[parameter.Index]];
            Model[parameter.Index] = (assignment[parameter.Index], group.Count);
            group.Add(parameter);
            firstElements[parameter.Index] = element;
            element += (ulong)parameter.Length;
        }

        for (int i = 0; i < _groups.Length; i++)
        {
            StateNames states = States(i);
            Build(i, new StepLayout<T>(_plan.Recipe, _groups[i].Program.Granularity, members[i], firstElements, Formats(i)), states, members[i].AsReadOnly());
        }

        Take();
        parameters.Freeze(_plan.Recipe);
        return _built;
    }

    internal EngineGroup<T>[] Build(int count)
    {
        if (count < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(count), count, $"Recipe '{_plan.Recipe}' cannot step {count} parameters: the count is 0 or more.");
        }

        if (HasMaster)
        {
            throw new InvalidOperationException(
                $"Recipe '{_plan.Recipe}' steps {_plan.Parameters} parameters, which a plain vector of float does not hold: make it with a ParameterSet, and Attach the vector to that.");
        }

        if (_groups.Length > 1)
        {
            throw new InvalidOperationException(
                $"Recipe '{_plan.Recipe}' has {_groups.Length} groups, and a plain vector has no names by which to tell them apart: make it with a ParameterSet.");
        }

        StateNames states = States(0);
        Build(0, new StepLayout<T>(_plan.Recipe, _groups[0].Program.Granularity, count, [.. _groups[0].StateFormats]), states, []);
        Take();
        return _built;
    }

    internal SweepRunner<T> Runner() => new([.. _built.Select(group => group.Runner)], _rounds, Model, _reductionCount);

    private bool HasMaster => _plan.Parameters != ParameterPrecision.Full;

    private StateNames States(int i) => new(_plan.Recipe, _groups[i].Name, HasMaster ? [.. _groups[i].StateNames, StateNames.Master] : _groups[i].StateNames);

    private StateFormat[] Formats(int i) => HasMaster ? [.. _groups[i].StateFormats, StateFormat.Full] : [.. _groups[i].StateFormats];

    private void Build(int i, StepLayout<T> layout, StateNames states, IReadOnlyList<Parameter> members)
    {
        StepGroup<T> group = _groups[i];
        _built[i] = new EngineGroup<T>(
            new OptimizerGroup(_plan.Recipe, group.Name, group.LearningRate, members),
            group.Program,
            layout,
            new GroupRunner<T>(group, layout, _reductions[i], _observed[i], _reductionCount),
            states,
            group.Program.AverageState is { } average ? states.IndexOf(average) : -1,
            HasMaster ? states.IndexOf(StateNames.Master) : -1);
    }

    // Last of all, so that a program is still free when something else is refused.
    private void Take()
    {
        foreach (StepGroup<T> group in _groups)
        {
            if (group.Program.IsTaken || _groups.Count(other => other.Program == group.Program) > 1)
            {
                throw new ArgumentException($"The program of recipe '{_plan.Recipe}' already belongs to another engine or group; each needs one of its own.");
            }
        }

        foreach (EngineGroup<T> group in _built)
        {
            group.Program.Take(group.Layout.SegmentCount);
        }
    }

    private ReductionInfo[] Observed(StepGroup<T> group)
    {
        ReductionInfo[] observed = [.. group.Program.ObservedReductions];
        string? problem =
            observed.Any(reduction => reduction.Scope == ReductionScope.Row) ? "observes rows; the sweep that updates goes over blocks of tensors"
            : group.Program.Granularity == Granularity.Flat && observed.Any(reduction => reduction.Scope == ReductionScope.Tensor) ? $"observes tensors, but the program's granularity is {Granularity.Flat}; make it {Granularity.Tensor}"
            : null;
        return problem is null ? observed : throw new ArgumentException($"The update of recipe '{_plan.Recipe}' {problem}.");
    }

    private ReductionInfo[][] Reductions(StepGroup<T> group)
    {
        StepProgram<T> program = group.Program;
        if (program.SweepCount < 1)
        {
            throw new ArgumentException($"The program of recipe '{_plan.Recipe}' has {program.SweepCount} sweeps; it needs at least the one that updates.");
        }

        ReductionInfo[][] sweeps = [.. Enumerable.Range(0, program.SweepCount - 1).Select(sweep => (ReductionInfo[])[.. program.ReductionsOf(sweep)])];
        for (int sweep = 0; sweep < sweeps.Length; sweep++)
        {
            bool hasRows = sweeps[sweep].Any(reduction => reduction.Scope == ReductionScope.Row);
            string? problem =
                hasRows && sweeps[sweep].Any(reduction => reduction.Scope != ReductionScope.Row) ? "mixes rows with other scopes; give rows a sweep of their own"
                : hasRows && program.Granularity != Granularity.Row ? $"reduces rows, but the program's granularity is {program.Granularity}; make it {Granularity.Row}"
                : program.Granularity == Granularity.Flat && sweeps[sweep].Any(reduction => reduction.Scope == ReductionScope.Tensor) ? $"reduces tensors, but the program's granularity is {Granularity.Flat}; make it {Granularity.Tensor}"
                : null;
            if (problem is not null)
            {
                throw new ArgumentException($"Sweep {sweep} of recipe '{_plan.Recipe}' {problem}.");
            }
        }

        return sweeps;
    }
}
