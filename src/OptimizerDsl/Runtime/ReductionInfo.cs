using System.ComponentModel;

namespace OptimizerDsl.Runtime;

/// <summary>One reduction of a program.</summary>
/// <param name="Index">
/// Its place among all reductions of the recipe. Groups that share a <see cref="ReductionScope.Global"/> reduction give it the
/// same place, and it then runs over the tensors of all of them.
/// </param>
/// <param name="Kind">What it computes.</param>
/// <param name="Scope">What it runs over.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct ReductionInfo(int Index, ReductionKind Kind, ReductionScope Scope);
