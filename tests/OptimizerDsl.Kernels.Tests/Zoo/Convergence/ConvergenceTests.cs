using System.Globalization;
using OptimizerDsl.Kernels.Tests.Docs;

namespace OptimizerDsl.Kernels.Tests.Zoo.Convergence;

/// <summary>Each rule reaches each function's value within the number of steps that docs/convergence.md states.</summary>
public sealed class ConvergenceTests
{
    [Fact]
    public void Rules_converge_as_the_page_states()
    {
        string[][] rows = [.. File.ReadAllLines(Path.Combine(DocPages.Folder, ConvergencePage.FileName)).Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Select(line => line.Trim('|', ' ').Split(" | ")).Where(cells => cells.Length == Problems.All.Count + 2 && cells[0] != "rule")];
        Assert.Equal(ZooRules.All.Select(rule => rule.Name).Order(StringComparer.Ordinal), rows.Select(row => row[0]));
        foreach (string[] row in rows)
        {
            foreach ((int column, Problem problem) in Problems.All.Index())
            {
                int? measured = ConvergencePage.Steps[(row[0], problem.Name)];
                int? stated = int.TryParse(row[column + 2], NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out int steps) ? steps : null;
                // Far fewer steps than stated are a page that is out of date.
                bool isRight = stated is null == measured is null && (measured is null || (measured <= stated && ConvergencePage.Stated(2 * measured.Value) >= stated));
                Assert.True(isRight, $"{row[0]} took {measured?.ToString(CultureInfo.InvariantCulture) ?? "too many"} steps on {problem.Name}, and the page states {row[column + 2]}. Write it anew: {DocPages.Command}");
            }
        }
    }

    [Fact]
    public void Every_rule_converges_on_most_functions() => Assert.All(ZooRules.All, rule =>
        Assert.True(Problems.All.Count(problem => ConvergencePage.Steps[(rule.Name, problem.Name)] is not null) >= 4, $"{rule.Name} converges on too few functions."));

    public static TheoryData<string> Names => [.. Problems.All.Select(problem => problem.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_are_those_of_the_functions(string name)
    {
        Problem problem = Problems.All.Single(each => each.Name == name);
        double[] w = [.. problem.Start.Select((x, i) => x + 0.1 * i)], g = new double[w.Length];
        problem.Gradient(w, g);
        for (int i = 0; i < w.Length; i++)
        {
            double[] above = [.. w], below = [.. w];
            above[i] += 1e-6;
            below[i] -= 1e-6;
            Assert.Equal((problem.Loss(above) - problem.Loss(below)) / 2e-6, g[i], 1e-6 * Math.Max(1, Math.Abs(g[i])));
        }

        Assert.True(problem.Loss(problem.Start) > problem.Target);
    }
}
