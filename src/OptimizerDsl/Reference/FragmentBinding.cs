using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Reflection;

namespace OptimizerDsl;

/// <summary>
/// Binds the methods of one group's fragments to shared slots, by the names and types of their parameters: the first
/// <c>ref Real</c> of Update and Average is the parameter, the first Real the gradient, each further <c>ref Real</c> state, each
/// further Real of a rule an input, each <see cref="double"/> uniform state of Begin, each <c>ref double</c> uniform state of
/// its own.
/// </summary>
internal sealed class FragmentBinding
{
    /// <summary>The slot of the parameter.</summary>
    internal const int W = 0;

    /// <summary>The slot of the gradient.</summary>
    internal const int G = 1;

    /// <summary>The slot of the parameter as it was before the step, for observers.</summary>
    internal const int Before = 2;

    /// <summary>The slot of the gradient as it was before transforms, for observers.</summary>
    internal const int Given = 3;

    /// <summary>The slot of the first state.</summary>
    internal const int FirstState = 4;

    private static readonly ParameterExpression _slots = Expression.Parameter(typeof(Real[]), "slots");
    private static readonly ParameterExpression _uniforms = Expression.Parameter(typeof(double[]), "uniforms");
    private static readonly ParameterExpression _kept = Expression.Parameter(typeof(double[]), "kept");
    private static readonly ParameterExpression _step = Expression.Parameter(typeof(StepInfo), "step");

    private readonly List<(object Fragment, string Name, StatePrecision? Least)> _states = [];
    private readonly List<(object Fragment, string Name)> _keptNames = [];

    /// <summary>The Begin methods, in the order of the fragments.</summary>
    internal List<UniformMethod> Begins { get; } = [];

    /// <summary>The methods in the order in which they run.</summary>
    internal List<BoundMethod> Methods { get; } = [];

    /// <summary>The number of values of uniform state.</summary>
    internal int UniformCount { get; private set; }

    /// <summary>The number of values of uniform state that methods of elements write.</summary>
    internal int KeptCount => _keptNames.Count;

    /// <summary>The names of all state, in the order of their slots.</summary>
    /// <remarks>Names that several fragments use are told apart by the fragment, and if need be by a number.</remarks>
    internal string[] StateNames() => Names([.. _states.Select(state => (state.Fragment, state.Name))]);

    /// <summary>The names of the uniform state that methods of elements write, in its order; told apart as those of other state.</summary>
    internal string[] KeptNames() => Names(_keptNames);

    private static string[] Names(List<(object Fragment, string Name)> states)
    {
        var names = new List<string>();
        foreach ((object fragment, string name) in states)
        {
            string own = states.Count(other => other.Name == name) == 1 ? name : $"{FragmentName.Of(fragment)}.{name}";
            int version = names.Count(other => other == own || other.StartsWith(own + ".", StringComparison.Ordinal));
            names.Add(version == 0 ? own : FormattableString.Invariant($"{own}.{version}"));
        }

        return [.. names];
    }

    /// <summary>How coarsely each state may be stored, in the order of their slots; null for what users fill.</summary>
    internal StatePrecision?[] LeastPrecisions() => [.. _states.Select(state => state.Least)];

    /// <summary>Adds a fragment behind those added before.</summary>
    /// <param name="target">The fragment, or the recipe that is its own rule.</param>
    /// <param name="kind">What it does.</param>
    /// <param name="fragment">Its index in the recipe.</param>
    /// <exception cref="ArgumentException">It lacks its method, or has one whose parameters mean nothing.</exception>
    [RequiresUnreferencedCode("Looks for the fragment's methods by name.")]
    internal void Add(object target, FragmentKind kind, int fragment)
    {
        var uniforms = new Dictionary<string, int>(StringComparer.Ordinal);
        if (FragmentMethods.Find(target, "Begin", required: false) is { } begin)
        {
            Expression[] arguments = [.. begin.GetParameters().Select(parameter => BeginArgument(target, begin, parameter, uniforms))];
            Expression call = Expression.Call(Expression.Constant(target), begin, arguments);
            Begins.Add(Expression.Lambda<UniformMethod>(call, _uniforms, _step).Compile());
        }

        (string name, Type returned) = FragmentMethods.Expected(kind);
        MethodInfo method = FragmentMethods.Find(target, name, required: true)!;
        if (method.ReturnType != returned)
        {
            throw new ArgumentException($"{FragmentMethods.Text(target, method)} returns {method.ReturnType.Name}; it has to return {(returned == typeof(void) ? "nothing" : returned.Name)}.");
        }

        Expression result = Expression.Call(Expression.Constant(target), method, Arguments(target, kind, method, uniforms));
        Expression body = kind switch
        {
            FragmentKind.Gate => result,
            FragmentKind.Transform => Expression.Block(Expression.Assign(Slot(G), result), Expression.Constant(true)),
            _ => Expression.Block(result, Expression.Constant(true)),
        };
        ElementMethod compiled = Expression.Lambda<ElementMethod>(body, _slots, _uniforms, _kept, _step).Compile();
        Methods.Add(new BoundMethod(fragment, kind, FragmentName.Of(target), compiled));
    }

