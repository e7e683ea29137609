namespace OptimizerDsl.Tests;

public sealed class ScalarReferenceTests
{
    [Fact]
    public void A_recipe_runs_its_fragments_in_order()
    {
        ScalarReference reference = ScalarReference.For(typeof(Recipe), 2, 1);
        Assert.Equal(0.5, reference.LearningRate);
        double[][] w = [[1, 2], [3]];

        // Clipped by value to (0.5, -0.5), (0.25): norm 0.75, which the second clip leaves alone. The rate is 0.25 at first.
        reference.Step(w, [[4, -0.5], [0.25]]);
        Assert.Equal([1 - 0.25 * 0.5, 2 + 0.25 * 0.5], w[0]);
        Assert.Equal([3 - 0.25 * 0.25], w[1]);
        Assert.Equal([0.5, -0.5], reference.State["velocity"][0]);

        // Velocity: half of the last one plus the gradient; the rate is 0.5 now.
        reference.Step(w, [[0, 0], [0.25]]);
        Assert.Equal([1 - 0.125 - 0.125, 2 + 0.125 + 0.125], w[0]);
        Assert.Equal([3 - 0.0625 - 0.5 * 0.375], w[1]);

        // Then the constant phase halves it.
        reference.Step(w, [[0, 0], [0]]);
        Assert.Equal([0.75 - 0.25 * 0.125, 2.25 + 0.25 * 0.125], w[0]);
        Assert.Equal(3, reference.StepCount);
    }

    [Fact]
    public void Operations_round_to_the_element_type()
    {
        float w = 0.3f;
        float velocity = 0;
        double[][] parameters = [[w]];
        var reference = new ScalarReference(ElementType.Single, [new SgdAttribute { LearningRate = 0.1, Momentum = 0.9, WeightDecay = 0.01, Nesterov = true }], 1);
        for (int step = 0; step < 20; step++)
        {
            float g = MathF.Sin(step);
            float d = g + 0.01f * w;
            velocity = 0.9f * velocity + 1f * d;
            w -= 0.1f * (d + 0.9f * velocity);
            reference.Step(parameters, [[g]]);
            Assert.Equal(w, parameters[0][0]);
        }
    }

    [Fact]
    public void Reductions_may_depend_on_one_another()
    {
        var reference = new ScalarReference(ElementType.Double, [new CentredRuleAttribute()], 3, 0, 1);
        double[][] w = [[0, 0, 0], [], [0]];
        reference.Step(w, [[1, 3, 5], [], [7]]);
        double norm = Math.Sqrt(9 + 1 + 1 + 9);
        Assert.Equal([-0.5 / norm * -3, -0.5 / norm * -1, -0.5 / norm * 1], w[0]);
        Assert.Equal([-0.5 / norm * 3], w[2]);
    }

    [Fact]
    public void Uniform_state_and_state_of_one_name_are_kept_apart_by_fragment()
    {
        var reference = new ScalarReference(ElementType.Single, [new NudgeAttribute(), new WarmRuleAttribute()], 1);
        Assert.Equal(["Nudge.v", "WarmRule.v"], reference.State.Keys.Order());
        double[][] w = [[5]];
        reference.Step(w, [[2]]);
        Assert.Equal(10 + (2 + 5 + 100), w[0][0]);
        reference.Step(w, [[2]]);
        Assert.Equal(20 + (2 + 117 + 200), w[0][0]);
        Assert.Equal(2, reference.State["Nudge.v"][0][0]);
        Assert.Equal(1 + 2, reference.State["WarmRule.v"][0][0]);
    }

    [Fact]
    public void Begin_runs_once_a_step_for_each_group()
    {
        var set = new ParameterSet(ElementType.Double);
        set.Add("a", 3);
        set.Add("b", 2, 2);
        set.Add("c.bias", 2);
        var reference = new ScalarReference([new ParameterGroupAttribute("plain", "*.bias"), new CallsRuleAttribute(), new CallsRuleAttribute { Group = "plain", By = 100 }], set);
        double[][] w = [new double[3], new double[4], new double[2]];
        double[][] g = [new double[3], new double[4], new double[2]];
        reference.Step(w, g);
        reference.Step(w, g);
        Assert.Equal([2, 2, 2], w[0]);
        Assert.Equal([2, 2, 2, 2], w[1]);
        Assert.Equal([200, 200], w[2]);
    }

