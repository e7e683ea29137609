namespace OptimizerDsl.Generators.Ir;

/// <summary>The table of operators: the one place that says what exists, how it is written and what it computes.</summary>
internal static class Operators
{
    private static readonly Dictionary<string, Operator> s_byName = new(StringComparer.Ordinal);

    // ---- arithmetic -------------------------------------------------------------------------------------------------
    public static readonly Operator Add = Infix("add", "+", Precedence.Additive, (a, b) => a + b, (a, b) => unchecked(a + b));
    public static readonly Operator Subtract = Infix("sub", "-", Precedence.Additive, (a, b) => a - b, (a, b) => unchecked(a - b));
    public static readonly Operator Multiply = Infix("mul", "*", Precedence.Multiplicative, (a, b) => a * b, (a, b) => unchecked(a * b));
    public static readonly Operator Divide = Infix("div", "/", Precedence.Multiplicative, (a, b) => a / b, (a, b) => a / b);
    public static readonly Operator Remainder = Row(new("rem", 2, Same(IrType.Double, IrType.Long))
    {
        Code = "{0} % {1}", Precedence = Precedence.Multiplicative, OnDouble = (a, b, _) => a % b, OnLong = (a, b) => a % b,
    });

    public static readonly Operator Negate = Row(new("neg", 1, Same(IrType.Double, IrType.Long, IrType.Real))
    {
        Code = "-{0}", VectorCode = "-{0}", Precedence = Precedence.Unary, OnDouble = (a, _, _) => -a, OnLong = (a, _) => unchecked(-a),
    });

    // ---- comparison and logic ---------------------------------------------------------------------------------------
    public static readonly Operator Less = Comparison("lt", "<", "LessThan", (a, b) => a < b, (a, b) => a < b);
    public static readonly Operator LessOrEqual = Comparison("le", "<=", "LessThanOrEqual", (a, b) => a <= b, (a, b) => a <= b);
    public static readonly Operator Greater = Comparison("gt", ">", "GreaterThan", (a, b) => a > b, (a, b) => a > b);
    public static readonly Operator GreaterOrEqual = Comparison("ge", ">=", "GreaterThanOrEqual", (a, b) => a >= b, (a, b) => a >= b);
    public static readonly Operator Equal = Comparison("eq", "==", "Equals", (a, b) => a == b, (a, b) => a == b);
    public static readonly Operator NotEqual = Comparison("ne", "!=", "Equals", (a, b) => a != b, (a, b) => a != b);

    public static readonly Operator And = Logic("and", "&&", Precedence.And, "&", Precedence.BitAnd, (a, b) => a & b);
    public static readonly Operator Or = Logic("or", "||", Precedence.Or, "|", Precedence.BitOr, (a, b) => a | b);
    public static readonly Operator Xor = Logic("xor", "^", Precedence.BitXor, "^", Precedence.BitXor, (a, b) => a ^ b);
    public static readonly Operator Not = Row(new("not", 1, Same(IrType.Bool, IrType.Mask))
    {
        Code = "!{0}", VectorCode = "~{0}", Precedence = Precedence.Unary, OnLong = (a, _) => 1 - a,
    });

    /// <summary>select(c, a, b): a where c holds, else b. A uniform condition chooses for all elements, a mask element by element.</summary>
    public static readonly Operator Select = Row(new("select", 3, t => t[1] != t[2] || t[1].ItemType() is not null ? null : t[0] == IrType.Bool ? t[1] : t[0] == IrType.Mask && t[1].IsVarying() ? t[1] : null)
    {
        Code = "{0} ? {1} : {2}", VectorCode = "{V}.ConditionalSelect({0}, {1}, {2})", Precedence = Precedence.Conditional, VectorPrecedence = Precedence.Primary,
    });

    // ---- conversions ------------------------------------------------------------------------------------------------
    /// <summary>One uniform value for every element, rounded once to the element type.</summary>
    public static readonly Operator Broadcast = Row(new("broadcast", 1, t => t[0] switch { IrType.Double => IrType.Real, IrType.Bool => IrType.Mask, _ => null })
    {
        Code = "{0}", VectorCode = "{0}",
    });

    public static readonly Operator ToDouble = Row(new("toDouble", 1, t => t[0] == IrType.Long ? IrType.Double : null) { Code = "(double){0}", Precedence = Precedence.Unary });

    public static readonly Operator ToLong = Row(new("toLong", 1, t => t[0] == IrType.Double ? IrType.Long : null) { Code = "(long){0}", Precedence = Precedence.Unary });

