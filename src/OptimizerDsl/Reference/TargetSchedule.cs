using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using OptimizerDsl.Runtime;

namespace OptimizerDsl;

/// <summary>The schedules of one hyperparameter: for the time of a step, it is its own value times their factor.</summary>
internal sealed class TargetSchedule(object fragment, PropertyInfo property, RateSchedule schedule)
{
    private double _value;

    /// <summary>Finds the targets of all schedules that have one.</summary>
    /// <param name="schedules">The schedules of a recipe, in their order.</param>
    /// <param name="fragments">What may have the hyperparameters, with the groups they are for.</param>
    /// <param name="plan">The training plan; null when there is none.</param>
    /// <exception cref="ArgumentException">A target is not to be found, or not to be told from another, or a schedule cannot run.</exception>
    [RequiresUnreferencedCode("Looks for the fragments' properties by name.")]
    internal static TargetSchedule[] Of(
        IEnumerable<ScheduleAttribute> schedules, IReadOnlyList<(object Fragment, string? Group)> fragments, TrainingPlanAttribute? plan) => [.. schedules
        .Where(schedule => schedule.Target is not null)
        .GroupBy(schedule => Find(schedule, fragments))
        .Select(target => new TargetSchedule(target.Key.Fragment, target.Key.Property, new RateSchedule(plan, [.. target])))];

    internal void Apply(long step)
    {
        _value = (double)property.GetValue(fragment)!;
        property.SetValue(fragment, _value * schedule.ScaleAt(step));
    }

    internal void Restore() => property.SetValue(fragment, _value);

    [RequiresUnreferencedCode("Looks for the fragments' properties by name.")]
    private static (object Fragment, PropertyInfo Property) Find(ScheduleAttribute schedule, IReadOnlyList<(object Fragment, string? Group)> fragments)
    {
        int dot = schedule.Target!.IndexOf('.', StringComparison.Ordinal);
        (string? owner, string name) = dot < 0 ? (null, schedule.Target) : (schedule.Target[..dot], schedule.Target[(dot + 1)..]);
        (object Fragment, PropertyInfo Property)[] found = [.. fragments
            .Where(fragment => (fragment.Group ?? "") == (schedule.Group ?? "") && (owner is null || FragmentName.Of(fragment.Fragment) == owner))
            .Select(fragment => (fragment.Fragment, fragment.Fragment.GetType().GetProperty(name)!))
            .Where(candidate => candidate.Item2 is { CanWrite: true } property && property.PropertyType == typeof(double))];
        string title = $"{FragmentName.Of(schedule)} scales '{schedule.Target}'{(schedule.Group is null ? "" : $" of group '{schedule.Group}'")}";
        return found.Length switch
        {
            1 => found[0],
            0 => throw new ArgumentException($"{title}, but no fragment there has a hyperparameter of that name that is a double and can be set."),
            _ => throw new ArgumentException($"{title}, which {string.Join(" and ", found.Select(candidate => FragmentName.Of(candidate.Fragment)))} have; write {FragmentName.Of(found[0].Fragment)}.{name} for one of them, or give it and the schedule a Group."),
        };
    }
}
