namespace OptimizerDsl.Kernels.Tests.Zoo.References;

/// <summary>
/// Schaipp, Ohana, Eickenberg, Defazio and Gower, "MoMo: Momentum Models for Adaptive Learning Rates", ICML 2024, algorithms 1
/// and 3, in the paper's letters.
/// </summary>
internal sealed class MomoReference(MomoAttribute rule, int[][] shapes) : RuleReference
{
    private readonly MomoModel _model = new(rule.LowerBound, rule.EstimateBound);
    private double[][] _d = Norms.Zeros(shapes);
    private double _f;
    private double _gamma;

    public override void Step(double[][] parameters, double[][] gradients, ReferenceStep step)
    {
        double product = Norms.Product(parameters, gradients), rho = 1;
        if (rule.CorrectBias) rho = 1 - Math.Pow(rule.Beta, step.Count);
        else if (step.Count == 1) (_d, _f, _gamma) = (Norms.Copy(gradients), step.Loss, product);
        foreach ((double[] d, double[] g) in _d.Zip(gradients))
        {
            for (int i = 0; i < d.Length; i++) d[i] = rule.Beta * d[i] + (1 - rule.Beta) * g[i];
        }

        _f = rule.Beta * _f + (1 - rule.Beta) * step.Loss;
        _gamma = rule.Beta * _gamma + (1 - rule.Beta) * product;
        double shrink = 1 + step.LearningRate * rule.WeightDecay;
        double tau = _model.Rate(_f, _gamma, Norms.Product(_d, parameters), Norms.Product(_d, _d), rho, shrink, step.LearningRate);
        for (int k = 0; k < shapes.Length; k++)
        {
            for (int i = 0; i < _d[k].Length; i++) parameters[k][i] = (parameters[k][i] - tau * _d[k][i]) / shrink;
        }
    }
}
