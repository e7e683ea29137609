using System.ComponentModel;

namespace OptimizerDsl.Runtime;

/// <summary>The schedules of one target of a recipe, one after the other.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RateSchedule
{
    private readonly ScheduleAttribute[] _phases;

    /// <summary>Puts schedules in a row that need no plan.</summary>
    /// <param name="phases">The schedules, in the order in which they run; none leave the base rate as it is.</param>
    /// <exception cref="ArgumentException">As of the other constructor.</exception>
    public RateSchedule(params ReadOnlySpan<ScheduleAttribute> phases)
        : this(null, phases)
    {
    }

    /// <summary>Puts schedules in a row. They are copied; the copies know their epochs in steps, and where they begin.</summary>
    /// <param name="plan">What turns epochs into steps and gives the last schedule its length; null when there is none.</param>
    /// <param name="phases">The schedules, in the order in which they run; none leave the base rate as it is.</param>
    /// <exception cref="ArgumentException">
    /// A schedule has a <see cref="ScheduleAttribute.Problem"/>, one that is not the last has no length, or epochs cannot be
    /// turned into steps.
    /// </exception>
    public RateSchedule(TrainingPlanAttribute? plan, params ReadOnlySpan<ScheduleAttribute> phases)
    {
        _phases = new ScheduleAttribute[phases.Length];
        long start = 0;
        for (int i = 0; i < _phases.Length; i++)
        {
            if (phases[i] is null)
            {
                throw new ArgumentException($"Schedule {i + 1} of {_phases.Length} is null.", nameof(phases));
            }

            ScheduleAttribute phase = _phases[i] = phases[i].Copy();
            string name = FragmentName.Of(phase);
            ScheduleEpochs.Resolve(phase, plan);
            if (!ValueRange.Length.Contains(phase.Steps))
            {
                throw new ArgumentException(ValueRange.Length.Outside("Steps", phase.Steps, name), nameof(phases));
            }

            phase.PhaseStart = start;
            long total = ScheduleEpochs.Total(plan);
            bool isLast = i == _phases.Length - 1;
            if (isLast && phase.Steps == 0)
            {
                phase.Steps = Math.Max(total - start, 0);
            }

            if (phase.Problem is { } problem)
            {
                throw new ArgumentException(
                    isLast && phase.Steps == 0 && total > 0 ? $"{problem} The plan of {total} steps is over when {name} begins." : problem, nameof(phases));
            }

            if (!isLast && phase.Steps == 0)
            {
                throw new ArgumentException(
                    $"{name} has no length, so {FragmentName.Of(phases[i + 1])} after it would never begin: set its Steps.", nameof(phases));
            }

            // Nobody gets there, but lengths may be written that do not add up in 64 bits.
            start = phase.Steps > long.MaxValue - start ? long.MaxValue : start + phase.Steps;
        }
    }

    /// <summary>The factor on the base rate in a step.</summary>
    /// <param name="step">The number of steps before that one: 0 in the first step.</param>
    /// <returns>The factor; 1 without any schedules.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The step is negative.</exception>
    public double ScaleAt(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        if (_phases.Length == 0)
        {
            return 1;
        }

        int phase = 0;
        while (phase < _phases.Length - 1 && step >= _phases[phase].Steps)
        {
            step -= _phases[phase].Steps;
            phase++;
        }

        return _phases[phase].ScaleAt(step);
    }
}
