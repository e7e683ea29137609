using OptimizerDsl.Checkpoints;

namespace OptimizerDsl.Runtime;

// How checkpoints get at what the engine has. Nothing else runs on it meanwhile.
public sealed partial class StepEngine<T>
{
    /// <summary>How checkpoints get at what the engine has.</summary>
    public CheckpointAccess Checkpoint => new Access(this);

    private void Hold(Action<CheckpointContent> use)
    {
        Enter();
        try
        {
            if (_parameters is null)
            {
                throw new InvalidOperationException($"This {_plan.Recipe} was made for a vector of {_count} parameters: hand that over too, as in Save(path, values) and Load(path, values).");
            }

            CheckNoAverages("be saved or loaded");
            foreach (EngineGroup<T> group in _groups)
            {
                group.Layout.Touch();
            }

            use(Content(hasGradients: true));
        }
        finally
        {
            Leave();
        }
    }

    private unsafe void Hold(ReadOnlySpan<T> values, ReadOnlySpan<T> gradients, Action<CheckpointContent> use)
    {
        Enter();
        try
        {
            if (_groups[0].Layout is not { Vector: not null } layout)
            {
                throw new InvalidOperationException($"This {_plan.Recipe} was made for a ParameterSet, which has its parameters: save and load it without a vector.");
            }

            CheckNoAverages("be saved or loaded");
            CheckLength(values.Length, nameof(values));
            if (!gradients.IsEmpty)
            {
                CheckLength(gradients.Length, nameof(gradients));
            }

            fixed (T* first = values, slopes = gradients)
            {
                layout.Lend(first, slopes);
                try
                {
                    use(Content(hasGradients: gradients.Length == _count));
                }
                finally
                {
                    layout.Lend(null, null);
                }
            }
        }
        finally
        {
            Leave();
        }
    }

    private CheckpointContent Content(bool hasGradients) => new()
    {
        Recipe = _plan.Recipe,
        Elements = ElementTypes.Keyword(ElementTypes.Of<T>()!.Value),
        Fields = Fields(),
        Numbers = [.. Numbers()],
        Tensors = [.. EngineTensors.Of(_plan, _groups, Places(), hasGradients)],
        Steps = StepCount,
        AccumulateSteps = _plan.AccumulateSteps,
        Accumulated = _accumulated,
        LossSum = _accumulated > 0 ? _lossSum : 0,
        IsVector = _parameters is null,
    };

    private IEnumerable<TensorPlace> Places() => _parameters is null
        ? [new TensorPlace(TensorNames.Vector, [_count], 0, 0)]
        : _parameters.Select(parameter => new TensorPlace(
            parameter.Name, [.. parameter.Shape.ToArray().Select(dimension => (long)dimension)], _model[parameter.Index].Group, _model[parameter.Index].Tensor));

    private List<RecipeField> Fields()
    {
        List<RecipeField> fields = [.. _plan.Fields];
        fields.AddRange(_groups.Select(group => RateField(group.Public)));
        fields.Add(new(CheckpointDifferences.Accumulation, "AccumulateGradients.Steps", CheckpointContent.Text(_plan.AccumulateSteps)));
        fields.Add(new(CheckpointDifferences.Accumulation, "ClearGradients", _plan.ClearGradients ? "true" : "false"));
        foreach (Parameter parameter in _groups.Where(group => group.Public.Name.Length > 0).SelectMany(group => group.Public.Parameters))
        {
            fields.Add(new(CheckpointDifferences.Groups, $"group of \"{parameter.Name}\"", _groups[_model[parameter.Index].Group].Public.Name));
        }

        return fields;
    }

    private static RecipeField RateField(OptimizerGroup group) =>
        new(CheckpointDifferences.Hyperparameters, group.Name.Length == 0 ? "LearningRate" : $"{group.Name}/LearningRate", CheckpointContent.Text(group.InitialRate));

