namespace OptimizerDsl;

/// <summary>Runs the scalar methods of a step over all elements, pass by pass, and keeps what they write apart.</summary>
internal sealed class ReferencePass
{
    private readonly FragmentBinding[] _bindings;
    private readonly IReadOnlyList<ReferenceTensor> _tensors;
    private readonly double[][] _parameters;
    private readonly double[][] _gradients;
    private readonly double[][][] _states;
    private readonly double[][][] _kept;
    private readonly Func<int, int, bool> _isTouched;
    private readonly double _gradientScale;

    // For each group the answers of its gates in the last pass, by their place among its methods.
    private readonly bool?[][] _answers;

    internal ReferencePass(
        FragmentBinding[] bindings, IReadOnlyList<ReferenceTensor> tensors, double[][] parameters, double[][] gradients, double[][][] states, double[][][] kept, double gradientScale, Func<int, int, bool> isTouched)
    {
        _bindings = bindings;
        _tensors = tensors;
        _parameters = parameters;
        _gradients = gradients;
        _states = states;
        _kept = kept;
        _isTouched = isTouched;
        _gradientScale = gradientScale;
        _answers = [.. bindings.Select(binding => new bool?[binding.Methods.Count])];
        Parameters = [.. parameters.Select(tensor => new double[tensor.Length])];
        States = Like(states);
        Kept = Like(kept);
    }

    /// <summary>The parameters after the step.</summary>
    internal double[][] Parameters { get; }

    /// <summary>The state of each tensor after the step.</summary>
    internal double[][][] States { get; }

    /// <summary>For each tensor and value of uniform state that methods of elements write, what each element made of it.</summary>
    internal double[][][] Kept { get; }

    /// <summary>Which gate holds the step back: the first of the first group that has one; null when none does.</summary>
    internal string? Gate => Enumerable.Range(0, _bindings.Length)
        .SelectMany(group => _bindings[group].Methods.Where((_, i) => _answers[group][i] == false))
        .FirstOrDefault()?.Name;

    /// <summary>Runs as many passes as it takes for all reductions to be known in the last one.</summary>
    /// <param name="context">Answers the reductions.</param>
    /// <param name="uniforms">The uniform state of each group.</param>
    /// <param name="steps">What the methods of each group are told of the step.</param>
    internal void Run(ReductionContext context, double[][] uniforms, StepInfo[] steps)
    {
        bool isWhole;
        do
        {
            context.BeginPass();
            foreach (bool?[] answers in _answers)
            {
                Array.Clear(answers);
            }

            bool isUnequal = false;
            for (int tensor = 0; tensor < _tensors.Count; tensor++)
            {
                int group = _tensors[tensor].Group;
                isUnequal |= RunTensor(context, tensor, uniforms[group], steps[group]);
            }

            isWhole = context.EndPass();
            if (isWhole && isUnequal)
            {
                throw new InvalidOperationException("A gate let the step proceed for some elements and not for others: Proceed has to answer by reductions over the model and by uniform values alone.");
            }
        }
        while (!isWhole);
    }

    private static double[][][] Like(double[][][] values) => [.. values.Select(ofTensor => ofTensor.Select(value => new double[value.Length]).ToArray())];

    private bool RunTensor(ReductionContext context, int tensor, double[] uniforms, StepInfo step)
    {
        FragmentBinding binding = _bindings[_tensors[tensor].Group];
        bool?[] answers = _answers[_tensors[tensor].Group];
        double[][] states = _states[tensor];
        var kept = new double[_kept[tensor].Length];
        var slots = new Real[FragmentBinding.FirstState + states.Length];
        bool isUnequal = false;
        context.BeginTensor(tensor);
        for (int i = 0; i < _tensors[tensor].Length; i++)
        {
            slots[FragmentBinding.W] = Real.Exact(_parameters[tensor][i]);
            slots[FragmentBinding.G] = Real.Exact(_gradients[tensor][i]);
            if (_gradientScale != 1)
            {
                slots[FragmentBinding.G] *= _gradientScale;
            }

            slots[FragmentBinding.Before] = slots[FragmentBinding.W];
            slots[FragmentBinding.Given] = slots[FragmentBinding.G];

            for (int state = 0; state < states.Length; state++)
            {
                slots[FragmentBinding.FirstState + state] = Real.Exact(states[state][i]);
            }

            for (int value = 0; value < kept.Length; value++)
            {
                kept[value] = _kept[tensor][value][i];
            }

            bool isTouched = _isTouched(tensor, i);
            context.BeginElement(i);
            for (int method = 0; method < binding.Methods.Count; method++)
            {
                context.BeginFragment(binding.Methods[method].Fragment, isTouched || binding.Methods[method].Kind != FragmentKind.Observer);
                bool answer = binding.Methods[method].Run(slots, uniforms, kept, step);
                isUnequal |= answers[method] is { } other && other != answer;
                answers[method] = answer;
            }

            context.EndElement();
            Parameters[tensor][i] = isTouched ? slots[FragmentBinding.W].Value : _parameters[tensor][i];
            for (int state = 0; state < states.Length; state++)
            {
                States[tensor][state][i] = isTouched ? slots[FragmentBinding.FirstState + state].Value : states[state][i];
            }

            for (int value = 0; value < kept.Length; value++)
            {
                Kept[tensor][value][i] = kept[value];
            }
        }

        context.EndTensor();
        return isUnequal;
    }
}
