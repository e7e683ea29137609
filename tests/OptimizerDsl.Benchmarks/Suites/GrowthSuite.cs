using System.Globalization;
using System.Text;
using OptimizerDsl.Benchmarks.Measuring;
using OptimizerDsl.Benchmarks.Rivals;
using ScottPlot;

namespace OptimizerDsl.Benchmarks.Suites;

/// <summary>AdamW's time by the number of parameters, and by the number of tensors among which they are split.</summary>
internal static class GrowthSuite
{
    private static readonly int[] s_tensors = [1, 10, 100, 1_000, 10_000];

    internal static void Run(string folder)
    {
        Directory.CreateDirectory(folder);
        (double Parameters, double Nanoseconds)[] sizes = [.. Enumerable.Range(10, 17).Select(power => 1 << power).Select(size => ((double)size, Measure([size])))];
        var csv = new StringBuilder("parameters,tensors,ns_per_parameter\n");
        foreach ((double parameters, double nanoseconds) in sizes) csv.Append(CultureInfo.InvariantCulture, $"{parameters},1,{nanoseconds:F4}\n");

        (double Tensors, double Nanoseconds)[] splits = [.. s_tensors.Select(count => ((double)count, Measure(Split(1_000_000, count))))];
        foreach ((double tensors, double nanoseconds) in splits) csv.Append(CultureInfo.InvariantCulture, $"1000000,{tensors},{nanoseconds:F4}\n");

        File.WriteAllText(Path.Combine(folder, "growth.csv"), csv.ToString());
        Draw(Path.Combine(folder, "growth-parameters.svg"), "AdamW, one thread, one tensor", "parameters", sizes);
        Draw(Path.Combine(folder, "growth-tensors.svg"), "AdamW, one thread, a million parameters", "tensors", splits);
        Console.Write(csv);
    }

    private static int[] Split(int total, int count) => [.. Enumerable.Range(0, count).Select(i => total / count + (i < total % count ? 1 : 0))];

    // The median of three runs, each with memory of its own: which pages a run gets decides how well they share the cache.
    private static double Measure(int[] lengths) =>
        Race.Median(Enumerable.Range(0, 3).Select(_ => Race.Run([new Generated<AdamWStep>("generated", lengths, 1)], 0.5)[0].Nanoseconds / lengths.Sum(length => (long)length)));

    private static void Draw(string path, string title, string axis, (double X, double Y)[] points)
    {
        using var plot = new Plot();
        ScottPlot.Plottables.Scatter line = plot.Add.Scatter(points.Select(point => Math.Log2(point.X)).ToArray(), points.Select(point => point.Y).ToArray());
        line.LineWidth = 2;
        plot.Title(title);
        plot.XLabel(axis);
        plot.YLabel("nanoseconds per parameter");
        plot.Axes.SetLimitsY(0, 1.1 * points.Max(point => point.Y));
        plot.Axes.Bottom.SetTicks([.. points.Select(point => Math.Log2(point.X))], [.. points.Select(point => axis == "tensors" ? point.X.ToString("N0", CultureInfo.InvariantCulture) : Report.Size((long)point.X))]);
        plot.SaveSvg(path, 900, 360);
    }
}
