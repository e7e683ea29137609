using System;
using OptimizerDsl;

public enum Intrinsic
{
    Min, Max, Clamp, Abs, Negate, Sqrt, Sign, CopySign, FusedMultiplyAdd, Lerp,
    Less, LessOrEqual, Greater, GreaterOrEqual, Equal, NotEqual, NotLess, Add, Subtract, Multiply, Divide,
}

/// <summary>One operation of two or three values, so that a kernel is nothing else.</summary>
public sealed partial class OneIntrinsicAttribute : UpdateRuleAttribute
{
    public Intrinsic Is { get; set; }

    public void Update(ref Real w, Real g, ref Real third)
    {
        Real x = w;
        if (Is == Intrinsic.Min) w = Real.Min(x, g);
        else if (Is == Intrinsic.Max) w = Real.Max(x, g);
        else if (Is == Intrinsic.Clamp) w = Real.Clamp(x, g, third);
        else if (Is == Intrinsic.Abs) w = Real.Abs(g);
        else if (Is == Intrinsic.Negate) w = -g;
        else if (Is == Intrinsic.Sqrt) w = Real.Sqrt(g);
        else if (Is == Intrinsic.Sign) w = Real.Sign(g);
        else if (Is == Intrinsic.CopySign) w = Real.CopySign(x, g);
        else if (Is == Intrinsic.FusedMultiplyAdd) w = Real.FusedMultiplyAdd(x, g, third);
        else if (Is == Intrinsic.Lerp) w = Real.Lerp(x, g, third);
        else if (Is == Intrinsic.Less) w = x < g ? 1 : 0;
        else if (Is == Intrinsic.LessOrEqual) w = x <= g ? 1 : 0;
        else if (Is == Intrinsic.Greater) w = x > g ? 1 : 0;
        else if (Is == Intrinsic.GreaterOrEqual) w = x >= g ? 1 : 0;
        else if (Is == Intrinsic.Equal) w = x == g ? 1 : 0;
        else if (Is == Intrinsic.NotEqual) w = x != g ? 1 : 0;
        else if (Is == Intrinsic.NotLess) w = !(x < g) ? 1 : 0;
        else if (Is == Intrinsic.Add) w = x + g;
        else if (Is == Intrinsic.Subtract) w = x - g;
        else if (Is == Intrinsic.Multiply) w = x * g;
        else w = x / g;
    }
}
