using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;

namespace OptimizerDsl.Analyzers.Judging;

/// <summary>Runs a transform or an averaging, as a recipe sets it, for a model of one parameter, which stands in a matrix.</summary>
internal sealed class FragmentProbe
{
    private readonly ScalarStep _step;
    private readonly long[] _cells;

    public FragmentProbe(FragmentUse use, string method)
    {
        _step = ScalarStep.Of(use, method);
        _cells = _step.NewCells();
    }

    /// <summary>What a transform makes of a gradient in its next step; null where it cannot be run.</summary>
    public double? Apply(long count, double gradient, double w)
    {
        for (int i = 1; i < _step.Parameters.Count; i++)
        {
            if (_step.Parameters[i] is { Type: IrType.Real, IsReference: false }) Set(i, w);
        }
        Set(0, gradient);
        return Run(count, _step.Result);
    }

    /// <summary>An average after a step, and before it; null where it cannot be run.</summary>
    public double? Average(long count, double w, double average)
    {
        Set(0, w);
        Set(1, average);
        return Run(count, result: 1);
    }

    private void Set(int cell, double value) => _cells[cell] = BitConverter.DoubleToInt64Bits(value);

    private double? Run(long count, int result) => _step.Run(_cells, new(1, count, 1, TensorRank: 2)) ? BitConverter.Int64BitsToDouble(_cells[result]) : null;
}
