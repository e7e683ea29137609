using OptimizerDsl.Runtime;

namespace OptimizerDsl.Tests;

public sealed class NoiseTests
{
    [Theory]
    [InlineData(ElementType.Single)]
    [InlineData(ElementType.Double)]
    public void An_element_gets_the_value_of_its_number_in_the_model(ElementType elementType)
    {
        var reference = new ScalarReference(elementType, [new NoisyRuleAttribute { LearningRate = 1 }], 3, 0, 5);
        double[][] w = [[0, 0, 0], [], [0, 0, 0, 0, 0]];
        double[][] g = [[1, 1, 1], [], [1, 1, 1, 1, 1]];
        for (int step = 1; step <= 3; step++)
        {
            reference.Step(w, g);
            double[] written = [.. w[0], .. w[2]];
            double[] normals = [.. reference.State["normal"][0], .. reference.State["normal"][2]];
            ulong key = VaryingNoise.Key(42, step);
            ulong other = VaryingNoise.Key(43, step);
            for (int i = 0; i < 8; i++)
            {
                Assert.Equal(elementType == ElementType.Single ? VaryingNoise.UniformSingle((ulong)i, key) : VaryingNoise.UniformDouble((ulong)i, key), written[i]);
                Assert.Equal(elementType == ElementType.Single ? VaryingNoise.NormalSingle((ulong)i, other) : VaryingNoise.NormalDouble((ulong)i, other), normals[i]);
            }

            Assert.Equal(8, written.Distinct().Count());
        }
    }

    [Fact]
    public void Without_a_step_there_is_no_element()
    {
        var step = new StepInfo(0.1, 1);
        Assert.Contains("Noise.Uniform", Assert.Throws<InvalidOperationException>(() => Noise.Uniform(1, step)).Message);
        Assert.Contains("Noise.Normal", Assert.Throws<InvalidOperationException>(() => Noise.Normal(1, step)).Message);
        Assert.Throws<InvalidOperationException>(() => new ScalarReference(ElementType.Single, [new NoisyBeginAttribute(), new SgdAttribute()], 1).Step([[1]], [[1]]));
    }

    /// <summary>The reduction makes a pass of its own, in which noise has to be the same.</summary>
    private sealed class NoisyRuleAttribute : UpdateRuleAttribute
    {
        public void Update(ref Real w, Real g, ref Real normal, StepInfo step)
        {
            double norm = Global.Norm(Noise.Uniform(42, step));
            w = Noise.Uniform(42, step) * g;
            normal = norm > 0 ? Noise.Normal(43, step) : 0;
        }
    }

    private sealed class NoisyBeginAttribute : GradientTransformAttribute
    {
        public void Begin(ref double scale, StepInfo step) => scale = (double)Noise.Uniform(1, step);

        public Real Apply(Real g, double scale) => scale * g;
    }
}
