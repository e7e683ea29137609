using Gallery.Drawing;
using Gallery.Page;
using Gallery.Running;
using OptimizerDsl;
using ScottPlot;
using ScottPlot.Plottables;

namespace Gallery.Figures;

/// <summary>x³, along which plain descent comes to 0 and never past it.</summary>
internal sealed class Inflection : IFigure
{
    public const int Steps = 1_000;
    private const double Bottom = -1;

    public string Name => "inflection";

    public string Title => "Stuck on x³";

    public IReadOnlyList<Remark> EditorSays => EagerAdam.Remarks(nameof(CubeAdam));

    public static (Trace Plain, Trace Noisy, Trace Adam) Run() => (
        Of<CubePlain>("plain descent"), Of<CubeNoisy>("with noise"), Of<CubeAdam>("Adam"));

    /// <summary>The number of the first step that leads below 0; null if none does.</summary>
    public static int? Crossing(Trace trace) => trace.StepsTo(k => trace.Path[k].X < 0);

    public Exhibit Make()
    {
        (Trace plain, Trace noisy, Trace adam) = Run();
        Trace[] runs = [plain, noisy, adam];
        return new Exhibit(
            $"""
            x³ falls from 1 without end, but its slope, 3 x², is 0 at 0, and plain descent crawls: after 100 steps it is at {Say.Number(plain.Path[100].X)}, after
            {Say.Count(Steps)} at {Say.Number(plain.End.X)}, and it never passes 0. Noise in the gradient throws it across, here in step {Crossing(noisy)}. Adam measures a gradient
            by those before it, so that its momentum takes it across in step {Crossing(adam)}.
            """,
            "Left, the curve of x cubed with the points of plain descent, which crowd just above 0. Right, x over the steps: plain descent flattens above 0, with noise it " +
            "crosses 0 later and falls away, Adam crosses 0 at once.",
            new Picture(1100, 440, theme =>
            {
                Plot function = Styled.Plot(theme, "Plain descent on x³", "x", "x³");
                Scatter cube = function.Add.ScatterLine(Enumerable.Range(-100, 201).Select(i => new Coordinates(i / 100d, Math.Pow(i / 100d, 3))).ToArray(), theme.Ink);
                cube.LineWidth = 1.5f;
                function.Add.ScatterPoints(plain.Path.Select(p => new Coordinates(p.X, Math.Pow(p.X, 3))).ToArray(), theme.Series[0]).MarkerSize = 8;
                Plot place = Styled.Plot(theme, "Where they are", "steps", "x");
                place.Bound(theme, 0, Steps, "the slope is 0", Alignment.UpperRight);
                for (int i = 0; i < runs.Length; i++) place.Curve(theme, i, runs[i].Label, [.. runs[i].Path.Select(p => p.X)]);
                place.Axes.SetLimitsY(Bottom, 1.05);
                return [function, place];
            }));
    }

    private static Trace Of<TOptimizer>(string label)
        where TOptimizer : IOptimizer<TOptimizer> =>
        Descent.Run<TOptimizer>(label, Landscapes.Cube, [1f], Steps, until: x => x < Bottom);
}

#region Recipes
[Optimizer]
[Sgd(LearningRate = 0.05)]
internal sealed partial class CubePlain;

[Optimizer]
[NoisySgd(LearningRate = 0.05, Variance = 0.5, Seed = 3)]
internal sealed partial class CubeNoisy;

[Optimizer]
[Adam(LearningRate = 0.05)]
internal sealed partial class CubeAdam;
#endregion
