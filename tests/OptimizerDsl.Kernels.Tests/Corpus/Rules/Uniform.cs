using System;
using OptimizerDsl;

public enum Taste { Sweet, Sour = 5, Bitter }

/// <summary>Integer arithmetic, guarded divisions, conversions in both directions.</summary>
public sealed partial class LongsAttribute : UpdateRuleAttribute
{
    public long Every { get; set; } = 4;

    public long Nothing { get; set; }

    public Taste Taste { get; set; } = Taste.Sour;

    public void Update(ref Real w, Real g, ref Real m, StepInfo step)
    {
        const long big = 1L << 53;
        long n = step.Count;
        long phase = n % Every;
        long guarded = 7;
        if (Nothing != 0) guarded = n / Nothing;
        if (phase != 0) guarded += 100 / phase;
        long either = phase == 0 ? -1L : 20 % phase;
        n = n * 3 - guarded / 2;
        n++;
        --n;
        long overflow = (long.MaxValue - 3) * n;
        long cut = (long)(n * 0.7 - 3.5);
        double exact = big + n;
        bool sour = Taste == Taste.Sour;
        double rate = step.LearningRate * (phase + 1.0) / Every;
        m = (sour ? m : g) * (cut % 3) + guarded;
        w -= rate * g + 1e-9 * m * Math.Min(n, 8L) + 1e-30 * overflow;
        w += (exact - big) * 1e-6 * either;
    }
}

/// <summary>Uniform functions, which run once a step in double.</summary>
public sealed partial class UniformMathAttribute : UpdateRuleAttribute
{
    public double Beta { get; set; } = 0.95;

    public void Update(ref Real w, Real g, ref Real m, StepInfo step)
    {
        double t = step.Count;
        double c = 1 - Math.Pow(Beta, t);
        double wave = Math.Sin(t) * Math.Cos(0.5 * t) + Math.Tan(0.1 * t) + Math.Atan2(t, 3) + Math.Asin(1 / t) - Math.Acos(1 / t) + Math.Atan(t);
        double slow = Math.Log(t + 1) + Math.Log2(t + 1) + Math.Log10(t) + Math.Log(t + 1, 3) + Math.Cbrt(t) + Math.Exp(-t);
        double steep = Math.Tanh(0.1 * t) + Math.Sinh(0.1 * t) - Math.Cosh(0.1 * t);
        double whole = Math.Floor(t / 3) + Math.Ceiling(t / 7) + Math.Round(t / 2) + Math.Truncate(-t / 4) + t % 2.5;
        double odd = Math.CopySign(Math.Abs(wave), slow - 3) + Math.FusedMultiplyAdd(wave, slow, steep);
        double safe = double.IsFinite(odd) && !double.IsNaN(wave) && !double.IsInfinity(slow) ? odd : 0;
        bool early = t < 5 || whole >= 6 && safe != 0;
        double scale = early ? Math.Max(1e-3, safe * 1e-2) : Math.Min(1, Math.Sqrt(whole + 1));
        m = Beta * m + (1 - Beta) * g;
        w -= step.LearningRate * scale / c * m;
    }
}

/// <summary>Uniform state, whose new values come from the old ones of one another.</summary>
public sealed partial class UniformStateAttribute : UpdateRuleAttribute
{
    public double Decay { get; set; } = 4e-3;

    public void Begin(ref double product, ref double previous, ref double turn, StepInfo step)
    {
        double mu = 0.9 * (1 - 0.5 * Math.Pow(0.96, step.Count * Decay));
        if (step.Count == 1) product = 1;
        double old = product;
        product = old * mu;
        previous = turn;
        turn = old - previous;
        if (step.Count % 5 == 0)
        {
            double kept = turn;
            turn = previous;
            previous = kept;
        }
    }

    public void Update(ref Real w, Real g, ref Real m, double product, double turn, StepInfo step, double previous)
    {
        m += (1 - product) * (g - m);
        w -= step.LearningRate * (m / (1 + product) + previous * g) + 1e-4 * turn;
    }
}

/// <summary>Uniform state that only moves from one name to the next.</summary>
public sealed partial class RotationAttribute : UpdateRuleAttribute
{
    public void Begin(ref double newest, ref double older, ref double oldest, StepInfo step)
    {
        oldest = older;
        older = newest;
        newest = 0.5 * step.Count;
    }

    public void Update(ref Real w, Real g, double newest, double older, double oldest, StepInfo step) =>
        w -= step.LearningRate * (g + 0.25 * oldest - 0.125 * older + 0.0625 * newest);
}

/// <summary>Hyperparameters of every kind, and properties that compute.</summary>
public sealed partial class KindsAttribute : UpdateRuleAttribute
{
    public KindsAttribute(double strength) => Strength = strength;

    public double Strength { get; }

    public bool Flip { get; set; }

    public long Period { get; set; } = 3;

    public Taste Taste { get; set; }

    public double Softness { get; set; } = 0.1f;

    private double Both => Flip ? -Strength : Strength + Softness;

    private bool IsBitter
    {
        get
        {
            if (Taste == Taste.Sweet) return false;
            return Taste == Taste.Bitter;
        }
    }

    public void Update(ref Real w, Real g, ref Real m, StepInfo step)
    {
        bool due = step.Count % Period == 0;
        if (due && !IsBitter) m = g;
        else if (IsBitter) m += Softness * g;
        Real d = Flip ? -m : m;
        w -= step.LearningRate * Both * d;
        if (Strength > 1) w *= 1 - step.LearningRate * Strength / 100;
    }
}
