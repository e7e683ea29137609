using System;
using OptimizerDsl;

/// <summary>All functions of elements that are computed rather than given by the processor.</summary>
public sealed partial class CurvesAttribute : UpdateRuleAttribute
{
    public double Power { get; set; } = 1.5;

    public void Update(ref Real w, Real g, ref Real m, ref Real v, StepInfo step)
    {
        m = Real.Tanh(0.5 * m + g);
        v = 0.5 * v + Real.Log(1 + Real.Abs(g));
        Real e = Real.Exp(-Real.Abs(w)) + Real.Pow(Real.Abs(m), Power) - Real.Pow(2, -v);
        w -= step.LearningRate * e * m;
    }
}

/// <summary>The same functions without any guard, so that special values come to them.</summary>
public sealed partial class BareCurvesAttribute : UpdateRuleAttribute
{
    public void Update(ref Real w, Real g, ref Real exp, ref Real log, ref Real tanh, ref Real pow, StepInfo step)
    {
        exp = Real.Exp(g) + 0 * exp;
        log = Real.Log(g) + 0 * log;
        tanh = Real.Tanh(g) + 0 * tanh;
        pow = Real.Pow(w, g) + 0 * pow;
        w -= step.LearningRate * g;
    }
}

/// <summary>Adds noise to gradients.</summary>
public sealed partial class JitterAttribute : GradientTransformAttribute
{
    public long Seed { get; set; } = 1;

    public double Strength { get; set; } = 0.1;

    public Real Apply(Real g, StepInfo step) => g + Strength * Noise.Normal(Seed, step);
}

/// <summary>Noise of both kinds, one of them under a mask.</summary>
public sealed partial class LangevinAttribute : UpdateRuleAttribute
{
    public long Seed { get; set; } = 1234567890123;

    public void Update(ref Real w, Real g, StepInfo step)
    {
        Real coin = Noise.Uniform(Seed, step);
        Real kick = Noise.Normal(Seed + 1, step);
        w -= step.LearningRate * (coin < 0.25 ? 0 : g) + Math.Sqrt(step.LearningRate) * kick * (coin - 0.5);
    }
}

/// <summary>A step as long as the loss says.</summary>
public sealed partial class PolyakAttribute : UpdateRuleAttribute
{
    public void Update(ref Real w, Real g, StepInfo step)
    {
        double squares = Global.Sum(g * g);
        w -= step.LearningRate * step.Loss / (squares + 1) * g;
    }
}

/// <summary>Lets steps pass whose largest gradient is below a bound that every step that passed tightens.</summary>
public sealed partial class TighteningAttribute : GateAttribute
{
    public double Bound { get; set; } = 1e5;

    public void Begin(ref double passed, ref double bound, StepInfo step)
    {
        passed += 1;
        bound = passed == 1 ? Bound : bound * 0.9;
    }

    public bool Proceed(Real g, Real w, StepInfo step, double passed, double bound)
    {
        double largest = Global.Max(Real.Abs(g));
        return largest < bound && (passed != step.Count || Global.Sum(0 * w) == 0);
    }
}

/// <summary>An average that pulls its parameters back every few steps.</summary>
public sealed partial class TetherAttribute : AveragingAttribute
{
    public long Every { get; set; } = 4;

    public void Average(ref Real w, ref Real average, ref Real farthest, StepInfo step)
    {
        if (step.Count == 1) average = w;
        farthest = Real.Max(farthest, Real.Abs(w - average));
        if (step.Count % Every != 0) return;
        average += 0.5 * (w - average) / (1 + 1e-3 * farthest);
        w = average;
    }
}

/// <summary>A schedule by arrays.</summary>
public sealed partial class TableAttribute : ScheduleAttribute
{
    public long[] AtSteps { get; set; } = [];

    public double[] AtEpochs { get; set; } = [];

    public double[] Weights { get; set; } = [];

    public override double ScaleAt(long t)
    {
        double scale = 1;
        foreach (long at in AtSteps)
        {
            if (t + PhaseStart >= at) scale *= 0.5;
        }

        double power = 1;
        foreach (double weight in Weights)
        {
            scale += weight * power / 100;
            power *= Math.Exp(-0.01 * t);
        }

        return scale;
    }
}

/// <summary>A metric schedule that remembers.</summary>
public sealed partial class SmoothedAttribute : MetricScheduleAttribute
{
    public double Keep { get; set; } = 0.5;

    public double Adapt(double metric, ref double mean, ref double calls)
    {
        calls += 1;
        mean = calls == 1 ? metric : Keep * mean + (1 - Keep) * metric;
        return Math.Pow(0.9, calls) * (metric > mean ? 0.5 : 1);
    }
}
