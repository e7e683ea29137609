namespace OptimizerDsl.Kernels.Tests.Zoo.References;

/// <summary>What a rule may know of a step.</summary>
/// <param name="LearningRate">The rate.</param>
/// <param name="Count">The number of the step, from 1 on.</param>
/// <param name="Loss">The loss before the step.</param>
/// <param name="Inputs">What the rule reads beside the gradients, by name and tensor.</param>
internal readonly record struct ReferenceStep(double LearningRate, int Count, double Loss, IReadOnlyDictionary<string, double[][]> Inputs);

/// <summary>
/// A rule as its paper says it, in plain doubles: written apart from the library's rule, so that both can only agree by being
/// right.
/// </summary>
internal abstract class RuleReference
{
    /// <summary>The average that the rule keeps of each tensor; null where it keeps none.</summary>
    public virtual double[][]? Average => null;

    /// <summary>Updates all tensors in place.</summary>
    public abstract void Step(double[][] parameters, double[][] gradients, ReferenceStep step);
}

/// <summary>A rule whose elements do not depend on each other: it sees all tensors as one array.</summary>
internal abstract class ElementReference : RuleReference
{
    public sealed override void Step(double[][] parameters, double[][] gradients, ReferenceStep step)
    {
        double[] w = [.. parameters.SelectMany(values => values)];
        Step(w, [.. gradients.SelectMany(values => values)], step);
        int start = 0;
        foreach (double[] tensor in parameters)
        {
            w.AsSpan(start, tensor.Length).CopyTo(tensor);
            start += tensor.Length;
        }
    }

    /// <summary>Updates the model in place.</summary>
    protected abstract void Step(double[] w, double[] g, ReferenceStep step);
}
