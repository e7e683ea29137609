using OptimizerDsl.Runtime;

namespace OptimizerDsl.Tests;

public sealed class AveragesTests
{
    [Fact]
    public void Averages_stand_in_until_they_are_disposed()
    {
        (StepEngine<float> engine, ParameterSet set) = Set();
        engine.Step(1);
        engine.Step(1);
        float[][] values = [.. set.Select(parameter => parameter.Values.ToArray())];
        float[][] averages = [.. set.Select(parameter => engine.Average<float>(parameter).ToArray())];
        Assert.Equal(0.5f * 1 + 0.5f * 3, averages[0][0]);
        Assert.Equal(3f, values[0][0]);
        using (AveragesScope scope = engine.UseAverages())
        {
            Assert.Equal(averages, set.Select(parameter => parameter.Values.ToArray()));
            Assert.Equal(values, set.Select(parameter => engine.Average<float>(parameter).ToArray()));
            Assert.Contains("cannot step: dispose", Assert.Throws<InvalidOperationException>(() => engine.Step(1)).Message);
            Assert.Contains("dispose", Assert.Throws<InvalidOperationException>(engine.UseAverages).Message);
            scope.Dispose();
            Assert.Equal(values, set.Select(parameter => parameter.Values.ToArray()));
            Assert.Equal(3, engine.Step(1).Count);
        }

        // Disposing of it again changes nothing, even while a later visit lasts.
        AveragesScope first = engine.UseAverages();
        first.Dispose();
        using AveragesScope second = engine.UseAverages();
        first.Dispose();
        Assert.Throws<InvalidOperationException>(() => engine.Step(1));
    }

    [Fact]
    public void A_plain_vector_is_handed_over_for_it()
    {
        StepEngine<float> engine = Vector(new CountingProgram { Averages = true });
        float[] values = [.. Enumerable.Repeat(0f, 700)];
        var gradients = new float[700];
        gradients[699] = 5;
        engine.Step(1, values, gradients);
        engine.Step(1, values, gradients);
        Assert.Equal(3f, values[0]);
        Assert.Equal(13f, values[699]);
        Assert.Equal(2f, engine.Average<float>()[0]);
        VectorAveragesScope<float> scope = engine.UseAverages(values);
        VectorAveragesScope<float> copy = scope;
        Assert.Equal(2f, values[0]);
        Assert.Equal(9.5f, values[699]);
        Assert.Throws<InvalidOperationException>(() => engine.Step(1, values, gradients));
        scope.Dispose();
        copy.Dispose();
        default(VectorAveragesScope<float>).Dispose();
        Assert.Equal(3f, values[0]);
        Assert.Equal(13f, values[699]);
        Assert.True(engine.Step(1, values, gradients).Applied);
    }

    [Fact]
    public void Before_the_first_step_the_values_stay()
    {
        (StepEngine<float> engine, ParameterSet set) = Set();
        set[0].Values[0] = 7;
        using (engine.UseAverages())
        {
            Assert.Equal(7, set[0].Values[0]);
            Assert.Throws<InvalidOperationException>(() => engine.Step(1));
        }

        Assert.Equal(7, set[0].Values[0]);
        Assert.Equal(0, engine.Average<float>(set[0])[0]);
    }

    [Fact]
    public void Only_groups_that_are_averaged_take_part()
    {
        var set = new ParameterSet();
        set.Add("a", 1);
        set.Add("b", 1);
        var engine = new StepEngine<float>(
            new StepPlan { Recipe = "Mine", Patterns = [("plain", "b")] },
            set,
            new StepGroup<float>("", new CountingProgram { Averages = true }, 1, "average"),
            new StepGroup<float>("plain", new CountingProgram(), 1));
        engine.Step(1);
        engine.Step(1);
        using (engine.UseAverages())
        {
            Assert.Equal(2, set["a"].Values[0]);
            Assert.Equal(3, set["b"].Values[0]);
        }

        Assert.Contains("in group 'plain'", Assert.Throws<InvalidOperationException>(() => engine.Average<float>(set["b"]).Length).Message);
    }

    [Fact]
    public void The_wrong_call_names_the_right_one()
    {
        (StepEngine<float> engine, ParameterSet set) = Set();
        StepEngine<float> vector = Vector(new CountingProgram { Averages = true });
        Assert.Contains("Average(parameter)", Assert.Throws<InvalidOperationException>(() => engine.Average<float>().Length).Message);
        Assert.Contains("call UseAverages()", Assert.Throws<InvalidOperationException>(() => { engine.UseAverages(new float[3]); }).Message);
        Assert.Contains("Average()", Assert.Throws<InvalidOperationException>(() => vector.Average<float>(set[0]).Length).Message);
        Assert.Contains("UseAverages(parameters)", Assert.Throws<InvalidOperationException>(vector.UseAverages).Message);
        Assert.Contains("given 2 parameters", Assert.Throws<ArgumentException>(() => { vector.UseAverages(new float[2]); }).Message);
        StepEngine<float> none = Vector(new CountingProgram());
        Assert.Contains("averages nothing", Assert.Throws<InvalidOperationException>(() => none.Average<float>().Length).Message);
        Assert.Contains("[Ema(0.999)]", Assert.Throws<InvalidOperationException>(() => { none.UseAverages(new float[700]); }).Message);
        Assert.Contains("averages nothing", Assert.Throws<InvalidOperationException>(
            () => Engines.Make<float>("Mine", new HookProgram(), new ParameterSet()).UseAverages()).Message);
    }

    private static (StepEngine<float> Engine, ParameterSet Set) Set()
    {
        var set = new ParameterSet();
        set.Add("a", 3);
        set.Attach("b", new float[1000], new float[1000]);
        set["b"].Gradients[999] = 4;
        return (Engines.Make<float>("Mine", new CountingProgram { Averages = true }, set, "average"), set);
    }

    private static StepEngine<float> Vector(CountingProgram program) =>
        program.Averages ? Engines.Make<float>("Mine", program, 700, "average") : Engines.Make<float>("Mine", program, 700);
}
