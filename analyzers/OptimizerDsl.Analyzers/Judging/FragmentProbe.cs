using OptimizerDsl.Generators.Frontend;
using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;
using OptimizerDsl.Generators.Passes;

namespace OptimizerDsl.Analyzers.Judging;

/// <summary>Runs a transform or an averaging, as a recipe sets it, for a model of one parameter, which stands in a matrix.</summary>
internal sealed class FragmentProbe
{
    private readonly Method _method;
    private readonly Method? _begin;
    private readonly Dictionary<string, Constant> _state;

    public FragmentProbe(FragmentUse use, string method)
    {
        var values = use.Values.ToDictionary(v => v.Name, v => v with { Tunable = HyperValue.Fixed }, StringComparer.Ordinal);
        _method = Fold.Run(Specialise.Run(use.Fragment.Find(method)!, values));
        _begin = use.Fragment.Find(KnownNames.Begin) is Method begin ? Fold.Run(Specialise.Run(begin, values)) : null;
        _state = _method.Parameters.Concat(_begin?.Parameters ?? []).GroupBy(p => p.Name)
            .ToDictionary(p => p.Key, p => new Constant(p.First().Type, 0), StringComparer.Ordinal);
    }

    /// <summary>What a transform makes of a gradient in its next step; null where it cannot be run.</summary>
    public double? Apply(long count, double gradient, double w) =>
        Run(count, (p, i) => i == 0 ? gradient : p is { Type: IrType.Real, IsReference: false } ? w : null) ? _state[Method.Result].AsDouble : null;

    /// <summary>An average after a step, and before it; null where it cannot be run.</summary>
    public double? Average(long count, double w, double average) =>
        Run(count, (_, i) => i switch { 0 => w, 1 => average, _ => null }) ? _state[_method.Parameters[1].Name].AsDouble : null;

    private bool Run(long count, Func<Parameter, int, double?> given)
    {
        var interpreter = new Interpreter(ElementType.Double);
        var arguments = new Dictionary<string, Constant>(_state, StringComparer.Ordinal)
        {
            ["step.LearningRate"] = Constant.Double(1),
            ["step.Count"] = Constant.Long(count),
            ["step.Loss"] = Constant.Double(1),
            [Method.TensorCount] = Constant.Long(1),
            [Method.TensorRank] = Constant.Long(2),
            [Method.RowCount] = Constant.Long(1),
        };
        try
        {
            if (_begin is not null)
            {
                foreach (KeyValuePair<string, Constant> begun in interpreter.Run(_begin, arguments)) arguments[begun.Key] = _state[begun.Key] = begun.Value;
            }
            for (int i = 0; i < _method.Parameters.Count; i++)
            {
                if (given(_method.Parameters[i], i) is double value) arguments[_method.Parameters[i].Name] = new(IrType.Real, BitConverter.DoubleToInt64Bits(value));
            }
            foreach (KeyValuePair<string, Constant> output in interpreter.Run(_method, arguments)) _state[output.Key] = output.Value;
            return true;
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArithmeticException or KeyNotFoundException)
        {
            return false;
        }
    }
}
