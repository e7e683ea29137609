using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;

namespace OptimizerDsl.Generators.Passes;

/// <summary>How a state buffer lies in memory; the library's StateFormat.</summary>
internal enum StateFormat
{
    Full,
    BFloat16,
    Block8Signed,
    Block8Unsigned,
}

/// <summary>
/// Decides how each state buffer is stored: as the recipe says of it by name, else as it says of all, but no more coarsely than
/// the fragment stands. What users fill stays as they fill it.
/// </summary>
internal static class Store
{
    public static IReadOnlyList<StateFormat> Run(Method step, StorageModel storage)
    {
        var signs = new Lazy<ISet<string>>(() => Signs.NeverNegative(step));
        return step.Parameters.Skip(2).Where(p => p.Type == IrType.Real).Select(p => FormatOf(p, storage, signs)).ToArray();
    }

    private static StateFormat FormatOf(Parameter state, StorageModel storage, Lazy<ISet<string>> neverNegative)
    {
        if (!state.IsReference) return StateFormat.Full;
        StatePrecision precision = storage.Overrides.FirstOrDefault(o => o.Name == state.Name)?.Precision
            ?? (StatePrecision)Math.Min((int)storage.Precision, (int)state.Least);
        return precision switch
        {
            StatePrecision.Full => StateFormat.Full,
            StatePrecision.BFloat16 => StateFormat.BFloat16,
            _ => neverNegative.Value.Contains(state.Name) ? StateFormat.Block8Unsigned : StateFormat.Block8Signed,
        };
    }
}
