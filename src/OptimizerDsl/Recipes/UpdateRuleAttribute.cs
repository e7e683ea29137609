namespace OptimizerDsl;

/// <summary>
/// The base of update rules. A rule declares <c>public void Update(ref Real w, Real g, ref Real state…, StepInfo step)</c>
/// for one parameter <c>w</c> with gradient <c>g</c>: any number of <c>ref Real</c> state, each of which becomes a buffer of
/// that name, one value a parameter, zero before the first step; <see cref="StepInfo"/> may be left out.
/// </summary>
/// <remarks>
/// A rule may also declare <c>public void Begin(ref double x…, StepInfo step)</c>: uniform state, one value for the whole
/// model, updated once a step before any parameter; <c>Update</c> receives it as a plain <see cref="double"/> of the same name.
/// </remarks>
[RuleTraits(Warmup = typeof(LinearWarmupAttribute))]
public abstract class UpdateRuleAttribute : FragmentAttribute
{
    /// <summary>
    /// The base rate, which schedules scale. While it is <see cref="double.NaN"/> (unset), the rule's
    /// <see cref="SafeLearningRateAttribute.Usual"/> rate applies.
    /// </summary>
    public double LearningRate { get; set; } = double.NaN;

    /// <summary>
    /// The number of steps over which the rate should rise at first; 0 where the rule needs no warmup. The analyzers run it with
    /// the recipe's hyperparameters.
    /// </summary>
    public virtual long RecommendedWarmup => 0;

    /// <summary>
    /// The rate above which the rule diverges on a quadratic of some curvature; infinite where none is known. The analyzers run
    /// it with the recipe's hyperparameters and <see cref="TrainingPlanAttribute.Curvature"/>.
    /// </summary>
    /// <param name="curvature">The largest eigenvalue of the loss's Hessian, above 0.</param>
    /// <returns>The largest stable learning rate.</returns>
    public virtual double StabilityLimit(double curvature) => double.PositiveInfinity;
}
