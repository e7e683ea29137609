namespace OptimizerDsl.Generators.Tests;

using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Passes;

/// <summary>A recipe's constants take the place of hyperparameters, under their names.</summary>
public sealed class SpecialiseTests
{
    private static readonly Fragment s_fragment = IrReader.ReadFragment("""
        (fragment 1 rule "Test"
          (hyper Beta double 0.5)
          (hyper Every long 10)
          (hyper On bool false)
          (method Update ((ref real w) (in real g))
            (let n (rem step.Count (hyper Every)))
            (let w.1 (select (hyper On) (mul (broadcast (hyper Beta)) g) w))
            (out w w.1)))
        """);

    [Fact]
    public void Constants_keep_the_names_as_labels() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let n (rem step.Count (const 7 "Every")))
          (let w.1 (select (const true "On") (mul (broadcast (const 0.25 "Beta")) g) w))
          (out w w.1))
        """, IrWriter.Write(Specialise.Run(
        s_fragment.Methods[0], new Dictionary<string, Constant> { ["Beta"] = Constant.Double(0.25), ["Every"] = Constant.Long(7), ["On"] = Constant.Bool(true) })));

    [Fact]
    public void What_has_no_hyperparameter_stays_as_it_is()
    {
        Method method = PassText.Read("(method M ((in real g)) (let a (reduce sum global g)) (out return (add a 1.0)))");
        Assert.Equal(method, Specialise.Run(method, new Dictionary<string, Constant>()));
    }
}
