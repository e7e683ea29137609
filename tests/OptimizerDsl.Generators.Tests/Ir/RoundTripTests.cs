namespace OptimizerDsl.Generators.Tests;

using CsCheck;
using OptimizerDsl.Generators.Ir;

/// <summary>The text of the IR parses back to an equal tree.</summary>
public sealed class RoundTripTests
{
    [Theory]
    [InlineData("0.5")]
    [InlineData("0x3fb999999999999a")]
    [InlineData("-12")]
    [InlineData("true")]
    [InlineData("(const 0x3fb999999999999a \"1 - Beta1\")")]
    [InlineData("(const 7 \"a \\\"b\\\" \\\\ c\")")]
    [InlineData("(const false \"\")")]
    [InlineData("step.LearningRate")]
    [InlineData("step.Count")]
    [InlineData("g")]
    [InlineData("(hyper Beta)")]
    [InlineData("(add g (broadcast (hyper Beta)))")]
    [InlineData("(select (lt g w) g (neg w))")]
    public void Expression(string text) => Stays($"""
        (fragment 1 rule "Test"
          (hyper Beta double 0.5)
          (method Update ((ref real w) (in real g))
            (let x {text})))
        """);

    [Theory]
    [InlineData("sum")]
    [InlineData("sumOfSquares")]
    [InlineData("max")]
    public void Reduction(string kind) => Stays($"""
        (fragment 1 transform "Test"
          (method Apply ((in real g))
            (let x (reduce {kind} global g))
            (out return (mul g (broadcast x)))))
        """);

    [Theory]
    [InlineData("rule")]
    [InlineData("transform")]
    [InlineData("schedule")]
    public void Kind_of_fragment(string kind) => Stays($"(fragment 1 {kind} \"Test\")");

    [Fact]
    public void Hyperparameters_of_all_types() => Stays("""
        (fragment 1 rule "Test"
          (hyper A double 0x3fb999999999999a)
          (hyper B long -3)
          (hyper C bool true)
          (hyper D double (const 0.5 "half")))
        """);

    [Fact]
    public void Parameters_of_all_types() => Stays("""
        (fragment 1 rule "Test"
          (method Update ((ref real w) (in real g) (in double a) (ref double b) (in long c) (in bool d) (in mask e))))
        """);

    [Fact]
    public void Names_of_many_scripts() => Stays("""
        (fragment 1 rule "Übung"
          (method Update ((ref real вес) (in real 勾配) (ref real @true))
            (let вес.1 (sub вес 勾配))
            (out вес вес.1)
            (out @true (neg @true))))
        """);

    [Fact]
    public void Every_operator_with_every_signature()
    {
        foreach (Operator op in Operators.All)
        {
            Assert.NotEmpty(Signatures.Of(op));
            foreach (IrType[] types in Signatures.Of(op))
            {
                Ir.Parameter[] parameters = types.Select((type, i) => new Ir.Parameter("p" + i, type, false)).ToArray();
                Expr value = Build.Op(op, parameters.Select(p => (Expr)new Ref(p.Name, p.Type)).ToArray());
                var method = new Method("M", parameters.ToEquatableArray(), default, new EquatableArray<Output>(new Output("return", value)));
                Assert.Equal(method, IrReader.ReadMethod(IrWriter.Write(method)));
            }
        }
    }

    [Fact]
    public void Random_fragments() => Gen.Int.Sample(seed =>
    {
        Fragment fragment = new RandomIr(seed).Fragment();
        Assert.Equal(fragment, IrReader.ReadFragment(IrWriter.Write(fragment)));
        return true;
    }, iter: 2000);

    [Fact]
    public void Equal_seeds_give_equal_trees_and_others_do_not()
    {
        Assert.Equal(new RandomIr(7).Fragment(), new RandomIr(7).Fragment());
        Assert.NotEqual(new RandomIr(7).Fragment(), new RandomIr(8).Fragment());
    }

    [Fact]
    public void Spaces_and_line_ends_do_not_matter() => Assert.Equal(
        IrReader.ReadFragment("(fragment 1 rule \"Test\" (method Update ((ref real w)) (out w (neg w))))"),
        IrReader.ReadFragment(" (fragment\r\n1\trule\"Test\"(method Update((ref real w))(out w(neg w))))\n"));

    private static void Stays(string text)
    {
        Fragment fragment = IrReader.ReadFragment(text);
        string written = IrWriter.Write(fragment);
        Assert.Equal(text, written);
        Assert.Equal(fragment, IrReader.ReadFragment(written));
    }
}
