using System;
using OptimizerDsl;

/// <summary>Uniform state of each tensor, made of its own past and of one another.</summary>
public sealed partial class LayerMomentsAttribute : UpdateRuleAttribute
{
    public double Decay { get; set; } = 0.9;

    public void Update(ref Real w, Real g, ref Real m, ref double v, ref double peak, ref double steps, StepInfo step)
    {
        double norm = PerTensor.Norm(g);
        double before = v;
        v = step.Count == 1 ? norm * norm : Decay * v + (1 - Decay) * norm * norm;
        peak = Math.Max(peak, before);
        steps += 1;
        m = Decay * m + g / (Math.Sqrt(v) + 1e-3) + 1e-3 * w;
        w -= step.LearningRate * (1 + peak / (1 + peak)) / steps * m;
    }
}

/// <summary>Uniform state of the group, made of reductions that wait for one another, and read between them.</summary>
public sealed partial class DistanceAttribute : UpdateRuleAttribute
{
    public void Update(ref Real w, Real g, ref Real start, ref double farthest, ref double total, StepInfo step)
    {
        start = step.Count == 1 ? w : start;
        double distance = Global.Norm(w - start);
        farthest = Math.Max(farthest, Math.Max(distance, 1e-3));
        double size = Global.Norm(g / (1 + farthest));
        total += size * size;
        w -= step.LearningRate * farthest / Math.Sqrt(total + 1e-8) * g;
    }
}

/// <summary>Uniform state of rows, of tensors and of the group side by side, with state of Begin and a condition.</summary>
public sealed partial class AllLevelsAttribute : UpdateRuleAttribute
{
    public void Begin(ref double product, StepInfo step) => product = step.Count == 1 ? 0.5 : product * 0.5;

    public void Update(ref Real w, Real g, double product, ref double ofRow, ref double ofTensor, ref double ofGroup, ref double unread, StepInfo step)
    {
        double row = PerRow.Sum(Real.Abs(g));
        double tensor = PerTensor.Max(Real.Abs(g));
        double all = Global.Norm(g);
        ofRow = 0.5 * ofRow + row / (1 + ofTensor);
        if (tensor > ofTensor)
        {
            ofTensor = tensor;
        }

        unread = ofGroup;
        ofGroup = ofGroup * product + all;
        w -= step.LearningRate * g / (1 + ofRow + ofTensor + ofGroup);
    }
}

/// <summary>What a rule knows of shapes.</summary>
public sealed partial class ShapesAttribute : UpdateRuleAttribute
{
    public void Update(ref Real w, Real g, ref Real v, StepInfo step)
    {
        long rows = PerTensor.Count() / Math.Max(1, PerRow.Count());
        double scale = PerTensor.Rank() > 1 ? 1 / Math.Sqrt(PerRow.Count()) : 0.5;
        v += g;
        w -= step.LearningRate * scale / (1 + rows) * v;
    }
}

/// <summary>Noise whose seed is an integer that differs between tensors, with more bits than a float or a double has.</summary>
public sealed partial class ShapeNoiseAttribute : UpdateRuleAttribute
{
    public void Update(ref Real w, Real g, StepInfo step)
    {
        long seed = PerTensor.Count() * 2305843009213693951 - PerRow.Count();
        w -= step.LearningRate * (g + 0.1 * Noise.Normal(seed, step) + Noise.Uniform(PerTensor.Rank(), step));
    }
}

/// <summary>A mean over tensors, by their sum and their count.</summary>
public sealed partial class MeanFreeAttribute : GradientTransformAttribute
{
    public Real Apply(Real g)
    {
        double mean = PerTensor.Sum(g) / PerTensor.Count();
        return PerTensor.Rank() >= 2 ? g - mean : g;
    }
}

/// <summary>A transform with uniform state of its own.</summary>
public sealed partial class RunningScaleAttribute : GradientTransformAttribute
{
    public Real Apply(Real g, ref double mean, StepInfo step)
    {
        double norm = Global.Norm(g);
        mean = step.Count == 1 ? norm : 0.9 * mean + 0.1 * norm;
        return g * (1 / (mean + 1e-6));
    }
}

/// <summary>An average with uniform state of its own.</summary>
public sealed partial class WeightedMeanAttribute : AveragingAttribute
{
    public void Average(ref Real w, ref Real average, ref double weight, StepInfo step)
    {
        double size = 1 + PerTensor.Norm(w);
        weight += size;
        average += size / weight * (w - average);
    }
}

/// <summary>A rule that reads another input beside the gradient, but not in every step.</summary>
public sealed partial class CurvatureAttribute : UpdateRuleAttribute
{
    public long Every { get; set; } = 3;

    public void Update(ref Real w, Real g, Real hessian, ref Real m, ref Real h, Real trust, StepInfo step)
    {
        m = 0.9 * m + 0.1 * g;
        if (step.Count % Every == 1)
        {
            h = 0.5 * h + 0.5 * hessian;
        }

        double largest = Global.Max(Real.Abs(trust));
        w -= step.LearningRate / (1 + largest) * Real.Clamp(m / Real.Max(h, 1e-3), -1, 1);
    }
}

/// <summary>A rule that keeps the average of its own parameters.</summary>
public sealed partial class PrimalAveragingAttribute : UpdateRuleAttribute
{
    public void Begin(ref double weights, StepInfo step) => weights += step.LearningRate;

    public void Update(ref Real w, Real g, ref Real z, [Average] ref Real average, double weights, StepInfo step)
    {
        z = step.Count == 1 ? w : z;
        average = step.Count == 1 ? w : average;
        z -= step.LearningRate * g;
        average += step.LearningRate / weights * (z - average);
        w = 0.9 * average + 0.1 * z;
    }
}
