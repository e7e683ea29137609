namespace OptimizerDsl.Generators.Tests;

using OptimizerDsl.Generators.Ir;

/// <summary>The operator table: which types each row takes, and that the interpreter computes what C# computes.</summary>
public sealed class OperatorTests
{
    private static readonly Interpreter s_interpreter = new(Ir.ElementType.Double);

    public static TheoryData<string> DoubleNames => [.. OperatorValues.OnDoubles.Keys];

    public static TheoryData<string> RealNames => [.. OperatorValues.OnReals.Keys];

    public static TheoryData<string> LongNames => [.. OperatorValues.OnLongs.Keys];

    public static TheoryData<string> BoolNames => [.. OperatorValues.OnBools.Keys];

    public static TheoryData<string> DoubleTestNames => [.. OperatorValues.DoubleTests.Keys];

    public static TheoryData<string> LongTestNames => [.. OperatorValues.LongTests.Keys];

    [Fact]
    public void Types_that_each_operator_takes() => Text.Same("""
        add: (double double) -> double, (long long) -> long, (real real) -> real
        sub: (double double) -> double, (long long) -> long, (real real) -> real
        mul: (double double) -> double, (long long) -> long, (real real) -> real
        div: (double double) -> double, (long long) -> long, (real real) -> real
        rem: (double double) -> double, (long long) -> long
        neg: (double) -> double, (long) -> long, (real) -> real
        lt: (double double) -> bool, (long long) -> bool, (real real) -> mask
        le: (double double) -> bool, (long long) -> bool, (real real) -> mask
        gt: (double double) -> bool, (long long) -> bool, (real real) -> mask
        ge: (double double) -> bool, (long long) -> bool, (real real) -> mask
        eq: (double double) -> bool, (long long) -> bool, (bool bool) -> bool, (real real) -> mask
        ne: (double double) -> bool, (long long) -> bool, (bool bool) -> bool, (real real) -> mask
        and: (bool bool) -> bool, (mask mask) -> mask
        or: (bool bool) -> bool, (mask mask) -> mask
        xor: (bool bool) -> bool, (mask mask) -> mask
        not: (bool) -> bool, (mask) -> mask
        select: (bool double double) -> double, (bool long long) -> long, (bool bool bool) -> bool, (bool real real) -> real, (bool mask mask) -> mask, (mask real real) -> real, (mask mask mask) -> mask
        broadcast: (double) -> real, (bool) -> mask
        toDouble: (long) -> double
        toLong: (double) -> long
        sqrt: (double) -> double, (real) -> real
        abs: (double) -> double, (real) -> real
        min: (double double) -> double, (long long) -> long, (real real) -> real
        max: (double double) -> double, (long long) -> long, (real real) -> real
        copysign: (double double) -> double, (real real) -> real
        fma: (double double double) -> double, (real real real) -> real
        pow: (double double) -> double, (real real) -> real
        exp: (double) -> double, (real) -> real
        log: (double) -> double, (real) -> real
        tanh: (double) -> double, (real) -> real
        noiseKey: (long long) -> long
        uniformNoise: (long) -> real
        normalNoise: (long) -> real
        length: (double[]) -> long, (long[]) -> long
        item: (double[] long) -> double, (long[] long) -> long
        logBase: (double double) -> double
        log2: (double) -> double
        log10: (double) -> double
        cbrt: (double) -> double
        sin: (double) -> double
        cos: (double) -> double
        tan: (double) -> double
        asin: (double) -> double
        acos: (double) -> double
        atan: (double) -> double
        atan2: (double double) -> double
        sinh: (double) -> double
        cosh: (double) -> double
        floor: (double) -> double
        ceiling: (double) -> double
        round: (double) -> double
        truncate: (double) -> double
        isNaN: (double) -> bool
        isFinite: (double) -> bool
        isInfinity: (double) -> bool
        """, string.Join("\n", Operators.All.Select(op =>
        op.Name + ": " + string.Join(", ", Signatures.Of(op).Select(types =>
            $"({string.Join(" ", types.Select(t => t.Text()))}) -> {op.TypeOf(types)!.Value.Text()}")))));

    [Fact]
    public void Another_number_of_arguments_has_no_type()
    {
        foreach (Operator op in Operators.All)
        {
            foreach (int length in new[] { op.Arity - 1, op.Arity + 1 })
            {
                Assert.All(Signatures.Tuples(length), types => Assert.Null(op.TypeOf(types)));
            }
        }
    }

