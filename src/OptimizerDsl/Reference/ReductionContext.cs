using OptimizerDsl.Runtime;

namespace OptimizerDsl;

/// <summary>
/// What answers reductions while scalar methods run over all elements, pass by pass, and tells <see cref="Noise"/> which
/// element runs. In each pass, the reductions that are known answer their totals, the first unknown one of an element collects
/// its argument and answers 0, and so do later ones.
/// </summary>
/// <remarks>
/// A reduction is known by its fragment and by its place among the fragment's reductions. It runs over the tensors for which
/// the fragment runs, so a fragment that several groups share reduces over all of them. It becomes known in the pass in which
/// the last of its tensors has nothing unknown before it.
/// </remarks>
internal sealed class ReductionContext
{
    private readonly IReadOnlyList<ReferenceTensor> _tensors;
    private readonly bool[][] _runsFor;
    private readonly List<CollectedReduction>[] _reductions;
    private readonly double[] _arguments;
    private readonly int?[] _callsOfGroup;
    private readonly int[] _ordinals;
    private readonly long[] _firstOfTensor;
    private CollectedReduction? _collectedByTensor;
    private CollectedReduction? _collected;
    private ReferenceTensor _tensor = null!;
    private int _tensorIndex;
    private int _element;
    private int _fragment;
    private bool _takesPart;
    private int _calls;
    private bool _isFirstElement;
    private bool _isWhole;

    /// <summary>Makes the context of one step.</summary>
    /// <param name="tensors">The tensors of the model.</param>
    /// <param name="groups">The number of groups.</param>
    /// <param name="runsFor">For each fragment and tensor, whether the one runs for the other.</param>
    internal ReductionContext(IReadOnlyList<ReferenceTensor> tensors, int groups, bool[][] runsFor)
    {
        _tensors = tensors;
        _runsFor = runsFor;
        _reductions = [.. runsFor.Select(_ => new List<CollectedReduction>())];
        _arguments = new double[tensors.Select(tensor => tensor.Length).DefaultIfEmpty().Max()];
        _callsOfGroup = new int?[groups];
        _ordinals = new int[runsFor.Length];
        _firstOfTensor = new long[tensors.Count];
        for (int i = 1; i < tensors.Count; i++)
        {
            _firstOfTensor[i] = _firstOfTensor[i - 1] + tensors[i - 1].Length;
        }
    }

    /// <summary>The context of the step that runs on this thread; null while none does.</summary>
    [field: ThreadStatic]
    internal static ReductionContext? Current { get; set; }

    /// <summary>The number of the running element, counted over all tensors.</summary>
    internal ulong ElementOfModel => (ulong)(_firstOfTensor[_tensorIndex] + _element);

    /// <summary>Answers a reduction in the step that runs on this thread.</summary>
    internal static double Run(ReductionScope scope, ReductionKind kind, Real x, string name)
    {
        ReductionContext context = Current ?? throw OutsideOfAStep(name, "reduces over a whole model");
        return context.Reduce(scope, kind, x.Value);
    }

    /// <summary>The tensor of the element that runs on this thread.</summary>
    internal static ReferenceTensor Tensor(string name) => (Current ?? throw OutsideOfAStep(name, "asks for the shape of a tensor"))._tensor;

    internal void BeginPass()
    {
        _isWhole = true;
        Array.Clear(_callsOfGroup);
        foreach (List<CollectedReduction> ofFragment in _reductions)
        {
            // What ran behind an unknown reduction may not run once that one is known: a condition may depend on it.
            ofFragment.RemoveAll(reduction => !reduction.IsKnown);
        }
    }

    internal void BeginTensor(int tensor)
    {
        _tensorIndex = tensor;
        _tensor = _tensors[tensor];
        _collectedByTensor = null;
        _isFirstElement = true;
    }

    internal void BeginElement(int index)
    {
        _element = index;
        _collected = null;
        _calls = 0;
        Array.Clear(_ordinals);
    }

    /// <summary>Says whose method runs now for the element.</summary>
    /// <param name="fragment">The fragment.</param>
    /// <param name="takesPart">Whether the element has a part in the fragment's totals.</param>
    internal void BeginFragment(int fragment, bool takesPart)
    {
        _fragment = fragment;
        _takesPart = takesPart;
    }

    internal void EndElement()
    {
        int calls = _callsOfGroup[_tensor.Group] ??= _calls;
        if (_calls != calls || (!_isFirstElement && _collected != _collectedByTensor))
        {
            throw Varying();
        }

        _collectedByTensor = _collected;
        _isFirstElement = false;
    }

    internal void EndTensor() => _collectedByTensor?.Take(_tensorIndex, _tensor, _arguments);

    /// <summary>Ends a pass over all elements.</summary>
    /// <returns>Whether every reduction answered its total, so that what the pass wrote is the step.</returns>
    /// <exception cref="InvalidOperationException">Groups wait for one another's reductions.</exception>
    internal bool EndPass()
    {
        bool hasLearned = false;
        for (int fragment = 0; fragment < _reductions.Length; fragment++)
        {
            foreach (CollectedReduction reduction in _reductions[fragment])
            {
                hasLearned |= reduction.EndPass(_tensors, _runsFor[fragment]);
            }
        }

        return _isWhole || (hasLearned ? false : throw new InvalidOperationException(
            "Groups wait for one another's reductions: they share several, in different orders."));
    }

    private double Reduce(ReductionScope scope, ReductionKind kind, double x)
    {
        _calls++;
        List<CollectedReduction> own = _reductions[_fragment];
        int ordinal = _ordinals[_fragment]++;
        if (ordinal == own.Count)
        {
            own.Add(new CollectedReduction(scope, kind, _tensors.Count));
        }

        CollectedReduction reduction = own[ordinal];
        if (reduction.Scope != scope || reduction.Kind != kind)
        {
            throw Varying();
        }

        if (reduction.IsKnown)
        {
            return reduction.Total(_tensorIndex, _tensor, _element);
        }

        _isWhole = false;
        if (_collected is null)
        {
            _collected = reduction;
            _arguments[_element] = _takesPart ? x : ReductionShape.Identity(kind);
        }

        return 0;
    }

    private static InvalidOperationException OutsideOfAStep(string name, string whatItDoes) => new(
        $"{name} {whatItDoes}, so it can only run while a step is running over one: call it in the Update, Apply, Proceed, Average or Observe method of a fragment that a recipe uses, or that ScalarReference runs.");

    private static InvalidOperationException Varying() => new(
        "A reduction ran for some elements and not for others, or in another order: call reductions unconditionally, or under a condition that is the same for all elements.");
}
