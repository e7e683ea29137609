namespace OptimizerDsl.Tests;

/// <summary>A rule with a reduction of every scope, each of which needs the one before.</summary>
[SafeLearningRate(Usual = 0.1)]
internal sealed class RowScaledRuleAttribute : UpdateRuleAttribute
{
    public void Update(ref Real w, Real g, ref Real m, StepInfo step)
    {
        double all = Global.Norm(g);
        double largest = PerTensor.Max(Real.Abs(w));
        double row = PerRow.Norm(g * (1 / (1 + largest)));
        double sum = Global.Sum(g * (1 / (1 + row)));
        m = 0.5 * m + g * (1 / (1 + row));
        w -= step.LearningRate / (1 + all) * (m + sum * 1e-3);
    }
}