    [Fact]
    public void Nothing_changes_when_a_rule_throws()
    {
        var reference = new ScalarReference(ElementType.Single, [new FragileRuleAttribute()], 2);
        double[][] w = [[7, 8]];
        Assert.Throws<InvalidTimeZoneException>(() => reference.Step(w, [[1, 13]]));
        Assert.Equal([7, 8], w[0]);
        Assert.Equal([0, 0], reference.State["v"][0]);
        Assert.Equal(0, reference.StepCount);
        Assert.Throws<InvalidOperationException>(() => Global.Norm(1));
        reference.Step(w, [[1, 1]]);
        Assert.Equal([1, 1], w[0]);
    }

    [Fact]
    public void A_reduction_for_some_elements_only_is_refused()
    {
        var reference = new ScalarReference(ElementType.Single, [new UnevenRuleAttribute()], 2);
        double[][] w = [[7, 8]];
        Assert.Contains("same for all elements", Assert.Throws<InvalidOperationException>(() => reference.Step(w, [[1, -1]])).Message);
        Assert.Equal([7, 8], w[0]);
    }

    [Fact]
    public void Begin_has_nothing_to_reduce_over() => Assert.Throws<InvalidOperationException>(() =>
        new ScalarReference(ElementType.Single, [new ReducingBeginAttribute(), new SgdAttribute()], 1).Step([[1]], [[1]]));

    [Fact]
    public void The_rate_is_the_usual_one_unless_set()
    {
        Assert.Equal(1e-3, new ScalarReference(ElementType.Single, [new AdamWAttribute()]).LearningRate);
        Assert.Equal(7, new ScalarReference(ElementType.Single, [new AdamWAttribute { LearningRate = 7 }]).LearningRate);
        Refused("UnusualRule has no learning rate", new UnusualRuleAttribute());
        var reference = new ScalarReference(ElementType.Single, [new UnusualRuleAttribute { LearningRate = 1 }], 1) { LearningRate = 3 };
        double[][] w = [[0]];
        reference.Step(w, [[1]]);
        Assert.Equal(-3, w[0][0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => reference.LearningRate = double.NaN);
    }

    [Fact]
    public void Methods_that_cannot_be_bound_are_named()
    {
        Refused("FloatRuleAttribute.Update has a parameter 'Single speed'", new FloatRuleAttribute());
        Refused("ForgottenRuleAttribute.Update has a parameter 'Double speed'", new ForgottenRuleAttribute());
        Refused("NoGradientRuleAttribute.Update takes no gradient", new NoGradientRuleAttribute());
        Refused("TwiceRuleAttribute has 2 public methods Update", new TwiceRuleAttribute());
        Refused("EmptyRuleAttribute has no public method Update", new EmptyRuleAttribute());
        Refused("SilentTransformAttribute.Apply returns Void", new SilentTransformAttribute(), new SgdAttribute());
    }

    [Fact]
    public void Fragments_have_to_make_a_recipe()
    {
        Refused("no update rule");
        Refused("Sgd, AdamW", new SgdAttribute(), new AdamWAttribute());
        Refused("OddFragmentAttribute", new SgdAttribute(), new OddFragmentAttribute());
        Refused("set Steps", new SgdAttribute(), new CosineDecayAttribute());
        Assert.Contains("[Optimizer]", Assert.Throws<ArgumentException>(() => ScalarReference.For(typeof(NoRecipe), 1)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => ScalarReference.For(typeof(Recipe), -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ScalarReference((ElementType)5, [new SgdAttribute()]));
    }

    [Fact]
    public void Tensors_have_to_fit()
    {
        var reference = new ScalarReference(ElementType.Single, [new SgdAttribute()], 2, 1);
        Check("1 tensors of parameters", [[1, 2]], [[1, 2], [3]]);
        Check("Tensor 1 of gradients has 2 elements", [[1, 2], [3]], [[1, 2], [3, 4]]);
        Check("Element 1 of tensor 0 of parameters, 0.1, is not a float", [[1, 0.1], [3]], [[1, 2], [3]]);
        double[][] special = [[double.NaN, double.NegativeInfinity], [-0.0]];
        reference.Step(special, [[1, 2], [0]]);
        Assert.Equal(double.NaN, special[0][0]);

        void Check(string words, double[][] parameters, double[][] gradients) =>
            Assert.Contains(words, Assert.Throws<ArgumentException>(() => reference.Step(parameters, gradients)).Message);
    }

    private static void Refused(string words, params FragmentAttribute[] fragments) =>
        Assert.Contains(words, Assert.Throws<ArgumentException>(() => new ScalarReference(ElementType.Single, fragments, 1)).Message);
}
