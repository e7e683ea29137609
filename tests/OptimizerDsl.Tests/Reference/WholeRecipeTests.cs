namespace OptimizerDsl.Tests;

/// <summary>Everything around the rule, as the scalar reference runs it.</summary>
public sealed class WholeRecipeTests
{
    [Fact]
    public void Averages_follow_the_rule_and_the_first_step_copies()
    {
        var reference = new ScalarReference(ElementType.Double, [new EmaAttribute(0.75), new SgdAttribute { LearningRate = 1 }], 1);
        double[][] w = [[8]];
        reference.Step(w, [[4]]);
        Assert.Equal(4, reference.State["average"][0][0]);
        reference.Step(w, [[4]]);
        Assert.Equal(0.75 * 4 + 0.25 * 0, reference.State["average"][0][0]);
        Assert.Equal(0, w[0][0]);
    }

    [Fact]
    public void An_averaging_may_write_the_parameter()
    {
        var reference = new ScalarReference(ElementType.Double, [new SgdAttribute { LearningRate = 1 }, new HalfwayAttribute()], 1);
        double[][] w = [[8]];
        reference.Step(w, [[2]]);
        Assert.Equal(6, w[0][0]);
        reference.Step(w, [[2]]);
        Assert.Equal((6 + 4) / 2, w[0][0]);
        Assert.Equal(["velocity", "slow", "visits"], reference.State.Keys);
        Assert.Equal(2, reference.State["visits"][0][0]);
    }

    [Fact]
    public void A_gate_holds_everything_back()
    {
        var reference = new ScalarReference(
            ElementType.Double,
            [new OptimizerAttribute { ClearGradients = true }, new SkipAboveAttribute(5), new WarmRuleAttribute(), new EmaAttribute(0.5)], 1, 2);
        double[][] w = [[1], [2, 3]];
        double[][] g = [[3], [4, 0.001]];
        Assert.Equal(new StepResult(StepOutcome.Skipped, 0, 1, "SkipAbove held the step back."), reference.Step(w, g));
        Assert.Equal([[1], [2, 3]], w);
        Assert.Equal([[0], [0, 0]], g);
        Assert.Equal(0, reference.State["v"][1][0]);
        Assert.Equal(0, reference.StepCount);

        // Uniform state did not move on either: the rule's first call is the first one.
        Assert.True(reference.Step(w, [[3], [4, 0]]).Applied);
        Assert.Equal([[13], [14, 10]], w);
        Assert.Equal(14, reference.State["average"][1][0]);
    }

    [Theory]
    [InlineData(1.0, true)]
    [InlineData(double.MaxValue, true)]
    [InlineData(double.NaN, false)]
    [InlineData(double.PositiveInfinity, false)]
    [InlineData(double.NegativeInfinity, false)]
    public void SkipNonFinite_skips_what_is_not_finite(double bad, bool proceeds)
    {
        var reference = new ScalarReference(ElementType.Double, [new SkipNonFiniteAttribute(), new SgdAttribute()], 2, 1);
        StepResult result = reference.Step([[1, 2], [3]], [[0, bad], [0]]);
        Assert.Equal(proceeds, result.Applied);
        Assert.Equal(proceeds ? null : "SkipNonFinite held the step back.", result.Reason);
        Assert.True(new ScalarReference(ElementType.Double, [new SkipNonFiniteAttribute(), new SgdAttribute()]).Step([], []).Applied);
    }

    [Fact]
    public void A_gate_sees_the_gradient_as_the_transforms_before_it_leave_it()
    {
        Assert.True(Step(new ClipByGlobalNormAttribute(1), new SkipAboveAttribute(2)));
        Assert.False(Step(new SkipAboveAttribute(2), new ClipByGlobalNormAttribute(1)));
        Assert.False(Step(new SkipAboveAttribute(double.NaN)));

        static bool Step(params FragmentAttribute[] fragments) =>
            new ScalarReference(ElementType.Double, [.. fragments, new SgdAttribute()], 1).Step([[0]], [[3]]).Applied;
    }

