namespace OptimizerDsl.Generators.Tests;

using OptimizerDsl.Generators.Ir;

/// <summary>Text that is not IR of this version is refused with words that say what was expected.</summary>
public sealed class MalformedTextTests
{
    [Theory]
    [InlineData("", "unexpected end")]
    [InlineData("   ", "unexpected end")]
    [InlineData("(fragment 1 rule \"T\"", "missing )")]
    [InlineData("(fragment 1 rule \"T", "missing closing quote")]
    [InlineData("(fragment 1 rule \"T\\", "missing closing quote")]
    [InlineData(")", "unexpected ) at 0")]
    [InlineData("(fragment 1 rule \"T\"))", "unexpected text at 21")]
    [InlineData("(fragment 1 rule \"T\") x", "unexpected text at 22")]
    [InlineData("fragment", "expected a (fragment …)")]
    [InlineData("()", "expected a (fragment …)")]
    [InlineData("(method Update ())", "expected a (fragment …)")]
    [InlineData("(\"fragment\" 1 rule \"T\")", "expected a (fragment …)")]
    [InlineData("(fragment 2 rule \"T\")", "expected IR version 1, found 2")]
    [InlineData("(fragment 01 rule \"T\")", "expected IR version 1, found 01")]
    [InlineData("(fragment one rule \"T\")", "expected IR version 1, found one")]
    [InlineData("(fragment 2 rule \"T\" (something new))", "expected IR version 1, found 2")]
    [InlineData("(fragment 1 helper \"T\")", "expected a kind of fragment")]
    [InlineData("(fragment 1 1 \"T\")", "expected a kind of fragment")]
    [InlineData("(fragment 1 77 \"T\")", "expected a kind of fragment")]
    [InlineData("(fragment 1 (rule) \"T\")", "expected a kind of fragment")]
    [InlineData("(fragment 1 rule T)", "expected a quoted fragment name")]
    [InlineData("(fragment 1 rule \"T\" what)", "expected (method name (parameters) …)")]
    [InlineData("(fragment 1 rule \"T\" (hyper A))", "expected (hyper name type default)")]
    [InlineData("(fragment 1 rule \"T\" (hyper \"A\" double 1.0))", "expected a name")]
    [InlineData("(fragment 1 rule \"T\" (hyper A float 1.0))", "expected a type, found 'float'")]
    [InlineData("(fragment 1 rule \"T\" (hyper A double 1))", "expected one typed declaration of A")]
    [InlineData("(fragment 1 rule \"T\" (hyper A long 1) (hyper A long 1))", "expected one typed declaration of A")]
    [InlineData("(fragment 1 rule \"T\" (hyper A long (neg 1)))", "expected a constant")]
    [InlineData("(fragment 1 rule \"T\" (hyper A double 0x12))", "expected a constant or a known name, found '0x12'")]
    public void Fragment(string text, string message) => Refused(message, () => IrReader.ReadFragment(text));

