using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Reflection;

namespace OptimizerDsl;

/// <summary>Runs the Adapt method of one metric schedule, and keeps its state and its factor.</summary>
internal sealed class MetricBinding
{
    private readonly Func<double, double[], double> _adapt;
    private readonly double[] _state;

    /// <summary>Binds the method: the first double is the metric, each <c>ref double</c> state.</summary>
    /// <exception cref="ArgumentException">There is no such method, or its parameters mean nothing.</exception>
    [RequiresUnreferencedCode("Looks for the schedule's method by name.")]
    internal MetricBinding(MetricScheduleAttribute schedule)
    {
        MethodInfo method = FragmentMethods.Find(schedule, "Adapt", required: true)!;
        if (method.ReturnType != typeof(double))
        {
            throw new ArgumentException($"{FragmentMethods.Text(schedule, method)} returns {method.ReturnType.Name}; it has to return the factor on the rate, a double.");
        }

        ParameterExpression metric = Expression.Parameter(typeof(double), "metric");
        ParameterExpression state = Expression.Parameter(typeof(double[]), "state");
        bool hasMetric = false;
        int states = 0;
        var arguments = new List<Expression>();
        foreach (ParameterInfo parameter in method.GetParameters())
        {
            if (parameter.ParameterType == typeof(double) && !hasMetric)
            {
                arguments.Add(metric);
                hasMetric = true;
            }
            else if (parameter.ParameterType == typeof(double).MakeByRefType() && !parameter.IsOut && !parameter.IsIn)
            {
                arguments.Add(Expression.ArrayAccess(state, Expression.Constant(states++)));
            }
            else
            {
                throw FragmentMethods.Unbound(schedule, method, parameter);
            }
        }

        _adapt = Expression.Lambda<Func<double, double[], double>>(Expression.Call(Expression.Constant(schedule), method, arguments), metric, state).Compile();
        _state = new double[states];
    }

    /// <summary>What the schedule multiplies the rate by.</summary>
    internal double Factor { get; private set; } = 1;

    internal void Observe(double metric) => Factor = _adapt(metric, _state);
}
