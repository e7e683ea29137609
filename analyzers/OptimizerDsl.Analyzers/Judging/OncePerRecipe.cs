using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace OptimizerDsl.Analyzers.Judging;

/// <summary>
/// What is found out once for each recipe of a compilation, though several analyzers ask at the same time. Who comes while it is
/// being found out waits; where finding out was cancelled, the next one tries again.
/// </summary>
internal sealed class OncePerRecipe<T>
{
    private readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<INamedTypeSymbol, Slot>> _known = new();

    public T Of(INamedTypeSymbol recipe, Compilation compilation, Func<T> find)
    {
        Slot slot = _known.GetValue(compilation, _ => new(SymbolEqualityComparer.Default)).GetOrAdd(recipe, _ => new());
        lock (slot)
        {
            if (!slot.IsKnown)
            {
                slot.Value = find();
                slot.IsKnown = true;
            }

            return slot.Value!;
        }
    }

    private sealed class Slot
    {
        public bool IsKnown { get; set; }

        public T? Value { get; set; }
    }
}
