namespace OptimizerDsl.Analyzers.Tests.Language;

/// <summary>
/// Everything inside of the language: bodies of <c>Update(ref Real w, Real g, ref Real m, StepInfo step)</c>, with the members
/// that they need. None may be refused, and each must step to the same bits as the C# method that it is.
/// </summary>
internal static class AcceptedRules
{
    public static readonly (string Name, string Body, string Members)[] All =
    [
        // ---- constants of every type -------------------------------------------------------------------------------
        ("constants", "w = 1 + 2L + 3u + 4ul + 0.5f + 0.25 + 'a' + (byte)7 + (sbyte)-3 + (short)5 + (ushort)6 - g;", ""),
        ("const locals", "const int n = 2; const float f = 0.1f; const double d = 0.3; const long l = 5; const bool b = true; if (b) w -= n * f * d * l * g;", ""),
        ("const fields", "w -= Third * Math.PI * Mathematics * g;", "private const double Third = 1.0 / 3; private const float Mathematics = 0.1f;"),
        ("folded int arithmetic", "w -= (7 / 2 + 5 % 3 - (1 << 3)) * g;", ""),
        ("integer division of constants", "w -= 1 / 3 * g + 1.0 / 3 * m; m = g;", ""),
        ("infinities", "w = Real.Min(g / 0.0, double.MaxValue) + Real.Max(-1.0 / 0.0, w);", ""),
        ("float rounding of constants", "w -= 0.1f * g + 0.1 * m; m = g;", ""),
        ("negative zero", "w = Real.CopySign(g, -0.0);", ""),
        ("sizeof", "w -= sizeof(double) * g;", ""),
        ("large long", "w -= 9007199254740993L * g;", ""),

        // ---- choices -----------------------------------------------------------------------------------------------
        ("int arms", "w = g > 0 ? 1 : 0;", ""),
        ("nested arms", "w = g > 0 ? (w > 0 ? 1 : 2) : (g == 0 ? 3L : 0.1);", ""),
        ("parenthesised arms", "w -= ((g > 0) ? (1) : ((-1))) * m + g; m = g;", ""),
        ("arms of both kinds", "w = g > 0 ? m : 0.1; m = g;", ""),
        ("uniform arms", "double s = Flag ? 1 : step.Count > 2 ? 0.3 : Beta; w -= s * g;", ""),
        ("a uniform choice of varying values", "w = step.Count % 2 == 0 ? g : m; m = g;", ""),
        ("parenthesised and", "if ((g > 0 && (w > 0)) || (step.Count > 1 && m < 0)) w = 0.5 * g; m = g;", ""),
        ("not of comparisons", "w = !(g < w) ? g : w;", ""),
        ("equality", "w = g == w ? 2 : g != m ? 3 : 4; m = w;", ""),
        ("self comparison", "#pragma warning disable CS1718\nw = g == g ? g : 0; m = m != m ? 0 : g;\n#pragma warning restore CS1718", ""),
        ("bool operators", "bool a = g > 0, b = w > 0.1; w = (a ^ b) ? 1 : (a & !b) | (m > 0) ? 2 : 3; m = a == b ? 1 : a != Flag ? 2 : 3;", ""),
        ("true and false", "bool a = g > 0 ? true : step.Count > 2; w = a ? 1 : g;", ""),
        ("choice among longs for a Real", "w = g > 0 ? step.Count : Every;", ""),
        ("enum", "if (Mode == Mode.Plain) w -= g; if (Mode != Mode.Fancy && Mode < Mode.Fancy) w -= 2 * g;", ""),
        ("enum cast", "w -= (long)Mode * g + (double)Mode.Fancy;", ""),

        // ---- variables ---------------------------------------------------------------------------------------------
        ("local inside a varying branch", "if (g > 0) { double s = 2 * Beta; s += 1; long n = 3; n++; bool b = s > n; Real r = s * g; w -= b ? r : n; }", ""),
        ("bools become masks", "bool big = false; if (g > 0.5) big = true; else if (step.Count > 1) big = w > 0; if (big) w = 0.5; m = big ? 1 : 2;", ""),
        ("or-assignment of masks", "bool any = Flag; any |= g > 0; if (w > 0) any |= m > 0; any &= g < 0.9; any ^= w < g; w = any ? 1 : g; m = g;", ""),
        ("or-assignment under a condition", "bool any = false; if (g > 0) { any |= w > 0; if (step.Count > 1) any ^= true; } w = any ? 1 : g;", ""),
        ("compound assignment reads first", "Real a = g; a += (a = 2) * w; w = a;", ""),
        ("left before right", "Real a = g; w = a + (a = 2) * a;", ""),
        ("assignment as a value", "Real a = m = g * 2; w -= a * m;", ""),
        ("chained uniform assignment", "double a, b; a = b = 2; b += a *= 3; w -= (a + b) * g;", ""),
        ("increments", "long n = 3; w -= (n++ * 10 + n + ++n * 100 - n-- + --n) * g; double d = 0.5; d++; m = d--; w += d;", ""),
        ("double increments in Real", "double d = Beta; w -= d++ * g + d;", ""),
        ("unassigned until both branches", "Real r; if (g > 0) r = 1; else r = m; w = r; m = g;", ""),
        ("unassigned until both uniform branches", "double d; if (step.Count > 1) { d = 2; } else { d = 3; } w -= d * g;", ""),
        ("written parameters", "g = 2 * g; g += w; w = g; g = 0; m = g;", ""),
        ("swapped state", "Real old = w; w = m; m = old + g;", ""),
        ("state under a varying condition", "if (g > 0) { m = 0.5 * m + g; w -= m; } else { m = 0; }", ""),
        ("state under both conditions", "if (step.Count > 1) { if (g > m) m = g; } else m = Real.Abs(g); w -= m;", ""),
        ("scopes", "{ Real a = g; w -= a; } { Real a = m; w += a; } m = g;", ""),
        ("multiple declarators", "double a = 1, b = a + 1, c; c = a * b; w -= c * g;", ""),
        ("default values", "Real a = default, b = new Real(), c = new(), d = default(Real); double e = default; bool f = default; w -= f ? a : g + b + c + d + e;", ""),
        ("discards", "_ = g; _ = step.Count + 1; w -= g;", ""),
        ("empty statements", ";;{ } if (g > 0) ; else w -= g;", ""),
        ("unchecked", "unchecked { long n = long.MaxValue; n += step.Count; w -= n * 1e-19 * g; } w -= unchecked(step.Count * long.MaxValue) * 1e-19;", ""),
        ("this", "w -= this.Beta * this.Half(g);", "private Real Half(Real x) => x / 2;"),

        // ---- early returns -----------------------------------------------------------------------------------------
        ("early return", "if (step.Count == 2) return; w -= g;", ""),
        ("nested early return", "if (step.Count > 1) { m = g; if (Flag || step.Count > 3) return; w += m; } w -= g; if (step.Count == 1) { w *= 2; return; } m += 1;", ""),
        ("early return in both branches", "if (step.Count > 2) { w -= g; return; } else { w += g; return; }", ""),
        ("early return before varying conditions", "if (step.Count == 2) return; if (g > 0) { w -= g; m = 1; }", ""),
        ("return at the end", "w -= g; return;", ""),
        ("if of a constant", "if (Third > 1) { w = 5; return; } w -= g;", "private const double Third = 1.0 / 3;"),

        // ---- numbers -----------------------------------------------------------------------------------------------
        ("long division", "w -= step.Count / Every * g + step.Count % 2;", ""),
        ("guarded division", "long k = step.Count - 2; if (k != 0) w -= 12 / k * g; w += k != 0 && 7 % k > 0 ? 1 : 2;", ""),
        ("division after a return", "long k = step.Count - 2; if (k == 0) return; w -= 12 / k * g;", ""),
        ("guarded in a choice", "long k = step.Count - 2; w -= (k == 0 ? 5 : 12 / k) * g; bool b = k == 0 || 12 / k > 3; w = b ? w : m; m = g;", ""),
        ("constant divisor under a varying condition", "if (g > 0) w -= step.Count / 2 * g + step.Count % 3;", ""),
        ("doubles", "double d = step.Count; d /= 3; d %= 0.3; w -= (d - -d * +d) * g;", ""),
        ("conversions", "long n = (long)(Beta * 10); double d = (double)n / 3; d += n; w -= d * g * n;", ""),
        ("Math", "w -= (Math.Pow(Beta, step.Count) + Math.Exp(-Beta) + Math.Log(2 + Beta) + Math.Log(Beta, 3) + Math.Cos(Beta) + Math.Floor(2.5) + Math.Round(Beta * 3) + Math.Tanh(Beta)) * g;", ""),
        ("Math of integers", "w -= Math.Max(step.Count, Every) * Math.Min(2, 3) * g + Math.Max(1, Beta);", ""),
        ("named arguments", "w -= Math.Pow(y: 2, x: Beta) * g; w = Real.Clamp(b: 0.5, x: w, a: -0.5);", ""),
        ("tests of uniform values", "double d = Beta / (step.Count - 1); if (double.IsFinite(d)) w -= d * g; if (double.IsNaN(d) || double.IsInfinity(d)) w += 1;", ""),
        ("functions of Real", "w = Real.Sqrt(Real.Abs(g)) + Real.Sign(w) * Real.Lerp(g, w, 0.25) - Real.FusedMultiplyAdd(g, w, m) + Real.CopySign(g, w) + Real.Clamp(g, -0.1, 0.1); m = Real.Min(g, Real.Max(w, 0));", ""),
        ("signs", "w = -g - -w; m = -(-m) + g;", ""),
        ("left-associated", "w = g - w - m - 0.1 / g / 3; m = g;", ""),

        // ---- reductions --------------------------------------------------------------------------------------------
        ("norm", "double n = Global.Norm(g); w -= g / (n + 1);", ""),
        ("sums", "w -= Global.Sum(g * w) / Global.Max(Real.Abs(g)) * g;", ""),
        ("dependent reductions", "double n = Global.Norm(g); Real u = g / (n + 1); double k = Global.Sum(u * w); w -= k * u;", ""),
        ("reduction under a uniform condition", "double n = 1; if (step.Count > 1) n = Global.Norm(g); w -= g / n;", ""),

        // ---- helpers -----------------------------------------------------------------------------------------------
        ("helper", "w -= Twice(g) + Half(w);", "private static Real Twice(Real x) => 2 * x; private Real Half(Real x) { Real h = x / 2; return h; }"),
        ("helper in itself", "w = Between(g, Between(w, m)) - Between(Between(m, g), 1); m = g;", "private static Real Between(Real a, Real b) => a + 0.25 * (b - a);"),
        ("helper in itself, uniform", "w -= Mix(2, Mix(3, step.Count)) * g;", "private static double Mix(double a, double b) { a *= 2; return a - b; }"),
        ("helper twice", "w -= Bounded(g); m = Bounded(w + m);", "private Real Bounded(Real x) { Real r = x; if (x > 0.5) r = 0.5; else if (x < -0.5) { double low = -0.5; r = low; } return r; }"),
        ("helper by reference", "Move(ref w, g); Move(ref m, w); Move(ref w, m);", "private void Move(ref Real x, Real by) { x -= Beta * by; if (x > 1) x = 1; }"),
        ("reference read after the arguments", "Real a = g; w = Add(ref a, a = 2) + a;", "private static Real Add(ref Real x, Real y) { Real sum = x + y; x = 5; return sum; }"),
        ("in parameters", "w -= Scaled(in g, in w);", "private static Real Scaled(in Real a, in Real b) => a * b;"),
        ("in parameters read late", "Real a = g; w = Sum(in a, a = 2, in g, in g);", "private static Real Sum(in Real x, Real y, in Real z, in Real v) => x * 10 + y + z * v;"),
        ("out parameters", "Real a; double d; Split(g, out a, out d); w -= a * d;", "private static void Split(Real x, out Real y, out double z) { y = x * x; z = 3; }"),
        ("declared out variables", "Split(g, out Real a, out var d); if (g > 0) { Split(w, out Real b, out double e); w -= b * e; } w -= a * d;", "private static void Split(Real x, out Real y, out double z) { y = x * x; z = 3; }"),
        ("named and optional arguments", "w -= Affine(b: 3, x: g) + Affine(w) + Affine(a: w, x: g);", "private static Real Affine(Real x, Real a = default, double b = 0.5) => (2 + a) * x + b;"),
        ("evaluation order of named arguments", "Real a = g; w = Minus(y: a = 2, x: a);", "private static Real Minus(Real x, Real y) => x - y;"),
        ("helper with the step", "w -= Correction(step, Beta) * g;", "private static double Correction(StepInfo s, double beta) => 1 - Math.Pow(beta, s.Count) * s.LearningRate;"),
        ("helper with a condition", "if (IsBig(g) && !IsBig(w)) w -= g; m = IsBig(m) ? 1 : g;", "private static bool IsBig(Real x) => x > 0.3 || x < -0.3;"),
        ("helper under a varying condition", "if (g > 0) w -= Scaled(g, 2); else w -= Scaled(w, 3);", "private static Real Scaled(Real x, double by) { double twice = 2 * by; twice += 1; return twice * x; }"),
        ("helper with early return", "w -= Correction(step.Count) * g; w -= Correction(2) * m; m = g;", "private double Correction(long n) { if (n == 2) return 0.25; double d = n; if (Flag) { d += 1; return d; } return d / 3; }"),
        ("void helper with early return", "Maybe(ref w, g, step); m = w;", "private void Maybe(ref Real x, Real g, StepInfo step) { if (step.Count < 2) return; x -= g; }"),
        ("shadowed names", "Real t = g; w -= Shadow(w) + t; m = t;", "private Real Shadow(Real g) { Real t = g * 3; Real m = t + g; Real w = m * t; return w; }"),
        ("helper of another class", "w -= Elsewhere.Cubed(g) + g.Extended();", ""),
        ("helper answering int", "w -= Two() * 1.5 * g;", "private static int Two() => 2;"),
        ("computed properties", "w -= Rest * Rest * g + Twice; if (IsDefault) m = g;", "private double Rest => 1 - Beta; private double Twice { get { if (Flag) return 1; return 2 * Beta; } } private bool IsDefault { get => Every == 3; }"),
        ("partial helper", "Real a = g; Implemented(ref a); w -= a;", "private partial void Implemented(ref Real x); private partial void Implemented(ref Real y) { y *= 3; }"),
        ("ref helper answering by reference", "w -= Same(ref m) + g; m = g;", "private static ref Real Same(ref Real x) => ref x;"),
        ("wide helper", "w = Nine(g, w, m, 1, 2, step.Count, Flag, Mode, step);", "private static Real Nine(Real a, Real b, Real c, double d, double e, long f, bool g, Mode h, StepInfo i) => g || h == Mode.Fancy ? a : b + c * d - e / f + i.Count;"),
    ];
}
