using System.Reflection;

namespace OptimizerDsl;

/// <summary>Turns the epochs of a schedule into steps: <c>XSteps = round(XEpochs · StepsPerEpoch)</c>.</summary>
internal static class ScheduleEpochs
{
    private const string Suffix = "Epochs";

    /// <summary>Sets the steps of all epochs that are set.</summary>
    /// <param name="schedule">The schedule, which is changed.</param>
    /// <param name="plan">The plan that knows how many steps an epoch has.</param>
    /// <exception cref="ArgumentException">Both of a pair are set, the plan does not know, or an epoch is negative or less than a step.</exception>
    internal static void Resolve(ScheduleAttribute schedule, TrainingPlanAttribute? plan)
    {
        Type type = schedule.GetType();
        foreach (PropertyInfo epochs in type.GetProperties())
        {
            if (!epochs.Name.EndsWith(Suffix, StringComparison.Ordinal) || epochs.GetIndexParameters().Length > 0)
            {
                continue;
            }

            double[] values = epochs.GetValue(schedule) switch
            {
                0.0 => [],
                double value => [value],
                double[] array => array,
                _ => [],
            };
            string name = $"{FragmentName.Of(schedule)}.{epochs.Name}";
            if (values.Length == 0 || type.GetProperty(epochs.Name[..^Suffix.Length] + "Steps") is not { CanWrite: true } steps)
            {
                continue;
            }

            if (steps.GetValue(schedule) is not (null or 0 or 0L or 0.0 or long[] { Length: 0 } or double[] { Length: 0 }))
            {
                throw new ArgumentException($"{FragmentName.Of(schedule)} has both {steps.Name} and {epochs.Name}; leave one.");
            }

            if (plan is not { StepsPerEpoch: > 0 })
            {
                throw new ArgumentException($"{name} is in epochs, and how many steps an epoch has is not known: put [TrainingPlan(StepsPerEpoch = …)] on the recipe, or set {steps.Name}.");
            }

            steps.SetValue(schedule, InSteps(name, values, plan.StepsPerEpoch, steps.PropertyType));
        }
    }

    /// <summary>The number of steps of the whole run; 0 when the plan does not say.</summary>
    internal static long Total(TrainingPlanAttribute? plan) =>
        plan is null ? 0 : plan.Steps > 0 ? plan.Steps : (long)Math.Round(plan.Epochs * plan.StepsPerEpoch);

    private static object InSteps(string name, double[] epochs, long stepsPerEpoch, Type type)
    {
        double[] steps = [.. epochs.Select(epoch => Math.Round(epoch * stepsPerEpoch))];
        for (int i = 0; i < steps.Length; i++)
        {
            if (!(epochs[i] >= 0) || steps[i] > long.MaxValue || (steps[i] == 0 && epochs[i] > 0))
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"{name} is {epochs[i]}, which at {stepsPerEpoch} steps an epoch makes {steps[i]} steps: epochs are positive, and have to make a step or more."));
            }
        }

        return type == typeof(long) ? (long)steps[0]
            : type == typeof(double) ? steps[0]
            : type == typeof(long[]) ? Array.ConvertAll(steps, step => (long)step)
            : type == typeof(double[]) ? steps
            : throw new ArgumentException($"{name} stands beside steps of type {type.Name}; they are long or double, or arrays of them.");
    }
}
