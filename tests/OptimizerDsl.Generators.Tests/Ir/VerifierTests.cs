namespace OptimizerDsl.Generators.Tests;

using OptimizerDsl.Generators.Ir;
using P = OptimizerDsl.Generators.Ir.Parameter;

/// <summary>What is legal in the IR: one test for each rule, with a method that breaks only this one.</summary>
public sealed class VerifierTests
{
    private static readonly P s_w = new("w", IrType.Real, true), s_g = new("g", IrType.Real, false), s_x = new("x", IrType.Double, false), s_u = new("u", IrType.Double, true);
    private static readonly Ref s_readG = new("g", IrType.Real), s_readX = new("x", IrType.Double);

    [Fact]
    public void Valid_methods_pass()
    {
        Passes([s_w, s_g, s_x, s_u],
            [new("n", new Reduce(Ir.ReductionKind.Max, ReductionScope.Global, s_readG)), new("y", Build.Op(Operators.Add, new Ref("n", IrType.Double), s_readX))],
            [new("w", Build.Broadcast(new Ref("y", IrType.Double))), new("u", new Ref("step.LearningRate", IrType.Double)), new("return", new Ref("step.Count", IrType.Long))]);
        Passes([], [], []);
    }

    [Fact]
    public void Random_methods_pass() => Assert.All(Enumerable.Range(0, 500), seed => Assert.Null(Verifier.FirstMistake(new RandomIr(seed).Method("M"))));

    [Fact]
    public void A_parameter_is_declared_once() => Fails("parameter 'g' is declared twice", [s_g, s_g], [], []);

    [Fact]
    public void A_parameter_cannot_be_called_like_a_value_of_the_step() =>
        Fails("parameter 'step.Count' is declared twice", [new("step.Count", IrType.Long, false)], [], []);

    [Fact]
    public void A_name_is_bound_before_it_is_used() =>
        Fails("let a: 'b' is used before it is bound", [], [new("a", new Ref("b", IrType.Long)), new("b", Constant.Long(1))], []);

    [Fact]
    public void A_let_does_not_see_itself() => Fails("let a: 'a' is used before it is bound", [], [new("a", new Ref("a", IrType.Long))], []);

    [Fact]
    public void A_name_is_bound_once() => Fails("'a' is bound twice", [], [new("a", Constant.Long(1)), new("a", Constant.Long(1))], []);

    [Fact]
    public void A_let_cannot_hide_a_parameter() => Fails("'g' is bound twice", [s_g], [new("g", Constant.Long(1))], []);

    [Fact]
    public void A_name_is_used_with_its_type() => Fails("let a: 'g' is real, used as double", [s_g], [new("a", new Ref("g", IrType.Double))], []);

    [Fact]
    public void A_mistake_far_inside_is_found() =>
        Fails("out w: 'b' is used before it is bound", [s_w], [], [new("w", Build.Broadcast(Build.Op(Operators.Negate, Build.Op(Operators.Sqrt, new Ref("b", IrType.Double)))))]);

    [Fact]
    public void An_operator_takes_its_types() =>
        Fails("let a: add does not take (real, double)", [s_g, s_x], [new("a", new Apply(Operators.Add, IrType.Real, new(s_readG, s_readX)))], []);

    [Fact]
    public void An_operator_takes_its_number_of_arguments() =>
        Fails("let a: neg does not take (real, real)", [s_g], [new("a", new Apply(Operators.Negate, IrType.Real, new(s_readG, s_readG)))], []);

    [Fact]
    public void A_mask_does_not_choose_between_uniform_values() =>
        Fails("let a: select does not take (mask, double, double)", [s_g, s_x],
            [new("a", new Apply(Operators.Select, IrType.Double, new(Build.Op(Operators.Less, s_readG, s_readG), s_readX, s_readX)))], []);

    [Fact]
    public void An_operator_is_marked_with_its_type() =>
        Fails("let a: lt gives mask, marked bool", [s_g], [new("a", new Apply(Operators.Less, IrType.Bool, new(s_readG, s_readG)))], []);

    [Theory]
    [InlineData("real")]
    [InlineData("mask")]
    public void A_constant_is_uniform(string type) => Fails("let a: a constant is uniform", [], [new("a", new Constant(IrTypes.Parse(type)!.Value, 0))], []);

    [Fact]
    public void A_reduction_stands_alone_in_a_let()
    {
        var reduce = new Reduce(Ir.ReductionKind.Sum, ReductionScope.Global, s_readG);
        Fails("let a: a reduction stands alone in a let", [s_g], [new("a", Build.Op(Operators.Sqrt, reduce))], []);
        Fails("out u: a reduction stands alone in a let", [s_g, s_u], [], [new("u", reduce)]);
        Fails("let a: a reduction stands alone in a let", [s_g], [new("a", new Reduce(Ir.ReductionKind.Sum, ReductionScope.Global, Build.Broadcast(reduce)))], []);
    }

    [Fact]
    public void A_reduction_takes_a_varying_value() =>
        Fails("let a: a reduction takes a varying value", [s_x], [new("a", new Reduce(Ir.ReductionKind.Sum, ReductionScope.Global, s_readX))], []);

    [Fact]
    public void The_argument_of_a_reduction_is_checked() =>
        Fails("let a: 'b' is used before it is bound", [], [new("a", new Reduce(Ir.ReductionKind.Sum, ReductionScope.Global, new Ref("b", IrType.Real)))], []);

    [Fact]
    public void An_output_is_written_once()
    {
        Fails("'w' is written twice", [s_w, s_g], [], [new("w", s_readG), new("w", s_readG)]);
        Fails("'return' is written twice", [s_g], [], [new("return", s_readG), new("return", s_readG)]);
    }

    [Fact]
    public void Only_parameters_by_reference_are_written()
    {
        Fails("out g: there is no by-reference parameter of that name", [s_g], [], [new("g", s_readG)]);
        Fails("out v: there is no by-reference parameter of that name", [s_w, s_g], [], [new("v", s_readG)]);
    }

    [Fact]
    public void An_output_has_the_type_of_its_parameter() => Fails("out w: double written to a real", [s_w, s_x], [], [new("w", s_readX)]);

    [Fact]
    public void The_exception_names_method_place_and_rule_and_shows_the_text()
    {
        var method = new Method("Update", new(s_g), new(new Let("a", new Ref("b", IrType.Real))), default);
        var exception = Assert.Throws<InvalidOperationException>(() => Verifier.Verify(method, "folding"));
        Assert.Equal("IR of Update is broken after folding: let a: 'b' is used before it is bound\n(method Update ((in real g))\n  (let a b))", exception.Message);
        Method good = IrReader.ReadMethod("(method M ())");
        Assert.Same(good, Verifier.Verify(good, "folding"));
    }

    private static void Fails(string mistake, P[] parameters, Let[] lets, Output[] outputs) => Assert.Equal(mistake, Verifier.FirstMistake(Make(parameters, lets, outputs)));

    private static void Passes(P[] parameters, Let[] lets, Output[] outputs) => Assert.Null(Verifier.FirstMistake(Make(parameters, lets, outputs)));

    private static Method Make(P[] parameters, Let[] lets, Output[] outputs) => new("M", new(parameters), new(lets), new(outputs));
}
