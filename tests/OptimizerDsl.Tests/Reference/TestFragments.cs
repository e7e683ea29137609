namespace OptimizerDsl.Tests;

/// <summary>Rules and transforms that a user might write, right and wrong ones.</summary>
[SafeLearningRate(Usual = 0.5)]
internal sealed class CentredRuleAttribute : UpdateRuleAttribute
{
    // Two reductions, the second of which needs the first.
    public void Update(ref Real w, Real g, StepInfo step)
    {
        double mean = Global.Sum(g) / 4;
        double norm = Global.Norm(g - mean);
        w -= step.LearningRate / norm * (g - mean);
    }
}

[SafeLearningRate(Usual = 1)]
internal sealed class WarmRuleAttribute : UpdateRuleAttribute
{
    public void Begin(ref double total, StepInfo step, ref double calls)
    {
        total += step.LearningRate;
        calls += 1;
    }

    public void Update(ref Real w, Real g, double calls, double total, ref Real v)
    {
        v += total;
        w = 10 * calls + g;
    }
}

internal sealed class NudgeAttribute : GradientTransformAttribute
{
    public void Begin(ref double calls) => calls += 100;

    public Real Apply(Real g, Real w, ref Real v, double calls)
    {
        v += 1;
        return g + w + calls;
    }
}

[SafeLearningRate(Usual = 1)]
internal sealed class UnevenRuleAttribute : UpdateRuleAttribute
{
    public void Update(ref Real w, Real g)
    {
        w -= 1;
        if (g > 0)
        {
            w -= Global.Sum(g);
        }
    }
}

[SafeLearningRate(Usual = 1)]
internal sealed class FragileRuleAttribute : UpdateRuleAttribute
{
    public void Begin(ref double calls) => calls += 1;

    public void Update(ref Real w, Real g, ref Real v, double calls)
    {
        v += 1;
        w = calls;
        if (g == 13)
        {
            throw new InvalidTimeZoneException();
        }
    }
}

internal sealed class UnusualRuleAttribute : UpdateRuleAttribute
{
    public void Update(ref Real w, Real g, StepInfo step) => w -= step.LearningRate * g;
}

[SafeLearningRate(Usual = 1)]
internal sealed class FloatRuleAttribute : UpdateRuleAttribute
{
    public void Update(ref Real w, Real g, float speed) => w -= speed * g;
}

[SafeLearningRate(Usual = 1)]
internal sealed class ForgottenRuleAttribute : UpdateRuleAttribute
{
    public void Update(ref Real w, Real g, double speed) => w -= speed * g;
}

[SafeLearningRate(Usual = 1)]
internal sealed class NoGradientRuleAttribute : UpdateRuleAttribute
{
    public void Update(ref Real w) => w = 0;
}

[SafeLearningRate(Usual = 1)]
internal sealed class TwiceRuleAttribute : UpdateRuleAttribute
{
    public void Update(ref Real w, Real g) => w -= g;

    public void Update(ref Real w, Real g, StepInfo step) => w -= step.LearningRate * g;
}

[SafeLearningRate(Usual = 1)]
internal sealed class EmptyRuleAttribute : UpdateRuleAttribute;

internal sealed class SilentTransformAttribute : GradientTransformAttribute
{
    public void Apply(Real g) => _ = g;
}

internal sealed class ReducingBeginAttribute : GradientTransformAttribute
{
    public void Begin(ref double norm) => norm = Global.Norm(norm);

    public Real Apply(Real g) => g;
}

internal sealed class OddFragmentAttribute : FragmentAttribute;

[Optimizer(ElementType = ElementType.Double)]
[ClipByValue(0.5)]
[ClipByGlobalNorm(1)]
[Sgd(LearningRate = 0.5, Momentum = 0.5)]
[LinearWarmup(Steps = 2)]
[Constant(Factor = 0.5)]
internal sealed class Recipe;

internal sealed class NoRecipe;
