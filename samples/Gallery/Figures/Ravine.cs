using Gallery.Drawing;
using Gallery.Page;
using Gallery.Running;
using OptimizerDsl;
using ScottPlot;

namespace Gallery.Figures;

/// <summary>Momentum against none where one direction is much steeper than the other.</summary>
internal sealed class Ravine : IFigure
{
    public const double Curvature = 50;
    public const int Steps = 300;

    /// <summary>What counts as arrived.</summary>
    public const double Goal = 1e-6;

    public string Name => "ravine";

    public string Title => "Momentum in a ravine";

    public IReadOnlyList<Remark> EditorSays =>
    [
        new(nameof(WithMomentum), "suggestion", "ODSL111",
            "Rate 0.0614 exceeds 0.017, up to which Sgd is stable in small batches for Curvature = 50. Lower it if batches are small."),
    ];

    public static (Trace Plain, Trace Momentum) Run()
    {
        Objective ravine = Landscapes.Bowl(Curvature);
        float[] start = [-4, 0.25f];
        return (
            Descent.Run<WithoutMomentum>("without momentum", ravine, start, Steps),
            Descent.Run<WithMomentum>("with momentum", ravine, start, Steps));
    }

    public Exhibit Make()
    {
        (Trace plain, Trace momentum) = Run();
        return new Exhibit(
            $"""
            The ravine (x² + 50 y²) / 2 is fifty times as steep across as along. Without momentum a rate that just does not fly out across makes slow
            progress along; momentum adds up what agrees and lets cancel what alternates. Each run has the best settings that theory gives for
            this ravine (Polyak, 1964): to a loss of {Say.Number(Goal)} it takes {Say.Steps(plain.StepsToLoss(Goal), Steps)} without and
            {Say.Steps(momentum.StepsToLoss(Goal), Steps)} with momentum.
            """,
            "Left, two ways down a narrow ravine: one zigzags across it, the other soon runs along it. Right, their losses: with momentum it falls faster.",
            new Picture(1100, 460, theme =>
            {
                Plot map = Styled.Plot(theme, "Where they go", "x", "y");
                map.Contours(theme, Landscapes.Bowl(Curvature), new CoordinateRect(-4.4, 1.4, -0.8, 0.8), Math.Sqrt);
                map.Way(theme, 0, plain);
                map.Way(theme, 1, momentum);
                map.Mark(theme, 0, 0, MarkerShape.Cross);
                Plot loss = Styled.Plot(theme, "What they reach", "steps", "loss");
                loss.Curve(theme, 0, plain.Label, plain.Losses, log: true);
                loss.Curve(theme, 1, momentum.Label, momentum.Losses, log: true);
                loss.ByDecadesY(-10, 2.5);
                return [map, loss];
            }));
    }
}

#region Recipes
// The best rate without momentum is 2 / (1 + 50).
[Optimizer]
[Sgd(LearningRate = 0.0392)]
[TrainingPlan(Curvature = 50)]
internal sealed partial class WithoutMomentum;

// With it, the rate is 4 / (√1 + √50)² and the momentum ((√50 - 1) / (√50 + 1))².
[Optimizer]
[Sgd(LearningRate = 0.0614, Momentum = 0.566)]
[TrainingPlan(Curvature = 50)]
internal sealed partial class WithMomentum;
#endregion
