using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using OptimizerDsl.Runtime;

namespace OptimizerDsl;

/// <summary>
/// Runs a recipe as it is written: each fragment's own scalar method, for one element after the other. It is slow, and it is
/// what a compiled recipe has to equal bit for bit; use it to test rules of your own.
/// </summary>
/// <remarks>
/// Every reduction takes a pass over all elements in which nothing is written, in the order in which the methods call them; a
/// last pass commits. Reductions sum in <see cref="ReductionShape"/>.
/// </remarks>
/// <example>
/// <code>
/// var reference = new ScalarReference(ElementType.Single, [new AdamWAttribute { LearningRate = 3e-4 }], 784 * 128, 128);
/// reference.Step(parameters, gradients);
/// </code>
/// </example>
public sealed class ScalarReference
{
    private readonly ElementType _elementType;
    private readonly int[] _lengths;
    private readonly FragmentBinding _binding = new();
    private readonly RateSchedule _schedule;
    private readonly double[][][] _states;
    private readonly double[] _uniforms;
    private double _learningRate;

    /// <summary>Makes a reference for some fragments, with all state at zero.</summary>
    /// <param name="elementType">The type to which every operation rounds.</param>
    /// <param name="fragments">The fragments in the order in which a recipe carries them; one of them an update rule.</param>
    /// <param name="lengths">The length of each tensor.</param>
    /// <exception cref="ArgumentException">
    /// There is no rule or more than one, a fragment is of no known kind or its method cannot be bound, a schedule cannot run,
    /// or the rule neither has a learning rate nor a usual one.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A length is negative, or the element type is not one of the enumeration.</exception>
    [RequiresUnreferencedCode("Looks for the fragments' methods by name.")]
    public ScalarReference(ElementType elementType, IEnumerable<FragmentAttribute> fragments, params int[] lengths)
    {
        ArgumentNullException.ThrowIfNull(fragments);
        ArgumentNullException.ThrowIfNull(lengths);
        Real.As(elementType).Dispose();
        foreach (int length in lengths)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(length, nameof(lengths));
        }

        FragmentAttribute[] all = [.. fragments];
        foreach (FragmentAttribute fragment in all)
        {
            if (fragment is not (UpdateRuleAttribute or GradientTransformAttribute or ScheduleAttribute))
            {
                throw new ArgumentException($"{fragment?.GetType().Name ?? "null"} is neither an update rule, nor a gradient transform, nor a schedule.", nameof(fragments));
            }
        }

        UpdateRuleAttribute[] rules = [.. all.OfType<UpdateRuleAttribute>()];
        if (rules.Length != 1)
        {
            throw new ArgumentException(rules.Length == 0
                ? "There is no update rule among the fragments; add one, such as SgdAttribute."
                : $"There are {rules.Length} update rules among the fragments: {string.Join(", ", rules.Select(FragmentName.Of))}. Leave one.", nameof(fragments));
        }

        _elementType = elementType;
        _lengths = [.. lengths];
        _schedule = new RateSchedule([.. all.OfType<ScheduleAttribute>()]);
        foreach (GradientTransformAttribute transform in all.OfType<GradientTransformAttribute>())
        {
            _binding.Add(transform);
        }

