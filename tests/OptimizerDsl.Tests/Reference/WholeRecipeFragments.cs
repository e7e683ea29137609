namespace OptimizerDsl.Tests;

/// <summary>Every second step, the parameter goes half of the way back.</summary>
internal sealed class HalfwayAttribute : AveragingAttribute
{
    public void Average(ref Real w, ref Real slow, ref Real visits, StepInfo step)
    {
        visits += 1;
        if (step.Count == 1)
        {
            slow = w;
        }
        else
        {
            slow = (slow + w) / 2;
            w = slow;
        }
    }
}

internal sealed class UnevenGateAttribute : GateAttribute
{
    public bool Proceed(Real g, Real w) => g < w;
}

internal sealed class StatefulGateAttribute : GateAttribute
{
    public bool Proceed(Real g, ref Real state) => g == state;
}

internal sealed class MuteMetricAttribute : MetricScheduleAttribute
{
    public void Adapt(double metric) => _ = metric;
}

internal sealed class OddMetricAttribute : MetricScheduleAttribute
{
    public double Adapt(double metric, int x) => metric + x;
}

internal sealed class ShrinkAttribute : GradientTransformAttribute
{
    public double Momentum { get; set; }

    public Real Apply(Real g) => Momentum * g;
}

[SafeLearningRate(Usual = 1)]
internal sealed class NoisyRuleAttribute : UpdateRuleAttribute
{
    public void Update(ref Real w, Real g, StepInfo step) => w += Noise.Normal(3, step) + Global.Sum(g);
}

/// <summary>Writes how often Begin ran.</summary>
[SafeLearningRate(Usual = 1)]
internal sealed class CallsRuleAttribute : UpdateRuleAttribute
{
    public double By { get; set; } = 1;

    public void Begin(ref double calls) => calls += By;

    public void Update(ref Real w, Real g, double calls) => w = calls + Global.Sum(g);
}

/// <summary>Brings the norm over its own group to 1.</summary>
internal sealed class OwnNormAttribute : GradientTransformAttribute
{
    public Real Apply(Real g) => g / Global.Norm(g);
}

[SafeLearningRate(Usual = 1)]
internal sealed class LossRuleAttribute : UpdateRuleAttribute
{
    public void Update(ref Real w, Real g, StepInfo step) => w -= g + step.Loss;
}

internal sealed class SummingAttribute : UpdateRuleAttribute
{
    public void Update(ref Real w, Real g, ref Real m, StepInfo step)
    {
        m += g;
        w -= step.LearningRate * m;
    }
}

[SafeLearningRate(Usual = 1)]
internal sealed class ScopesRuleAttribute : UpdateRuleAttribute
{
    public void Update(ref Real w, Real g) => w = PerRow.Sum(g) + PerTensor.Max(g) * 1e-3 + Global.Sum(g) * 1e-6;
}

[Optimizer(ElementType = ElementType.Double)]
[ParameterGroup("plain", "*.bias")]
[ClipByGlobalNorm(1)]
[OwnNorm(Group = "plain")]
[Sgd(Group = "plain", LearningRate = 2)]
[Summing(LearningRate = 0.5)]
internal sealed class Grouped;

[Optimizer(ElementType = ElementType.Double, LearningRate = 0.125)]
[ClipByValue(0.5)]
internal sealed class OwnRecipe
{
    public double Slope { get; set; } = 3;

    public void Update(ref Real w, Real g, StepInfo step) => w -= step.LearningRate * (Slope * g + w * 0);
}

[Optimizer(LearningRate = 1)]
internal sealed class ClosedRecipe
{
    public ClosedRecipe(string name) => _ = name;

    public void Update(ref Real w, Real g) => w -= g;
}
