using System.Reflection;
using OptimizerDsl.Kernels.Tests.Corpus;
using OptimizerDsl.Runtime;

namespace OptimizerDsl.Kernels.Tests.Running;

/// <summary>What compiled recipes show of state that they store in fewer bytes.</summary>
public sealed class StoredStateTests(CompiledCorpus corpus)
{
    private delegate Span<float> NamedBuffer(Parameter parameter, string name);

    private delegate Span<float> NamedAverage(Parameter parameter);

    private delegate void Reading(Parameter parameter, string name, Span<float> values);

    private delegate void Writing(Parameter parameter, string name, ReadOnlySpan<float> values);

    [Theory]
    [InlineData("StoredBFloat16AdamW", "BFloat16", 1.0 / 256)]
    [InlineData("StoredBlock8AdamW", "Block8Unsigned", 1.0 / 16)]
    public async Task State_is_copied_and_set_but_has_no_span(string recipe, string format, double error)
    {
        (object optimizer, ParameterSet set) = Make(await corpus.TypeOf(recipe), 3, 50);
        float[] values = [.. Enumerable.Range(0, 150).Select(i => 1 + i / 7f)];
        var read = new float[150];
        Method<Writing>(optimizer, "WriteState", typeof(Parameter), typeof(string), typeof(ReadOnlySpan<float>))(set[0], "v", values);
        Method<Reading>(optimizer, "ReadState", typeof(Parameter), typeof(string), typeof(Span<float>))(set[0], "v", read);
        Assert.All(values.Zip(read), pair => Assert.InRange(Math.Abs(pair.Second - pair.First), 0, error * pair.First));
        Assert.NotEqual(values, read);

        NamedBuffer state = Method<NamedBuffer>(optimizer, "State", typeof(Parameter), typeof(string));
        string message = Assert.Throws<InvalidOperationException>(() => { _ = state(set[0], "v").Length; }).Message;
        Assert.Contains($"stored as {format}", message, StringComparison.Ordinal);
        Assert.Contains("ReadState(…, \"v\", values)", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Method<Reading>(optimizer, "ReadState", typeof(Parameter), typeof(string), typeof(Span<float>))(set[0], "v", new float[149]));
    }

    [Theory]
    [InlineData("StoredBFloat16AdamW", "State: 4 bytes per parameter. Traffic: 20 bytes")]
    [InlineData("StoredBlock8AdamW", "State: 2.125 bytes per parameter. Traffic: 16.25 bytes")]
    [InlineData("StoredBFloat16OneInFull", "State: 10 bytes per parameter. Traffic: 32 bytes")]
    public async Task The_description_says_the_true_bytes(string recipe, string price) =>
        Assert.Contains(price, (string)(await corpus.TypeOf(recipe)).GetMethod("Describe")!.Invoke(null, [])!, StringComparison.Ordinal);

    [Theory]
    [InlineData("StoredBlock8AdamW", "v")]
    [InlineData("StoredBlock8AdamWCleared", "v vMax")]
    [InlineData("StoredBlock8Momentum", "")]
    [InlineData("StoredBlock8Lamb", "v")]
    [InlineData("StoredBlock8Marked", "")]
    [InlineData("StoredBlock8Vanishing", "small")]
    public async Task The_compiler_proves_what_is_never_negative(string recipe, string states) => Assert.Equal(
        states, string.Join(' ', (await corpus.TypeOf(recipe)).GetCustomAttributes<NeverNegativeStateAttribute>().Select(state => state.Name)));

    [Fact]
    public async Task Averages_in_fewer_bytes_stand_in_and_leave_the_values_as_they_were()
    {
        (object optimizer, ParameterSet set) = Make(await corpus.TypeOf("StoredSmallAverage"), 2, 3);
        for (int step = 1; step < 4; step++)
        {
            for (int i = 0; i < 6; i++) set[0].Gradients[i] = (i + 1) / (7f * step);
            ((IOptimizer)optimizer).Step();
        }

        float[] values = set[0].Values.ToArray();
        var averages = new float[6];
        Method<Reading>(optimizer, "ReadState", typeof(Parameter), typeof(string), typeof(Span<float>))(set[0], "average", averages);
        using (Method<Func<AveragesScope>>(optimizer, "UseAverages")())
        {
            Assert.Equal(averages, set[0].Values.ToArray());
        }

        Assert.NotEqual(averages, values);
        Assert.Equal(values, set[0].Values.ToArray());
        NamedAverage average = Method<NamedAverage>(optimizer, "Average", typeof(Parameter));
        Assert.Throws<InvalidOperationException>(() => { _ = average(set[0]).Length; });
    }

    [Fact]
    public async Task Rows_that_are_touched_alone_hold_whole_blocks()
    {
        Type recipe = await corpus.TypeOf("StoredBlock8AdamW");
        var set = new ParameterSet();
        set.Add("table", 10, 50).IsRowSparse = true;
        Exception thrown = Assert.Throws<TargetInvocationException>(() => Activator.CreateInstance(recipe, set)).InnerException!;
        Assert.Contains("'table' is row-sparse", Assert.IsType<ArgumentException>(thrown).Message, StringComparison.Ordinal);
    }

    private static TDelegate Method<TDelegate>(object optimizer, string name, params Type[] parameters)
        where TDelegate : Delegate => optimizer.GetType().GetMethod(name, parameters)!.CreateDelegate<TDelegate>(optimizer);

    private static (object Optimizer, ParameterSet Set) Make(Type recipe, params int[] shape)
    {
        var set = new ParameterSet();
        set.Add("a", shape);
        return (Activator.CreateInstance(recipe, set)!, set);
    }
}
