using Gallery.Drawing;
using Gallery.Page;
using Gallery.Running;
using OptimizerDsl;
using ScottPlot;

namespace Gallery.Figures;

/// <summary>Too small, good and too large a rate on one bowl.</summary>
internal sealed class RateSizes : IFigure
{
    public const double Curvature = 6;
    public const int Steps = 60;

    public string Name => "rate-size";

    public string Title => "Too small, good, too large";

    public IReadOnlyList<Remark> EditorSays =>
    [
        new(nameof(TooLarge), "warning", "ODSL110",
            "Rate 0.35 exceeds 0.33, the stability limit of Sgd for Curvature = 6: steps along that direction grow. Lower it below the limit, say to 0.17."),
    ];

    public static (Trace TooSmall, Trace Good, Trace TooLarge) Run()
    {
        Objective bowl = Landscapes.Bowl(Curvature);
        float[] start = [-4, 1.2f];
        return (
            Descent.Run<TooSmall>("too small: 0.01", bowl, start, Steps),
            Descent.Run<Good>("good: 0.2", bowl, start, Steps),
            Descent.Run<TooLarge>("too large: 0.35", bowl, start, Steps));
    }

    public Exhibit Make()
    {
        (Trace tooSmall, Trace good, Trace tooLarge) = Run();
        Trace[] runs = [tooSmall, good, tooLarge];
        return new Exhibit(
            $"""
            One bowl, (x² + 6 y²) / 2, one start, {Steps} steps of plain descent. At 0.01 it creeps: the loss is still {Say.Number(tooSmall.FinalLoss)}
            of {Say.Number(tooSmall.Losses[0])}. At 0.2 it is {Say.Number(good.FinalLoss)}. At 0.35 each step lands farther up the other side, because the
            rate is beyond 2 / 6, the limit for a curvature of 6, and the loss has grown to {Say.Number(tooLarge.FinalLoss)}.
            """,
            "Left, the ways of three runs over the contours of a bowl: one stops halfway, one reaches the minimum, one swings farther and " +
            "farther out. Right, their losses over the steps: nearly flat, falling, rising.",
            new Picture(1100, 460, theme =>
            {
                (Plot map, Plot loss) = Panels(theme, runs);
                return [map, loss];
            }));
    }

    /// <summary>The ways of the runs from above, and their losses.</summary>
    public static (Plot Map, Plot Loss) Panels(Theme theme, Trace[] runs)
    {
        Plot map = Styled.Plot(theme, "Where they go", "x", "y");
        map.Contours(theme, Landscapes.Bowl(Curvature), new CoordinateRect(-4.6, 2.2, -3, 3), Math.Sqrt);
        Plot loss = Styled.Plot(theme, "What they reach", "steps", "loss");
        for (int i = 0; i < runs.Length; i++)
        {
            map.Way(theme, i, runs[i]);
            loss.Curve(theme, i, runs[i].Label, runs[i].Losses, log: true);
        }

        map.Mark(theme, 0, 0, MarkerShape.Cross);
        loss.ByDecadesY();
        return (map, loss);
    }
}

#region Recipes
[Optimizer]
[Sgd(LearningRate = 0.01)]
[TrainingPlan(Curvature = 6)]
internal sealed partial class TooSmall;

[Optimizer]
[Sgd(LearningRate = 0.2)]
[TrainingPlan(Curvature = 6)]
internal sealed partial class Good;

#pragma warning disable ODSL110 // Beyond the stability limit on purpose: the picture shows what happens there.
[Optimizer]
[Sgd(LearningRate = 0.35)]
[TrainingPlan(Curvature = 6)]
internal sealed partial class TooLarge;
#pragma warning restore ODSL110
#endregion
