using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Passes;

namespace OptimizerDsl.Generators.Model;

/// <summary>A track of schedules as a function, interpreted: what the program will do, before it is built.</summary>
internal sealed class RateCurve
{
    private readonly (SchedulePhase Phase, ScalarProgram Program)[] _phases;

    public RateCurve(ScheduleTrack? track) =>
        _phases = track is null ? [] : track.Phases.Select(p => (p, new ScalarProgram(Pipeline.Uniform(p.Fragment, "ScaleAt", p.Values)))).ToArray();

    /// <summary>The last step that a schedule with a length knows of; 0 where none has one.</summary>
    public long End => _phases.Length == 0 ? 0 : _phases.Max(p => p.Phase.Length > long.MaxValue - p.Phase.Start ? long.MaxValue : p.Phase.Start + p.Phase.Length);

    /// <summary>The factor on the rate in a step, which counts from 0.</summary>
    public double ScaleAt(long step)
    {
        if (_phases.Length == 0) return 1;
        int index = 0;
        while (index < _phases.Length - 1 && step - _phases[index].Phase.Start >= _phases[index].Phase.Length) index++;
        return ScaleIn(index, step - _phases[index].Phase.Start);
    }

    /// <summary>The factor that a phase has so many steps after its beginning, also past its end.</summary>
    public double ScaleIn(int phase, long t)
    {
        try
        {
            return BitConverter.Int64BitsToDouble(_phases[phase].Program.Run(t));
        }
        catch (ArithmeticException)
        {
            // The program will throw here; a curve has no value.
            return double.NaN;
        }
    }
}