    [Theory]
    [InlineData("(method M)", "expected (method name (parameters) …)")]
    [InlineData("(method M w)", "expected (method name (parameters) …)")]
    [InlineData("(method M ((out real w)))", "expected (ref type name), (in type name) or (average type name), and the least precision of state")]
    [InlineData("(method M ((ref real)))", "expected (ref type name), (in type name) or (average type name), and the least precision of state")]
    [InlineData("(method M ((ref real w) (in real w)))", "expected a new name, found 'w' again")]
    [InlineData("(method M ((in double step.LearningRate)))", "expected a new name, found 'step.LearningRate' again")]
    [InlineData("(method M () (let x 1 2))", "expected (let name value) or (out name value)")]
    [InlineData("(method M () (set x 1))", "expected (let name value) or (out name value)")]
    [InlineData("(method M () (let x 1) (let x 1))", "expected a new name, found 'x' again")]
    [InlineData("(method M () (let x y))", "expected a constant or a known name, found 'y'")]
    [InlineData("(method M () (let x \"y\"))", "expected a constant")]
    [InlineData("(method M () (let x ()))", "expected a known operator, found ''")]
    [InlineData("(method M () (let x (sinus 1.0)))", "expected a known operator, found 'sinus'")]
    [InlineData("(method M () (let x (add 1 1.0)))", "expected well-typed arguments of add")]
    [InlineData("(method M () (let x (add 1)))", "expected well-typed arguments of add")]
    [InlineData("(method M () (let x (hyper A)))", "expected a declared hyperparameter")]
    [InlineData("(method M () (let x (const 1)))", "expected (const value \"label\")")]
    [InlineData("(method M () (let x (const 1 label)))", "expected (const value \"label\")")]
    [InlineData("(method M () (let x (reduce sum)))", "expected (reduce kind scope argument)")]
    [InlineData("(method M ((in real g)) (let x (reduce mean global g)))", "expected a kind of reduction")]
    [InlineData("(method M ((in real g)) (let x (reduce 9 global g)))", "expected a kind of reduction")]
    [InlineData("(method M ((in real g)) (let x (reduce sum perRow g)))", "expected a scope of reduction")]
    [InlineData("(method M ((in real g)) (let x (reduce sum 9 g)))", "expected a scope of reduction")]
    [InlineData("(method M () (let x (reduce sum global 1.0)))", "expected a varying argument of a reduction")]
    [InlineData("(method M () (let x (foreach i)))", "expected (foreach item array (carried) … (next …))")]
    [InlineData("(method M ((in double x)) (let l (foreach i x () (next))))", "expected an array to loop over")]
    [InlineData("(method M ((in double[] a)) (let l (foreach a a () (next))))", "expected a new name, found 'a' again")]
    [InlineData("(method M ((in double[] a)) (let l (foreach i a ((i 1)) (next i))))", "expected a new name, found 'i' again")]
    [InlineData("(method M ((in double[] a)) (let l (foreach i a (s) (next s))))", "expected (name initial)")]
    [InlineData("(method M ((in double[] a)) (let l (foreach i a ((s 1)) (out s i) (next s))))", "expected (let name value)")]
    [InlineData("(method M ((in double[] a)) (let l (foreach i a ((s 1)) (next s s))))", "expected (next value …), one for each carried value")]
    [InlineData("(method M ((in double[] a)) (let l (foreach i a ((s 1)) (let t s) t)))", "expected (next value …), one for each carried value")]
    [InlineData("(method M ((in double[] a)) (let l (foreach i a ((s 1)) (next s))) (let x s))", "expected a constant or a known name, found 's'")]
    [InlineData("(method M ((in double[] a)) (let l (foreach i a ((s 1)) (next s))) (let x (result l 1)))", "expected the index of a carried value")]
    [InlineData("(method M ((in double[] a)) (let l (foreach i a ((s 1)) (next s))) (let x (result l -1)))", "expected the index of a carried value")]
    [InlineData("(method M () (let x (result l 0)))", "expected (result loop index)")]
    [InlineData("(method M ((in double[] a)) (let x (add 1 (foreach i a () (next)))))", "expected a known operator, found 'foreach'")]
    public void Method(string text, string message) => Refused(message, () => IrReader.ReadMethod(text));

    [Fact]
    public void Nesting_without_end() => Refused("nested too deeply", () => IrReader.ReadFragment(new string('(', 100_000)));

    [Fact]
    public void Any_prefix_of_valid_text()
    {
        const string Text = "(fragment 1 rule \"T\" (hyper A double (const 0.5 \"x\")) (method Update ((ref real w)) (let x (reduce max global w)) (out w (broadcast (add x (hyper A))))))";
        IrReader.ReadFragment(Text);
        for (int length = 0; length < Text.Length; length++)
        {
            Assert.Throws<FormatException>(() => IrReader.ReadFragment(Text.Substring(0, length)));
        }
    }

    private static void Refused(string message, Action read) => Assert.Equal(message, Assert.Throws<FormatException>(read).Message);
}