    private static IndexExpression Slot(int slot) => Expression.ArrayAccess(_slots, Expression.Constant(slot));

    private List<Expression> Arguments(object target, FragmentKind kind, MethodInfo method, Dictionary<string, int> uniforms)
    {
        bool writesW = kind is FragmentKind.Rule or FragmentKind.Averaging;
        bool hasW = false;
        bool hasG = false;
        int observed = 0;
        var bound = new List<Expression>();
        foreach (ParameterInfo parameter in method.GetParameters())
        {
            Type type = parameter.ParameterType;
            if (type == typeof(StepInfo))
            {
                bound.Add(_step);
            }
            else if (type == typeof(double) && uniforms.TryGetValue(parameter.Name!, out int uniform))
            {
                bound.Add(Expression.ArrayAccess(_uniforms, Expression.Constant(uniform)));
            }
            else if (type == typeof(Real) && kind == FragmentKind.Observer && observed < 3)
            {
                bound.Add(Slot(observed++ switch { 0 => Before, 1 => W, _ => Given }));
            }
            else if (type == typeof(Real).MakeByRefType() && !parameter.IsOut && !parameter.IsIn && kind is not (FragmentKind.Gate or FragmentKind.Observer))
            {
                bound.Add(Slot(writesW && !hasW ? W : AddState(target, parameter.Name!, LeastOf(kind, parameter))));
                hasW = true;
            }
            else if (type == typeof(double).MakeByRefType() && !parameter.IsOut && !parameter.IsIn && kind != FragmentKind.Gate && !uniforms.ContainsKey(parameter.Name!))
            {
                bound.Add(Expression.ArrayAccess(_kept, Expression.Constant(KeptCount)));
                _keptNames.Add((target, parameter.Name!));
            }
            else if (type == typeof(Real) && kind == FragmentKind.Gate && parameter.Name == "w")
            {
                bound.Add(Slot(W));
            }
            else if (type == typeof(Real) && !hasG && kind is not (FragmentKind.Averaging or FragmentKind.Observer))
            {
                bound.Add(Slot(G));
                hasG = true;
            }
            else if (type == typeof(Real) && kind == FragmentKind.Rule && hasW && hasG)
            {
                bound.Add(Slot(AddState(target, parameter.Name!, null)));
            }
            else if (type == typeof(Real) && kind == FragmentKind.Transform && parameter.Name == "w")
            {
                bound.Add(Slot(W));
            }
            else
            {
                throw FragmentMethods.Unbound(target, method, parameter);
            }
        }

        if (!hasG && kind is (FragmentKind.Rule or FragmentKind.Transform))
        {
            throw new ArgumentException($"{FragmentMethods.Text(target, method)} takes no gradient: add 'Real g'.");
        }

        if (kind == FragmentKind.Observer && observed < 3)
        {
            throw new ArgumentException($"{FragmentMethods.Text(target, method)} takes {observed} Reals: it starts with 'Real before, Real after, Real g'.");
        }

        if (writesW && !hasW)
        {
            throw new ArgumentException($"{FragmentMethods.Text(target, method)} takes no parameter: its first one is 'ref Real w'.");
        }

        return bound;
    }

    private Expression BeginArgument(object target, MethodInfo begin, ParameterInfo parameter, Dictionary<string, int> uniforms)
    {
        if (parameter.ParameterType == typeof(StepInfo))
        {
            return _step;
        }

        if (parameter.ParameterType != typeof(double).MakeByRefType() || parameter.IsOut || parameter.IsIn)
        {
            throw FragmentMethods.Unbound(target, begin, parameter);
        }

        uniforms.Add(parameter.Name!, UniformCount);
        return Expression.ArrayAccess(_uniforms, Expression.Constant(UniformCount++));
    }

    private static StatePrecision LeastOf(FragmentKind kind, ParameterInfo parameter) =>
        kind == FragmentKind.Averaging || parameter.IsDefined(typeof(AverageAttribute)) ? StatePrecision.Full
        : parameter.GetCustomAttribute<LeastPrecisionAttribute>()?.Precision ?? ReferenceStorage.Coarsest;

    private int AddState(object fragment, string name, StatePrecision? least)
    {
        _states.Add((fragment, name, least));
        return FirstState - 1 + _states.Count;
    }
}
