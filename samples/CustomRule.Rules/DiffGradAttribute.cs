using OptimizerDsl;

namespace CustomRule.Rules;

/// <summary>
/// diffGrad: Adam with friction. Where the gradient hardly changes any more, a minimum may be near, and steps are half as long.
/// </summary>
/// <remarks>
/// <para>
/// m ← β1 m + (1 - β1) g;  v ← β2 v + (1 - β2) g²;  ξ = 1 / (1 + exp(-|previous g - g|));  w ← w - η ξ m̂ / (√v̂ + ε), with m̂ and
/// v̂ corrected for their start at zero.
/// </para>
/// <para>
/// Dubey, Chakraborty, Roy, Mukherjee, Singh and Chaudhuri, "diffGrad: An Optimization Method for Convolutional Neural
/// Networks", IEEE TNNLS 31(11), 2020, algorithm 1.
/// </para>
/// </remarks>
[SafeLearningRate(Usual = 1e-3, Notice = 1e-2, Warn = 1e-1)]
public sealed partial class DiffGradAttribute : UpdateRuleAttribute
{
    /// <summary>How slowly the average of gradients moves.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true)]
    public double Beta1 { get; set; } = 0.9;

    /// <summary>How slowly the average of squared gradients moves.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true)]
    public double Beta2 { get; set; } = 0.999;

    /// <summary>Keeps the division finite.</summary>
    public double Epsilon { get; set; } = 1e-8;

    public void Update(ref Real w, Real g, ref Real m, ref Real v, ref Real previous, StepInfo step)
    {
        m = Average(m, g, Beta1);
        v = Average(v, g * g, Beta2);
        Real friction = 1 / (1 + Real.Exp(-Real.Abs(previous - g)));
        previous = g;
        double c1 = 1 - Math.Pow(Beta1, step.Count);
        double c2 = 1 - Math.Pow(Beta2, step.Count);
        w -= step.LearningRate / c1 * friction * m / (Real.Sqrt(v) * (1 / Math.Sqrt(c2)) + Epsilon);
    }

    // A helper is inlined into the kernel.
    private static Real Average(Real average, Real value, double beta) => beta * average + (1 - beta) * value;
}
