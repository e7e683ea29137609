using System.Globalization;

namespace OptimizerDsl.Kernels.Tests.Corpus.Drawn;

/// <summary>Writes expressions of each kind over the variables in scope.</summary>
internal sealed class ExpressionWriter(ChoiceTape tape, Scope scope)
{
    /// <summary>Functions of the rule that take and return a Real: "Name({0})".</summary>
    public List<string> RealHelpers { get; } = [];

    /// <summary>Functions of the rule that take and return what is uniform: "Name({0}, {1})".</summary>
    public List<string> DoubleHelpers { get; } = [];

    public string Of(Kind kind, int depth) => kind switch
    {
        Kind.Real => Real(depth),
        Kind.Mask => Mask(depth),
        Kind.Double => Double(depth),
        Kind.Long => Long(depth),
        _ => Bool(depth),
    };

    /// <summary>An expression that C# gives the type Real.</summary>
    public string Real(int depth)
    {
        if (depth <= 0 || !tape.HasMore) return RealLeaf();
        string A() => Real(depth - 1);
        string B() => tape.Percent(30) ? Operand(depth - 1) : Real(depth - 1);
        return tape.Below(23) switch
        {
            0 or 1 => RealLeaf(),
            2 or 3 => $"({A()} + {B()})",
            4 or 5 => $"({A()} - {B()})",
            6 or 7 => $"({A()} * {B()})",
            8 => $"({B()} * {A()})",
            9 => $"{A()} / (Real.Abs({A()}) + {Literal()})",
            10 => tape.Percent(30) ? $"({A()} / {B()})" : $"({B()} - {A()})",
            11 => $"(-{A()})",
            12 => tape.Percent(80) ? $"Real.Sqrt(Real.Abs({A()}))" : $"Real.Sqrt({A()})",
            13 => $"Real.{tape.Pick("Min", "Max")}({A()}, {B()})",
            14 => tape.Percent(50) ? $"Real.Clamp({A()}, -{Literal()}, {Literal()})" : $"Real.Clamp({A()}, {A()}, {B()})",
            15 => tape.Percent(60) ? $"Real.{tape.Pick("Abs", "Sign")}({A()})" : CopySign(A()),
            16 => tape.Percent(50) ? $"Real.FusedMultiplyAdd({A()}, {B()}, {A()})" : $"Real.Lerp({A()}, {A()}, {B()})",
            17 => $"({Mask(depth - 1)} ? {Chosen(A)} : {Chosen(B)})",
            18 => $"({Bool(depth - 1)} ? {B()} : {A()})",
            19 => $"Real.{tape.Pick("Exp(-", "Tanh(", "Log(1 + ", "Exp(0.01 * ")}Real.Abs({A()}))",
            20 => tape.Percent(70) ? $"Real.Pow(Real.Abs({A()}), {Literal()})" : $"Real.{tape.Pick("Exp", "Log", "Tanh")}({A()})",
            21 => scope.HasStep ? $"Noise.{tape.Pick("Uniform", "Normal")}({Long(depth - 1)}, step)" : A(),
            _ => RealHelpers.Count > 0 ? tape.Pick(RealHelpers.ToArray()).Replace("{0}", A(), StringComparison.Ordinal) : $"(Real)({Double(depth - 1)})",
        };
    }

    /// <summary>What C# converts to Real where it stands beside one, or is assigned to one.</summary>
    public string Operand(int depth) => tape.Below(4) switch
    {
        0 => tape.Pick("2", "1", "0", "-1", "3", "16777217", "0.1", "1e-3"),
        1 => Double(depth),
        2 => Long(depth),
        // The broadcast of these stands outside of a choice that varies.
        _ => $"({Mask(depth)} ? {tape.Pick("1", "0", "2.5", "-3")} : {tape.Pick("0", "-1", "0.3", "7")})",
    };

    /// <summary>A condition on varying values.</summary>
    public string Mask(int depth)
    {
        Variable[] known = scope.Of(Kind.Mask);
        if (known.Length > 0 && tape.Percent(25)) return tape.Pick(known).Name;
        if (depth > 0 && tape.Percent(40))
        {
            string other = Chosen(() => tape.Percent(25) ? Bool(depth - 1) : Mask(depth - 1));
            string Other() => Chosen(() => Mask(depth - 1));
            return tape.Below(6) switch
            {
                0 => $"({Mask(depth - 1)} && {other})",
                1 => $"({other} || {Other()})",
                2 => $"!({Mask(depth - 1)})",
                3 => $"({Mask(depth - 1)} ^ {other})",
                4 => $"({Mask(depth - 1)} == ({other}))",
                _ => $"(({other}) ? {Other()} : {Other()})",
            };
        }

        string right = tape.Percent(40) ? Operand(depth - 1) : Real(depth - 1);
        return $"({Real(depth - 1)} {Comparison()} {right})";
    }

    /// <summary>A uniform number.</summary>
    public string Double(int depth)
    {
        if (depth <= 0 || !tape.HasMore) return DoubleLeaf();
        string A() => Double(depth - 1);
        return tape.Below(14) switch
        {
            0 or 1 or 2 => DoubleLeaf(),
            3 => $"({A()} + {A()})",
            4 => $"({A()} - {A()})",
            5 => $"({A()} * {A()})",
            6 => tape.Percent(70) ? $"({A()} / ({Literal()} + Math.Abs({A()})))" : $"({A()} / {A()})",
            7 => $"Math.{tape.Pick("Sqrt", "Abs", "Tanh", "Exp", "Cos", "Floor", "Log", "Sin", "Round")}({A()})",
            8 => $"Math.{tape.Pick("Min", "Max", "Pow")}({A()}, {A()})",
            9 => $"({Bool(depth - 1)} ? {A()} : {A()})",
            10 => $"({A()} {tape.Pick("*", "%", "+")} {Long(depth - 1)})",
            11 => DoubleHelpers.Count > 0 ? string.Format(CultureInfo.InvariantCulture, tape.Pick(DoubleHelpers.ToArray()), A(), Long(depth - 1)) : A(),
            12 => $"Math.{tape.Pick("Cbrt", "Atan", "Ceiling", "Truncate", "Log2", "Log10", "Sinh", "Cosh", "Tan", "Asin")}({A()})",
            _ => $"(-{A()})",
        };
    }

    /// <summary>A uniform integer.</summary>
    public string Long(int depth)
    {
        if (depth <= 0 || !tape.HasMore) return LongLeaf();
        string A() => Long(depth - 1);
        return tape.Below(9) switch
        {
            0 or 1 => LongLeaf(),
            2 => $"({A()} + {A()})",
            3 => $"({A()} - {A()})",
            4 => $"({A()} * {A()})",
            5 => $"({A()} {tape.Pick("/", "%")} {tape.Pick("2L", "3L", "7L", "-5L")})",
            // A divisor that may be zero cannot stand under a varying condition.
            6 => scope.VaryingDepth == 0 && !scope.IsHelper ? $"({A()} {tape.Pick("/", "%")} ({A()} % 3L * 2L + 7L))" : A(),
            7 => $"Math.{tape.Pick("Min", "Max")}({A()}, {A()})",
            // The call keeps C# from folding a constant that does not fit.
            _ => $"(long)Math.Floor({Double(depth - 1)})",
        };
    }

    /// <summary>A condition on uniform values.</summary>
    public string Bool(int depth)
    {
        Variable[] known = scope.Of(Kind.Bool);
        if (known.Length > 0 && tape.Percent(25)) return tape.Pick(known).Name;
        if (depth > 0 && tape.Percent(30))
        {
            return tape.Below(5) switch
            {
                0 => $"({Bool(depth - 1)} && {Bool(depth - 1)})",
                1 => $"({Bool(depth - 1)} || {Bool(depth - 1)})",
                2 => $"!({Bool(depth - 1)})",
                3 => $"double.{tape.Pick("IsNaN", "IsFinite", "IsInfinity")}({Double(depth - 1)})",
                _ => $"({Bool(depth - 1)} != ({Bool(depth - 1)}))",
            };
        }

        return tape.Percent(50)
            ? $"({Long(depth - 1)} {Comparison()} {Long(depth - 1)})"
            : $"({Double(depth - 1)} {Comparison()} {Double(depth - 1)})";
    }

    /// <summary>A positive number.</summary>
    public string Literal() => tape.Pick("1.0", "0.5", "0.1", "1e-8", "3.0", "1e-3", "0.9", "2.25", "100.0", "1e6");

    // Which sign a NaN has that arithmetic made is not defined, so only numbers lend their sign.
    private string CopySign(string magnitude)
    {
        string sign = tape.Pick(scope.Of(Kind.Real)).Name;
        return $"Real.CopySign({magnitude}, {sign} == {sign} ? {sign} : -1)";
    }

    // What is evaluated for some elements alone, if a varying condition says so.
    private string Chosen(Func<string> write)
    {
        scope.VaryingDepth++;
        string text = write();
        scope.VaryingDepth--;
        return text;
    }

    private string Comparison() => tape.Pick(">", "<", ">=", "<=", "==", "!=");

    private string RealLeaf()
    {
        Variable[] known = scope.Of(Kind.Real);
        return known.Length > 0 && !tape.Percent(10) ? tape.Pick(known).Name : $"(Real){tape.Pick("1", "0.25", "2", "0.7")}";
    }

    private string DoubleLeaf()
    {
        Variable[] known = scope.Of(Kind.Double);
        if (scope.Array is not null && tape.Percent(10)) return tape.Pick($"{scope.Array}[0]", $"{scope.Array}[1]", $"(double){scope.Array}.Length");
        return known.Length > 0 && tape.Percent(70) ? tape.Pick(known).Name : Literal();
    }

    private string LongLeaf()
    {
        if (scope.HasShapes && tape.Percent(20)) return tape.Pick("PerTensor.Count()", "PerTensor.Rank()", "PerRow.Count()");
        Variable[] known = scope.Of(Kind.Long);
        return known.Length > 0 && tape.Percent(70) ? tape.Pick(known).Name : tape.Pick("1L", "2L", "10L", "-3L", "0L");
    }
}
