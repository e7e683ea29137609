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
/// How one buffer is stored; <paramref name="Number"/> tells its random numbers from those of others, in recipes that round by
/// such.
/// </summary>
internal sealed record StoredState(StateFormat Format, int Number, bool IsStochastic);

/// <summary>
/// Decides how each state buffer is stored: as the recipe says of it by name, else as it says of all, but no more coarsely than
/// the fragment stands. What users fill stays as they fill it.
/// </summary>
internal static class Store
{
    /// <summary>What a step keeps for each element, or reads of what users fill.</summary>
    public static IEnumerable<Parameter> StatesOf(Method step) => step.Parameters.Skip(2).Where(p => p.Type == IrType.Real);

    /// <param name="step">The group's step.</param>
    /// <param name="storage">What the recipe says.</param>
    /// <param name="all">The names of all state, also of what the step turned out not to need: its number is its place among them.</param>
    public static IReadOnlyList<StoredState> Run(Method step, StorageModel storage, IReadOnlyList<string> all)
    {
        var signs = new Lazy<ISet<string>>(() => Signs.NeverNegative(step));
        int NumberOf(string name) => Enumerable.Range(0, all.Count).First(i => all[i] == name);
        return StatesOf(step).Select(p => new StoredState(FormatOf(p, storage, signs), NumberOf(p.Name), storage.IsStochastic)).ToArray();
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
