using System.Reflection;
using OptimizerDsl.Kernels.Tests.Corpus;

namespace OptimizerDsl.Kernels.Tests.Running;

/// <summary>What compiled recipes do with parameters of 16 bits that users read and write.</summary>
public sealed class MixedParameterTests(CompiledCorpus corpus)
{
    private delegate ReadOnlySpan<float> InFull(Parameter parameter);

    private delegate Span<float> InFullAverage(Parameter parameter);

    private delegate Span<float> NamedBuffer(Parameter parameter, string name);

    private delegate void Reading(Parameter parameter, string name, Span<float> values);

    private delegate void Writing(Parameter parameter, string name, ReadOnlySpan<float> values);

    [Theory]
    [InlineData("MixedBFloat16AdamW", "State: 12 bytes per parameter. Traffic: 30 bytes")]
    [InlineData("MixedHalfPlain", "State: 4 bytes per parameter. Traffic: 14 bytes")]
    [InlineData("MixedBFloat16Cleared", "State: 16 bytes per parameter. Traffic: 42 bytes")]
    [InlineData("MixedHalfSmallState", "State: 12 bytes per parameter. Traffic: 30 bytes")]
    public async Task The_description_says_the_true_bytes(string recipe, string price) =>
        Assert.Contains(price, (string)(await corpus.TypeOf(recipe)).GetMethod("Describe")!.Invoke(null, [])!, StringComparison.Ordinal);

