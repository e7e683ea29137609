namespace OptimizerDsl.Generators.Tests;

using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Passes;

/// <summary>Folding keeps every bit; what could change one is left alone.</summary>
public sealed class FoldTests
{
    [Theory]
    [InlineData("(add 1.0 2.0)", "3.0")]
    [InlineData("(sub 0x3ff0000000000000 0x3feccccccccccccd)", "0x3fb9999999999998")]
    [InlineData("(mul 3 (add 4 5))", "27")]
    [InlineData("(div 1.0 4.0)", "0.25")]
    [InlineData("(div 1.0 0.0)", "0x7ff0000000000000")]
    [InlineData("(div 7 -2)", "-3")]
    [InlineData("(rem -7 2)", "-1")]
    [InlineData("(add 9223372036854775807 1)", "-9223372036854775808")]
    [InlineData("(sqrt 0.25)", "0.5")]
    [InlineData("(neg 0.0)", "0x8000000000000000")]
    [InlineData("(min 1.0 2.0)", "1.0")]
    [InlineData("(max 1 2)", "2")]
    [InlineData("(copysign 1.0 -2.0)", "-1.0")]
    [InlineData("(floor -0.5)", "-1.0")]
    [InlineData("(round 2.5)", "2.0")]
    [InlineData("(toDouble 3)", "3.0")]
    [InlineData("(toLong -2.5)", "-2")]
    [InlineData("(lt 1.0 2.0)", "true")]
    [InlineData("(eq 1 2)", "false")]
    [InlineData("(ne true true)", "false")]
    [InlineData("(isFinite 1.0)", "true")]
    [InlineData("(lt 0x7ff8000000000000 1.0)", "false")]
    [InlineData("(ge 0x7ff8000000000000 1.0)", "false")]
    [InlineData("(ne 0x7ff8000000000000 0x7ff8000000000000)", "true")]
    [InlineData("(eq 0.0 0x8000000000000000)", "true")]
    [InlineData("(xor true false)", "true")]
    public void Constants(string expression, string folded) => Assert.Equal(folded, PassText.RunOn(Fold.Run, expression));

    [Theory]
    [InlineData("(mul x 1.0)", "x")]
    [InlineData("(mul 1.0 x)", "x")]
    [InlineData("(mul g (broadcast 1.0))", "g")]
    [InlineData("(mul (broadcast 1.0) g)", "g")]
    [InlineData("(mul n 1)", "n")]
    [InlineData("(div x 1.0)", "x")]
    [InlineData("(div g (broadcast 1.0))", "g")]
    [InlineData("(div n 1)", "n")]
    [InlineData("(sub x 0.0)", "x")]
    [InlineData("(sub g (broadcast 0.0))", "g")]
    [InlineData("(sub n 0)", "n")]
    [InlineData("(mul g (broadcast (sub 2.0 1.0)))", "g")]
    public void Neutral_operands(string expression, string folded) => Assert.Equal(folded, PassText.RunOn(Fold.Run, expression));

    [Theory]
    [InlineData("(select true x y)", "x")]
    [InlineData("(select false g h)", "h")]
    [InlineData("(select b x x)", "x")]
    [InlineData("(select k g g)", "g")]
    [InlineData("(select b true false)", "b")]
    [InlineData("(select b false true)", "(not b)")]
    [InlineData("(select b true true)", "true")]
    [InlineData("(select b false false)", "false")]
    [InlineData("(select b (const true \"A\") (const true \"B\"))", "(const true \"A\")")]
    [InlineData("(select b (const false \"A\") (const false \"B\"))", "(const false \"A\")")]
    [InlineData("(select b (const true \"A\") (const false \"B\"))", "b")]
    [InlineData("(select (not b) x y)", "(select b y x)")]
    [InlineData("(select (not k) g h)", "(select k h g)")]
    [InlineData("(not true)", "false")]
    [InlineData("(not (not b))", "b")]
    [InlineData("(not (not k))", "k")]
    [InlineData("(and b true)", "b")]
    [InlineData("(and true b)", "b")]
    [InlineData("(and b false)", "false")]
    [InlineData("(and k (broadcast true))", "k")]
    [InlineData("(and k (broadcast false))", "(broadcast false)")]
    [InlineData("(or b false)", "b")]
    [InlineData("(or true b)", "true")]
    [InlineData("(or (broadcast true) k)", "(broadcast true)")]
    [InlineData("(select (lt 1.0 2.0) g h)", "g")]
    [InlineData("(select (and b (lt 2.0 1.0)) g h)", "h")]
    public void Conditions(string expression, string folded) => Assert.Equal(folded, PassText.RunOn(Fold.Run, expression));

