#pragma warning disable CS1718 // x != x asks whether x is NaN.
using System;
using OptimizerDsl;

/// <summary>Helper methods: by reference, by value, returning early, calling one another, written as expressions.</summary>
public sealed partial class HelpersAttribute : UpdateRuleAttribute
{
    public double Keep { get; set; } = 0.9;

    public double Rest => 1 - Keep;

    public void Update(ref Real w, Real g, ref Real m, ref Real v, StepInfo step)
    {
        Blend(ref m, g);
        Blend(ref v, g * g);
        Real low, high;
        Split(g, out low, out high);
        Real d = Choose(step, low, high, m);
        if (IsLarge(d, 2)) Halve(ref d, step.Count);
        double scale = 1;
        Count(ref scale, step);
        Settle(ref w, ref d, step.LearningRate * scale);
        w = Twice(w, Real.Sqrt(v)) * 0.5;
    }

    private void Blend(ref Real mean, Real value) => mean = Keep * mean + Rest * value;

    private static void Split(Real x, out Real low, out Real high)
    {
        low = Real.Min(x, 0);
        high = Real.Max(x, 0);
    }

    private Real Choose(StepInfo step, Real low, Real high, Real mean)
    {
        if (step.Count == 1) return low + high;
        if (step.Count % 4 == 0)
        {
            Real sum = high;
            if (mean > 0) sum += low;
            return sum;
        }

        Real rest = mean;
        if (step.Count > 20 && Keep > 0.5) return Twice(low, rest);
        rest *= Rest;
        return high - rest;
    }

    private static bool IsLarge(Real x, double bound) => Real.Abs(x) > bound || x != x;

    private static void Halve(ref Real x, long count)
    {
        if (count < 3) return;
        x *= 0.5;
        if (count > 12) return;
        x *= 0.5;
    }

    private static void Count(ref double scale, StepInfo step)
    {
        if (step.Count % 2 == 0) return;
        scale = 1.0 / step.Count;
    }

    private void Settle(ref Real w, ref Real d, double rate)
    {
        Real before = w;
        w -= rate * d;
        d = before - w;
    }

    private static Real Twice(Real x, Real y) => x + x + Scaled(y, 0.001);

    private static Real Scaled(Real x, double by) => x * by;
}

/// <summary>What a helper returns is made by helpers with conditions of their own: as the value, within an expression, as an argument.</summary>
public sealed partial class ReturnedHelpersAttribute : UpdateRuleAttribute
{
    public bool Halves { get; set; }

    public double[] Factors { get; set; } = [0.5, 2];

    private double Rate => Bounded(0.3);

    public void Begin(ref double decay, StepInfo step) => decay = Slowed(decay, step.Count);

    public void Update(ref Real w, Real g, ref Real m, ref Real v, double decay, StepInfo step)
    {
        m = Mixed(m, g, step.Count);
        v = Larger(v, Mixed(g, m, step.Count));
        if (IsFar(m, v)) m *= 0.5;
        w -= step.LearningRate * (m + decay * Signed(v) + Rate * w);
    }

    private Real Mixed(Real x, Real y, long count) => 0.75 * Early(x, y, count) + 0.25 * Early(y, Early(x, x, count), count + 1);

    private Real Early(Real x, Real y, long count)
    {
        if (Halves) return 0.5 * x;
        if (count % 3 == 0) return x - y;
        return First(x) + y;
    }

    private Real First(Real x)
    {
        foreach (double factor in Factors)
        {
            if (factor > 0.25) return factor * x;
        }
        return x;
    }

    private static Real Larger(Real x, Real y)
    {
        Real larger = x;
        if (y > x) larger = y;
        return Near(larger, x);
    }

    private static Real Near(Real x, Real y)
    {
        Real near = Signed(x);
        if (Real.Abs(x - y) < 1) near = y;
        return near;
    }

    private static Real Signed(Real x)
    {
        Real signed = 0.1 * x;
        if (x < 0) signed = -signed;
        return signed;
    }

    private static bool IsFar(Real x, Real y) => Near(x, y) != y;

