using OptimizerDsl;

namespace Gallery.Running;

/// <summary>Runs generated optimizers, any of them, and takes down what they do.</summary>
internal static class Descent
{
    /// <summary>Descends from a start for so many steps, or until the weights are no longer finite or <paramref name="until"/> holds.</summary>
    /// <param name="label">The run's name in legends.</param>
    /// <param name="objective">What to descend.</param>
    /// <param name="start">The weights at first.</param>
    /// <param name="steps">How many steps at most.</param>
    /// <param name="observe">Tells the optimizer the loss after a step, if its schedule reacts to one.</param>
    /// <param name="until">Given the first weight, ends the run after the step that led there.</param>
    /// <param name="rate">A learning rate in place of the recipe's own.</param>
    public static Trace Run<TOptimizer>(
        string label, Objective objective, ReadOnlySpan<float> start, int steps,
        Action<TOptimizer, double>? observe = null, Func<double, bool>? until = null, double? rate = null)
        where TOptimizer : IOptimizer<TOptimizer>
    {
        var parameters = new ParameterSet();
        Parameter w = parameters.Add("w", start.Length);
        TOptimizer optimizer = TOptimizer.Create(parameters);
        if (rate is { } r) optimizer.LearningRate = r;

        start.CopyTo(w.Values);
        var path = new List<(double X, double Y)>(steps + 1) { PointOf(w) };
        var losses = new List<double>(steps + 1) { objective(w.Values, w.Gradients) };
        var rates = new List<double>(steps);
        while (rates.Count < steps)
        {
            rates.Add(optimizer.Step().LearningRate);
            double loss = objective(w.Values, w.Gradients);
            if (!double.IsFinite(loss)) break;
            path.Add(PointOf(w));
            losses.Add(loss);
            observe?.Invoke(optimizer, loss);
            if (until?.Invoke(path[^1].X) == true) break;
        }

        return new Trace(label, path, losses, rates);
    }

    private static (double X, double Y) PointOf(Parameter w) => (w.Values[0], w.Length > 1 ? w.Values[1] : 0);
}
