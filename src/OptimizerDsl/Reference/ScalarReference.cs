using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using OptimizerDsl.Runtime;

namespace OptimizerDsl;

/// <summary>
/// Runs a recipe as it is written: each fragment's own scalar method, for one element after the other. It is slow, and it is
/// what a compiled recipe has to equal bit for bit; use it to test rules of your own.
/// </summary>
/// <remarks>
/// <para>
/// Every reduction takes a pass over all elements in which nothing is written, in the order in which the methods call them; a
/// last pass commits. Reductions sum in <see cref="Runtime.ReductionShape"/>. State is rounded as it is stored.
/// </para>
/// <para>
/// Hyperparameters are the properties of the fragments themselves (<see cref="Fragments"/>), read anew in each step: what a
/// recipe makes tunable is set there.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// var reference = new ScalarReference(ElementType.Single, [new AdamWAttribute { LearningRate = 3e-4 }], 784 * 128, 128);
/// reference.Step(parameters, gradients);
/// </code>
/// </example>
public sealed partial class ScalarReference
{
    private readonly ElementType _elementType;
    private readonly ReferenceRecipe _recipe;
    private readonly ReferenceTensor[] _tensors;
    private readonly FragmentBinding[] _bindings;
    private readonly bool[][] _runsFor;
    private readonly double[][][] _states;
    private readonly double[][][] _kept;
    private readonly ReferenceStorage[] _storages;
    private readonly ReferenceParameters _parameters;
    private readonly double[][] _uniforms;
    private readonly double[] _rates;
    private readonly int _main;
    private int _accumulated;
    private double _lossSum;

    /// <summary>Makes a reference for some fragments and tensors of one dimension, with all state at zero.</summary>
    /// <param name="elementType">The type to which every operation rounds.</param>
    /// <param name="attributes">
    /// The fragments in the order in which a recipe carries them, among them an update rule for each group; also what else a
    /// recipe carries, such as <see cref="TrainingPlanAttribute"/>.
    /// </param>
    /// <param name="lengths">The length of each tensor.</param>
    /// <exception cref="ArgumentException">
    /// A group has no rule or more than one, a fragment is of no known kind or its method cannot be bound, a schedule cannot
    /// run, or a rule neither has a learning rate nor a usual one.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A length is negative, or the element type is not one of the enumeration.</exception>
    [RequiresUnreferencedCode("Looks for the fragments' methods by name.")]
    public ScalarReference(ElementType elementType, IEnumerable<Attribute> attributes, params int[] lengths)
        : this(elementType, Read(attributes), ReferenceModel.Of(lengths))
    {
    }

    /// <summary>Makes a reference for some fragments and tensors of any shape, with all state at zero.</summary>
    /// <param name="elementType">The type to which every operation rounds.</param>
    /// <param name="attributes">What a recipe would carry, in that order.</param>
    /// <param name="shapes">The dimensions of each tensor, which say what its rows are.</param>
    /// <exception cref="ArgumentException">As of the other constructor; or a dimension is negative, or there are too many elements.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The element type is not one of the enumeration.</exception>
    [RequiresUnreferencedCode("Looks for the fragments' methods by name.")]
    public ScalarReference(ElementType elementType, IEnumerable<Attribute> attributes, int[][] shapes)
        : this(elementType, Read(attributes), ReferenceModel.Of(shapes))
    {
    }

    /// <summary>Makes a reference for some fragments and the parameters of a set, with all state at zero.</summary>
    /// <param name="attributes">What a recipe would carry, in that order.</param>
    /// <param name="parameters">
    /// The parameters, of which the shapes, names and groups matter; their values are not touched, and the set is not frozen.
    /// </param>
    /// <exception cref="ArgumentException">
    /// As of the other constructors; or a parameter has no group, or a named group no parameter.
    /// </exception>
    [RequiresUnreferencedCode("Looks for the fragments' methods by name.")]
    public ScalarReference(IEnumerable<Attribute> attributes, ParameterSet parameters)
        : this((parameters ?? throw new ArgumentNullException(nameof(parameters))).ElementType, Read(attributes), ReferenceModel.Of(parameters))
    {
        if (_recipe.Optimizer.Parameters != parameters.Precision)
        {
            throw new ArgumentException($"The recipe has parameters of precision {_recipe.Optimizer.Parameters}, but the set holds {parameters.Precision}.", nameof(parameters));
        }
    }

