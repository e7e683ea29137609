using System.Reflection;
using OptimizerDsl.Kernels.Tests.Corpus;
using OptimizerDsl.Kernels.Tests.Running;
using OptimizerDsl.Kernels.Tests.Zoo.References;

namespace OptimizerDsl.Kernels.Tests.Zoo;

/// <summary>
/// With touched rows, SparseAdam is lazy: rows that a step does not use keep their moments and their parameters.
/// </summary>
public sealed class SparseAdamTests(CompiledCorpus corpus)
{
    private const int Rows = 40, Columns = 3, Steps = 30;

    // Both sides round a few dozen operations a step, each by 1e-16 of a magnitude that the value has had.
    private const double Tolerance = 1e-12;

    [Theory]
    [InlineData("SparseAdamUsualF64")]
    [InlineData("SparseAdamEverythingF64")]
    public async Task Touched_rows_follow_a_lazy_reference(string name)
    {
        Type recipe = await corpus.TypeOf(name);
        var rule = recipe.GetCustomAttribute<SparseAdamAttribute>()!;
        var set = new ParameterSet(ElementType.Double);
        Parameter table = set.Add("table", Rows, Columns), bias = set.Add("bias", Columns);
        table.IsRowSparse = true;
        var optimizer = (IOptimizer)Activator.CreateInstance(recipe, set)!;

        var random = new SplitMix(7);
        double[] w = Draw(Rows * Columns), b = Draw(Columns);
        w.CopyTo(table.ValuesAs<double>());
        b.CopyTo(bias.ValuesAs<double>());
        SparseAdamReference ofTable = new(rule, w.Length), ofBias = new(rule, b.Length);
        var stepsOfRow = new int[Rows];
        for (int step = 1; step <= Steps; step++)
        {
            int[] rows = [.. Enumerable.Range(0, Rows).Where(_ => random.Below(5) == 0)];
            foreach (int row in rows) stepsOfRow[row]++;
            double[] ofRows = new double[w.Length], slopes = Draw(Columns), before = [.. w];
            foreach (int row in rows) Draw(Columns).CopyTo(ofRows, row * Columns);
            ofRows.CopyTo(table.GradientsAs<double>());
            slopes.CopyTo(bias.GradientsAs<double>());

            table.TouchRows(rows);
            optimizer.Step();
            ofTable.StepRows(w, ofRows, Columns, rows, optimizer.LearningRate, step);
            ofBias.StepRows(b, slopes, Columns, [0], optimizer.LearningRate, step);
            Check(table, w, before, step);
            Check(bias, b, b, step);
        }

        // Rows were left out, and came back.
        Assert.All(stepsOfRow, steps => Assert.InRange(steps, 0, Steps - 1));
        Assert.Contains(stepsOfRow, steps => steps > 3);

        double[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => 2 * random.Fraction() - 1)];
    }

    private static void Check(Parameter parameter, double[] expected, double[] before, int step)
    {
        Span<double> actual = parameter.ValuesAs<double>();
        for (int i = 0; i < actual.Length; i++)
        {
            double scale = Math.Max(1, Math.Max(Math.Abs(expected[i]), Math.Abs(before[i])));
            Assert.True(Math.Abs(actual[i] - expected[i]) <= Tolerance * scale, $"{parameter.Name}, element {i} after step {step}: {actual[i]:R}, not {expected[i]:R}");
        }
    }
}
