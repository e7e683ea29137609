using System.Reflection;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using TorchParameter = TorchSharp.Modules.Parameter;

namespace OptimizerDsl;

/// <summary>Steps the parameters of a TorchSharp module, where they lie, with the optimizer of a recipe.</summary>
/// <typeparam name="TRecipe">The recipe: a class with <see cref="OptimizerAttribute"/>.</typeparam>
/// <example>
/// <code>
/// using var optimizer = new TorchOptimizer&lt;SmallGpt&gt;(model.named_parameters());
/// optimizer.zero_grad();
/// loss.backward();
/// optimizer.step();
/// </code>
/// </example>
/// <remarks>
/// <para>
/// Values and gradients are read and written in the memory of their tensors; nothing is copied. Parameters are dense tensors of
/// <c>float32</c> or <c>float64</c>, as the recipe says, in the memory of the processor. Their names are those of the module, so
/// that the patterns of the recipe's groups are tried on names such as <c>encoder.0.weight</c>.
/// </para>
/// <para>
/// The recipe's schedules run by themselves. TorchSharp's own schedulers may move the base rates too (<see cref="ParamGroups"/>);
/// the recipe's schedules scale what they set. Autograd does not see that a step writes: compute a new graph after it, as
/// training loops do, and do not go back through an old one.
/// </para>
/// </remarks>
public sealed class TorchOptimizer<TRecipe> : optim.Optimizer
    where TRecipe : class, IOptimizer<TRecipe>
{
    private readonly BoundParameter[] _bound;
    private readonly ZeroMemory _zeros = new();
    private readonly GroupRate[] _rates;
    private readonly bool[] _isMissing;
    private bool _isDisposed;
    private int _inside;

    /// <summary>Makes an optimizer for the parameters of a module, with all its state.</summary>
    /// <param name="parameters">The parameters with their names, as <c>named_parameters()</c> gives them.</param>
    /// <param name="configure">
    /// Is shown the parameters before the optimizer is built on them, to set <see cref="Parameter.Group"/> or
    /// <see cref="Parameter.IsRowSparse"/>.
    /// </param>
    /// <exception cref="ArgumentException">
    /// There are no parameters, or one is disposed of, not in the memory of the processor, of another type than the recipe's, not
    /// contiguous, larger than 2 GiB, or requires no gradient; two share a name or memory; or names and the recipe's groups do not
    /// fit together. Nothing was changed.
    /// </exception>
    public TorchOptimizer(IEnumerable<(string name, TorchParameter parameter)> parameters, Action<ParameterSet>? configure = null)
        : base(IntPtr.Zero)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        (string name, TorchParameter parameter)[] all = [.. parameters];
        ElementType elementType = Check(all);
        _bound = [.. all.Select(one => BoundParameter.Of(elementType, one.name, one.parameter))];
        _isMissing = new bool[_bound.Length];
        Parameters = new ParameterSet(elementType);
        try
        {
            foreach (BoundParameter bound in _bound)
            {
                bound.Join(Parameters);
            }

            configure?.Invoke(Parameters);
            Recipe = TRecipe.Create(Parameters);
        }
        finally
        {
            Release();
        }

        _rates = [.. Recipe.Groups.Select(group => new GroupRate(group))];
    }

    /// <summary>
    /// The recipe's optimizer: its tunables, its groups, its state, <c>Observe</c> for schedules that react to a metric, and
    /// checkpoints by <see cref="OptimizerCheckpoints"/>. Steps go through <see cref="step(Func{Tensor})"/> instead, which knows
    /// where the gradients are.
    /// </summary>
    public TRecipe Recipe { get; }

    /// <summary>The parameters, in the order in which they were given.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>The base rate of the recipe's default group, which its schedules scale. Setting it takes effect with the next step.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate is negative, infinite or not a number.</exception>
    public double LearningRate
    {
        get => Recipe.LearningRate;
        set => Recipe.LearningRate = value;
    }

    /// <summary>What the last step did; null before the first.</summary>
    public StepResult? LastResult { get; private set; }

    /// <summary>What a step does with parameters that have no gradient. <see cref="MissingGradient.LeaveOut"/> unless set.</summary>
    public MissingGradient MissingGradient { get; set; }

    /// <summary>The base rates of the recipe's groups, for TorchSharp's schedulers.</summary>
    public override IEnumerable<optim.ILearningRateController> ParamGroups => _rates;

    /// <summary>The tensors that are stepped.</summary>
    /// <returns>The tensors, in the order in which they were given.</returns>
    public override IEnumerable<TorchParameter> parameters() => _bound.Select(bound => bound.Tensor);

    /// <summary>Throws: state is allocated for all parameters at once.</summary>
    /// <param name="param_group">The group.</param>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override void add_param_group(ParamGroup param_group) => throw new NotSupportedException(
        $"A {typeof(TRecipe).Name} takes no more parameters once it is made: make a new optimizer for all of them. Groups are said in the recipe, by [ParameterGroup].");

    /// <summary>Sets the gradients of all parameters to zero, in place.</summary>
    /// <remarks>
    /// Where the recipe has <see cref="AccumulateGradientsAttribute"/> and calls have joined a step that is still to come, their
    /// gradients stay, so that the usual loop accumulates.
    /// </remarks>
    public override void zero_grad() => zero_grad(set_to_none: false);

    /// <summary>Sets the gradients of all parameters to zero, or has the parameters forget them.</summary>
    /// <param name="set_to_none">Whether they are forgotten: then <c>backward</c> makes new ones, which spares a sweep over memory.</param>
    /// <remarks><inheritdoc cref="zero_grad()" path="/remarks"/></remarks>
    public void zero_grad(bool set_to_none)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (Recipe.Accumulated > 0)
        {
            return;
        }

        foreach (BoundParameter bound in _bound)
        {
            using Tensor? gradient = bound.Tensor.grad;
            if (gradient is null)
            {
                continue;
            }

            if (set_to_none)
            {
                bound.Tensor.grad = null;
            }
            else
            {
                gradient.zero_().Dispose();
            }
        }
    }

    /// <summary>Updates all parameters by their gradients. <see cref="LastResult"/> says what it did.</summary>
    /// <param name="closure">
    /// Computes the loss and its gradients first, and returns the loss, which also a rule that uses it is told; null when that was
    /// done before.
    /// </param>
    /// <returns>What the closure returned; null without one.</returns>
    /// <exception cref="InvalidOperationException">
    /// A parameter was disposed of or given other memory, a gradient is sparse or not contiguous, there is none at all, or
    /// <see cref="MissingGradient"/> refuses that one is missing; a recipe whose rule uses the loss was given none, or a loss that
    /// is not one number; or a step is running. Nothing was changed.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The optimizer was disposed of.</exception>
    public override Tensor? step(Func<Tensor>? closure = null)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (closure is null)
        {
            Run(null);
            return null;
        }

        Tensor loss;
        using (enable_grad())
        {
            loss = closure();
        }

        if (loss.NumberOfElements != 1)
        {
            throw new InvalidOperationException($"The closure returned a loss of {loss.NumberOfElements} elements; a loss is one number.");
        }

        Run(loss.ToDouble());
        return loss;
    }

    /// <summary>Updates all parameters by their gradients, and tells the loss to a recipe whose rule uses it.</summary>
    /// <param name="loss">The loss of which these are the gradients.</param>
    /// <returns>What the step did.</returns>
    /// <inheritdoc cref="step(Func{Tensor})" path="/exception"/>
    public StepResult step(double loss) => Run(loss);

    /// <summary>Ends the optimizer. The tensors stay as they are.</summary>
    /// <param name="disposing">Whether it is called by <c>Dispose</c>.</param>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _zeros.Dispose();
        }

        _isDisposed = true;
        base.Dispose(disposing);
    }

    private static ElementType Check((string name, TorchParameter parameter)[] parameters)
    {
        if (parameters.Length == 0)
        {
            throw new ArgumentException("There are no parameters to step; pass module.named_parameters().", nameof(parameters));
        }

        string recipe = typeof(TRecipe).Name;
        TorchParameter first = parameters[0].parameter;
        ElementType elementType = typeof(TRecipe).GetCustomAttribute<OptimizerAttribute>()?.ElementType
            ?? (first is { IsInvalid: false } ? TensorChecks.ElementTypeOf(first) : null) ?? ElementType.Single;
        var names = new Dictionary<nint, string>();
        foreach ((string name, TorchParameter parameter) in parameters)
        {
            TensorChecks.Check(recipe, elementType, name, parameter);
            nint address = TensorAddress.Of(parameter);
            if (parameter.NumberOfElements > 0 && !names.TryAdd(address, name))
            {
                throw new ArgumentException(
                    $"Parameters '{names[address]}' and '{name}' are the same tensor, as tied weights are: pass it once. Its gradient is the sum over its uses already.", nameof(parameters));
            }
        }

        return elementType;
    }

    private StepResult Run(double? loss)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (Interlocked.Exchange(ref _inside, 1) != 0)
        {
            throw new InvalidOperationException($"A step of this {typeof(TRecipe).Name} is still running; one optimizer steps one model at a time.");
        }

        try
        {
            Hold();
            StepResult result = loss is { } value ? Recipe.Step(value) : Recipe.Step();
            LastResult = result;
            return result;
        }
        finally
        {
            Release();
            Volatile.Write(ref _inside, 0);
        }
    }

    // Finds the gradients of this step. Nothing is said to the recipe before everything has been checked.
    private void Hold()
    {
        nuint largest = 0;
        int missing = 0;
        string? first = null;
        for (int i = 0; i < _bound.Length; i++)
        {
            _isMissing[i] = !_bound[i].Hold();
            if (_isMissing[i])
            {
                missing++;
                first ??= _bound[i].Name;
                largest = nuint.Max(largest, _bound[i].ByteLength);
            }
        }

        if (missing == _bound.Length)
        {
            throw new InvalidOperationException("No parameter has a gradient: call backward() on a loss before the step.");
        }

        if (missing > 0 && MissingGradient == MissingGradient.Refuse)
        {
            throw new InvalidOperationException($"Parameter '{first}' has no gradient, and neither have {missing - 1} others: the loss does not depend on it, or it was frozen.");
        }

        nint zeros = missing > 0 ? _zeros.Take(largest) : 0;
        for (int i = 0; i < _bound.Length; i++)
        {
            _bound[i].LeaveOut(_isMissing[i]);
            if (_isMissing[i])
            {
                _bound[i].HoldZeros(zeros);
            }
        }
    }

    private void Release()
    {
        foreach (BoundParameter bound in _bound)
        {
            bound.Release();
        }
    }
}
