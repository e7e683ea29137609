using Gallery.Drawing;
using Gallery.Figures;
using Gallery.Running;
using OptimizerDsl;
using ScottPlot;
using ScottPlot.Plottables;

namespace Gallery.Page;

/// <summary>The picture at the head of the README: a recipe's rate over time, and what the size of a rate does.</summary>
internal static class ReadmePicture
{
    private const int Steps = 10_500;

    /// <summary>Writes the picture into a folder, for a light page and for a dark one.</summary>
    /// <returns>The paths of the files.</returns>
    public static List<string> Write(string folder)
    {
        Directory.CreateDirectory(folder);
        Picture picture = Draw();
        var paths = new List<string>();
        foreach (Theme theme in new[] { Theme.Light, Theme.Dark })
        {
            paths.Add(Path.Combine(folder, $"learning-rates{theme.Suffix}.png"));
            File.WriteAllBytes(paths[^1], picture.ToPng(theme, density: 1.5f));
        }

        return paths;
    }

    private static Picture Draw()
    {
        LearningRateCurve curve = SmallGpt.Curve(Steps);
        (Trace tooSmall, Trace good, Trace tooLarge) = RateSizes.Run();
        Trace[] runs = [tooSmall, good, tooLarge];
        return new Picture(1200, 400, theme =>
        {
            Plot rate = Styled.Plot(theme, "SmallGpt: warmup and cosine", "steps", "learning rate × 10⁴");
            Scatter line = rate.Curve(theme, 7, "", [.. Enumerable.Range(0, curve.Count).Where(k => k % 10 == 0).Select(k => new Coordinates(k, 1e4 * curve[k]))]);
            line.FillY = true;
            line.FillYColor = theme.Series[7].WithAlpha(0.15);
            rate.Axes.SetLimits(0, Steps, 0, 3.2);
            (Plot map, Plot loss) = RateSizes.Panels(theme, runs);
            map.Title("Too small, good and too large a rate");
            loss.Title("Their losses");
            return [rate, map, loss];
        });
    }
}

// As in the README.
[Optimizer]
[AdamW(LearningRate = 3e-4, Beta2 = 0.95, WeightDecay = 0.1)]
[ClipByGlobalNorm(1.0)]
[LinearWarmup(Steps = 500)]
[CosineDecay(Steps = 10_000, Floor = 0.1)]
internal sealed partial class SmallGpt;
