using System.Globalization;
using System.Reflection;
using System.Text;
using OptimizerDsl.Kernels.Tests.Corpus;

namespace OptimizerDsl.Kernels.Tests.Docs;

/// <summary>docs/schedules.md: what each schedule says of itself, an example, and the curve of the compiled example.</summary>
internal sealed class SchedulesPage : IDocPage
{
    private const string Head = $"""
        # Schedules

        A schedule makes a factor s(t) of the step, which the recipe's learning rate is multiplied by: t is 0 in the first step of
        the schedule's phase. Schedules on one recipe run one after the other in the order written, each for its `Steps` or
        `Epochs`; the last one takes what is left of the `TrainingPlan`, and holds its end value beyond. With `Target = "Momentum"`
        it is another hyperparameter that a schedule moves.

        Each curve below is that of its example, compiled, with a learning rate of 1. The axis begins at 0.
        [language.md](language.md) says how to write a schedule. This page is made from the code:

        ```console
        {DocPages.Command}
        ```

        """;

    public IReadOnlyList<DocFile> Make()
    {
        IReadOnlyList<ScheduleExample> examples = ScheduleExamples.All;
        (byte[] image, _) = RecipeCompiler.Compile(
            "SchedulesPage", [], examples.Select(example => new RecipeCase(example.Name + "Example", example.Attributes + "\n[Sgd(LearningRate = 1)]", ElementType.Single)));
        Assembly compiled = Assembly.Load(image);
        var page = new StringBuilder(Head.ReplaceLineEndings("\n"));
        var files = new List<DocFile>();
        foreach (ScheduleExample example in examples)
        {
            double[] curve = CurveOf(compiled.GetType(example.Name + "Example", throwOnError: true)!, example);
            files.Add(new($"schedules/{example.Name}.svg", CurveImage.Of($"{example.Name}: the factor on the learning rate over {example.Steps.ToString(CultureInfo.InvariantCulture)} steps", curve)));
            page.Append(CultureInfo.InvariantCulture, $"\n## {example.Name}\n\n{string.Join("\n\n", DocComments.Of(example.Schedule))}\n\n```csharp\n{example.Attributes}\n```\n\n");
            page.Append(CultureInfo.InvariantCulture, $"![{example.Name}](schedules/{example.Name}.svg)\n\n{Numbers(example, curve)}\n");
        }

        return [new("schedules.md", page.ToString()), .. files];
    }

    private static string Numbers(ScheduleExample example, double[] curve)
    {
        int peak = Array.IndexOf(curve, curve.Max());
        string metrics = example.Metric is null ? "" : $"After step i = 1, 2, … it observes {example.MetricText}.\n";
        return metrics + string.Create(CultureInfo.InvariantCulture,
            $"Over {curve.Length} steps: {curve[0]:G3} in the first, at most {curve[peak]:G3} (in step {peak + 1}), and {curve[^1]:G3} in the last.");
    }

    private static double[] CurveOf(Type recipe, ScheduleExample example)
    {
        if (example.Metric is null) return [.. recipe.GetMethod("Curve")!.CreateDelegate<Func<int, LearningRateCurve>>()(example.Steps)];
        var optimizer = (IOptimizer)Activator.CreateInstance(recipe, 1)!;
        var observe = recipe.GetMethod("Observe")!.CreateDelegate<Action<double>>(optimizer);
        double[] curve = new double[example.Steps];
        for (int step = 0; step < curve.Length; step++)
        {
            curve[step] = optimizer.LearningRateAt(step);
            observe(example.Metric(step + 1));
        }

        return curve;
    }
}
