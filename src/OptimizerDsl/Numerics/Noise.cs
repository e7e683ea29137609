using OptimizerDsl.Runtime;

namespace OptimizerDsl;

/// <summary>
/// Random values for rules: one for each element of the model, a function of the seed, the step and the element alone. So a run
/// can be repeated and resumed bit by bit, whatever the vector width and the number of threads.
/// </summary>
/// <remarks>
/// Elements are counted over the model's tensors in their order, without padding. Two calls with the same seed in the same step
/// give the same value: give each call in a rule a seed of its own. Any seeds will do, neighbours such as 1 and 2 too; a uniform and
/// a normal value of one seed are independent. <see cref="VaryingNoise"/> says how the values are made.
/// </remarks>
/// <example>
/// <code>
/// // Stochastic gradient Langevin dynamics.
/// w += Math.Sqrt(2 * step.LearningRate * Temperature) * Noise.Normal(Seed, step) - step.LearningRate * g;
/// </code>
/// </example>
public static class Noise
{
    /// <summary>A value from 0 on and below 1, each multiple of 2^-24 as probable as another (for double, of 2^-53).</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="step">The step that runs.</param>
    /// <returns>The value of this element.</returns>
    /// <exception cref="InvalidOperationException">No step is running on this thread.</exception>
    public static Real Uniform(long seed, StepInfo step)
    {
        ulong element = Element(nameof(Uniform));
        ulong key = VaryingNoise.Key(seed, step.Count);
        return Real.Exact(Real.Ambient == ElementType.Single ? VaryingNoise.UniformSingle(element, key) : VaryingNoise.UniformDouble(element, key));
    }

    /// <summary>A value of the normal distribution of mean 0 and variance 1; none is beyond 6.8 (for double, 7.3).</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="step">The step that runs.</param>
    /// <returns>The value of this element.</returns>
    /// <exception cref="InvalidOperationException">No step is running on this thread.</exception>
    public static Real Normal(long seed, StepInfo step)
    {
        ulong element = Element(nameof(Normal));
        ulong key = VaryingNoise.Key(seed, step.Count);
        return Real.Exact(Real.Ambient == ElementType.Single ? VaryingNoise.NormalSingle(element, key) : VaryingNoise.NormalDouble(element, key));
    }

    private static ulong Element(string name)
    {
        ReductionContext context = ReductionContext.Current ?? throw new InvalidOperationException(
            $"Noise.{name} gives a value to each element of a model, so it can only run while a step is running over one: call it in the Update or Apply method of a fragment that a recipe uses, or that ScalarReference runs.");
        return context.ElementOfModel;
    }
}
