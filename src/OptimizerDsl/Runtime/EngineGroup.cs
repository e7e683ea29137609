namespace OptimizerDsl.Runtime;

/// <summary>One group as an engine runs it.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="Public">What users see of it.</param>
/// <param name="Program">What it does.</param>
/// <param name="Layout">Where its tensors and its state lie.</param>
/// <param name="Runner">Runs the one over the other.</param>
/// <param name="States">The names of its state.</param>
/// <param name="Average">The state buffer of the averages; -1 when nothing is averaged.</param>
/// <param name="Master">The state buffer of the parameters in full; -1 where those of the model are in full.</param>
internal sealed partial record EngineGroup<T>(
    OptimizerGroup Public, StepProgram<T> Program, StepLayout<T> Layout, GroupRunner<T> Runner, StateNames States, int Average, int Master)
    where T : unmanaged
{
    // The values for which averages stand in that are not kept in full, tensor by tensor.
    private readonly Queue<T[]> _aside = new();
    private bool _areAside;

    /// <summary>Uniform state as one tensor sees it.</summary>
    internal double[] UniformState(int tensor, string name)
    {
        (int first, int count) = Layout.SegmentsOf(tensor);
        return Program.TryReadUniformState(name, first, count, out double[] values) ? values : throw new ArgumentException(
            $"{(Public.Name.Length == 0 ? "The recipe" : $"Group '{Public.Name}'")} keeps no uniform state '{name}'; it keeps {Kept()}.", nameof(name));

        string Kept() => Program.UniformStateNames.Length + Program.SegmentStateNames.Length == 0
            ? "none"
            : string.Join(", ", Program.UniformStateNames.Concat(Program.SegmentStateNames));
    }

    /// <summary>State of one tensor, where it is.</summary>
    /// <exception cref="InvalidOperationException">It is not kept in full.</exception>
    internal Span<TState> State<TState>(int tensor, string name)
        where TState : unmanaged => States.IndexOf(name) is var state && state == Master
            ? throw new InvalidOperationException($"State '{name}' follows what is written to the parameters, so there is no span to write it by: read Master(parameter), and set it with WriteState(parameter, \"{name}\", values).")
            : Full<TState>(state, tensor, $"ReadState(…, \"{name}\", values) for a copy, and WriteState to set it");

    /// <summary>The averages of one tensor, where they are.</summary>
    /// <exception cref="InvalidOperationException">They are not kept in full.</exception>
    internal Span<TState> Averages<TState>(int tensor)
        where TState : unmanaged => Full<TState>(Average, tensor, $"ReadState(…, \"{States[Average]}\", values) for a copy");

    /// <summary>Copies state of one tensor.</summary>
    internal void ReadState<TState>(int tensor, string name, Span<TState> values)
        where TState : unmanaged
    {
        ref readonly StepTensor<T> of = ref Tensor(tensor, values.Length);
        RefreshMaster(States.IndexOf(name), of);
        Layout.Memory.Read(States.IndexOf(name), of.StateOffset, values);
    }

    /// <summary>Sets state of one tensor.</summary>
    internal void WriteState<TState>(int tensor, string name, ReadOnlySpan<TState> values)
        where TState : unmanaged
    {
        ref readonly StepTensor<T> of = ref Tensor(tensor, values.Length);
        int state = States.IndexOf(name);
        CheckMaster(state);
        Layout.Memory.Write(state, of.StateOffset, values);
        WriteParameters(state, of);
    }

    /// <summary>Exchanges the averages of all tensors with the values.</summary>
    internal void SwapAverages()
    {
        if (Average < 0)
        {
            return;
        }

        foreach (ref readonly StepTensor<T> tensor in Layout.Tensors)
        {
            if (tensor.Region is MemoryRegion<T> full)
            {
                SwapAverages(full.Values.Slice(tensor.Offset, tensor.Length), tensor.StateOffset);
            }
            else
            {
                SwapStored(tensor);
            }
        }

        _areAside = !_areAside;
    }

    /// <summary>Exchanges the averages of a plain vector with its values.</summary>
    internal void SwapAverages(Span<T> values)
    {
        SwapAverages(values, Layout.Tensors[0].StateOffset);
        _areAside = !_areAside;
    }

    private void SwapAverages(Span<T> values, nint place)
    {
        if (Layout.Memory.FormatOf(Average) == StateFormat.Full)
        {
            Swap(values, Layout.Memory.Full<T>(Average, place, values.Length));
        }
        else if (_areAside)
        {
            _aside.Dequeue().CopyTo(values);
        }
        else
        {
            // Values do not go where averages are stored in fewer bytes.
            _aside.Enqueue(values.ToArray());
            Layout.Memory.Read(Average, place, values);
        }
    }

    private Span<TState> Full<TState>(int state, int tensor, string instead)
        where TState : unmanaged
    {
        StateFormat format = Layout.Memory.FormatOf(state);
        return format == StateFormat.Full
            ? Layout.Memory.Full<TState>(state, Layout.Tensors[tensor].StateOffset, Layout.Tensors[tensor].Length)
            : throw new InvalidOperationException(
                $"State '{States[state]}' is stored as {format}, of which there is no span of numbers: call {instead}.");
    }

    private ref readonly StepTensor<T> Tensor(int tensor, int values)
    {
        ref readonly StepTensor<T> of = ref Layout.Tensors[tensor];
        if (values != of.Length)
        {
            throw new ArgumentException($"There is state for {of.Length} elements, but a span of {values}.", nameof(values));
        }

        return ref of;
    }

    private static void Swap(Span<T> a, Span<T> b)
    {
        Span<T> spare = stackalloc T[256];
        for (int start = 0; start < a.Length; start += spare.Length)
        {
            int count = Math.Min(spare.Length, a.Length - start);
            a.Slice(start, count).CopyTo(spare);
            b.Slice(start, count).CopyTo(a[start..]);
            spare[..count].CopyTo(b[start..]);
        }
    }
}