    // ---- functions of uniform and varying values --------------------------------------------------------------------
    public static readonly Operator Sqrt = Function("sqrt", 1, "Sqrt", (a, _, _) => Math.Sqrt(a));
    public static readonly Operator Abs = Function("abs", 1, "Abs", (a, _, _) => Math.Abs(a));
    public static readonly Operator Min = Function("min", 2, "Min", (a, b, _) => Math.Min(a, b), Math.Min);
    public static readonly Operator Max = Function("max", 2, "Max", (a, b, _) => Math.Max(a, b), Math.Max);
    public static readonly Operator CopySign = Function("copysign", 2, "CopySign", (a, b, _) => ExactMath.CopySign(a, b));
    public static readonly Operator FusedMultiplyAdd = Row(new("fma", 3, Same(IrType.Double, IrType.Real))
    {
        Code = "{T}.FusedMultiplyAdd({0}, {1}, {2})", VectorCode = "{V}.FusedMultiplyAdd({0}, {1}, {2})", OnDouble = ExactMath.FusedMultiplyAdd,
        UniformCode = "Math.FusedMultiplyAdd({0}, {1}, {2})", IsExact = false,
    });

    // ---- functions whose varying form is the library's own algorithm: the same bits in every lane ---------------------
    public static readonly Operator Pow = Transcendental("pow", 2, "Pow", (a, b, _) => Math.Pow(a, b), "UniformMath");
    public static readonly Operator Exp = Transcendental("exp", 1, "Exp", (a, _, _) => Math.Exp(a));
    public static readonly Operator Log = Transcendental("log", 1, "Log", (a, _, _) => Math.Log(a));
    public static readonly Operator Tanh = Transcendental("tanh", 1, "Tanh", (a, _, _) => Math.Tanh(a));

    // ---- noise: {E} is the index of the position's first element in the model, {K} the element type, {B} the width -----
    public static readonly Operator NoiseKey = Row(new("noiseKey", 2, t => t[0] == IrType.Long && t[1] == IrType.Long ? IrType.Long : null)
    {
        Code = "unchecked((long)VaryingNoise.Key({0}, {1}))", IsExact = false,
    });

    public static readonly Operator UniformNoise = Noise("uniformNoise", "Uniform");
    public static readonly Operator NormalNoise = Noise("normalNoise", "Normal");

    // ---- arrays: only until the specialise pass has put the recipe's items in ------------------------------------------
    public static readonly Operator Length = Row(new("length", 1, t => t[0].ItemType() is null ? null : IrType.Long));
    public static readonly Operator Item = Row(new("item", 2, t => t[1] == IrType.Long ? t[0].ItemType() : null));

    // ---- functions of uniform values only: the same bits on one operating system and runtime, hence never folded ------
    public static readonly Operator LogBase = Uniform("logBase", 2, "Math.Log({0}, {1})", (a, b, _) => Math.Log(a, b));
    public static readonly Operator Log2 = Uniform("log2", 1, "Math.Log2({0})", (a, _, _) => ExactMath.Log2(a));
    public static readonly Operator Log10 = Uniform("log10", 1, "Math.Log10({0})", (a, _, _) => Math.Log10(a));
    public static readonly Operator Cbrt = Uniform("cbrt", 1, "Math.Cbrt({0})", (a, _, _) => ExactMath.Cbrt(a));
    public static readonly Operator Sin = Uniform("sin", 1, "Math.Sin({0})", (a, _, _) => Math.Sin(a));
    public static readonly Operator Cos = Uniform("cos", 1, "Math.Cos({0})", (a, _, _) => Math.Cos(a));
    public static readonly Operator Tan = Uniform("tan", 1, "Math.Tan({0})", (a, _, _) => Math.Tan(a));
    public static readonly Operator Asin = Uniform("asin", 1, "Math.Asin({0})", (a, _, _) => Math.Asin(a));
    public static readonly Operator Acos = Uniform("acos", 1, "Math.Acos({0})", (a, _, _) => Math.Acos(a));
    public static readonly Operator Atan = Uniform("atan", 1, "Math.Atan({0})", (a, _, _) => Math.Atan(a));
    public static readonly Operator Atan2 = Uniform("atan2", 2, "Math.Atan2({0}, {1})", (a, b, _) => Math.Atan2(a, b));
    public static readonly Operator Sinh = Uniform("sinh", 1, "Math.Sinh({0})", (a, _, _) => Math.Sinh(a));
    public static readonly Operator Cosh = Uniform("cosh", 1, "Math.Cosh({0})", (a, _, _) => Math.Cosh(a));
    public static readonly Operator Floor = Uniform("floor", 1, "Math.Floor({0})", (a, _, _) => Math.Floor(a), isExact: true);
    public static readonly Operator Ceiling = Uniform("ceiling", 1, "Math.Ceiling({0})", (a, _, _) => Math.Ceiling(a), isExact: true);
    public static readonly Operator Round = Uniform("round", 1, "Math.Round({0})", (a, _, _) => Math.Round(a), isExact: true);
    public static readonly Operator Truncate = Uniform("truncate", 1, "Math.Truncate({0})", (a, _, _) => Math.Truncate(a), isExact: true);

