namespace OptimizerDsl;

/// <summary>
/// The base of averagings, which run after the rule. One declares
/// <c>public void Average(ref Real w, ref Real average, ref Real state…, StepInfo step)</c>: the parameter as the rule left it,
/// its average, and state as an <see cref="UpdateRuleAttribute">update rule</see> has it; all but the first two may be left out.
/// It may declare <c>Begin</c> as a rule does.
/// </summary>
/// <remarks>
/// The optimizer gives the averages away by its methods <c>Average</c> and <c>UseAverages</c>. An averaging may also write the
/// parameter, as Lookahead does. Where a recipe has several for one group, those methods give the first one's. All state
/// starts at zero, so the first step (<c>step.Count == 1</c>) has to fill the average.
/// </remarks>
public abstract class AveragingAttribute : FragmentAttribute;