    [Theory]
    [InlineData("MixedBFloat16Plain")]
    [InlineData("MixedHalfPlain")]
    public async Task Steps_too_small_for_16_bits_add_up(string recipe)
    {
        Model model = await Make(recipe);
        model.Write([1, -2, 0.5f], [0.001f, 0.001f, 0.001f]);
        for (int step = 0; step < 2000; step++) Assert.True(model.Optimizer.Step().Applied);

        // 2000 times 0.01 times 0.001, but for the rounding of each step.
        float[] expected = [0.98f, -2.02f, 0.48f];
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], model.Master[i], 5e-4f);
        Assert.Equal(model.Rounded(model.Master.ToArray()), model.Values);
        Assert.NotEqual(1, model.Values[0]);
    }

    [Theory]
    [InlineData("MixedBFloat16Plain")]
    [InlineData("MixedHalfPlain")]
    public async Task What_is_written_to_a_parameter_counts_and_what_is_not_keeps_its_digits(string recipe)
    {
        Model model = await Make(recipe);
        model.Write([1, 2, 3], [0.003f, 0.003f, 0.003f]);
        model.Optimizer.Step();
        float[] before = model.Master.ToArray();
        Assert.NotEqual(model.Values, before);

        // A value that rounds to what is there is what is there.
        float[] values = model.Values;
        values[1] = -7;
        model.Write(values, [0, 0, 0]);
        Assert.Equal([before[0], -7, before[2]], model.Master.ToArray());
        model.Optimizer.Step();
        Assert.Equal([before[0], -7, before[2]], model.Master.ToArray());

        model.Write([0, float.NaN, -0f], [0, 0, 0]);
        model.Optimizer.Step();
        Assert.Equal(0u, BitConverter.SingleToUInt32Bits(model.Master[0]));
        Assert.True(float.IsNaN(model.Master[1]));
        Assert.Equal(1u << 31, BitConverter.SingleToUInt32Bits(model.Master[2]));
    }

    [Theory]
    [InlineData("MixedBFloat16Plain")]
    [InlineData("MixedHalfPlain")]
    public async Task Setting_the_parameters_in_full_sets_those_of_the_model(string recipe)
    {
        Model model = await Make(recipe);
        float[] wanted = [1 / 3f, -0.1f, 1000.1f], read = new float[3];
        model.Method<Writing>("WriteState", typeof(Parameter), typeof(string), typeof(ReadOnlySpan<float>))(model.Parameter, "master", wanted);
        Assert.Equal(model.Rounded(wanted), model.Values);
        model.Optimizer.Step();
        model.Method<Reading>("ReadState", typeof(Parameter), typeof(string), typeof(Span<float>))(model.Parameter, "master", read);
        Assert.Equal(wanted, read);

        NamedBuffer state = model.Method<NamedBuffer>("State", typeof(Parameter), typeof(string));
        Assert.Contains("read Master(parameter)", Assert.Throws<InvalidOperationException>(() => { _ = state(model.Parameter, "master").Length; }).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MixedBFloat16Averaged")]
    [InlineData("MixedHalfAveraged")]
    public async Task Averages_stand_in_rounded_and_leave_all_bits_as_they_were(string recipe)
    {
        Model model = await Make(recipe);
        model.Write([1, 2, 3], [0.5f, -0.25f, 1]);
        for (int step = 0; step < 5; step++) model.Optimizer.Step();
        (float[] values, float[] masters) = (model.Values, model.Master.ToArray());
        float[] averages = model.Method<InFullAverage>("Average", typeof(Parameter))(model.Parameter).ToArray();
        using (model.Method<Func<AveragesScope>>("UseAverages")())
        {
            Assert.Equal(model.Rounded(averages), model.Values);
            Assert.NotEqual(values, model.Values);
            Assert.Equal(masters, model.Master.ToArray());
            Writing write = model.Method<Writing>("WriteState", typeof(Parameter), typeof(string), typeof(ReadOnlySpan<float>));
            Assert.Throws<InvalidOperationException>(() => write(model.Parameter, "master", masters));
        }

        Assert.Equal(values, model.Values);
        Assert.Equal(masters, model.Master.ToArray());
    }

    [Fact]
    public async Task Sets_and_vectors_of_float_are_refused()
    {
        Type recipe = await corpus.TypeOf("MixedBFloat16AdamW");
        Assert.StartsWith(
            "Recipe 'MixedBFloat16AdamW' steps BFloat16 parameters, but the set holds float; make it with new ParameterSet(ParameterPrecision.BFloat16)", MessageOf<ArgumentException>(recipe, new ParameterSet()));
        Assert.StartsWith("Recipe 'MixedBFloat16AdamW' steps BFloat16 parameters, but the set holds Half", MessageOf<ArgumentException>(recipe, new ParameterSet(ParameterPrecision.Half)));
        Assert.StartsWith("Recipe 'MixedBFloat16AdamW' steps BFloat16 parameters, which a plain vector of float does not hold", MessageOf<InvalidOperationException>(recipe, 5));
    }

    [Fact]
    public async Task Weights_of_PyTorch_are_taken_over_in_full()
    {
        Model model = await Make("MixedBFloat16Plain");
        string file = Path.Combine(corpus.Folder, "mixed-torch.safetensors");
        byte[] header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}}"u8.ToArray();
        float[] weights = [0.1f, -3.3f, 7];
        await File.WriteAllBytesAsync(file, [.. BitConverter.GetBytes((long)header.Length), .. header, .. weights.SelectMany(BitConverter.GetBytes)], TestContext.Current.CancellationToken);
        model.Optimizer.ImportTorchState(file, steps: 1);
        Assert.Equal(model.Rounded(weights), model.Values);
        Assert.Equal(weights, model.Master.ToArray());
    }

    private static string MessageOf<TException>(Type recipe, object argument)
        where TException : Exception =>
        Assert.IsType<TException>(Assert.Throws<TargetInvocationException>(() => Activator.CreateInstance(recipe, argument)).InnerException).Message;

    private async Task<Model> Make(string recipe) => new(await corpus.TypeOf(recipe));

    private sealed class Model
    {
        private readonly ParameterPrecision _precision;

        public Model(Type recipe)
        {
            _precision = StoredValues<float>.PrecisionOf(recipe);
            var set = new ParameterSet(_precision);
            Parameter = set.Add("a", 3);
            Optimizer = (IOptimizer)Activator.CreateInstance(recipe, set)!;
        }

        public IOptimizer Optimizer { get; }

        public Parameter Parameter { get; }

        public float[] Values => StoredValues<float>.Read(_precision, Parameter, areGradients: false);

        public ReadOnlySpan<float> Master => Method<InFull>("Master", typeof(Parameter))(Parameter);

        public float[] Rounded(float[] values) => StoredValues<float>.Rounded(_precision, values);

        public void Write(float[] values, float[] gradients)
        {
            StoredValues<float>.Write(_precision, Parameter, areGradients: false, values);
            StoredValues<float>.Write(_precision, Parameter, areGradients: true, gradients);
        }

        public TDelegate Method<TDelegate>(string name, params Type[] parameters)
            where TDelegate : Delegate => Optimizer.GetType().GetMethod(name, parameters)!.CreateDelegate<TDelegate>(Optimizer);
    }
}
