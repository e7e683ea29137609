using OptimizerDsl;

/// <summary>State of all sizes side by side, from what is subnormal in float to what is nearly infinite, and on both sides of what a recipe flushes.</summary>
public sealed partial class VanishingAttribute : UpdateRuleAttribute
{
    public void Update(ref Real w, Real g, ref Real tiny, ref Real small, ref Real huge, StepInfo step)
    {
        tiny = 0.5 * tiny + g * 1e-38;
        small = 0.75 * small + g * g * 1e-19 * 1e-19;
        huge = 0.5 * huge + g * 1e37;
        w -= step.LearningRate * (tiny * 1e30 * 1e8 + small * 1e19 * 1e19 + huge * 1e-37);
    }
}
