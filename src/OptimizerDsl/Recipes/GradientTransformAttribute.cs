namespace OptimizerDsl;

/// <summary>
/// The base of gradient transforms, which change the gradient before the rule sees it. A transform declares
/// <c>public Real Apply(Real g)</c>, optionally with <c>Real w</c> (the parameter), <c>ref Real</c> state and
/// <see cref="StepInfo"/>, and may declare <c>Begin</c> as an <see cref="UpdateRuleAttribute">update rule</see> does.
/// </summary>
public abstract class GradientTransformAttribute : FragmentAttribute;
