namespace OptimizerDsl;

/// <summary>
/// The base of everything that a recipe is put together from: update rules, gradient transforms, gates, averagings,
/// observers, schedules. Fragments act in the order in which they are written on the class.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class FragmentAttribute : Attribute
{
    /// <summary>
    /// The group of parameters for which the fragment is. A rule without one is for the default group: all parameters that no
    /// other group takes. A transform, gate, averaging or observer without one is for all groups. For a schedule the group only matters
    /// with a <see cref="ScheduleAttribute.Target"/>: it says whose hyperparameter that is.
    /// </summary>
    /// <seealso cref="ParameterGroupAttribute"/>
    public string? Group { get; set; }
}
