using OptimizerDsl.Generators.Model;

namespace OptimizerDsl.Analyzers.Judging;

/// <summary>
/// The factor on the learning rate over a run: exact around the beginning and the end of every phase, and at up to 1,024 steps
/// between, half of them evenly and half of them ever farther apart, since much happens early.
/// </summary>
internal sealed class CurveTrace
{
    private const int Samples = 1024;

    // How far the last schedule is looked at where it neither has a length nor stands in a plan.
    private const long OpenHorizon = 10_000;

    // What formulas that end at 0 may be off by, in parts of the peak.
    private const double Rounding = 1e-12;

    private readonly RateCurve _curve;

    public CurveTrace(ScheduleTrack? track, long planSteps)
    {
        Phases = track?.Phases.ToArray() ?? [];
        _curve = new(track);
        // A last phase without a length goes on for as long as the run does.
        IsHorizonKnown = planSteps > 0 || (Phases.Count > 0 && Phases[Phases.Count - 1].Length > 0);
        Horizon = planSteps > 0 ? planSteps : IsHorizonKnown ? _curve.End : _curve.End > long.MaxValue - OpenHorizon ? long.MaxValue : _curve.End + OpenHorizon;
        Steps = StepsToLookAt();
        Scales = Array.ConvertAll(Steps, _curve.ScaleAt);
        for (int i = 1; i < Steps.Length; i++)
        {
            if (IsNumber(Scales[i]) && !(Scales[i] <= Scales[PeakIndex] && IsNumber(Scales[PeakIndex]))) PeakIndex = i;
        }
        double below = IsNumber(Peak) ? -Rounding * Math.Abs(Peak) : 0;
        FirstFault = Array.FindIndex(Scales, s => !IsNumber(s) || s < below);
    }

    public IReadOnlyList<SchedulePhase> Phases { get; }

    public bool HasSchedule => Phases.Count > 0;

    /// <summary>The number of steps that are judged: those of the plan, or those that the schedules know of.</summary>
    public long Horizon { get; }

    /// <summary>Whether the horizon is written somewhere.</summary>
    public bool IsHorizonKnown { get; }

    /// <summary>The steps that were looked at, from 0, in order.</summary>
    public long[] Steps { get; }

    public double[] Scales { get; }

    /// <summary>Where the largest factor is, of those that are numbers.</summary>
    public int PeakIndex { get; }

    public double Peak => Scales[PeakIndex];

    public double First => Scales[0];

    public double Last => Scales[Scales.Length - 1];

    /// <summary>Where the first factor is that is no finite number from 0 up; -1 where there is none.</summary>
    public int FirstFault { get; }

    /// <summary>Whether all factors are finite numbers from 0 up; other curves have no peaks, joins or ends to speak of.</summary>
    public bool IsSound => FirstFault < 0;

    /// <summary>The factor in any step, also past the horizon.</summary>
    public double ScaleAt(long step) => _curve.ScaleAt(step);

    /// <summary>The factor that a phase has so many steps after its beginning, also past its end.</summary>
    public double ScaleIn(int phase, long t) => _curve.ScaleIn(phase, t);

    /// <summary>The first step between two with a factor of which something holds that does not hold in the first of the two, and does in the second.</summary>
    public long FirstBetween(long before, long after, Func<double, bool> holds)
    {
        long low = before, high = after;
        while (high - low > 1)
        {
            long middle = low + (high - low) / 2;
            if (holds(ScaleAt(middle))) high = middle;
            else low = middle;
        }
        return high;
    }

    private static bool IsNumber(double scale) => !double.IsNaN(scale) && !double.IsInfinity(scale);

    /// <summary>The steps within the horizon that are looked at, each once, in order.</summary>
    private long[] StepsToLookAt()
    {
        long last = Horizon - 1;
        var steps = new List<long>(Samples + 16) { last };
        foreach (SchedulePhase phase in Phases)
        {
            long end = phase.Length > long.MaxValue - phase.Start ? long.MaxValue : phase.Start + phase.Length;
            foreach (long join in (long[])[phase.Start, end]) for (long t = Math.Max(join, 2) - 2; t <= Math.Min(join, last) + 2; t++) steps.Add(t);
        }
        const int Share = Samples / 2;
        for (int i = 0; i <= Share; i++)
        {
            steps.Add((long)Math.Round(last * (i / (double)Share)));
            steps.Add((long)Math.Round(Math.Pow(last + 1.0, i / (double)Share)) - 1);
        }
        steps.Sort();
        int count = 0;
        for (int i = 0; i < steps.Count; i++)
        {
            long step = steps[i];
            bool isNew = step >= 0 && step < Horizon && (count == 0 || step != steps[count - 1]);
            if (isNew) steps[count++] = step;
        }
        return [.. steps.Take(count)];
    }
}
