using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Reflection;

namespace OptimizerDsl;

/// <summary>Runs a scalar method for one element; slots hold the parameter, its gradient, and all state.</summary>
internal delegate void ElementMethod(Real[] slots, double[] uniforms, StepInfo step);

/// <summary>Runs a Begin method on the uniform state of all fragments.</summary>
internal delegate void UniformMethod(double[] uniforms, StepInfo step);

/// <summary>
/// Binds the methods of a recipe's fragments to shared slots, by the names and types of their parameters: the first
/// <c>ref Real</c> of Update is the parameter, the first Real the gradient, each further <c>ref Real</c> state, each
/// <see cref="double"/> uniform state of Begin.
/// </summary>
internal sealed class FragmentBinding
{
    /// <summary>The slot of the parameter.</summary>
    internal const int W = 0;

    /// <summary>The slot of the gradient.</summary>
    internal const int G = 1;

    private static readonly ParameterExpression _slots = Expression.Parameter(typeof(Real[]), "slots");
    private static readonly ParameterExpression _uniforms = Expression.Parameter(typeof(double[]), "uniforms");
    private static readonly ParameterExpression _step = Expression.Parameter(typeof(StepInfo), "step");

    private readonly List<(FragmentAttribute Fragment, string Name)> _states = [];

    /// <summary>The Begin methods, in the order of the fragments.</summary>
    internal List<UniformMethod> Begins { get; } = [];

    /// <summary>The transforms in their order, then the rule.</summary>
    internal List<ElementMethod> Methods { get; } = [];

    /// <summary>The number of values of uniform state.</summary>
    internal int UniformCount { get; private set; }

    /// <summary>The names of all state, in the order of their slots, from slot 2 on.</summary>
    /// <remarks>Names that several fragments use are told apart by the fragment.</remarks>
    internal string[] StateNames() => [.. _states.Select(state =>
        _states.Count(other => other.Name == state.Name) == 1 ? state.Name : $"{FragmentName.Of(state.Fragment)}.{state.Name}")];

    [RequiresUnreferencedCode("Looks for the fragment's methods by name.")]
    internal void Add(FragmentAttribute fragment)
    {
        bool isRule = fragment is UpdateRuleAttribute;
        var uniforms = new Dictionary<string, int>(StringComparer.Ordinal);
        if (Method(fragment, "Begin", required: false) is { } begin)
        {
            Expression[] arguments = [.. begin.GetParameters().Select(parameter => BeginArgument(fragment, begin, parameter, uniforms))];
            Expression call = Expression.Call(Expression.Constant(fragment), begin, arguments);
            Begins.Add(Expression.Lambda<UniformMethod>(call, _uniforms, _step).Compile());
        }

        MethodInfo method = Method(fragment, isRule ? "Update" : "Apply", required: true)!;
        if (method.ReturnType != (isRule ? typeof(void) : typeof(Real)))
        {
            throw new ArgumentException($"{Text(fragment, method)} returns {method.ReturnType.Name}; it has to return {(isRule ? "nothing" : "Real")}.");
        }

        bool hasW = false;
        bool hasG = false;
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
            else if (type == typeof(Real).MakeByRefType() && !parameter.IsOut && !parameter.IsIn)
            {
                bound.Add(Slot(isRule && !hasW ? W : AddState(fragment, parameter.Name!)));
                hasW = true;
            }
            else if (type == typeof(Real) && !hasG)
            {
                bound.Add(Slot(G));
                hasG = true;
            }
            else if (type == typeof(Real) && !isRule && parameter.Name == "w")
            {
                bound.Add(Slot(W));
            }
            else
            {
                throw Unbound(fragment, method, parameter);
            }
        }

        if (!hasG || (isRule && !hasW))
        {
            throw new ArgumentException($"{Text(fragment, method)} takes no {(hasG ? "parameter: its first one is 'ref Real w'" : "gradient: add 'Real g'")}.");
        }

        Expression result = Expression.Call(Expression.Constant(fragment), method, bound);
        Expression body = isRule ? result : Expression.Assign(Slot(G), result);
        Methods.Add(Expression.Lambda<ElementMethod>(body, _slots, _uniforms, _step).Compile());
    }

    private static IndexExpression Slot(int slot) => Expression.ArrayAccess(_slots, Expression.Constant(slot));

    private Expression BeginArgument(FragmentAttribute fragment, MethodInfo begin, ParameterInfo parameter, Dictionary<string, int> uniforms)
    {
        if (parameter.ParameterType == typeof(StepInfo))
        {
            return _step;
        }

        if (parameter.ParameterType != typeof(double).MakeByRefType() || parameter.IsOut || parameter.IsIn)
        {
            throw Unbound(fragment, begin, parameter);
        }

        uniforms.Add(parameter.Name!, UniformCount);
        return Expression.ArrayAccess(_uniforms, Expression.Constant(UniformCount++));
    }

    private int AddState(FragmentAttribute fragment, string name)
    {
        _states.Add((fragment, name));
        return G + _states.Count;
    }

    [RequiresUnreferencedCode("Looks for the fragment's methods by name.")]
    private static MethodInfo? Method(FragmentAttribute fragment, string name, bool required)
    {
        MethodInfo[] methods = [.. fragment.GetType().GetMethods(BindingFlags.Public | BindingFlags.Instance).Where(method => method.Name == name)];
        return methods.Length switch
        {
            1 => methods[0],
            0 when !required => null,
            0 => throw new ArgumentException($"{fragment.GetType().Name} has no public method {name}; that is what it would do to one element."),
            _ => throw new ArgumentException($"{fragment.GetType().Name} has {methods.Length} public methods {name}; which one is meant cannot be told. Leave one."),
        };
    }

    private static ArgumentException Unbound(FragmentAttribute fragment, MethodInfo method, ParameterInfo parameter) => new(
        $"{Text(fragment, method)} has a parameter '{parameter.ParameterType.Name} {parameter.Name}' that means nothing there. {method.Name switch
        {
            "Begin" => "Begin takes 'ref double' for uniform state, and StepInfo.",
            "Apply" => "Apply takes the gradient as its first Real, the parameter as 'Real w', state as 'ref Real', StepInfo, and a double by the name of uniform state of Begin.",
            _ => "Update takes the parameter as its first 'ref Real', the gradient as a Real, state as further 'ref Real', StepInfo, and a double by the name of uniform state of Begin.",
        }}");

    private static string Text(FragmentAttribute fragment, MethodInfo method) => $"{fragment.GetType().Name}.{method.Name}";
}
