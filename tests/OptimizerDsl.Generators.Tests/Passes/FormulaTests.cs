namespace OptimizerDsl.Generators.Tests;

using OptimizerDsl.Generators.Passes;

/// <summary>Formulas read as a person writes them.</summary>
public sealed class FormulaTests
{
    [Theory]
    [InlineData("(add x (mul y x))", "x + y * x")]
    [InlineData("(mul (add x y) x)", "(x + y) * x")]
    [InlineData("(sub x (sub y x))", "x - (y - x)")]
    [InlineData("(sub (sub x y) x)", "x - y - x")]
    [InlineData("(div x (mul y x))", "x / (y * x)")]
    [InlineData("(div (mul x y) x)", "x * y / x")]
    [InlineData("(neg (add x y))", "-(x + y)")]
    [InlineData("(neg (neg x))", "-(-x)")]
    [InlineData("(mul x (neg y))", "x * -y")]
    [InlineData("(add x -2.0)", "x + -2")]
    [InlineData("(broadcast (toDouble step.Count))", "t")]
    [InlineData("step.LearningRate", "learningRate")]
    [InlineData("(toLong x)", "truncate(x)")]
    [InlineData("(select (lt x y) x (add y 1.0))", "x < y ? x : y + 1")]
    [InlineData("(add 1.0 (select b x y))", "1 + (b ? x : y)")]
    [InlineData("(select b (select b x y) (select b y x))", "b ? (b ? x : y) : (b ? y : x)")]
    [InlineData("(and (or b b) (not b))", "(b || b) && !b")]
    [InlineData("(eq (lt x y) b)", "x < y == b")]
    [InlineData("(pow (const 0.5 \"Beta1\") (toDouble step.Count))", "pow(Beta1, t)")]
    [InlineData("(mul (const 0.5 \"1 - Beta1\") x)", "(1 - Beta1) * x")]
    [InlineData("(sub x (const -0.5 \"-Limit\"))", "x - -Limit")]
    [InlineData("(neg (const -0.5 \"-Limit\"))", "-(-Limit)")]
    [InlineData("(mul x 0x3e45798ee2308c3a)", "x * 1e-8")]
    [InlineData("(min x 0x7ff0000000000000)", "min(x, double.PositiveInfinity)")]
    [InlineData("(add n 3)", "n + 3")]
    [InlineData("(select b true false)", "b ? true : false")]
    public void Expressions(string expression, string formula) => Assert.Equal(formula, Formula.Print(PassText.Read($"""
        (method M ((in double x) (in double y) (in long n) (in bool b))
          (out return {expression}))
        """).Outputs[0].Value));

    [Fact]
    public void Hyperparameters_by_name() => Assert.Equal("Beta * 2", Formula.Print(
        Ir.Build.Op(Ir.Operators.Multiply, new Ir.Hyper("Beta", Ir.IrType.Double), Ir.Constant.Double(2))));

    [Fact]
    public void Lines_of_a_method() => Text.Same("""
        m = m + g
        s = sum over the model of (m)^2
        t = maximum over the model of g
        u = sum over the model of g * w
        w = w - learningRate * m
        m = m * (s + t + u)
        """, string.Join("\n", Formula.Lines(PassText.Read("""
        (method Step ((ref real w) (in real g) (ref real m))
          (let m.1 (add m g))
          (let s (reduce sumOfSquares global m.1))
          (let t (reduce max global g))
          (let u (reduce sum global (mul g w)))
          (let w.2 (sub w (mul (broadcast step.LearningRate) m.1)))
          (out w w.2)
          (out m (mul m.1 (broadcast (add (add s t) u)))))
        """))));

    [Fact]
    public void AdamW() => Text.Same("""
        w = w * (1 - learningRate * WeightDecay)
        m = Beta1 * m + (1 - Beta1) * g
        v = Beta2 * v + (1 - Beta2) * g * g
        c1 = 1 - pow(Beta1, t)
        c2 = 1 - pow(Beta2, t)
        w = w - learningRate / c1 * m / (sqrt(v) * (1 / sqrt(c2)) + Epsilon)
        """, string.Join("\n", Formula.Lines(Recipes.Compile("[AdamW(WeightDecay = 0.1)]").Groups[0].Fused)));

    [Fact]
    public void Sgd_with_everything_behind_a_clip() => Text.Same("""
        squares = sum over the model of (g)^2
        norm = sqrt(squares)
        g = min(1, MaxNorm / (norm + 1e-6)) * g
        g = min(max(g, -Limit), Limit)
        d = -g
        d = d + WeightDecay * w
        condition = t == 1
        fresh = condition ? 1 : (1 - Dampening)
        velocity = Momentum * velocity + fresh * d
        d = d + Momentum * velocity
        w = w - learningRate * d
        """, string.Join("\n", Formula.Lines(
        Recipes.Compile("[ClipByGlobalNorm(1)] [ClipByValue(0.5)] [Sgd(Momentum = 0.9, Dampening = 0.1, Nesterov = true, WeightDecay = 0.01, Maximize = true)]").Groups[0].Fused)));
}