    private double Slowed(double decay, long count)
    {
        return Bounded(decay + (Halves ? 0.25 : 0.125)) / Bounded(count);
    }

    private double Bounded(double x)
    {
        if (x > 4) return 4;
        if (Halves && x > 2) return 2;
        return x;
    }
}

/// <summary>State that moves between buffers, state that nothing reads, and parameters of the method that change.</summary>
public sealed partial class SwapsAttribute : UpdateRuleAttribute
{
    public void Update(ref Real w, Real g, ref Real a, ref Real b, ref Real c, ref Real unused, ref Real selfish, StepInfo step)
    {
        Real t = a;
        a = b;
        b = c;
        c = t + g;
        unused = w;
        selfish = selfish + g;
        g = a - b;
        Real zero = default;
        Real nothing = new Real();
        var sum = a + b;
        sum += c;
        _ = sum * 2;
        w = w - step.LearningRate * (g + 0.1 * sum) + (zero - nothing);
    }
}

/// <summary>Every function of Real, on values that move.</summary>
public sealed partial class RealFunctionsAttribute : UpdateRuleAttribute
{
    public void Update(ref Real w, Real g, ref Real m, ref Real v, StepInfo step)
    {
        m = Real.Lerp(m, g, 0.1);
        v = Real.FusedMultiplyAdd(g, g, 0.9 * v);
        Real size = Real.Sqrt(Real.Abs(v)) + 1e-8;
        Real direction = Real.Clamp(m / size, -1, 1);
        // The sign of a NaN that arithmetic made is nobody's promise, so only numbers lend theirs.
        Real sign = g == g ? g : 1;
        Real signed = Real.CopySign(Real.Min(direction * direction, 0.5), sign);
        Real bounded = Real.Max(Real.Min(w, 1e6), -1e6) + Real.Clamp(g, m, v) * 1e-3;
        w = bounded - step.LearningRate * (direction + 0.25 * signed + 0.125 * Real.Sign(-g));
        w = Real.FusedMultiplyAdd(-step.LearningRate, m, w);
        m = -m;
    }
}

/// <summary>Divisions, zeros of both signs and numbers near the smallest.</summary>
public sealed partial class QuotientsAttribute : UpdateRuleAttribute
{
    public double Tiny { get; set; } = 1e-42;

    public void Update(ref Real w, Real g, ref Real m, StepInfo step)
    {
        double c = 1 - Math.Pow(0.9, step.Count);
        m = m / c + g * Tiny;
        // A zero that is added makes a negative zero positive.
        Real inverse = 1 / (g + 0);
        Real ratio = (w - m) / (g - 0.0) / 3;
        Real nothing = 0 - g - -g;
        Real less = w - (g - (m - ratio));
        if (inverse > 0 == ratio < 0) ratio = -ratio;
        w = less / 1 + nothing * 1 - step.LearningRate / (1 + Real.Abs(ratio)) * -(-g);
        w = -w / -1 + 0.001 * Real.Clamp(inverse, -1, 1);
    }
}

/// <summary>The smaller and the larger of zeros of both signs, one of which is a constant of the compiled recipe.</summary>
public sealed partial class SignedZerosAttribute : UpdateRuleAttribute
{
    public double Bound { get; set; }

    public void Begin(ref double smaller, ref double larger, StepInfo step)
    {
        smaller = Math.Min(Bound * step.Count, -Bound);
        larger = Math.Max(-Bound * step.Count, Bound);
    }

    public void Update(ref Real w, Real g, ref Real m, ref Real v, double smaller, double larger, StepInfo step)
    {
        Real zero = 0 * g;
        m = Real.Min(zero, -Bound) + Real.Min(-Bound, Real.Max(g, 0));
        v = Real.Max(zero, Bound) * Real.Max(-Bound, Real.Min(g, 0));
        w -= step.LearningRate * (1 / Real.Min(zero, -Bound) > 0 ? g + smaller : g - larger) + Real.Clamp(g, zero, -Bound);
    }
}
