using System.Reflection;
using OptimizerDsl.Kernels.Tests.Corpus;
using OptimizerDsl.Kernels.Tests.Running;
using OptimizerDsl.Kernels.Tests.Zoo.References;

namespace OptimizerDsl.Kernels.Tests.Zoo;

/// <summary>Compiled recipes of the rules that PyTorch does not have compute what their papers say.</summary>
public sealed class ReferenceTests(CompiledCorpus corpus)
{
    private const int Steps = 60;

    // Both sides round a few dozen operations a step, each by 1e-16 of a magnitude that the value has had.
    private const double Tolerance = 1e-12;

    private static readonly int[][] s_shapes = [[5, 7], [37], [1]];

    private delegate Span<double> OfParameter(Parameter parameter, string name);

    private delegate Span<double> AverageOf(Parameter parameter);

    public static TheoryData<string, string> Recipes =>
        [.. ZooRules.All.Where(rule => rule.Reference is not null).SelectMany(rule => rule.Settings.Select(setting => (rule.Name, setting.Name)))];

    [Theory]
    [MemberData(nameof(Recipes))]
    public async Task Recipes_follow_their_papers(string name, string setting)
    {
        ZooRule rule = ZooRules.Named(name);
        Type recipe = await corpus.TypeOf(rule.RecipeName(rule.Settings.Single(each => each.Name == setting)) + "F64");
        RuleReference reference = rule.Reference!(recipe.GetCustomAttribute<UpdateRuleAttribute>()!, s_shapes);

        var random = new SplitMix(2026);
        var set = new ParameterSet(ElementType.Double);
        double[][] expected = [.. s_shapes.Select(shape => Enumerable.Range(0, ZooRule.Count(shape)).Select(_ => 4 * random.Fraction() - 2).ToArray())];
        foreach ((int k, double[] values) in expected.Index()) values.CopyTo(set.Add($"tensor{k}", s_shapes[k]).ValuesAs<double>());
        double[][] scales = [.. expected.Select(values => values.Select(Math.Abs).ToArray())];
        var optimizer = (IOptimizer)Activator.CreateInstance(recipe, set)!;
        MethodInfo? withLoss = recipe.GetMethod("Step", [typeof(double)]);
        OfParameter? input = recipe.GetMethod("Input", [typeof(Parameter), typeof(string)])?.CreateDelegate<OfParameter>(optimizer);
        AverageOf? average = recipe.GetMethod("Average", [typeof(Parameter)])?.CreateDelegate<AverageOf>(optimizer);
        Assert.Equal(reference.Average is null, average is null);
        double rate = optimizer.LearningRate;

        for (int step = 1; step <= Steps; step++)
        {
            double loss = 3 * Math.Pow(0.97, step) + 0.2 * random.Fraction();
            double[][] gradients = [.. expected.Select(values => Gradients(random, step, values))];
            foreach ((int k, double[] values) in gradients.Index()) values.CopyTo(set[k].GradientsAs<double>());
            Dictionary<string, double[][]> inputs = rule.Inputs.ToDictionary(
                name => name, _ => expected.Select(values => values.Select(_ => 3 * random.Fraction() - 1).ToArray()).ToArray(), StringComparer.Ordinal);
            foreach ((string key, double[][] tensors) in inputs)
            {
                foreach ((int k, double[] values) in tensors.Index()) values.CopyTo(input!(set[k], key));
            }

            double[][] before = [.. expected.Select(values => values.ToArray())];
            optimizer.LearningRate = rate * (1 - 0.01 * step);
            reference.Step(expected, gradients, new(optimizer.LearningRate, step, loss, inputs));
            if (withLoss is null) optimizer.Step();
            else withLoss.Invoke(optimizer, [loss]);

            for (int k = 0; k < expected.Length; k++)
            {
                Span<double> actual = set[k].ValuesAs<double>();
                for (int i = 0; i < actual.Length; i++)
                {
                    scales[k][i] = Math.Max(scales[k][i], Math.Max(Math.Abs(expected[k][i]), Math.Abs(expected[k][i] - before[k][i])));
                    Check(actual[i], expected[k][i], scales[k][i], $"parameter {i} of tensor {k} after step {step}");
                    if (average is not null) Check(average(set[k])[i], reference.Average![k][i], scales[k][i], $"average {i} of tensor {k} after step {step}");
                }
            }
        }

        void Check(double actual, double expected, double scale, string what) => Assert.True(
            Math.Abs(actual - expected) <= Tolerance * scale, $"{recipe.Name}: {what} is {actual:R}, and {expected:R} in the reference.");
    }

    // Towards zero, with noise of a size of its own for each element; some are exactly zero, and in one step all are.
    private static double[] Gradients(SplitMix random, int step, double[] w) =>
        [.. w.Select((value, i) => step == 7 || random.Below(20) == 0 ? 0 : (0.3 * value + 2 * random.Fraction() - 1) * Math.Pow(10, i % 4 - 2))];
}
