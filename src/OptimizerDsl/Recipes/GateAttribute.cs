namespace OptimizerDsl;

/// <summary>
/// The base of gates, which decide whether a step happens at all. A gate declares <c>public bool Proceed(Real g)</c>,
/// optionally with <c>Real w</c> (the parameter), <see cref="StepInfo"/>, and a <see cref="double"/> for each uniform state
/// that it declares in <c>Begin</c> as an <see cref="UpdateRuleAttribute">update rule</see> does.
/// </summary>
/// <remarks>
/// The answer is one for the whole step: it is computed of reductions such as <see cref="Global.Norm"/>, and of uniform values.
/// When one gate answers false, nothing is written, no state changes, and the step does not count. A gate sees the gradient
/// as the transforms that are written before it leave it.
/// </remarks>
public abstract class GateAttribute : FragmentAttribute;