    [RequiresUnreferencedCode("Looks for the fragments' methods by name.")]
    private ScalarReference(ElementType elementType, ReferenceRecipe recipe, ReferenceModel model)
    {
        Real.As(elementType).Dispose();
        CheckDouble(elementType, recipe);
        _elementType = elementType;
        _recipe = recipe;
        _tensors = model.Assign(recipe);
        _rates = [.. recipe.Rates];
        _main = Math.Max(Array.IndexOf(recipe.Groups, ""), 0);
        _bindings = [.. recipe.Groups.Select((_, group) => recipe.Bind(group))];
        _storages = [.. _bindings.Select((binding, group) => ReferenceStorage.Of(recipe, group, binding, elementType))];
        _parameters = new ReferenceParameters(recipe.Optimizer.Parameters, _tensors.Select(tensor => recipe.Optimizer.Parameters == ParameterPrecision.Full ? 0 : tensor.Length));
        _uniforms = [.. _bindings.Select(binding => new double[binding.UniformCount])];
        bool[][] ofGroups = [.. recipe.Groups.Select((_, group) => recipe.RunsFor(group))];
        _runsFor = [.. recipe.Fragments.Select((_, fragment) => _tensors.Select(tensor => ofGroups[tensor.Group][fragment]).ToArray())];
        string[][] names = [.. _bindings.Select(binding => binding.StateNames())];
        _states = [.. _tensors.Select(tensor => names[tensor.Group].Select(_ => new double[tensor.Length]).ToArray())];
        _kept = [.. _tensors.Select(tensor => Enumerable.Range(0, _bindings[tensor.Group].KeptCount).Select(_ => new double[tensor.Length]).ToArray())];
        State = names.SelectMany(ofGroup => ofGroup).Distinct().ToDictionary(
            name => name,
            name => _tensors.Select((tensor, i) => Array.IndexOf(names[tensor.Group], name) is >= 0 and int state ? _states[i][state] : []).ToArray(),
            StringComparer.Ordinal);
    }

    /// <summary>The base rate of the default group, or else of the first one; the schedules scale it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not a finite number.</exception>
    public double LearningRate
    {
        get => _rates[_main];
        set => _rates[_main] = CheckedRate(value);
    }

    /// <summary>The number of steps applied so far.</summary>
    public long StepCount { get; private set; }

    /// <summary>
    /// The state of all fragments by name, averages included, one array a tensor; empty for a tensor whose group has no such
    /// state. Where several fragments of a group use a name, the fragment's name and a dot stand before it.
    /// </summary>
    public IReadOnlyDictionary<string, double[][]> State { get; }

    /// <summary>
    /// The parameters in full, one array a tensor, where the recipe's <see cref="OptimizerAttribute.Parameters"/> have 16 bits;
    /// otherwise empty.
    /// </summary>
    public IReadOnlyList<double[]> Masters => _parameters.AreStored ? _parameters.Masters : [];

    /// <summary>The uniform state that methods of elements write, observers' included, as it is now.</summary>
    /// <returns>
    /// By its name, for each tensor one value a row, which are the same where the state is of the tensor or the group; empty for a
    /// tensor whose group has no such state. Names are told apart as in <see cref="State"/>.
    /// </returns>
    public IReadOnlyDictionary<string, double[][]> UniformState()
    {
        string[][] names = [.. _bindings.Select(binding => binding.KeptNames())];
        return names.SelectMany(ofGroup => ofGroup).Distinct().ToDictionary(
            name => name,
            name => _tensors.Select((tensor, i) => Array.IndexOf(names[tensor.Group], name) is >= 0 and int kept
                ? Enumerable.Range(0, tensor.Length == 0 ? 0 : tensor.Length / tensor.RowLength).Select(row => _kept[i][kept][row * tensor.RowLength]).ToArray()
                : []).ToArray(),
            StringComparer.Ordinal);
    }

    /// <summary>Everything that acts on elements, in the order of the recipe; a recipe that is its own rule stands at the end.</summary>
    public IReadOnlyList<object> Fragments => _recipe.Fragments;

    /// <summary>The base rate of a group.</summary>
    /// <param name="group">The group's name; empty for the default group.</param>
    /// <returns>The rate, before schedules.</returns>
    /// <exception cref="KeyNotFoundException">There is no such group.</exception>
    public double LearningRateOf(string group) => _rates[IndexOf(group)];

    /// <summary>Sets the base rate of a group.</summary>
    /// <param name="group">The group's name; empty for the default group.</param>
    /// <param name="rate">The rate, before schedules.</param>
    /// <exception cref="KeyNotFoundException">There is no such group.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not a finite number.</exception>
    public void SetLearningRate(string group, double rate) => _rates[IndexOf(group)] = CheckedRate(rate);

    /// <summary>The learning rate of any step, with the metric schedules' factor of now.</summary>
    /// <param name="step">The number of steps before that one.</param>
    /// <returns>The base rate of <see cref="LearningRate"/>, scaled as in that step.</returns>
    public double LearningRateAt(long step) => LearningRate * ScaleAt(step);

    /// <summary>Makes a reference for a recipe, from the attributes on it, and tensors of one dimension.</summary>
    /// <param name="recipe">A class with <see cref="OptimizerAttribute"/> and fragments, or an Update method of its own.</param>
    /// <param name="lengths">The length of each tensor.</param>
    /// <returns>The reference, before its first step.</returns>
    /// <exception cref="ArgumentException">The class is no recipe, or its fragments cannot be run; see the constructor.</exception>
    [RequiresUnreferencedCode("Looks for the fragments' methods by name.")]
    public static ScalarReference For(Type recipe, params int[] lengths) => For(recipe, ReferenceModel.Of(lengths), null);

