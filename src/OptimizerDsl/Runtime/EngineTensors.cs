using OptimizerDsl.Checkpoints;

namespace OptimizerDsl.Runtime;

/// <summary>Where a parameter is in an engine.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Its dimensions.</param>
/// <param name="Group">Its group.</param>
/// <param name="Tensor">Its place among the tensors of the group.</param>
internal readonly record struct TensorPlace(string Name, long[] Shape, int Group, int Tensor);

/// <summary>The memory of an engine as tensors of a checkpoint.</summary>
internal static class EngineTensors
{
    /// <summary>All of them; the values of parameters come first, in the order of the model.</summary>
    internal static IEnumerable<CheckpointTensor> Of<T>(StepPlan plan, EngineGroup<T>[] groups, IEnumerable<TensorPlace> places, bool hasGradients)
        where T : unmanaged
    {
        TensorPlace[] model = [.. places];
        return model.Select(place => Values(groups[place.Group].Layout, place))
            .Concat(model.SelectMany(place => States(groups[place.Group], place)))
            .Concat(model.SelectMany(place => SegmentStates(groups[place.Group], place)))
            .Concat(groups.SelectMany(GroupStates))
            .Concat(Metrics(plan))
            .Concat(hasGradients ? model.Select(place => Gradients(groups[place.Group].Layout, place)) : [])
            .Concat(model.SelectMany(place => Rows(groups[place.Group].Layout, place)));
    }

    private static CheckpointTensor Values<T>(StepLayout<T> layout, TensorPlace place)
        where T : unmanaged
    {
        string name = TensorNames.Parameter(place.Name);
        return new(TensorRole.Parameter, place.Name, layout.Tensors[place.Tensor].Region switch
        {
            MemoryRegion<BFloat16> => Values<T, BFloat16>(layout, name, place),
            MemoryRegion<Half> => Values<T, Half>(layout, name, place),
            _ => Values<T, T>(layout, name, place),
        });
    }

    private static MemoryTensor<TStored> Values<T, TStored>(StepLayout<T> layout, string name, TensorPlace place)
        where T : unmanaged
        where TStored : unmanaged => new(name, place.Shape, () =>
        {
            ref readonly StepTensor<T> tensor = ref layout.Tensors[place.Tensor];
            return ((MemoryRegion<TStored>)tensor.Region).Values.Slice(tensor.Offset, tensor.Length);
        });

    private static CheckpointTensor Gradients<T>(StepLayout<T> layout, TensorPlace place)
        where T : unmanaged
    {
        string name = TensorNames.Gradient(place.Name);
        return new(TensorRole.Gradient, place.Name, layout.Tensors[place.Tensor].Region switch
        {
            MemoryRegion<BFloat16> => Gradients<T, BFloat16>(layout, name, place),
            MemoryRegion<Half> => Gradients<T, Half>(layout, name, place),
            _ => Gradients<T, T>(layout, name, place),
        });
    }

    private static MemoryTensor<TStored> Gradients<T, TStored>(StepLayout<T> layout, string name, TensorPlace place)
        where T : unmanaged
        where TStored : unmanaged => new(name, place.Shape, () =>
        {
            ref readonly StepTensor<T> tensor = ref layout.Tensors[place.Tensor];
            return ((MemoryRegion<TStored>)tensor.Region).Gradients.Slice(tensor.Offset, tensor.Length);
        });

    private static IEnumerable<CheckpointTensor> States<T>(EngineGroup<T> group, TensorPlace place)
        where T : unmanaged => group.States.Names.Select((name, state) => new CheckpointTensor(
            TensorRole.State, place.Name, State(group.Layout, TensorNames.State(place.Name, name), state, place)));

    // As it is stored, so that a loaded run goes on with the same bits; blocks as rows of bytes, the beginning of the scale first.
    private static TensorData State<T>(StepLayout<T> layout, string name, int state, TensorPlace place)
        where T : unmanaged
    {
        StateMemory memory = layout.Memory;
        (nint first, int length) = (layout.Tensors[place.Tensor].StateOffset, layout.Tensors[place.Tensor].Length);
        return memory.FormatOf(state) switch
        {
            StateFormat.Full => new MemoryTensor<T>(name, place.Shape, () => memory.Full<T>(state, first, length)),
            StateFormat.BFloat16 => new MemoryTensor<ushort>(name, place.Shape, () => memory.Full<ushort>(state, first, length)),
            _ => new MemoryTensor<byte>(name, [StateMemory.BlockCount(length), Block8.Bytes], () => memory.Blocks(state, first, length)),
        };
    }

    private static IEnumerable<CheckpointTensor> SegmentStates<T>(EngineGroup<T> group, TensorPlace place)
        where T : unmanaged
    {
        StepProgram<T> program = group.Program;
        (int first, int count) = group.Layout.SegmentsOf(place.Tensor);
        return program.SegmentStateNames.Select((name, state) => new CheckpointTensor(TensorRole.State, place.Name, new GatheredTensor<double>(
            TensorNames.SegmentState(place.Name, name),
            program.Granularity == Granularity.Row ? [count] : [],
            program.ReadSegmentState(state, first, count),
            values => program.WriteSegmentState(state, first, values))));
    }

    private static IEnumerable<CheckpointTensor> GroupStates<T>(EngineGroup<T> group)
        where T : unmanaged => group.Program.UniformStateNames.Select((name, state) => new CheckpointTensor(
            TensorRole.GroupState, null, new MemoryTensor<double>(TensorNames.GroupState(group.Public.Name, name), [], () => group.Program.UniformStateAt(state))));

    private static IEnumerable<CheckpointTensor> Metrics(StepPlan plan) => plan.MetricFactors.Length == 0
        ? []
        :
        [
            new(TensorRole.Metric, null, new MemoryTensor<double>(TensorNames.Metrics + "state", [plan.MetricState.Length], () => plan.MetricState)),
            new(TensorRole.Metric, null, new MemoryTensor<double>(TensorNames.Metrics + "factors", [plan.MetricFactors.Length], () => plan.MetricFactors)),
        ];

    private static IEnumerable<CheckpointTensor> Rows<T>(StepLayout<T> layout, TensorPlace place)
        where T : unmanaged => layout.Tensors[place.Tensor].Rows is { } rows
            ? [new(TensorRole.Rows, place.Name, new RowsTensor(TensorNames.RowsOf(place.Name), rows))]
            : [];
}