    public static readonly Operator IsNaN = Test("isNaN", "double.IsNaN({0})", double.IsNaN);
    public static readonly Operator IsFinite = Test("isFinite", "double.IsFinite({0})", a => !double.IsNaN(a) && !double.IsInfinity(a));
    public static readonly Operator IsInfinity = Test("isInfinity", "double.IsInfinity({0})", double.IsInfinity);

    public static Operator? Find(string name) => s_byName.TryGetValue(name, out Operator? found) ? found : null;

    public static IEnumerable<Operator> All => s_byName.Values;

    private static Operator Row(Operator op)
    {
        s_byName.Add(op.Name, op);
        return op;
    }

    private static Operator Infix(string name, string symbol, Precedence precedence, Func<double, double, double> onDouble, Func<long, long, long> onLong) =>
        Row(new(name, 2, Same(IrType.Double, IrType.Long, IrType.Real))
        {
            Code = $"{{0}} {symbol} {{1}}", VectorCode = $"{{0}} {symbol} {{1}}", Precedence = precedence, OnDouble = (a, b, _) => onDouble(a, b), OnLong = onLong,
        });

    private static Operator Comparison(string name, string symbol, string vector, Func<double, double, bool> onDouble, Func<long, long, bool> onLong) =>
        Row(new(name, 2, t => t[0] != t[1] ? null : t[0] switch { IrType.Double or IrType.Long => IrType.Bool, IrType.Bool => name is "eq" or "ne" ? IrType.Bool : null, IrType.Real => IrType.Mask, _ => null })
        {
            Code = $"{{0}} {symbol} {{1}}", Precedence = name is "eq" or "ne" ? Precedence.Equality : Precedence.Relational,
            VectorCode = name == "ne" ? "~{V}.Equals({0}, {1})" : $"{{V}}.{vector}({{0}}, {{1}})",
            VectorPrecedence = name == "ne" ? Precedence.Unary : Precedence.Primary,
            CompareDouble = onDouble, CompareLong = onLong,
        });

    private static Operator Logic(string name, string symbol, Precedence precedence, string vectorSymbol, Precedence vectorPrecedence, Func<long, long, long> onLong) =>
        Row(new(name, 2, Same(IrType.Bool, IrType.Mask))
        {
            Code = $"{{0}} {symbol} {{1}}", Precedence = precedence, VectorCode = $"{{0}} {vectorSymbol} {{1}}", VectorPrecedence = vectorPrecedence, OnLong = onLong,
        });

    private static Operator Function(string name, int arity, string method, Func<double, double, double, double> onDouble, Func<long, long, long>? onLong = null)
    {
        string arguments = arity == 1 ? "({0})" : "({0}, {1})";
        return Row(new(name, arity, onLong is null ? Same(IrType.Double, IrType.Real) : Same(IrType.Double, IrType.Long, IrType.Real))
        {
            Code = "{T}." + method + arguments, UniformCode = "Math." + method + arguments, VectorCode = "{V}." + method + arguments, OnDouble = onDouble, OnLong = onLong,
        });
    }

    private static Operator Transcendental(string name, int arity, string method, Func<double, double, double, double> onDouble, string uniformClass = "Math")
    {
        string arguments = arity == 1 ? "({0})" : "({0}, {1})";
        return Row(new(name, arity, Same(IrType.Double, IrType.Real))
        {
            UniformCode = uniformClass + "." + method + arguments, Code = "VaryingMath." + method + arguments, VectorCode = "VaryingMath." + method + arguments, OnDouble = onDouble, IsExact = false,
        });
    }

    private static Operator Noise(string name, string method) => Row(new(name, 1, t => t[0] == IrType.Long ? IrType.Real : null)
    {
        Code = $"VaryingNoise.{method}{{K}}({{E}}, unchecked((ulong){{0}}))", VectorCode = $"VaryingNoise.{method}{{K}}{{B}}({{E}}, unchecked((ulong){{0}}))", IsExact = false,
    });

    private static Operator Uniform(string name, int arity, string code, Func<double, double, double, double> onDouble, bool isExact = false) =>
        Row(new(name, arity, Same(IrType.Double)) { Code = code, OnDouble = onDouble, IsExact = isExact });

    private static Operator Test(string name, string code, Func<double, bool> test) =>
        Row(new(name, 1, t => t[0] == IrType.Double ? IrType.Bool : null) { Code = code, CompareDouble = (a, _) => test(a) });

    private static Func<IReadOnlyList<IrType>, IrType?> Same(params IrType[] allowed) =>
        types => types.All(t => t == types[0]) && allowed.Contains(types[0]) ? types[0] : null;
}
