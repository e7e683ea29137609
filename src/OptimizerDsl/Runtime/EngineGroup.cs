namespace OptimizerDsl.Runtime;

/// <summary>One group as an engine runs it.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="Public">What users see of it.</param>
/// <param name="Program">What it does.</param>
/// <param name="Layout">Where its tensors and its state lie.</param>
/// <param name="Runner">Runs the one over the other.</param>
/// <param name="States">The names of its state.</param>
/// <param name="Average">The state buffer of the averages; -1 when nothing is averaged.</param>
internal sealed record EngineGroup<T>(
    OptimizerGroup Public, StepProgram<T> Program, StepLayout<T> Layout, GroupRunner<T> Runner, StateNames States, int Average)
    where T : unmanaged
{
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

    /// <summary>Exchanges the averages of all tensors with the values.</summary>
    internal void SwapAverages()
    {
        if (Average < 0)
        {
            return;
        }

        foreach (ref readonly StepTensor<T> tensor in Layout.Tensors)
        {
            Swap(tensor.Region.Values.Slice(tensor.Offset, tensor.Length), Layout.State(Average, tensor));
        }
    }

    /// <summary>Exchanges the averages of a plain vector with its values.</summary>
    internal void SwapAverages(Span<T> values) => Swap(values, Layout.State(Average, Layout.Tensors[0]));

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
