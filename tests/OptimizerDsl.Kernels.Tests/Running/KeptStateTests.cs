using System.Reflection;
using OptimizerDsl.Kernels.Tests.Corpus;

namespace OptimizerDsl.Kernels.Tests.Running;

/// <summary>What compiled recipes show of uniform state, and what they take as input.</summary>
public sealed class KeptStateTests(CompiledCorpus corpus)
{
    private delegate Span<float> NamedBuffer(Parameter parameter, string name);

    [Fact]
    public async Task Uniform_state_can_be_read()
    {
        (object recipe, ParameterSet set) = Make(await corpus.TypeOf("FeatureKeptLevelsF32"));
        Func<Parameter, string, double[]> state = recipe.GetType().GetMethod("UniformState", [typeof(Parameter), typeof(string)])!.CreateDelegate<Func<Parameter, string, double[]>>(recipe);
        Assert.Equal([0, 0, 0], state(set[0], "ofRow"));
        ((float[])[3, 4, 0, 0, 0, 12]).CopyTo(set[0].Gradients);
        set[1].Gradients[0] = -84;
        ((IOptimizer)recipe).Step();

        Assert.Equal([7, 0, 12], state(set[0], "ofRow"));
        Assert.Equal([84], state(set[1], "ofRow"));
        Assert.Equal([12, 12, 12], state(set[0], "ofTensor"));
        Assert.Equal([84], state(set[1], "ofTensor"));
        Assert.Equal([Math.Sqrt(9 + 16 + 144 + 84 * 84)], state(set[0], "ofGroup"));
        Assert.Equal([0.5], state(set[1], "product"));
        Assert.Contains("keeps no uniform state 'unread'", Assert.Throws<ArgumentException>(() => state(set[0], "unread")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_input_is_filled_by_its_name()
    {
        (object recipe, ParameterSet set) = Make(await corpus.TypeOf("FeatureInputsF32"));
        NamedBuffer input = recipe.GetType().GetMethod("Input", [typeof(Parameter), typeof(string)])!.CreateDelegate<NamedBuffer>(recipe);
        Assert.Equal([0], input(set[1], "hessian").ToArray());
        set[0].Gradients.Fill(1);
        set[1].Gradients.Fill(1);
        input(set[1], "hessian").Fill(1000);
        ((IOptimizer)recipe).Step();

        // Where the curvature is unknown the step is as long as it may be, and a thousandth of that where it is large.
        Assert.Equal(-0.1f, set[0].Values[0], 1e-6f);
        Assert.Equal(-0.1f * 0.1f / 500, set[1].Values[0], 1e-8f);
        Assert.Throws<ArgumentException>(() => { _ = input(set[0], "gradient").Length; });
    }

    private static (object Recipe, ParameterSet Set) Make(Type recipe)
    {
        var set = new ParameterSet();
        set.Add("a", 3, 2);
        set.Add("b", 1);
        return (Activator.CreateInstance(recipe, set)!, set);
    }
}
