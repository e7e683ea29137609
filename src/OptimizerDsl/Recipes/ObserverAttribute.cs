namespace OptimizerDsl;

/// <summary>
/// The base of observers, which see what a step did and change nothing of it. One declares
/// <c>public void Observe(Real before, Real after, Real g, ref double uniformState…, StepInfo step)</c>: the parameter before the
/// step, the parameter after it (after averagings too), and the gradient as the step was given it, before transforms; all but
/// the first three may be left out. It may declare <c>Begin</c> as a rule does.
/// </summary>
/// <remarks>
/// <para>
/// The uniform state is what is read: by the optimizer's method <c>UniformState</c>, or by a <see cref="TrainingLog"/>. It has
/// one value for the group, or one for each tensor where what is written to it comes from a <see cref="PerTensor"/> reduction.
/// </para>
/// <para>
/// What an observer reduces is accumulated in the sweep that updates, so that observing takes no sweep of its own. Its
/// reductions are of tensors or the model, not of rows, and none depends on another. Where a step touches some rows of a
/// parameter only, those rows alone are observed. A step that a gate holds back is not observed.
/// </para>
/// </remarks>
public abstract class ObserverAttribute : FragmentAttribute;
