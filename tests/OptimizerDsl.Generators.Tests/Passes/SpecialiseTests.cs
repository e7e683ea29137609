namespace OptimizerDsl.Generators.Tests;

using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;
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
    public void Constants_keep_the_names_as_labels_and_choices_are_made() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let n (rem step.Count (const 7 "Every")))
          (let w.1 (mul (broadcast (const 0.25 "Beta")) g))
          (out w w.1))
        """, IrWriter.Write(Specialise.Run(
        s_fragment.Methods[0], Values(One("Beta", Constant.Double(0.25)), One("Every", Constant.Long(7)), One("On", Constant.Bool(true))))));

    [Fact]
    public void What_has_no_hyperparameter_stays_as_it_is()
    {
        Method method = PassText.Read("(method M ((in real g)) (let a (reduce sum global g)) (out return (add a 1.0)))");
        Assert.Equal(method, Specialise.Run(method, Values()));
    }

    private static readonly Fragment s_loops = IrReader.ReadFragment("""
        (fragment 1 rule "Test"
          (hyper A double[] ())
          (hyper B long[] ())
          (method Update ((ref real w) (in real g))
            (let loop (foreach a (hyper A) ((s 1.0) (m (broadcast 0.0))) (let t (mul s a)) (let n (add m (mul g (broadcast t)))) (next t n)))
            (let s.1 (result loop 0))
            (let m.1 (result loop 1))
            (let w.1 (sub w (mul (broadcast s.1) m.1)))
            (out w w.1)))
        """);

    [Fact]
    public void A_loop_over_two_items() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let t.0 (const 0.5 "1 * A[0]"))
          (let n.0 (add (broadcast 0.0) (mul g (broadcast t.0))))
          (let t.1 (mul t.0 (const 0.25 "A[1]")))
          (let n.1 (add n.0 (mul g (broadcast t.1))))
          (let w.1 (sub w (mul (broadcast t.1) n.1)))
          (out w w.1))
        """, Unrolled(s_loops, Many("A", 0.5, 0.25)));

    [Fact]
    public void A_loop_over_no_items_leaves_what_was_before() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let w.1 w)
          (out w w.1))
        """, Unrolled(s_loops, Many("A")));

    [Fact]
    public void A_loop_in_a_loop() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let v.0.0 (add step.LearningRate (const 3.5 "A[0] * B[0]")))
          (let v.0.1 (add v.0.0 (const 4.5 "A[0] * B[1]")))
          (let s.2.0 (mul v.0.1 2.0))
          (let v.1.0 (add s.2.0 (const 21.0 "A[1] * B[0]")))
          (let v.1.1 (add v.1.0 (const 27.0 "A[1] * B[1]")))
          (let s.2.1 (mul v.1.1 2.0))
          (out w (mul g (broadcast s.2.1))))
        """, Unrolled(IrReader.ReadFragment("""
        (fragment 1 rule "Test"
          (hyper A double[] ())
          (hyper B long[] ())
          (method Update ((ref real w) (in real g))
            (let loop (foreach a (hyper A) ((s step.LearningRate))
              (let inner (foreach b (hyper B) ((u s)) (let v (add u (mul a (toDouble b)))) (next v)))
              (let s.1 (result inner 0))
              (let s.2 (mul s.1 2.0))
              (next s.2)))
            (let s.3 (result loop 0))
            (out w (mul g (broadcast s.3)))))
        """), Many("A", 0.5, 3), new("B", IrType.LongArray, new(Constant.Long(7), Constant.Long(9)))));

    [Fact]
    public void Names_of_turns_are_new_where_others_look_like_them() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let t.0.1 (mul step.LearningRate (const 0.5 "A[0]")))
          (let t.1.1 (mul t.0.1 (const 3.0 "A[1]")))
          (let t.0 (add t.1.1 1.0))
          (let t.1 (add t.0 1.0))
          (out w (mul g (broadcast t.1))))
        """, Unrolled(IrReader.ReadFragment("""
        (fragment 1 rule "Test"
          (hyper A double[] ())
          (method Update ((ref real w) (in real g))
            (let loop (foreach a (hyper A) ((s step.LearningRate)) (let t (mul s a)) (next t)))
            (let s.1 (result loop 0))
            (let t.0 (add s.1 1.0))
            (let t.1 (add t.0 1.0))
            (out w (mul g (broadcast t.1)))))
        """), Many("A", 0.5, 3)));

    [Theory]
    [InlineData("(length (hyper A))", "(const 3 \"A.Length\")")]
    [InlineData("(item (hyper A) 1)", "(const 0.25 \"A[1]\")")]
    [InlineData("(item (hyper A) (sub (length (hyper A)) 1))", "(const 0.125 \"A[2]\")")]
    [InlineData("(item (hyper A) step.Count)", "(select (eq step.Count 0) (const 0.5 \"A[0]\") (select (eq step.Count 1) (const 0.25 \"A[1]\") (const 0.125 \"A[2]\")))")]
    public void Items(string expression, string specialised)
    {
        Fragment fragment = IrReader.ReadFragment($"(fragment 1 schedule \"Test\" (hyper A double[] ()) (method ScaleAt ((in long t)) (out return {expression})))");
        Assert.Equal(specialised, IrWriter.Write(Specialise.Run(fragment.Methods[0], Values(Many("A", 0.5, 0.25, 0.125))).Outputs[0].Value));
    }

    [Fact]
    public void A_tunable_is_an_input() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let n (rem step.Count tunable.0.Every))
          (let w.1 (select tunable.12.On (mul (broadcast tunable.3.Beta) g) w))
          (out w w.1))
        """, IrWriter.Write(Specialise.Run(
        s_fragment.Methods[0], Values(One("Beta", Constant.Double(0.25), tunable: 3), One("Every", Constant.Long(7), tunable: 0), One("On", Constant.Bool(true), tunable: 12)))));

    private static string Unrolled(Fragment fragment, params HyperValue[] values) => IrWriter.Write(Verifier.Verify(Specialise.Run(fragment.Methods[0], Values(values)), "specialisation"));

    private static HyperValue Many(string name, params double[] items) => new(name, IrType.DoubleArray, items.Select(i => Constant.Double(i)).ToEquatableArray());

    private static HyperValue One(string name, Constant value, int tunable = HyperValue.Fixed) => new(name, value.Type, new(value), tunable);

    private static Dictionary<string, HyperValue> Values(params HyperValue[] values) => values.ToDictionary(v => v.Name);
}