    [Fact]
    public void A_gate_answers_once_for_all_elements()
    {
        var reference = new ScalarReference(ElementType.Double, [new UnevenGateAttribute(), new SgdAttribute()], 2);
        double[][] w = [[1, 1]];
        Assert.Contains("some elements", Assert.Throws<InvalidOperationException>(() => reference.Step(w, [[1, -1]])).Message);
        Assert.Equal([1, 1], w[0]);
    }

    [Fact]
    public void Several_calls_make_a_step_of_the_mean()
    {
        var reference = new ScalarReference(
            ElementType.Single,
            [new OptimizerAttribute { ClearGradients = true }, new AccumulateGradientsAttribute { Steps = 3 }, new LossRuleAttribute()], 1);
        double[][] w = [[1]];
        double[][] g = [[1]];
        Assert.Equal(new StepResult(StepOutcome.Accumulated, 0, 1, Accumulated: 1), reference.Step(w, g, 1));
        Assert.Equal(new StepResult(StepOutcome.Accumulated, 0, 1, Accumulated: 2), reference.Step(w, g, 2));
        Assert.Equal([[1]], g);
        Assert.Equal(new StepResult(StepOutcome.Applied, 1, 1), reference.Step(w, g, 6));
        Assert.Equal(1f - (1f * (float)(1.0 / 3) + 3f), w[0][0]);
        Assert.Equal([[0]], g);
        Assert.Equal(1, reference.Step(w, g, 6).Accumulated);
    }

    [Fact]
    public void Groups_have_rules_rates_and_state_of_their_own()
    {
        var set = new ParameterSet(ElementType.Double);
        set.Add("w", 1);
        set.Add("w.bias", 1);
        set.Add("other", 1);
        set["other"].Group = "plain";
        var reference = ScalarReference.For(typeof(Grouped), set);
        set.Add("the set stays open", 1);
        Assert.Equal(0.5, reference.LearningRate);
        Assert.Equal(2, reference.LearningRateOf("plain"));
        double[][] w = [[0], [0], [0]];
        double[][] g = [[4], [4], [1]];
        Assert.Equal(0.5, reference.Step(w, g).LearningRate);

        // The shared clip: the norm of (4, 4, 1) is √33; the own one of the group of (4, 1): clipped to 1 each.
        double clip = 1 / (Math.Sqrt(33) + 1e-6);
        Assert.Equal(-0.5 * (clip * 4), w[0][0], 1e-15);
        Assert.Equal(clip * 4, reference.State["m"][0][0], 1e-15);
        double first = clip * 4;
        double second = clip * 1;
        double own = Math.Sqrt(first * first + second * second);
        Assert.Equal(-2 * (first / own), w[1][0], 1e-15);
        Assert.Equal(-2 * (second / own), w[2][0], 1e-15);
        Assert.Equal([1, 0, 0], reference.State["m"].Select(state => state.Length));
        Assert.Equal([0, 1, 1], reference.State["velocity"].Select(state => state.Length));
        reference.SetLearningRate("plain", 0);
        reference.LearningRate = 0;
        double[][] before = [.. w.Select(tensor => (double[])[.. tensor])];
        reference.Step(w, g);
        Assert.Equal(before, w);
        Assert.Throws<KeyNotFoundException>(() => reference.LearningRateOf("none"));
        Assert.Throws<ArgumentOutOfRangeException>(() => reference.SetLearningRate("plain", double.NaN));
        Assert.Contains("steps Double parameters", Assert.Throws<ArgumentException>(() => ScalarReference.For(typeof(Grouped), new ParameterSet())).Message);
    }

