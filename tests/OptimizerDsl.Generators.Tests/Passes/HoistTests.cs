namespace OptimizerDsl.Generators.Tests;

using OptimizerDsl.Generators.Passes;

/// <summary>Uniform expressions leave varying ones, under names that say what they do there.</summary>
public sealed class HoistTests
{
    [Fact]
    public void Names_say_the_role() => Text.Same("""
        (method Step ((ref real w) (in real g) (in double x))
          (let aScale (add x 1.0))
          (let a (mul (broadcast aScale) g))
          (let bDivisor (add x 2.0))
          (let b (div a (broadcast bDivisor)))
          (let cShift (add x 3.0))
          (let c (sub b (broadcast cShift)))
          (let dBound (add x 4.0))
          (let d (min c (broadcast dBound)))
          (let eCondition (lt x 5.0))
          (let e (select eCondition d g))
          (let fValue (add x 6.0))
          (let f (copysign e (broadcast fValue)))
          (let wScale (add x 7.0))
          (out w (mul f (broadcast wScale))))
        """, PassText.Run(Hoist.Run, """
        (method Step ((ref real w) (in real g) (in double x))
          (let a (mul (broadcast (add x 1.0)) g))
          (let b (div a (broadcast (add x 2.0))))
          (let c (sub b (broadcast (add x 3.0))))
          (let d (min c (broadcast (add x 4.0))))
          (let e (select (lt x 5.0) d g))
          (let f (copysign e (broadcast (add x 6.0))))
          (out w (mul f (broadcast (add x 7.0)))))
        """));

    [Fact]
    public void Equal_expressions_are_computed_once() => Text.Same("""
        (method Step ((ref real w) (in real g) (in double x))
          (let aScale (sqrt x))
          (let a (mul (broadcast aScale) g))
          (let b (mul a (broadcast aScale)))
          (out w (div b (broadcast aScale))))
        """, PassText.Run(Hoist.Run, """
        (method Step ((ref real w) (in real g) (in double x))
          (let a (mul (broadcast (sqrt x)) g))
          (let b (mul a (broadcast (sqrt x))))
          (out w (div b (broadcast (sqrt x)))))
        """));

    [Fact]
    public void Several_of_one_role_are_numbered_and_avoid_names_in_use() => Text.Same("""
        (method Step ((ref real w) (in real g) (in double x) (in double aScale))
          (let aScale3 (sqrt x))
          (let aScale4 (neg x))
          (let a.1 (mul (mul (broadcast aScale3) g) (broadcast aScale4)))
          (let aScale5 (abs x))
          (let a.2 (mul (broadcast aScale5) g))
          (let aScale2 (mul a.1 a.2))
          (out w aScale2))
        """, PassText.Run(Hoist.Run, """
        (method Step ((ref real w) (in real g) (in double x) (in double aScale))
          (let a.1 (mul (mul (broadcast (sqrt x)) g) (broadcast (neg x))))
          (let a.2 (mul (broadcast (abs x)) g))
          (let aScale2 (mul a.1 a.2))
          (out w aScale2))
        """));

    [Fact]
    public void Constants_and_names_stay_where_they_are() => Text.Same("""
        (method Step ((ref real w) (in real g) (in double x) (in bool b))
          (let a (mul (broadcast 0.5) g))
          (let c (select b a (broadcast x)))
          (let d (mul (broadcast step.LearningRate) c))
          (out w d))
        """, PassText.Run(Hoist.Run, """
        (method Step ((ref real w) (in real g) (in double x) (in bool b))
          (let a (mul (broadcast 0.5) g))
          (let c (select b a (broadcast x)))
          (let d (mul (broadcast step.LearningRate) c))
          (out w d))
        """));

    [Fact]
    public void Uniform_lets_stay_as_they_are() => Text.Same("""
        (method Step ((ref real w) (in real g) (in double x))
          (let a (sqrt (add x 1.0)))
          (out w (mul (broadcast a) g)))
        """, PassText.Run(Hoist.Run, """
        (method Step ((ref real w) (in real g) (in double x))
          (let a (sqrt (add x 1.0)))
          (out w (mul (broadcast a) g)))
        """));

    [Fact]
    public void Arguments_of_reductions_are_looked_into() => Text.Same("""
        (method Step ((ref real w) (in real g) (in double x))
          (let sScale (sqrt x))
          (let s (reduce sum global (mul g (broadcast sScale))))
          (let wScale (sqrt s))
          (out w (mul g (broadcast wScale))))
        """, PassText.Run(Hoist.Run, """
        (method Step ((ref real w) (in real g) (in double x))
          (let s (reduce sum global (mul g (broadcast (sqrt x)))))
          (out w (mul g (broadcast (sqrt s)))))
        """));

    [Fact]
    public void A_uniform_condition_beside_a_mask() => Text.Same("""
        (method Step ((ref real w) (in real g) (in double x))
          (let kCondition (lt x 1.0))
          (let k (and (lt g w) (broadcast kCondition)))
          (out w (select k g w)))
        """, PassText.Run(Hoist.Run, """
        (method Step ((ref real w) (in real g) (in double x))
          (let k (and (lt g w) (broadcast (lt x 1.0))))
          (out w (select k g w)))
        """));

    [Fact]
    public void What_depends_on_a_reduction_is_hoisted_behind_it() => Text.Same("""
        (method Step ((ref real w) (in real g))
          (let s (reduce max global g))
          (let aScale (div 1.0 s))
          (let a (mul g (broadcast aScale)))
          (out w a))
        """, PassText.Run(Hoist.Run, """
        (method Step ((ref real w) (in real g))
          (let s (reduce max global g))
          (let a (mul g (broadcast (div 1.0 s))))
          (out w a))
        """));
}
