using System.Diagnostics.CodeAnalysis;

namespace OptimizerDsl;

/// <summary>
/// The base of schedules. A schedule scales the base learning rate, or another hyperparameter, as a closed form of the step,
/// so that a resumed run needs no state. Several on one recipe run one after the other, in the order written.
/// </summary>
/// <remarks>
/// <para>
/// Beside a property <c>XSteps</c> may stand <c>XEpochs</c>: <see cref="double"/>, or an array of them where the other is an
/// array. At most one of the two is set, that is, not 0 and not empty. Before the schedule runs, epochs become steps as
/// round(epochs · <see cref="TrainingPlanAttribute.StepsPerEpoch"/>), so that <see cref="ScaleAt"/> only needs the steps.
/// </para>
/// <para>
/// <c>Every…</c> counts from the beginning of the phase, as <c>t</c> does. <c>At…</c> counts from the beginning of the run, so
/// that it is compared with <c>t + PhaseStart</c>.
/// </para>
/// </remarks>
[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)]
public abstract class ScheduleAttribute : FragmentAttribute
{
    /// <summary>
    /// The length of this phase in steps. 0 leaves it open, which only the last phase may: it takes what is left of the
    /// <see cref="TrainingPlanAttribute">plan</see>, and without one has no end.
    /// </summary>
    [ValidRange(0, long.MaxValue)]
    public long Steps { get; set; }

    /// <summary>The length of this phase in epochs, in place of <see cref="Steps"/>.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double Epochs { get; set; }

    /// <summary>
    /// The hyperparameter that is scaled, by its name; null for the learning rate. Schedules of one target run one after the
    /// other, whatever those of other targets do. It is a hyperparameter of the fragments of
    /// <see cref="FragmentAttribute.Group"/>, or, without one, of the fragments that have none either. Where several of them have
    /// one of that name, the fragment's stands before it: <c>"Sgd.WeightDecay"</c>.
    /// </summary>
    public string? Target { get; set; }

    /// <summary>The number of steps of all phases before this one. Whatever runs the schedule sets it.</summary>
    public long PhaseStart { get; internal set; }

    /// <summary>
    /// What keeps this schedule from running, as a sentence that names the remedy; null when nothing does. It is asked once
    /// epochs have become steps. A <see cref="Runtime.RateSchedule"/> refuses a schedule that has one.
    /// </summary>
    public virtual string? Problem => null;

    /// <summary>The factor on the base rate.</summary>
    /// <param name="t">The number of steps since this phase began: 0 in its first step, and beyond its end also defined.</param>
    /// <returns>The factor; 1 leaves the base rate as it is.</returns>
    public abstract double ScaleAt(long t);

    internal ScheduleAttribute Copy() => (ScheduleAttribute)MemberwiseClone();
}