    [Fact]
    public void Reductions_of_tensors_and_rows_are_what_they_say()
    {
        double[][] w = [[0, 0, 0, 0, 0, 0], [0, 0], []];
        var reference = new ScalarReference(ElementType.Double, [new ScopesRuleAttribute()], (int[][])[[2, 3], [2], [3, 0]]);
        reference.Step(w, [[1, 2, 3, 4, 5, 6], [7, 8], []]);

        // Of the row, thousands of the tensor's largest, millions of all.
        Assert.Equal([6.006_036, 6.006_036, 6.006_036, 15.006_036, 15.006_036, 15.006_036], w[0], (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([15.008_036, 15.008_036], w[1], (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void Noise_belongs_to_the_element_of_the_model_whatever_its_tensor_and_group()
    {
        double[][] whole = [new double[5]];
        new ScalarReference(ElementType.Single, [new NoisyRuleAttribute()], 5).Step(whole, [new double[5]]);
        Assert.Equal(5, whole[0].Distinct().Count());
        var set = new ParameterSet();
        set.Add("a", 2);
        set.Add("b", 0);
        set.Add("c", 1);
        set.Add("d", 2, 1);
        double[][] parts = [new double[2], [], new double[1], new double[2]];
        double[][] zeros = [new double[2], [], new double[1], new double[2]];
        new ScalarReference([new NoisyRuleAttribute(), new NoisyRuleAttribute { Group = "c" }, new ParameterGroupAttribute("c", "c")], set).Step(parts, zeros);
        Assert.Equal(whole[0], parts.SelectMany(tensor => tensor));
    }

    [Fact]
    public void Schedules_scale_a_target_for_the_time_of_a_step()
    {
        var rule = new SgdAttribute { LearningRate = 1, Momentum = 0.5 };
        var reference = new ScalarReference(
            ElementType.Double,
            [rule, new ConstantAttribute { Target = "Momentum", Factor = 1, Steps = 2 }, new ConstantAttribute { Target = "Momentum", Factor = 0.5 }, new ConstantAttribute { Factor = 2 }], 1);
        double[][] w = [[0]];
        double velocity = 0;
        double expected = 0;
        for (int step = 0; step < 4; step++)
        {
            reference.Step(w, [[1]]);
            velocity = (step < 2 ? 0.5 : 0.25) * velocity + 1;
            expected -= 2 * velocity;
            Assert.Equal(expected, w[0][0]);
            Assert.Equal(0.5, rule.Momentum);
        }

        Assert.Same(rule, reference.Fragments[0]);
        rule.Momentum = 0;
        reference.Step(w, [[1]]);
        Assert.Equal(expected - 2, w[0][0]);
    }

    [Fact]
    public void A_target_has_to_be_found()
    {
        Refused("Constant scales 'Momentum', but no fragment", new AdamAttribute(), new ConstantAttribute { Target = "Momentum" });
        Refused("'Momentum' of group 'x', but", new SgdAttribute(), new AdamAttribute { Group = "x" }, new ConstantAttribute { Target = "Momentum", Group = "x" });
        Refused("'Nesterov'", new SgdAttribute(), new ConstantAttribute { Target = "Nesterov" });
        Refused("'MaxNorm'", new SgdAttribute(), new ClipByGlobalNormAttribute(1), new ConstantAttribute { Target = "MaxNorm" });
        Refused("which Sgd and Shrink have", new SgdAttribute(), new ShrinkAttribute(), new ConstantAttribute { Target = "Momentum" });
        Refused("'Adam.Momentum', but", new SgdAttribute(), new ShrinkAttribute(), new ConstantAttribute { Target = "Adam.Momentum" });
    }

    [Fact]
    public void A_fragments_name_before_a_target_tells_it_from_another()
    {
        var reference = new ScalarReference(
            ElementType.Double, [new ShrinkAttribute { Momentum = 8 }, new SgdAttribute { LearningRate = 1 }, new ConstantAttribute { Target = "Shrink.Momentum", Factor = 0.5 }], 1);
        double[][] w = [[0]];
        reference.Step(w, [[1]]);
        Assert.Equal(-4, w[0][0]);
    }

    [Fact]
    public void Metric_schedules_multiply_on_top()
    {
        var reference = new ScalarReference(
            ElementType.Double,
            [new SgdAttribute { LearningRate = 8 }, new ConstantAttribute { Factor = 0.5 }, new BoldDriverAttribute { Up = 1.5 }, new ReduceOnPlateauAttribute { Patience = 0, Factor = 0.25 }]);
        Assert.Equal(4, reference.LearningRateAt(0));
        reference.Observe(3);
        Assert.Equal(4, reference.LearningRateAt(0));
        reference.Observe(2);
        Assert.Equal(6, reference.LearningRateAt(5));
        reference.Observe(2);
        Assert.Equal(1.5, reference.LearningRateAt(5));
        Assert.Equal(1.5, reference.Step([], []).LearningRate);
        Assert.Contains("no metric schedule", Assert.Throws<InvalidOperationException>(() => new ScalarReference(ElementType.Single, [new SgdAttribute()]).Observe(1)).Message);
    }

    [Fact]
    public void A_recipe_may_be_its_own_rule()
    {
        var reference = ScalarReference.For(typeof(OwnRecipe), 1);
        Assert.Equal(0.125, reference.LearningRate);
        double[][] w = [[0]];
        reference.Step(w, [[2]]);
        Assert.Equal(-0.125 * 3 * 0.5, w[0][0]);
        ((OwnRecipe)reference.Fragments[^1]).Slope = 1;
        reference.Step(w, [[2]]);
        Assert.Equal(-0.125 * 3 * 0.5 - 0.125 * 1 * 0.5, w[0][0]);
        Assert.Contains("neither a constructor", Assert.Throws<ArgumentException>(() => ScalarReference.For(typeof(ClosedRecipe), 1)).Message);
    }

    [Fact]
    public void Mistakes_are_named()
    {
        Refused("2 update rules for group 'x'", new SgdAttribute { Group = "x" }, new SgdAttribute { Group = "x" });
        Refused("ClipByValue is for group 'x', but there is no update rule", new SgdAttribute(), new ClipByValueAttribute(1) { Group = "x" });
        Refused("Group 'x' of recipe 'the reference' has no parameter", new SgdAttribute(), new SgdAttribute { Group = "x" });
        Refused("Steps 0 of AccumulateGradients is outside [1, 2147483647]", new SgdAttribute(), new AccumulateGradientsAttribute { Steps = 0 });
        Refused("ValidRangeAttribute says nothing", new SgdAttribute(), new ValidRangeAttribute(0, 1));
        Refused("StatefulGateAttribute.Proceed has a parameter", new StatefulGateAttribute(), new SgdAttribute());
        Refused("MuteMetricAttribute.Adapt returns Void", new MuteMetricAttribute(), new SgdAttribute());
        Refused("OddMetricAttribute.Adapt has a parameter 'Int32 x'", new OddMetricAttribute(), new SgdAttribute());
        var twice = new ScalarReference(ElementType.Single, [new NudgeAttribute(), new NudgeAttribute(), new NudgeAttribute(), new SgdAttribute()]);
        Assert.Equal(["Nudge.v", "Nudge.v.1", "Nudge.v.2", "velocity"], twice.State.Keys);
        var infinite = new ScalarReference(ElementType.Double, [new SgdAttribute { LearningRate = double.MaxValue }, new ConstantAttribute { Factor = 2 }], 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => infinite.Step([[1]], [[1]]));
        Assert.Throws<ArgumentException>(() => new ScalarReference(ElementType.Single, [new SgdAttribute()], (int[][])[[2, -1]]));
    }

    private static void Refused(string words, params Attribute[] attributes) =>
        Assert.Contains(words, Assert.Throws<ArgumentException>(() => new ScalarReference(ElementType.Single, attributes, 1)).Message);
}