    [Theory]
    [InlineData("(add x 0.0)")] // -0 + 0 is 0
    [InlineData("(add g (broadcast 0.0))")]
    [InlineData("(sub g (broadcast 0x8000000000000000))")] // x - -0 is x + 0
    [InlineData("(sub 0.0 x)")] // 0 - 0 is 0, -0 is not
    [InlineData("(sub (broadcast 0.0) g)")]
    [InlineData("(mul x 0.0)")] // NaN, infinity, -0
    [InlineData("(mul g (broadcast 0.0))")]
    [InlineData("(mul g (broadcast -1.0))")]
    [InlineData("(div (broadcast 0.0) g)")]
    [InlineData("(div x x)")]
    [InlineData("(sub x x)")]
    [InlineData("(eq x x)")] // NaN
    [InlineData("(ge x x)")]
    [InlineData("(not (lt x y))")] // NaN
    [InlineData("(not (lt g h))")]
    [InlineData("(add (add x 1.0) 2.0)")] // no reassociation
    [InlineData("(mul (mul 2.0 x) 0.5)")]
    [InlineData("(div x 2.0)")]
    [InlineData("(add (broadcast 1.0) (broadcast 2.0))")] // rounded to the element type, which is not known here
    [InlineData("(sqrt (broadcast 2.0))")]
    [InlineData("(pow 2.0 3.0)")]
    [InlineData("(pow x 2.0)")]
    [InlineData("(pow x 1.0)")]
    [InlineData("(exp 0.0)")]
    [InlineData("(log 1.0)")]
    [InlineData("(log2 8.0)")]
    [InlineData("(cbrt 8.0)")]
    [InlineData("(sin 0.0)")]
    [InlineData("(cos 0.0)")]
    [InlineData("(tanh 0.0)")]
    [InlineData("(fma 1.0 2.0 3.0)")]
    [InlineData("(mul g (broadcast 0x3ff0000000000001))")] // one in single precision alone
    [InlineData("(add n 0)")]
    [InlineData("(broadcast 1.0)")]
    [InlineData("(reduce sum global g)")]
    public void Left_alone(string expression)
    {
        if (!expression.StartsWith("(reduce", StringComparison.Ordinal)) Assert.Equal(expression, PassText.RunOn(Fold.Run, expression));
        else Assert.Contains(expression, PassText.Run(Fold.Run, $"(method M ((in real g)) (let s {expression}) (out return s))"));
    }

    [Theory]
    [InlineData("(div 1 0)")]
    [InlineData("(rem 1 0)")]
    [InlineData("(div n 0)")]
    [InlineData("(div -9223372036854775808 -1)")]
    public void Divisions_that_throw_throw_at_run_time(string expression) => Assert.Equal(expression, PassText.RunOn(Fold.Run, expression));

