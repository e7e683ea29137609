using System;
using OptimizerDsl;

/// <summary>Adds a pull towards zero, which takes the parameter before the step.</summary>
public sealed partial class PullAttribute : GradientTransformAttribute
{
    public double Strength { get; set; } = 0.01;

    public Real Apply(Real g, Real w) => g + Strength * w;
}

/// <summary>Takes its time, by uniform state of its own.</summary>
public sealed partial class EaseInAttribute : GradientTransformAttribute
{
    public double Speed { get; set; } = 0.3;

    public void Begin(ref double product, StepInfo step)
    {
        product += Speed * (1 - product);
        if (step.Count > 20) product = 1;
    }

    public Real Apply(Real g, double product, StepInfo step, Real w)
    {
        if (step.Count == 2) return g;
        Real eased = product * g;
        if (w > 100) eased = 0.5 * eased;
        return eased;
    }
}

/// <summary>Takes the mean out of the gradients.</summary>
public sealed partial class CentreAttribute : GradientTransformAttribute
{
    public Real Apply(Real g)
    {
        double mean = Global.Sum(g) / Math.Max(1, Global.Sum(1));
        return g - mean;
    }
}

/// <summary>Scales the largest gradient to a size.</summary>
public sealed partial class LargestAttribute(double size) : GradientTransformAttribute
{
    public double Size { get; } = size;

    public Real Apply(Real g, Real w)
    {
        double largest = Global.Max(Real.Max(Real.Abs(g), 1e-3 * Real.Abs(w)));
        return largest > Size ? g * (Size / largest) : g;
    }
}
