using System;
using OptimizerDsl;

/// <summary>Reductions over tensors, rows and the model that wait for one another, in every order.</summary>
public sealed partial class LayersAttribute : UpdateRuleAttribute
{
    public double Decay { get; set; } = 0.9;

    public void Update(ref Real w, Real g, ref Real m, StepInfo step)
    {
        m = Decay * m + (1 - Decay) * g;
        double size = PerTensor.Norm(w);
        double speed = PerTensor.Norm(m);
        double ratio = size > 0 && speed > 0 ? Math.Min(size / speed, 10) : 1;
        double largest = PerRow.Max(Real.Abs(ratio * m));
        double sum = PerRow.Sum(w);
        double all = Global.Norm(m / (largest + 1e-3));
        double share = PerTensor.Sum(m / (1 + all));
        double last = PerRow.Norm(w - 1e-3 * share);
        Real d = ratio * m / (1 + largest) + 1e-3 * (sum / (1 + Math.Abs(sum))) + 1e-6 * share / (1 + all);
        if (last > 20) d *= 0.5;
        w -= step.LearningRate * d;
    }
}

/// <summary>Reductions over rows alone: each row of normalised length.</summary>
public sealed partial class RowsAttribute : UpdateRuleAttribute
{
    public void Update(ref Real w, Real g, ref Real v, StepInfo step)
    {
        double count = Math.Max(1, PerRow.Sum(1));
        double mean = PerRow.Sum(g) / count;
        Real centred = g - mean;
        double length = PerRow.Norm(centred);
        v = 0.5 * v + centred / (length + 1e-3);
        w -= step.LearningRate * v;
        if (PerRow.Max(w) > 100) w *= 0.75;
    }
}

/// <summary>Reductions over tensors alone, one of them used as a mask.</summary>
public sealed partial class TensorsAttribute : UpdateRuleAttribute
{
    public void Update(ref Real w, Real g, ref Real m, StepInfo step)
    {
        double largest = PerTensor.Max(Real.Abs(g));
        double total = PerTensor.Sum(w);
        m += 0.25 * (g - m);
        bool isLarge = Real.Abs(m) > 0.25 * largest;
        double many = PerTensor.Sum(isLarge ? 1 : 0);
        w -= step.LearningRate * (isLarge ? m / (largest + 1e-6) : 0.1 * m / (1 + many)) + 1e-5 * (total / (1 + Math.Abs(total)));
    }
}

/// <summary>Takes the mean out of each row.</summary>
public sealed partial class CentreRowsAttribute : GradientTransformAttribute
{
    public Real Apply(Real g) => g - PerRow.Sum(g) / Math.Max(1, PerRow.Sum(1));
}

/// <summary>Scales each tensor by its own norm and the parameter's.</summary>
public sealed partial class ClipEachTensorAttribute(double clipping) : GradientTransformAttribute
{
    public double Clipping { get; } = clipping;

    public double Least { get; set; } = 1e-3;

    public Real Apply(Real g, Real w)
    {
        double most = Clipping * Math.Max(PerTensor.Norm(w), Least);
        double norm = PerTensor.Norm(g);
        return norm > most ? g * (most / norm) : g;
    }
}