    private IEnumerable<NamedNumber> Numbers()
    {
        foreach (OptimizerGroup group in Groups)
        {
            yield return new(group.Name.Length == 0 ? "rate" : $"rate/{group.Name}", RateField(group), () => group.LearningRate, value => group.LearningRate = value,
                value => ValueRange.LearningRate.Contains(value) ? null : ValueRange.LearningRate.Outside("", value));
        }

        int[] targets = [.. _plan.Targets];
        for (int i = 0; i < _groups[0].Program.TunableCount; i++)
        {
            int tunable = i;
            string name = i < _plan.TunableNames.Count ? _plan.TunableNames[i] : CheckpointContent.Text(i);
            int target = Array.IndexOf(targets, i);
            if (target >= 0)
            {
                // What a schedule moves follows from what it is moved from.
                yield return Tunable("base/", name, () => _plan.TargetBases[target], value => _plan.TargetBases[target] = value);
                continue;
            }

            yield return Tunable("tunable/", name, () => _groups[0].Program.GetTunable(tunable), value =>
            {
                foreach (EngineGroup<T> group in _groups)
                {
                    group.Program.SetTunable(tunable, value);
                }
            });
        }
    }

    private NamedNumber Tunable(string kind, string name, Func<double> get, Action<double> set)
    {
        RecipeField[] fields = [.. _plan.Fields.Where(field => field.Kind == CheckpointDifferences.Hyperparameters && field.Name == name)];
        return new(kind + name, fields is [RecipeField field, ..] ? field : null, get, set, value => double.IsNaN(value) ? "is not a number." : null);
    }

    private void Restore(CheckpointContent content, CheckpointValues values, IReadOnlyDictionary<string, BufferedTensor> tensors)
    {
        foreach (CheckpointTensor tensor in content.Tensors)
        {
            if (tensors.TryGetValue(tensor.Data.Name, out BufferedTensor? loaded))
            {
                loaded.CopyTo(tensor.Data);
            }
            else if (tensor.Role is TensorRole.State or TensorRole.GroupState || (tensor.Role == TensorRole.Gradient && (_plan.ClearGradients || _accumulated > 0)))
            {
                tensor.Data.Clear();
            }
            else if (tensor.Data is RowsTensor rows)
            {
                rows.Forget();
            }
        }

        foreach (NamedNumber number in content.Numbers)
        {
            if (values.For(number) is double value)
            {
                number.Set(value);
            }
        }

        StepCount = values.Steps;
        _accumulated = values.Accumulated;
        _lossSum = values.LossSum;
    }

    private IEnumerable<(EngineGroup<T> Group, int Segment, string State, ObservedValue Value)> Observed()
    {
        foreach (EngineGroup<T> group in _groups)
        {
            foreach (string state in group.Program.ObservedStateNames)
            {
                if (group.Program.UniformStateNames.Contains(state))
                {
                    yield return (group, 0, state, new ObservedValue(state, group.Public.Name, null));
                    continue;
                }

                for (int tensor = 0; tensor < group.Layout.Tensors.Length; tensor++)
                {
                    // Rows of a tensor have the same value of what is observed of it.
                    (int first, int count) = group.Layout.SegmentsOf(tensor);
                    string name = _parameters is null ? TensorNames.Vector : group.Public.Parameters[tensor].Name;
                    if (count > 0)
                    {
                        yield return (group, first, state, new ObservedValue(state, group.Public.Name, name));
                    }
                }
            }
        }
    }

    private sealed class Access(StepEngine<T> engine) : CheckpointAccess<T>
    {
        private readonly (EngineGroup<T> Group, int Segment, string State, ObservedValue Value)[] _observed = [.. engine.Observed()];

        internal override string Recipe => engine._plan.Recipe;

        internal override IReadOnlyList<ObservedValue> Observed => [.. _observed.Select(observed => observed.Value)];

        internal override void ReadObserved(Span<double> values)
        {
            for (int i = 0; i < _observed.Length; i++)
            {
                values[i] = _observed[i].Group.Program.UniformStateOf(_observed[i].State, _observed[i].Segment);
            }
        }

        internal override int Accumulated => engine._accumulated;

        internal override CheckpointContent Outline() => engine.Content(hasGradients: true);

        internal override void Hold(Action<CheckpointContent> use) => engine.Hold(use);

        internal override void Hold(ReadOnlySpan<T> values, ReadOnlySpan<T> gradients, Action<CheckpointContent> use) => engine.Hold(values, gradients, use);

        internal override void Restore(CheckpointContent content, CheckpointValues values, IReadOnlyDictionary<string, BufferedTensor> tensors) =>
            engine.Restore(content, values, tensors);

        internal override void SetSteps(long count) => engine.StepCount = count;
    }
}