    [Fact]
    public void Building_an_ill_typed_expression_says_what_is_wrong()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => Build.Op(Operators.Add, Constant.Long(1), Constant.Double(1)));
        Assert.Equal("add does not take (long, double)", exception.Message);
    }

    [Fact]
    public void Every_signature_is_held_against_CSharp_below()
    {
        string[] special = ["select", "broadcast", "toDouble", "toLong", "noiseKey", "uniformNoise", "normalNoise", "length", "item"];
        foreach (Operator op in Operators.All.Where(op => !special.Contains(op.Name)))
        {
            foreach (IrType[] types in Signatures.Of(op))
            {
                bool isTested = types[0] switch
                {
                    IrType.Double => OperatorValues.OnDoubles.ContainsKey(op.Name) || OperatorValues.DoubleTests.ContainsKey(op.Name),
                    IrType.Real => OperatorValues.OnReals.ContainsKey(op.Name) || OperatorValues.DoubleTests.ContainsKey(op.Name),
                    IrType.Long => OperatorValues.OnLongs.ContainsKey(op.Name) || OperatorValues.LongTests.ContainsKey(op.Name),
                    _ => OperatorValues.OnBools.ContainsKey(op.Name),
                };
                Assert.True(isTested, op.Name + " on " + types[0].Text());
            }
        }
    }

    [Theory]
    [MemberData(nameof(DoubleNames))]
    public void On_doubles(string name)
    {
        Operator op = Operators.Find(name)!;
        foreach (double[] values in Choices(OperatorValues.Doubles, op.Arity))
        {
            Constant actual = s_interpreter.Compute(op, IrType.Double, values.Select(v => Constant.Double(v)).ToArray());
            SameNumber(OperatorValues.OnDoubles[name](values[0], values.ElementAtOrDefault(1), values.ElementAtOrDefault(2)), actual.AsDouble, op, values);
        }
    }

    [Theory]
    [MemberData(nameof(RealNames))]
    public void On_reals_of_single_precision(string name) => OnReals(name, OptimizerDsl.ElementType.Single, Ir.ElementType.Single);

    [Theory]
    [MemberData(nameof(RealNames))]
    public void On_reals_of_double_precision(string name) => OnReals(name, OptimizerDsl.ElementType.Double, Ir.ElementType.Double);

    [Theory]
    [MemberData(nameof(LongNames))]
    public void On_longs(string name)
    {
        Operator op = Operators.Find(name)!;
        foreach (long[] values in Choices(OperatorValues.Longs, op.Arity))
        {
            Constant[] arguments = values.Select(v => Constant.Long(v)).ToArray();
            bool throws = name is "div" or "rem" && (values[1] == 0 || values is [long.MinValue, -1]);
            if (throws) Assert.ThrowsAny<ArithmeticException>(() => s_interpreter.Compute(op, IrType.Long, arguments));
            else Assert.Equal(Constant.Long(OperatorValues.OnLongs[name](values[0], values.ElementAtOrDefault(1))), s_interpreter.Compute(op, IrType.Long, arguments));
        }
    }

    [Theory]
    [MemberData(nameof(BoolNames))]
    public void On_bools_and_masks(string name)
    {
        Operator op = Operators.Find(name)!;
        foreach (bool[] values in Choices([false, true], op.Arity))
        {
            foreach (IrType type in new[] { IrType.Bool, IrType.Mask })
            {
                Constant actual = s_interpreter.Compute(op, type, values.Select(v => new Constant(type, v ? 1 : 0)).ToArray());
                Assert.Equal(OperatorValues.OnBools[name](values[0], values.ElementAtOrDefault(1)), actual.AsBool);
                Assert.Equal(type, actual.Type);
            }
        }
    }

    [Theory]
    [MemberData(nameof(DoubleTestNames))]
    public void Comparisons_of_doubles_and_reals(string name)
    {
        Operator op = Operators.Find(name)!;
        foreach (double[] values in Choices(OperatorValues.Doubles, op.Arity))
        {
            foreach ((IrType operand, IrType result) in new[] { (IrType.Double, IrType.Bool), (IrType.Real, IrType.Mask) })
            {
                Constant actual = s_interpreter.Compute(op, result, values.Select(v => new Constant(operand, BitConverter.DoubleToInt64Bits(v))).ToArray());
                Assert.Equal(new Constant(result, OperatorValues.DoubleTests[name](values[0], values.ElementAtOrDefault(1)) ? 1 : 0), actual);
            }
        }
    }

    [Theory]
    [MemberData(nameof(LongTestNames))]
    public void Comparisons_of_longs(string name)
    {
        foreach (long[] values in Choices(OperatorValues.Longs, 2))
        {
            Constant actual = s_interpreter.Compute(Operators.Find(name)!, IrType.Bool, values.Select(v => Constant.Long(v)).ToArray());
            Assert.Equal(Constant.Bool(OperatorValues.LongTests[name](values[0], values[1])), actual);
        }
    }

    [Fact]
    public void Conversions()
    {
        foreach (double value in OperatorValues.Doubles)
        {
            // In .NET 9 and later, this cast saturates and NaN becomes zero.
            Assert.Equal(Constant.Long((long)value), s_interpreter.Compute(Operators.ToLong, IrType.Long, [Constant.Double(value)]));
            SameNumber((float)value, new Interpreter(Ir.ElementType.Single).Compute(Operators.Broadcast, IrType.Real, [Constant.Double(value)]).AsDouble, Operators.Broadcast, [value]);
            SameNumber(value, s_interpreter.Compute(Operators.Broadcast, IrType.Real, [Constant.Double(value)]).AsDouble, Operators.Broadcast, [value]);
        }
        foreach (long value in OperatorValues.Longs)
        {
            Assert.Equal(Constant.Double(value), s_interpreter.Compute(Operators.ToDouble, IrType.Double, [Constant.Long(value)]));
        }
        Assert.Equal(new Constant(IrType.Mask, 1), s_interpreter.Compute(Operators.Broadcast, IrType.Mask, [Build.True]));
    }

    [Fact]
    public void Single_precision_rounds_once_in_a_fused_operation()
    {
        // Rounded to double on the way, this product and sum would land on a tie and then on the wrong float.
        var random = new Random(1);
        var single = new Interpreter(Ir.ElementType.Single);
        for (int i = 0; i < 20_000; i++)
        {
            float a = Float(random), b = Float(random), c = Float(random) * MathF.ScaleB(1, random.Next(-30, 30));
            Constant[] arguments = [.. new[] { a, b, c }.Select(v => single.Real(v))];
            SameNumber(MathF.FusedMultiplyAdd(a, b, c), single.Compute(Operators.FusedMultiplyAdd, IrType.Real, arguments).AsDouble, Operators.FusedMultiplyAdd, [a, b, c]);
        }
    }

    [Fact]
    public void Double_precision_rounds_once_in_a_fused_operation()
    {
        var random = new Random(2);
        for (int i = 0; i < 20_000; i++)
        {
            double a = random.NextDouble() - 0.5, b = random.NextDouble() - 0.5;
            double c = i % 2 == 0 ? -a * b : Math.ScaleB(random.NextDouble() - 0.5, random.Next(-120, 60));
            Constant[] arguments = [Constant.Double(a), Constant.Double(b), Constant.Double(c)];
            SameNumber(Math.FusedMultiplyAdd(a, b, c), s_interpreter.Compute(Operators.FusedMultiplyAdd, IrType.Double, arguments).AsDouble, Operators.FusedMultiplyAdd, [a, b, c]);
        }
    }

    private static void OnReals(string name, OptimizerDsl.ElementType ambient, Ir.ElementType element)
    {
        Operator op = Operators.Find(name)!;
        var interpreter = new Interpreter(element);
        using ElementTypeScope scope = Real.As(ambient);
        foreach (double[] values in Choices(OperatorValues.Doubles, op.Arity))
        {
            Real At(int i) => i < values.Length ? values[i] : 0;
            Constant actual = interpreter.Compute(op, IrType.Real, values.Select(interpreter.Real).ToArray());
            double expected = (double)OperatorValues.OnReals[name](At(0), At(1), At(2));
            // The library has transcendental functions of its own, the same at all widths, which the interpreter only comes close to.
            if (op.IsExact) SameNumber(expected, actual.AsDouble, op, values);
            else Assert.True(IsClose(expected, actual.AsDouble, element), $"{op.Name}({string.Join(", ", values)}) is {expected:R}, the interpreter says {actual.AsDouble:R}");
            Assert.Equal(IrType.Real, actual.Type);
        }
    }

    // Bits, save those of a NaN, which C# leaves open.
    private static void SameNumber(double expected, double actual, Operator op, double[] values)
    {
        bool isSame = double.IsNaN(expected) ? double.IsNaN(actual) : BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(actual);
        if (!isSame) Assert.Fail($"{op.Name}({string.Join(", ", values.Select(v => v.ToString("R")))}) is {expected:R}, the interpreter says {actual:R}");
    }

    private static bool IsClose(double expected, double actual, Ir.ElementType element)
    {
        if (expected.Equals(actual)) return true;
        (double step, double least) = element == Ir.ElementType.Single ? (1.2e-7, (double)float.Epsilon) : (2.3e-16, double.Epsilon);
        return Math.Abs(expected - actual) <= 2 * Math.Max(step * Math.Abs(expected), least);
    }

    private static float Float(Random random) => (float)(random.NextDouble() - 0.5);

    private static IEnumerable<T[]> Choices<T>(IReadOnlyList<T> values, int length) => length == 0
        ? [[]]
        : Choices(values, length - 1).SelectMany(head => values.Select(value => (T[])[.. head, value]));
}
