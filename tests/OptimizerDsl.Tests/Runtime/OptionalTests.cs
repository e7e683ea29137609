using OptimizerDsl.Runtime;

namespace OptimizerDsl.Tests;

/// <summary>Parameters that a step can leave out.</summary>
public sealed class OptionalTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void What_is_left_out_does_not_change_and_is_in_the_next_step_again(int threads)
    {
        (StepEngine<float> engine, ParameterSet set) = Make(new CountingProgram { Clears = true });
        engine.On(threads);
        set["bias"].Gradients.Fill(10);
        set["bias"].IsLeftOut = true;
        engine.Step(1);
        Assert.Equal([0, 0, 0], set["bias"].Values);
        Assert.Equal([10, 10, 10], set["bias"].Gradients);
        Assert.Equal([1, 1, 1, 1], set["table"].Values);
        Assert.Equal([1, 1], set["other"].Values);

        Assert.False(set["bias"].IsLeftOut);
        engine.Step(1);
        Assert.Equal([12, 12, 12], set["bias"].Values);
        Assert.Equal(2, engine.StepCount);
    }

    [Fact]
    public void State_of_what_is_left_out_does_not_change()
    {
        (StepEngine<float> engine, ParameterSet set) = Make(new MomentumProgram<float>(), "m");
        set["bias"].Gradients.Fill(1);
        engine.Step(1);
        float[] state = engine.State<float>(set["bias"], "m").ToArray();
        float[] values = set["bias"].Values.ToArray();
        set["bias"].Gradients.Clear();
        set["bias"].IsLeftOut = true;
        engine.Step(1);
        Assert.Equal(state, engine.State<float>(set["bias"], "m"));
        Assert.Equal(values, set["bias"].Values);
        Assert.NotEqual(0, state[0]);
    }

    [Fact]
    public void It_can_be_taken_back_before_the_step()
    {
        (StepEngine<float> engine, ParameterSet set) = Make(new CountingProgram());
        set["bias"].IsLeftOut = true;
        Assert.True(set["bias"].IsLeftOut);
        set["bias"].IsLeftOut = false;
        engine.Step(1);
        Assert.Equal([1, 1, 1], set["bias"].Values);
    }

    [Fact]
    public void A_row_sparse_parameter_can_be_optional_too()
    {
        (StepEngine<float> engine, ParameterSet set) = Make(new CountingProgram());
        set["table"].TouchRows(1);
        Assert.False(set["table"].IsLeftOut);
        engine.Step(1);
        Assert.Equal([0, 0, 1, 1], set["table"].Values);
        set["table"].TouchRows(1);
        set["table"].IsLeftOut = true;
        engine.Step(1);
        Assert.Equal([0, 0, 1, 1], set["table"].Values);
    }

    [Fact]
    public void Mistakes_are_named()
    {
        (_, ParameterSet set) = Make(new CountingProgram());
        Assert.Contains("'other' is not optional: set IsOptional", Assert.Throws<InvalidOperationException>(() => set["other"].IsLeftOut = true).Message);
        Assert.Contains("comes too late", Assert.Throws<InvalidOperationException>(() => set["other"].IsOptional = true).Message);
        Assert.Contains("'bias' is not row-sparse", Assert.Throws<InvalidOperationException>(() => set["bias"].TouchRows(0)).Message);
    }

    private static (StepEngine<float> Engine, ParameterSet Set) Make(StepProgram<float> program, params string[] states)
    {
        var set = new ParameterSet();
        Parameter table = set.Add("table", 2, 2);
        table.IsRowSparse = true;
        table.IsOptional = true;
        set.Add("bias", 3).IsOptional = true;
        set.Add("other", 2);
        return (Engines.Make("R", program, set, states), set);
    }
}
