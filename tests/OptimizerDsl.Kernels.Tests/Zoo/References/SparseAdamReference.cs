namespace OptimizerDsl.Kernels.Tests.Zoo.References;

/// <summary>PyTorch's SparseAdam, for all elements or for some rows of a matrix.</summary>
internal sealed class SparseAdamReference(SparseAdamAttribute rule, int count) : ElementReference
{
    private readonly double[] _m = new double[count];
    private readonly double[] _v = new double[count];

    /// <summary>Updates the rows of a matrix that a step touches.</summary>
    public void StepRows(double[] w, double[] g, int columns, IEnumerable<int> rows, double rate, int count)
    {
        foreach (int row in rows)
        {
            for (int i = row * columns; i < (row + 1) * columns; i++) StepElement(w, g, i, rate, count);
        }
    }

    protected override void Step(double[] w, double[] g, ReferenceStep step)
    {
        for (int i = 0; i < w.Length; i++) StepElement(w, g, i, step.LearningRate, step.Count);
    }

    private void StepElement(double[] w, double[] g, int i, double rate, int count)
    {
        double slope = rule.Maximize ? -g[i] : g[i];
        _m[i] = rule.Beta1 * _m[i] + (1 - rule.Beta1) * slope;
        _v[i] = rule.Beta2 * _v[i] + (1 - rule.Beta2) * slope * slope;
        double size = rate * Math.Sqrt(1 - Math.Pow(rule.Beta2, count)) / (1 - Math.Pow(rule.Beta1, count));
        w[i] -= size * (_m[i] / (Math.Sqrt(_v[i]) + rule.Epsilon));
    }
}
