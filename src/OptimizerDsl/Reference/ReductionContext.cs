using OptimizerDsl.Runtime;

namespace OptimizerDsl;

/// <summary>
/// What answers reductions while scalar methods run over all elements, pass by pass, and tells <see cref="Noise"/> which
/// element runs. In each pass, the reductions that are known answer their totals, the first unknown one collects its argument
/// and answers 0, and so do later ones.
/// </summary>
internal sealed class ReductionContext(int longestTensor)
{
    private readonly List<(ReductionKind Kind, double Total)> _known = [];
    private readonly double[] _arguments = new double[longestTensor];
    private ReductionKind? _collected;
    private double _total;
    private long _firstOfTensor;
    private int _element;
    private int _calls;
    private int? _callsOfOthers;

    /// <summary>The context of the step that runs on this thread; null while none does.</summary>
    [field: ThreadStatic]
    internal static ReductionContext? Current { get; set; }

    /// <summary>The number of the running element, counted over all tensors.</summary>
    internal ulong ElementOfModel => (ulong)(_firstOfTensor + _element);

    internal void BeginPass()
    {
        _firstOfTensor = 0;
        _collected = null;
        _callsOfOthers = null;
    }

    internal void BeginElement(int index)
    {
        _element = index;
        _calls = 0;
    }

    internal void EndElement()
    {
        _callsOfOthers ??= _calls;
        if (_calls != _callsOfOthers)
        {
            throw Varying();
        }
    }

    internal void EndTensor(int length)
    {
        if (_collected is { } kind && length > 0)
        {
            _total = ReductionShape.Fold(_total, ReductionShape.ReduceTensor(_arguments.AsSpan(0, length), kind), kind);
        }

        _firstOfTensor += length;
    }

    /// <summary>Ends a pass over all elements.</summary>
    /// <returns>Whether every reduction answered its total, so that what the pass wrote is the step.</returns>
    internal bool EndPass()
    {
        if (_collected is not { } kind)
        {
            return true;
        }

        _known.Add((kind, _total));
        return false;
    }

    internal double Reduce(ReductionKind kind, double x)
    {
        int call = _calls++;
        if (call < _known.Count)
        {
            return _known[call].Kind == kind ? _known[call].Total : throw Varying();
        }

        if (call == _known.Count)
        {
            if (_collected is null)
            {
                _collected = kind;
                _total = ReductionShape.Identity(kind);
            }
            else if (_collected != kind)
            {
                throw Varying();
            }

            _arguments[_element] = x;
        }

        return 0;
    }

    private static InvalidOperationException Varying() => new(
        "A reduction ran for some elements and not for others, or in another order: call reductions unconditionally, or under a condition that is the same for all elements.");
}