    /// <summary>Makes a reference for a recipe, from the attributes on it, and tensors of any shape.</summary>
    /// <param name="recipe">A class with <see cref="OptimizerAttribute"/> and fragments, or an Update method of its own.</param>
    /// <param name="shapes">The dimensions of each tensor, which say what its rows are.</param>
    /// <returns>The reference, before its first step.</returns>
    /// <exception cref="ArgumentException">The class is no recipe, or its fragments cannot be run; see the constructor.</exception>
    [RequiresUnreferencedCode("Looks for the fragments' methods by name.")]
    public static ScalarReference For(Type recipe, int[][] shapes) => For(recipe, ReferenceModel.Of(shapes), null);

    /// <summary>Makes a reference for a recipe, from the attributes on it, and the parameters of a set.</summary>
    /// <param name="recipe">A class with <see cref="OptimizerAttribute"/> and fragments, or an Update method of its own.</param>
    /// <param name="parameters">The parameters, of which the shapes, names and groups matter.</param>
    /// <returns>The reference, before its first step.</returns>
    /// <exception cref="ArgumentException">The class is no recipe, its fragments cannot be run, or the element types differ.</exception>
    [RequiresUnreferencedCode("Looks for the fragments' methods by name.")]
    public static ScalarReference For(Type recipe, ParameterSet parameters) => For(recipe, ReferenceModel.Of(parameters), parameters);

    /// <summary>Tells the metric schedules a metric; their factors scale the rate from the next step on.</summary>
    /// <param name="metric">The metric.</param>
    /// <exception cref="InvalidOperationException">There is no metric schedule.</exception>
    public void Observe(double metric)
    {
        if (_recipe.Metrics.Count == 0)
        {
            throw new InvalidOperationException($"{_recipe.Name} has no metric schedule, so a metric tells it nothing: add one, such as ReduceOnPlateauAttribute.");
        }

        foreach (MetricBinding schedule in _recipe.Metrics)
        {
            schedule.Observe(metric);
        }
    }

    [RequiresUnreferencedCode("Looks for the fragments' methods by name.")]
    private static ReferenceRecipe Read(IEnumerable<Attribute> attributes)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        return new ReferenceRecipe("the reference", attributes, null);
    }

    [RequiresUnreferencedCode("Looks for the fragments' methods by name.")]
    private static ScalarReference For(Type recipe, ReferenceModel model, ParameterSet? set)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        OptimizerAttribute optimizer = recipe.GetCustomAttribute<OptimizerAttribute>(inherit: false)
            ?? throw new ArgumentException($"{recipe.Name} is no recipe: it lacks [Optimizer].", nameof(recipe));
        if (set is not null && set.ElementType != optimizer.ElementType)
        {
            throw new ArgumentException($"Recipe '{recipe.Name}' steps {optimizer.ElementType} parameters, but the set holds {set.ElementType}.", nameof(recipe));
        }

        if (set is not null && set.Precision != optimizer.Parameters)
        {
            throw new ArgumentException($"Recipe '{recipe.Name}' has parameters of precision {optimizer.Parameters}, but the set holds {set.Precision}.", nameof(recipe));
        }

        Attribute[] attributes = [.. recipe.GetCustomAttributes(inherit: false).OfType<Attribute>().Where(attribute => attribute
            is FragmentAttribute or OptimizerAttribute or AccumulateGradientsAttribute or TrainingPlanAttribute or ParameterGroupAttribute or StoreStateAttribute)];
        bool isOwnRule = !attributes.OfType<UpdateRuleAttribute>().Any() && recipe.GetMethods().Any(method => method.Name == "Update");
        object? own = isOwnRule ? OwnRule.Make(recipe, optimizer.ElementType) : null;
        return new ScalarReference(optimizer.ElementType, new ReferenceRecipe(recipe.Name, attributes, own) { NeverNegative = [.. recipe.GetCustomAttributes<NeverNegativeStateAttribute>()] }, model);
    }

    private static void CheckDouble(ElementType elementType, ReferenceRecipe recipe)
    {
        if (elementType == ElementType.Double && recipe.Optimizer.Parameters != ParameterPrecision.Full)
        {
            throw new ArgumentException($"{recipe.Name} computes in double, and parameters of 16 bits are computed in float: leave Parameters away, or make it a recipe of ElementType.Single.");
        }
    }

    private static double CheckedRate(double rate) =>
        double.IsFinite(rate) ? rate : throw new ArgumentOutOfRangeException(nameof(rate), rate, "A learning rate is a finite number.");

    private int IndexOf(string group)
    {
        int index = Array.IndexOf(_recipe.Groups, group);
        return index >= 0 ? index : throw new KeyNotFoundException($"{_recipe.Name} has no group '{group}'; it has {string.Join(", ", _recipe.Groups.Select(name => $"'{name}'"))}.");
    }
}
