namespace OptimizerDsl.Generators.Tests;

using OptimizerDsl.Generators.Ir;

/// <summary>The interpreter runs whole methods as the scalar C# method would.</summary>
public sealed class InterpreterTests
{
    [Fact]
    public void Outputs_by_name()
    {
        Method method = IrReader.ReadMethod("""
            (method Update ((ref real w) (in real g) (ref real m))
              (let m.1 (add (mul (broadcast 0.5) m) g))
              (let w.1 (sub w (mul (broadcast step.LearningRate) m.1)))
              (out w w.1)
              (out m m.1))
            """);
        var outputs = new Interpreter(Ir.ElementType.Double).Run(method, Values(("w", Real(1)), ("g", Real(4)), ("m", Real(2)), ("step.LearningRate", Constant.Double(0.5)), ("step.Count", Constant.Long(1))));
        Assert.Equal(1 - 0.5 * (0.5 * 2 + 4), outputs["w"].AsDouble);
        Assert.Equal(0.5 * 2 + 4, outputs["m"].AsDouble);
        Assert.Equal(2, outputs.Count);
    }

    [Fact]
    public void The_arm_not_taken_is_not_evaluated()
    {
        Method method = IrReader.ReadMethod("(method M ((in long n)) (out return (select (eq n 0) 0 (div 1 n))))");
        Assert.Equal(Constant.Long(0), new Interpreter(Ir.ElementType.Double).Run(method, Values(("n", Constant.Long(0))))["return"]);
        Assert.Equal(Constant.Long(1), new Interpreter(Ir.ElementType.Double).Run(method, Values(("n", Constant.Long(1))))["return"]);
    }

    [Theory]
    [InlineData("and", 0, false)]
    [InlineData("or", 0, true)]
    public void Logic_stops_early(string op, long n, bool result)
    {
        string first = op == "and" ? "(ne n 0)" : "(eq n 0)";
        Method method = IrReader.ReadMethod($"(method M ((in long n)) (out return ({op} {first} (eq (div 1 n) 1))))");
        Assert.Equal(Constant.Bool(result), new Interpreter(Ir.ElementType.Double).Run(method, Values(("n", Constant.Long(n))))["return"]);
        Assert.Equal(Build.True, new Interpreter(Ir.ElementType.Double).Run(method, Values(("n", Constant.Long(1))))["return"]);
    }

    [Theory]
    [InlineData("sum", -3)]
    [InlineData("max", -3)]
    [InlineData("sumOfSquares", 9)]
    public void A_reduction_runs_over_the_one_element_that_there_is(string kind, double total)
    {
        Method method = IrReader.ReadMethod($"(method M ((in real g)) (let s (reduce {kind} global g)) (out return s))");
        Assert.Equal(Constant.Double(total), new Interpreter(Ir.ElementType.Double).Run(method, Values(("g", Real(-3))))["return"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(500)]
    [InlineData(9_999)]
    [InlineData(10_000)]
    public void The_library_s_cosine_is_what_its_method_computes(long t)
    {
        (Fragment? fragment, _) = Lowered.Read("""
            public sealed partial class CosineAttribute : ScheduleAttribute
            {
                public double Floor { get; set; } = 0.1;
                public override double ScaleAt(long t) => t >= Steps ? Floor : Floor + (1 - Floor) * (1 + Math.Cos(Math.PI * t / Steps)) / 2;
            }
            """, "CosineAttribute");
        var values = fragment!.Hypers.Select(h => new Model.HyperValue(h.Name, h.Type, h.Name == "Steps" ? new(Constant.Long(10_000)) : h.Default));
        Method method = Passes.Pipeline.Uniform(fragment, "ScaleAt", values);
        Constant scale = new Interpreter(Ir.ElementType.Double).Run(method, Values(("t", Constant.Long(t))))["return"];
        Assert.Equal(new CosineDecayAttribute { Floor = 0.1, Steps = 10_000 }.ScaleAt(t), scale.AsDouble);
    }

    private static Constant Real(double value) => new Interpreter(Ir.ElementType.Double).Real(value);

    private static Dictionary<string, Constant> Values(params (string Name, Constant Value)[] values) => values.ToDictionary(v => v.Name, v => v.Value);
}
