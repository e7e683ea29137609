using OptimizerDsl.Runtime;

namespace OptimizerDsl;

/// <summary>One reduction of one fragment, while its totals are found out.</summary>
internal sealed class CollectedReduction(ReductionScope scope, ReductionKind kind, int tensors)
{
    // The totals of a tensor's rows, or the one total of the tensor.
    private readonly double[]?[] _totals = new double[tensors][];
    private double _total;

    internal ReductionScope Scope => scope;

    internal ReductionKind Kind => kind;

    internal bool IsKnown { get; private set; }

    /// <summary>Takes in the arguments of all elements of a tensor, in the shape in which kernels reduce.</summary>
    internal void Take(int index, ReferenceTensor tensor, ReadOnlySpan<double> arguments)
    {
        int length = scope == ReductionScope.Row ? tensor.RowLength : tensor.Length;
        var totals = new double[tensor.Length / length];
        for (int i = 0; i < totals.Length; i++)
        {
            totals[i] = ReductionShape.ReduceTensor(arguments.Slice(i * length, length), kind);
        }

        _totals[index] = totals;
    }

    /// <summary>Ends a pass.</summary>
    /// <returns>Whether the reduction has become known, by having the arguments of all its tensors.</returns>
    internal bool EndPass(IReadOnlyList<ReferenceTensor> model, bool[] runsFor)
    {
        if (IsKnown || Enumerable.Range(0, model.Count).Any(i => runsFor[i] && model[i].Length > 0 && _totals[i] is null))
        {
            return false;
        }

        _total = ReductionShape.Identity(kind);
        if (scope == ReductionScope.Global)
        {
            foreach (double[]? tensor in _totals)
            {
                _total = tensor is null ? _total : ReductionShape.Fold(_total, tensor[0], kind);
            }
        }

        return IsKnown = true;
    }

    /// <summary>The total that an element sees.</summary>
    internal double Total(int index, ReferenceTensor tensor, int element) => scope switch
    {
        ReductionScope.Global => _total,
        ReductionScope.Tensor => _totals[index]![0],
        _ => _totals[index]![element / tensor.RowLength],
    };
}
