using System.ComponentModel;

namespace OptimizerDsl.Runtime;

/// <summary>The schedules of a recipe, one after the other.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RateSchedule
{
    private readonly ScheduleAttribute[] _phases;

    /// <summary>Puts schedules in a row.</summary>
    /// <param name="phases">The schedules, in the order in which they run; none leave the base rate as it is.</param>
    /// <exception cref="ArgumentException">
    /// A schedule has a <see cref="ScheduleAttribute.Problem"/>, or one that is not the last has no length.
    /// </exception>
    public RateSchedule(params ReadOnlySpan<ScheduleAttribute> phases)
    {
        _phases = phases.ToArray();
        for (int i = 0; i < _phases.Length; i++)
        {
            ScheduleAttribute phase = _phases[i] ?? throw new ArgumentException($"Schedule {i + 1} of {_phases.Length} is null.", nameof(phases));
            string name = FragmentName.Of(phase);
            if (phase.Problem is { } problem)
            {
                throw new ArgumentException(problem, nameof(phases));
            }

            if (phase.Steps < 0)
            {
                throw new ArgumentException($"{name} has a length of {phase.Steps} steps; a length cannot be negative.", nameof(phases));
            }

            if (phase.Steps == 0 && i < _phases.Length - 1)
            {
                throw new ArgumentException(
                    $"{name} has no length, so {FragmentName.Of(_phases[i + 1])} after it would never begin: set its Steps.", nameof(phases));
            }
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
