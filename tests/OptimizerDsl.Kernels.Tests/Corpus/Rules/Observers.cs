using OptimizerDsl;

/// <summary>Totals of every kind, of tensors and of the model, put together with what was, with state of Begin and a condition.</summary>
public sealed partial class WatchAttribute : ObserverAttribute
{
    public double Keep { get; set; } = 0.75;

    public void Begin(ref double weight, StepInfo step) => weight = step.Count == 1 ? 1 : Keep * weight + 1;

    public void Observe(
        Real before, Real after, Real g, double weight, ref double largest, ref double mean, ref double drift, ref double ofModel, ref double steps, StepInfo step)
    {
        double peak = PerTensor.Max(Real.Abs(after - before));
        if (peak > largest)
        {
            largest = peak;
        }

        mean += (PerTensor.Sum(g) / PerTensor.Count() - mean) / weight;
        drift = Keep * drift + PerTensor.Norm(step.LearningRate / (1 + drift) * g + after);
        ofModel = Global.Norm(after - before) / (1e-30 + Global.Max(Real.Abs(before)));
        steps += 1;
    }
}

/// <summary>Totals of the model alone, which leave a group's memory one loop's.</summary>
public sealed partial class WatchModelAttribute : ObserverAttribute
{
    public void Observe(Real before, Real after, Real g, ref double turned, ref double last, StepInfo step)
    {
        turned = Global.Sum((after - before) * g);
        last = step.LearningRate;
    }
}
