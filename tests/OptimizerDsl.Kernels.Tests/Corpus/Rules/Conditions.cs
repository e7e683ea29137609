#pragma warning disable CS1718 // x != x asks whether x is NaN.
using System;
using OptimizerDsl;

/// <summary>Uniform and varying conditions, one inside the other, on both sides of else.</summary>
public sealed partial class BranchesAttribute : UpdateRuleAttribute
{
    public double Bound { get; set; } = 0.5;

    public void Update(ref Real w, Real g, ref Real m, ref Real v, StepInfo step)
    {
        Real d = g;
        if (step.Count % 3 == 0)
        {
            if (g > Bound)
            {
                d = Bound;
                m = 0.5 * m + d;
            }
            else if (g < -Bound)
            {
                d = -Bound;
                if (v == 0) v = d * d;
                else v += 0.25 * (d * d - v);
            }
            else
            {
                m = 0.75 * m;
            }
        }
        else if (step.Count > 10)
        {
            if (w != w || g >= m)
            {
                Real t = w - m;
                if (t <= 0) d -= t;
                m = t;
            }
        }
        else
        {
            v = m;
            m = g;
        }

        w -= step.LearningRate * d;
        if (step.Count == 7) return;
        w += 0.125 * (m - v) * step.LearningRate;
    }
}

/// <summary>Conditions as values: kept in variables, joined, negated, and mixed with uniform ones.</summary>
public sealed partial class MasksAttribute : UpdateRuleAttribute
{
    public bool Strict { get; set; } = true;

    public void Update(ref Real w, Real g, ref Real m, StepInfo step)
    {
        bool rises = g > m;
        bool falls = g < m;
        bool odd = step.Count % 2 == 1;
        bool either = rises || falls;
        bool neither = !either;
        bool positive = w >= 0 && !(g <= 0);
        bool other = positive ^ rises;
        bool same = positive == falls;
        if (odd)
        {
            other = !other;
        }

        if (rises && (odd || w > 1))
        {
            other = same & Strict;
            same = w != 0;
        }

        Real d = neither ? m : g;
        if (other || (Strict && same)) d = -d;
        if (!(odd && other) && g == g) m += 0.1 * (g - m);
        bool chosen = odd ? rises : same;
        bool picked = rises ? odd : same;
        w -= step.LearningRate * (chosen ? d : 0.5 * d);
        w = picked | other ? w : w + 0.25 * m;
    }
}

/// <summary>The sign of the gradient's change makes the step grow or shrink, element by element.</summary>
public sealed partial class SignStepsAttribute : UpdateRuleAttribute
{
    public double Up { get; set; } = 1.2;

    public double Down { get; set; } = 0.5;

    public void Update(ref Real w, Real g, ref Real last, ref Real size, StepInfo step)
    {
        if (step.Count == 1) size = step.LearningRate;
        Real agreement = g * last;
        if (agreement > 0)
        {
            size = Real.Min(size * Up, 50);
        }
        else if (agreement < 0)
        {
            size = Real.Max(size * Down, 1e-6);
            g = 0;
        }

        w -= Real.Sign(g) * size;
        last = g;
    }
}

/// <summary>What C# converts outside of a choice is broadcast inside of it.</summary>
public sealed partial class BroadcastsAttribute : UpdateRuleAttribute
{
    public bool Wide { get; set; }

    public void Update(ref Real w, Real g, ref Real m, StepInfo step)
    {
        w -= g > 0 ? 1 : 0;
        w += g < -1 ? 2 : g < 0 ? 0.1 : 0;
        m = g > 0 ? step.Count : 16777217;
        Real third = (w > m ? 3 : -1) * g;
        Real known = Wide ? 1 : 2.5;
        Real rate = step.Count > 4 ? step.LearningRate : g != 0 ? 1e-3 : 0;
        Real large = 9007199254740993L;
        double twice = 2 * step.LearningRate;
        w = Real.Max(w, step.Count > 2 ? -100 : -1000) - rate * third;
        m = m / large + known * twice + (Real)(g >= 0 ? 1 : -1);
    }
}
