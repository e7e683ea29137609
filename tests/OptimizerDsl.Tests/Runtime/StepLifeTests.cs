using OptimizerDsl.Runtime;

namespace OptimizerDsl.Tests;

/// <summary>Steps that are skipped, accumulated, or end halfway; uniform state, tunables, the loss.</summary>
public sealed class StepLifeTests
{
    private readonly ParameterSet _set = new();
    private readonly CountingProgram _program = new();

    public StepLifeTests()
    {
        _set.Add("a", 3);
        _set.Attach("b", new float[2], new float[2]);
        foreach (Parameter parameter in _set)
        {
            parameter.Gradients.Fill(10);
        }
    }

    [Fact]
    public void A_skipped_step_writes_nothing_and_does_not_count()
    {
        StepEngine<float> engine = Engine(new StepPlan { Recipe = "Mine" });
        engine.Step(1);
        _program.Skip = "not today";
        Assert.Equal(new StepResult(StepOutcome.Skipped, 1, 0.5, "not today"), engine.Step(0.5));
        Assert.False(engine.Step(0.5).Applied);
        Assert.Equal(1, engine.StepCount);
        Assert.Equal(1, _program.Counted);
        AssertAll(11, 10);

        // Every attempt is told the number of the step that it would be.
        _program.Skip = null;
        Assert.Equal(new StepResult(StepOutcome.Applied, 2, 0.5), engine.Step(0.5));
        Assert.Equal([1, 2, 2, 2], _program.Steps.Select(step => step.Count));
        Assert.Equal(2, _program.Counted);
        AssertAll(11 + 12, 10);
    }

    [Fact]
    public void A_skipped_step_clears_gradients_where_the_recipe_does()
    {
        var program = new CountingProgram { Clears = true, Skip = "no" };
        StepEngine<float> engine = new(new StepPlan { Recipe = "Mine", ClearGradients = true }, _set, new StepGroup<float>("", program, 1));
        Assert.Equal(StepOutcome.Skipped, engine.Step(1).Outcome);
        AssertAll(0, 0);
        foreach (Parameter parameter in _set)
        {
            parameter.Gradients.Fill(5);
        }

        program.Skip = null;
        engine.Step(1);
        AssertAll(6, 0);
    }

    [Fact]
    public void The_first_group_that_skips_is_heard_and_no_group_is_written()
    {
        var first = new CountingProgram();
        var second = new CountingProgram { Skip = "second" };
        var third = new CountingProgram { Skip = "third" };
        _set.Add("c", 1);
        StepPlan plan = new() { Recipe = "Mine", Patterns = [("one", "a"), ("two", "b")] };
        var engine = new StepEngine<float>(plan, _set, new StepGroup<float>("one", first, 1), new StepGroup<float>("two", second, 1), new StepGroup<float>("", third, 1));
        Assert.Equal("second", engine.Step(1).Reason);
        second.Skip = null;
        Assert.Equal("third", engine.Step(1).Reason);
        Assert.Equal((0, 0, 0), (first.Counted, second.Counted, third.Counted));
        third.Skip = null;
        engine.Step(1);
        Assert.Equal((1, 1, 1), (first.Counted, second.Counted, third.Counted));
        Assert.Equal(11, _set["a"].Values[0]);
        Assert.Equal(1, _set["c"].Values[0]);
    }

    [Fact]
    public void Several_calls_make_a_step()
    {
        StepEngine<float> engine = Engine(new StepPlan { Recipe = "Mine", AccumulateSteps = 3, ClearGradients = true });
        for (int round = 1; round <= 2; round++)
        {
            Assert.Equal(new StepResult(StepOutcome.Accumulated, round - 1, 0.5, Accumulated: 1), engine.Step(0.5, 1));
            Assert.Equal(new StepResult(StepOutcome.Accumulated, round - 1, 0.5, Accumulated: 2), engine.Step(0.5, 2.5));
            Assert.Equal(new StepResult(StepOutcome.Applied, round, 0.5), engine.Step(0.5, 4));
        }

        // The loss is the mean, and calls that accumulate touch nothing.
        Assert.Equal([new StepInfo(0.5, 1, 2.5), new StepInfo(0.5, 2, 2.5)], _program.Steps);
        AssertAll(11 + 12, 10);
    }

    [Fact]
    public void A_skipped_step_begins_to_accumulate_anew()
    {
        StepEngine<float> engine = Engine(new StepPlan { Recipe = "Mine", AccumulateSteps = 2 });
        _program.Skip = "no";
        engine.Step(1, 1);
        Assert.Equal(StepOutcome.Skipped, engine.Step(1, 1).Outcome);
        _program.Skip = null;
        Assert.Equal(StepOutcome.Accumulated, engine.Step(1, 5).Outcome);
        Assert.Equal(StepOutcome.Applied, engine.Step(1, 7).Outcome);
        Assert.Equal(6, _program.Steps[^1].Loss);
    }

    [Fact]
    public void Plain_vectors_accumulate_and_skip_too()
    {
        var program = new CountingProgram { Skip = "no" };
        var engine = new StepEngine<float>(new StepPlan { Recipe = "Mine", AccumulateSteps = 2, ClearGradients = true }, 2, new StepGroup<float>("", program, 1));
        float[] values = [1, 2];
        float[] gradients = [3, 4];
        engine.Step(1, double.NaN, values, gradients);
        Assert.Equal([3, 4], gradients);
        Assert.Throws<ArgumentException>(() => engine.Step(1, double.NaN, values, new float[3]));
        Assert.Equal("no", engine.Step(1, double.NaN, values, gradients).Reason);
        Assert.Equal([0, 0], gradients);
        Assert.Equal([1, 2], values);
    }

    [Fact]
    public void A_program_that_throws_leaves_the_step_uncounted()
    {
        StepEngine<float> engine = Engine(new StepPlan { Recipe = "Mine", AccumulateSteps = 2 });
        engine.Step(1, 2);
        _program.OnUpdate = () => throw new InvalidTimeZoneException();
        Assert.Throws<InvalidTimeZoneException>(() => engine.Step(1, 4));
        Assert.Equal(0, engine.StepCount);
        _program.OnUpdate = () => { };
        Assert.Equal(1, engine.Step(1, 6).Count);
        Assert.Equal([3, 4], _program.Steps.Select(step => step.Loss));
    }

    [Fact]
    public void Without_a_loss_it_is_not_a_number()
    {
        Engine(new StepPlan { Recipe = "Mine" }).Step(1, double.NaN);
        Assert.Equal(double.NaN, _program.Steps[0].Loss);
        Assert.Equal(double.NaN, new StepInfo(1, 1).Loss);
    }

    [Fact]
    public void Tunables_can_be_set_at_any_time()
    {
        _program.SetTunable(1, 0.5);
        StepEngine<float> engine = Engine(new StepPlan { Recipe = "Mine" });
        engine.Step(1);
        Assert.Equal(0.5, _program.GetTunable(1));
        Assert.Equal(0, _program.GetTunable(0));
        AssertAll(11.5f, 10);
        Assert.Throws<IndexOutOfRangeException>(() => _program.SetTunable(2, 1));
    }

    private StepEngine<float> Engine(StepPlan plan) => new(plan, _set, new StepGroup<float>("", _program, 1));

    private void AssertAll(float value, float gradient)
    {
        foreach (Parameter parameter in _set)
        {
            Assert.All(parameter.Values.ToArray(), x => Assert.Equal(value, x));
            Assert.All(parameter.Gradients.ToArray(), x => Assert.Equal(gradient, x));
        }
    }
}