    [Theory]
    [InlineData("(sub 1.0 (const 0.75 \"Beta1\"))", "(const 0.25 \"1 - Beta1\")")]
    [InlineData("(mul (sub 1.0 (const 0.5 \"A\")) (const 2.0 \"B\"))", "(const 1.0 \"(1 - A) * B\")")]
    [InlineData("(sub (const 3.0 \"A\") (sub (const 2.0 \"B\") 1.0))", "(const 2.0 \"A - (B - 1)\")")]
    [InlineData("(neg (const 3.0 \"A\"))", "(const -3.0 \"-A\")")]
    [InlineData("(toDouble (const 3 \"N\"))", "(const 3.0 \"N\")")]
    [InlineData("(sqrt (const 4.0 \"A\"))", "(const 2.0 \"sqrt(A)\")")]
    public void Labels_say_where_a_number_came_from(string expression, string folded) => Assert.Equal(folded, PassText.RunOn(Fold.Run, expression));

    [Fact]
    public void Lets_that_became_constants_or_names_are_replaced() => Text.Same("""
        (method M ((ref real w) (in real g))
          (let e (mul g (broadcast 4.0)))
          (out w e))
        """, PassText.Run(Fold.Run, """
        (method M ((ref real w) (in real g))
          (let a (add 1.0 1.0))
          (let b (mul a a))
          (let c (broadcast b))
          (let d (mul g (broadcast 1.0)))
          (let e (mul d c))
          (let f (lt a b))
          (let h (select f e g))
          (out w h))
        """));

    [Fact]
    public void Random_methods_keep_their_values()
    {
        var interpreter = new Interpreter(Ir.ElementType.Single);
        int changed = 0;
        for (int seed = 0; seed < 3000; seed++)
        {
            Method method = new RandomIr(seed).Method("M");
            if (method.Lets.Any(l => l.Value is Reduce) || HasNoise(method)) continue;
            Method folded = Verifier.Verify(Fold.Run(method), "fold");
            if (!folded.Equals(method)) changed++;
            var values = method.Parameters.ToDictionary(p => p.Name, p => ValueOf(p.Type, seed, interpreter));
            values["step.Count"] = Constant.Long(seed % 7 - 2);
            values["step.LearningRate"] = Constant.Double(0.1);
            values["step.Loss"] = Constant.Double(2.5);
            foreach (string shape in Method.StepValues.Keys.Where(Method.IsShape)) values[shape] = Constant.Long(seed % 3);
            // A division that nothing needs may go, and its exception with it.
            string expected = Outcome(interpreter, method, values);
            if (expected != nameof(DivideByZeroException)) Assert.Equal(expected, Outcome(interpreter, folded, values));
        }
        Assert.True(changed > 300, $"only {changed} methods had something to fold");
    }

    // Noise is not of one element.
    private static bool HasNoise(Method method) => method.Lets.Select(l => l.Value).Concat(method.Outputs.Select(o => o.Value))
        .SelectMany(e => e.Descendants()).Any(e => e is Apply { Op: var op } && (op == Operators.NoiseKey || op == Operators.UniformNoise || op == Operators.NormalNoise));

    private static Constant ValueOf(IrType type, int seed, Interpreter interpreter)
    {
        double[] numbers = [1, -0.0, 0.1, -3, double.NaN, double.PositiveInfinity];
        return type switch
        {
            IrType.Real => interpreter.Real(numbers[seed % numbers.Length]),
            IrType.Double => Constant.Double(numbers[seed / 7 % numbers.Length]),
            IrType.Long => Constant.Long(seed % 5 - 2),
            _ => Constant.Bool(seed % 2 == 0),
        };
    }

    // A NaN is a NaN: which one, the hardware decides.
    private static string Outcome(Interpreter interpreter, Method method, Dictionary<string, Constant> values)
    {
        try
        {
            return string.Join(" ", interpreter.Run(method, values).OrderBy(o => o.Key, StringComparer.Ordinal).Select(o =>
                o.Key + "=" + (o.Value.Type is IrType.Double or IrType.Real && double.IsNaN(o.Value.AsDouble) ? "NaN" : o.Value.Bits.ToString())));
        }
        catch (ArithmeticException exception)
        {
            return exception.GetType().Name;
        }
    }
}
