namespace OptimizerDsl.Kernels.Tests.Zoo.References;

/// <summary>
/// Liu, Li, Hall, Liang and Ma, "Sophia: A Scalable Stochastic Second-order Optimizer for Language Model Pre-training", ICLR
/// 2024, algorithm 3, with a bound of ρ instead of 1.
/// </summary>
internal sealed class SophiaReference(SophiaAttribute rule, int[][] shapes) : RuleReference
{
    private readonly double[][] _m = Norms.Zeros(shapes);
    private readonly double[][] _h = Norms.Zeros(shapes);

    public override void Step(double[][] parameters, double[][] gradients, ReferenceStep step)
    {
        double[][] estimates = step.Inputs["hessian"];
        for (int k = 0; k < shapes.Length; k++)
        {
            for (int i = 0; i < _m[k].Length; i++)
            {
                _m[k][i] = rule.Beta1 * _m[k][i] + (1 - rule.Beta1) * gradients[k][i];
                if (step.Count % rule.Every == 1 % rule.Every) _h[k][i] = rule.Beta2 * _h[k][i] + (1 - rule.Beta2) * estimates[k][i];
                double length = Math.Min(Math.Abs(_m[k][i]) / Math.Max(rule.Gamma * _h[k][i], rule.Epsilon), rule.Rho);
                double w = parameters[k][i] - step.LearningRate * rule.WeightDecay * parameters[k][i];
                parameters[k][i] = w - step.LearningRate * Math.Sign(_m[k][i]) * length;
            }
        }
    }
}
