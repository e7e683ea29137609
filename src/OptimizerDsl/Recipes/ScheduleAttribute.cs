namespace OptimizerDsl;

/// <summary>
/// The base of schedules. A schedule scales the base learning rate as a closed form of the step, so that a resumed run
/// needs no state. Several on one recipe run one after the other, in the order written.
/// </summary>
public abstract class ScheduleAttribute : FragmentAttribute
{
    /// <summary>The length of this phase in steps; 0 leaves the end open, which only the last phase may.</summary>
    public long Steps { get; set; }

    /// <summary>
    /// What keeps this schedule from running, as a sentence that names the remedy; null when nothing does. A
    /// <see cref="Runtime.RateSchedule"/> refuses a schedule that has one.
    /// </summary>
    public virtual string? Problem => null;

    /// <summary>The factor on the base rate.</summary>
    /// <param name="t">The number of steps since this phase began: 0 in its first step, and beyond its end also defined.</param>
    /// <returns>The factor; 1 leaves the base rate as it is.</returns>
    public abstract double ScaleAt(long t);
}
