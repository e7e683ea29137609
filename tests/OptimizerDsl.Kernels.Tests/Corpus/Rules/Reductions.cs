using System;
using OptimizerDsl;

/// <summary>All reductions in one sweep, and what they say used in the next.</summary>
public sealed partial class ReductionsAttribute : UpdateRuleAttribute
{
    public void Update(ref Real w, Real g, ref Real m, StepInfo step)
    {
        double norm = Global.Norm(g);
        double sum = Global.Sum(w);
        double largest = Global.Max(Real.Abs(g));
        double count = Global.Sum(1);
        double scale = Math.Min(1, 2 / (norm + 1e-6));
        m = 0.5 * m + scale * g;
        w -= step.LearningRate * (m + 1e-3 * (sum / count));
        if (largest < 1e10) w += largest * 1e-6;
    }
}

/// <summary>Reductions of values that other reductions made: mean, then deviation, then the largest of the normalised.</summary>
public sealed partial class ChainAttribute : UpdateRuleAttribute
{
    public void Update(ref Real w, Real g, ref Real v, StepInfo step)
    {
        double count = Math.Max(1, Global.Sum(1));
        double mean = Global.Sum(g) / count;
        Real centred = g - mean;
        double deviation = Global.Norm(centred) / Math.Sqrt(count);
        Real normal = centred / (deviation + 1e-8);
        double largest = Global.Max(normal);
        v = 0.9 * v + 0.1 * normal * normal;
        w -= step.LearningRate * normal / (1 + Math.Abs(largest)) / (Real.Sqrt(v) + 0.1);
    }
}

/// <summary>A trust ratio: reductions over parameters and over what this step's state makes of the gradients.</summary>
public sealed partial class TrustAttribute : UpdateRuleAttribute
{
    public double WeightDecay { get; set; } = 0.01;

    public void Update(ref Real w, Real g, ref Real m, ref Real v, StepInfo step)
    {
        m = 0.9 * m + 0.1 * g;
        v = 0.99 * v + 0.01 * g * g;
        Real update = m / (Real.Sqrt(v) + 1e-6) + WeightDecay * w;
        double size = Global.Norm(w);
        double speed = Global.Norm(update);
        double ratio = size > 0 && speed > 0 ? size / speed : 1;
        w -= step.LearningRate * Math.Min(ratio, 10) * update;
    }
}

/// <summary>Reductions under uniform conditions, in helpers, and after values have changed.</summary>
public sealed partial class SometimesAttribute : UpdateRuleAttribute
{
    public void Update(ref Real w, Real g, ref Real m, StepInfo step)
    {
        double scale = 1;
        if (step.Count % 2 == 0)
        {
            double norm = Length(g);
            if (norm > 3)
            {
                scale = 3 / norm;
                g *= scale;
                double now = Length(g + m);
                if (now > 1) m /= now;
            }
        }
        else if (step.Count > 11)
        {
            scale = 0.5 + 1e-3 * Math.Tanh(Global.Sum(m > 0 ? 1 : 0));
        }

        m += 0.25 * (g - m);
        w -= step.LearningRate * scale * m;
        double last = Global.Max(-w);
        if (last > 1e6 || double.IsNaN(last)) w *= 0.999;
    }

    private static double Length(Real x) => Global.Norm(x);
}

/// <summary>A reduction in the condition of a choice, and one that a mask depends on.</summary>
public sealed partial class AboveMeanAttribute : UpdateRuleAttribute
{
    public void Update(ref Real w, Real g, StepInfo step)
    {
        Real size = Real.Abs(g);
        double mean = Global.Sum(Real.Min(size, 1e3)) / Math.Max(1, Global.Sum(1));
        bool above = size > mean;
        double share = Global.Sum(above ? 1 : 0);
        w -= step.LearningRate * (above ? g : share > 2 ? 0.5 * g : 0.25 * g);
    }
}
