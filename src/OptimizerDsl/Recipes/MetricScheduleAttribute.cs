namespace OptimizerDsl;

/// <summary>
/// The base of schedules that follow a metric, such as a validation loss. One declares
/// <c>public double Adapt(double metric, ref double state…)</c>, which answers the factor on the learning rate from now on;
/// the factor is 1 before the first call. State is zero before the first call.
/// </summary>
/// <remarks>
/// <c>Adapt</c> runs whenever the optimizer's <c>Observe</c> is called, and not with each step. Its factor multiplies what the
/// recipe's schedules say, and so do the factors of several metric schedules.
/// </remarks>
public abstract class MetricScheduleAttribute : FragmentAttribute;
