using OptimizerDsl.Generators.Frontend;
using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;

namespace OptimizerDsl.Analyzers.Judging;

/// <summary>
/// Finds out what a rule is like by running it, as a recipe sets it, for a model of one parameter. What cannot be run, such as
/// noise, leaves a trait unknown, and nothing is said about it.
/// </summary>
internal sealed class RuleProbe(FragmentUse rule)
{
    // Small enough that decay and trust ratios hardly matter beside the step itself.
    private const double SmallWeight = 1e-3, SmallRate = 1e-6;
    private const int LongRun = 2000;

    private readonly ScalarStep _step = ScalarStep.Of(rule, KnownNames.Update);

    /// <summary>The parameter after each step; null where the rule cannot be run.</summary>
    /// <param name="w">The parameter before the first step.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="steps">The number of steps.</param>
    /// <param name="gradient">The gradient, of the number of the step from 1 and of the parameter.</param>
    /// <param name="loss">The loss, likewise; 1 where it is left out.</param>
    public double[]? Run(double w, double rate, int steps, Func<int, double, double> gradient, Func<int, double, double>? loss = null)
    {
        long[] cells = _step.NewCells();
        for (int i = 2; i < _step.Parameters.Count; i++)
        {
            // What the user fills in, such as a second gradient.
            if (_step.Parameters[i] is { Type: IrType.Real, IsReference: false }) cells[i] = BitConverter.DoubleToInt64Bits(1);
        }
        var path = new double[steps];
        for (int i = 0; i < steps; i++)
        {
            cells[0] = BitConverter.DoubleToInt64Bits(w);
            cells[1] = BitConverter.DoubleToInt64Bits(gradient(i + 1, w));
            if (!_step.Run(cells, new(rate, i + 1, loss?.Invoke(i + 1, w) ?? 1, TensorRank: 1))) return null;
            path[i] = w = BitConverter.Int64BitsToDouble(cells[0]);
        }
        return path;
    }

    /// <summary>Whether the first step is as long for a gradient a thousand times as large.</summary>
    public bool IsScaleInvariant()
    {
        double? small = FirstStep(0.37), large = FirstStep(0.37 * 1024);
        return small is double a && large is double b && a != 0 && Math.Abs(b / a - 1) < 0.01;
    }

    /// <summary>Whether steps are signs of gradients whose sizes nothing remembers.</summary>
    public bool IsSign()
    {
        double[] gradients = [0.5, -0.2, 0.3, 0.1, -0.4], factors = [1, 7, 0.01, 300, 2];
        double[]? plain = Run(SmallWeight, SmallRate, 5, (t, _) => gradients[t - 1]), scaled = Run(SmallWeight, SmallRate, 5, (t, _) => gradients[t - 1] * factors[t - 1]);
        return plain is not null && scaled is not null && plain[4] != SmallWeight && plain.Zip(scaled, (a, b) => Math.Abs(a - b) <= 1e-12 * Math.Abs(a)).All(same => same);
    }

    /// <summary>
    /// What a step without a gradient multiplies a weight by at some rate, from 1 down; null where it takes away something else
    /// than a share of the weight, or the rule cannot be run.
    /// </summary>
    public double? ShrinkAt(double rate)
    {
        double? one = AtRest(1, rate), two = AtRest(2, rate);
        return one is double a && two is double b && Math.Abs(b / 2 - a) <= 1e-9 * Math.Max(1, Math.Abs(a)) ? a : null;
    }

    /// <summary>
    /// Whether weights without a gradient move towards zero, and not in proportion: the decay goes through the scaling of gradients.
    /// </summary>
    public bool FoldsDecayIntoGradient(double rate) =>
        ShrinkAt(rate) is null && AtRest(1, rate) is double after && after != 1 && !double.IsNaN(after) && AtRest(-1, rate) == -after && AtRest(0, rate) == 0;

    /// <summary>A weight without a gradient after the first step that moves it; some rules only take the gradient in at first.</summary>
    public double? AtRest(double w, double rate) => Run(w, rate, 2, (_, _) => 0) is [var first, var second] ? first != w ? first : second : null;

    /// <summary>How much longer than rate · gradient the steps become while the gradient stays the same; null where they do not settle.</summary>
    public double? Gain()
    {
        double[]? path = Run(0, SmallRate, LongRun, (_, _) => 1);
        if (path is null) return null;
        double last = (path[LongRun - 2] - path[LongRun - 1]) / SmallRate, before = (path[LongRun / 2 - 1] - path[LongRun / 2]) / SmallRate;
        bool settles = last > 0 && Math.Abs(last - before) <= 1e-3 * last;
        // Steps that do not go with the rate are no multiple of it.
        bool goesWithRate = settles && Run(0, 2 * SmallRate, 1, (_, _) => 1) is [var twice] && Math.Abs(twice / path[0] - 2) < 0.01;
        return goesWithRate ? last : null;
    }

    /// <summary>
    /// Whether steps are as long for gradients a thousand times as large, also once the first one counts for little; null where
    /// there are no steps to compare.
    /// </summary>
    public bool? IsScaleInvariantLater()
    {
        const int Count = 64;
        double? Last(double gradient) => Run(0, SmallRate, Count, (_, _) => gradient) is double[] path ? path[Count - 1] - path[Count - 2] : null;
        return Last(0.37) is double a && Last(0.37 * 1024) is double b && a != 0 && !double.IsNaN(a) ? Math.Abs(b / a - 1) < 0.01 : null;
    }

    private double? FirstStep(double gradient) =>
        Run(SmallWeight, SmallRate, 2, (_, _) => gradient) is [var first, var second] ? (first != SmallWeight ? first : second) - SmallWeight : null;
}