        _binding.Add(rules[0]);
        string[] names = _binding.StateNames();
        _uniforms = new double[_binding.UniformCount];
        _states = [.. names.Select(_ => _lengths.Select(length => new double[length]).ToArray())];
        State = names.Zip(_states).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        _learningRate = UsualRate(rules[0]);
    }

    /// <summary>The base rate, which the schedules scale.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not a finite number.</exception>
    public double LearningRate
    {
        get => _learningRate;
        set => _learningRate = double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A learning rate is a finite number.");
    }

    /// <summary>The number of steps so far.</summary>
    public long StepCount { get; private set; }

    /// <summary>
    /// The state of all fragments by name, one array a tensor. Where several fragments use a name, the fragment's name and a
    /// dot stand before it.
    /// </summary>
    public IReadOnlyDictionary<string, double[][]> State { get; }

    /// <summary>Makes a reference for a recipe, from the attributes on it.</summary>
    /// <param name="recipe">A class with <see cref="OptimizerAttribute"/> and fragments.</param>
    /// <param name="lengths">The length of each tensor.</param>
    /// <returns>The reference, before its first step.</returns>
    /// <exception cref="ArgumentException">The class is no recipe, or its fragments cannot be run; see the constructor.</exception>
    [RequiresUnreferencedCode("Looks for the fragments' methods by name.")]
    public static ScalarReference For(Type recipe, params int[] lengths)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        OptimizerAttribute optimizer = recipe.GetCustomAttribute<OptimizerAttribute>(inherit: false)
            ?? throw new ArgumentException($"{recipe.Name} is no recipe: it lacks [Optimizer].", nameof(recipe));
        return new ScalarReference(optimizer.ElementType, recipe.GetCustomAttributes<FragmentAttribute>(inherit: false), lengths);
    }

    /// <summary>Steps all tensors, in place.</summary>
    /// <param name="parameters">The parameters, one array a tensor; each value has to be one of the element type.</param>
    /// <param name="gradients">Their gradients, likewise.</param>
    /// <exception cref="ArgumentException">A length differs, or a value is not of the element type.</exception>
    /// <exception cref="InvalidOperationException">A reduction runs for some elements only.</exception>
    /// <remarks>If a fragment throws, nothing has changed.</remarks>
    public void Step(double[][] parameters, double[][] gradients)
    {
        Check(parameters, nameof(parameters));
        Check(gradients, nameof(gradients));
        var step = new StepInfo(_learningRate * _schedule.ScaleAt(StepCount), StepCount + 1);
        double[] uniforms = [.. _uniforms];
        double[][][] written = [Like(), .. _states.Select(_ => Like())];
        ReductionContext? outer = ReductionContext.Current;
        using (Real.As(_elementType))
        {
            try
            {
                ReductionContext.Current = null;
                foreach (UniformMethod begin in _binding.Begins)
                {
                    begin(uniforms, step);
                }

                ReductionContext.Current = new ReductionContext(_lengths.Length == 0 ? 0 : _lengths.Max());
                while (!RunPass(ReductionContext.Current, parameters, gradients, written, uniforms, step))
                {
                }
            }
            finally
            {
                ReductionContext.Current = outer;
            }
        }

        uniforms.CopyTo(_uniforms, 0);
        for (int tensor = 0; tensor < _lengths.Length; tensor++)
        {
            written[0][tensor].CopyTo(parameters[tensor], 0);
            for (int state = 0; state < _states.Length; state++)
            {
                written[state + 1][tensor].CopyTo(_states[state][tensor], 0);
            }
        }

        StepCount = step.Count;
    }

    private bool RunPass(ReductionContext context, double[][] parameters, double[][] gradients, double[][][] written, double[] uniforms, StepInfo step)
    {
        var slots = new Real[FragmentBinding.G + 1 + _states.Length];
        context.BeginPass();
        for (int tensor = 0; tensor < _lengths.Length; tensor++)
        {
            for (int i = 0; i < _lengths[tensor]; i++)
            {
                slots[FragmentBinding.W] = Real.Exact(parameters[tensor][i]);
                slots[FragmentBinding.G] = Real.Exact(gradients[tensor][i]);
                for (int state = 0; state < _states.Length; state++)
                {
                    slots[FragmentBinding.G + 1 + state] = Real.Exact(_states[state][tensor][i]);
                }

                context.BeginElement(i);
                foreach (ElementMethod method in _binding.Methods)
                {
                    method(slots, uniforms, step);
                }

                context.EndElement();
                written[0][tensor][i] = slots[FragmentBinding.W].Value;
                for (int state = 0; state < _states.Length; state++)
                {
                    written[state + 1][tensor][i] = slots[FragmentBinding.G + 1 + state].Value;
                }
            }

            context.EndTensor(_lengths[tensor]);
        }

        return context.EndPass();
    }

    private double[][] Like() => [.. _lengths.Select(length => new double[length])];

    private static double UsualRate(UpdateRuleAttribute rule)
    {
        double rate = double.IsNaN(rule.LearningRate)
            ? rule.GetType().GetCustomAttribute<SafeLearningRateAttribute>()?.Usual ?? double.NaN
            : rule.LearningRate;
        return double.IsFinite(rate) ? rate : throw new ArgumentException(
            $"{FragmentName.Of(rule)} has no learning rate: set its LearningRate, or give the rule a usual one with [SafeLearningRate(Usual = …)].");
    }

    private void Check(double[][] tensors, string argument)
    {
        ArgumentNullException.ThrowIfNull(tensors, argument);
        if (tensors.Length != _lengths.Length)
        {
            throw new ArgumentException($"There are {tensors.Length} tensors of {argument}, but the reference was made for {_lengths.Length}.", argument);
        }

        for (int tensor = 0; tensor < tensors.Length; tensor++)
        {
            if (tensors[tensor] is null || tensors[tensor].Length != _lengths[tensor])
            {
                throw new ArgumentException(
                    $"Tensor {tensor} of {argument} has {tensors[tensor]?.Length ?? 0} elements, but the reference was made for {_lengths[tensor]}.", argument);
            }

            int odd = _elementType == ElementType.Double ? -1 : Array.FindIndex(tensors[tensor], x => (float)x != x && !double.IsNaN(x));
            if (odd >= 0)
            {
                string value = tensors[tensor][odd].ToString("R", CultureInfo.InvariantCulture);
                throw new ArgumentException(
                    $"Element {odd} of tensor {tensor} of {argument}, {value}, is not a float: round the values, or make the reference for ElementType.Double.", argument);
            }
        }
    }
}
