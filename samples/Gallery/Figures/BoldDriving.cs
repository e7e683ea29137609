using Gallery.Drawing;
using Gallery.Page;
using Gallery.Running;
using OptimizerDsl;
using ScottPlot;

namespace Gallery.Figures;

/// <summary>A rate that rises while the loss falls, and is cut when it rises.</summary>
internal sealed class BoldDriving : IFigure
{
    public const double Curvature = 20;
    public const int Steps = 200;

    /// <summary>What counts as arrived.</summary>
    public const double Goal = 1e-4;

    public string Name => "bold-driver";

    public string Title => "The bold driver";

    public static (Trace Timid, Trace Bold) Run()
    {
        Objective bowl = Landscapes.Bowl(Curvature);
        float[] start = [-3, 0.5f];
        return (
            Descent.Run<TimidRate>("constant", bowl, start, Steps),
            Descent.Run<BoldRate>("bold driver", bowl, start, Steps, (optimizer, loss) => optimizer.Observe(loss)));
    }

    public Exhibit Make()
    {
        (Trace timid, Trace bold) = Run();
        int[] cuts = Plateau.Cuts(bold);
        return new Exhibit(
            $"""
            Both start at a rate of 0.005. The bold driver raises it by 5 % whenever the loss has fallen, and halves it when the loss has risen, which
            happened {cuts.Length} times, first in step {cuts[0]}: it feels its way to the limit of stability, 2 / 20, beyond it and back. A loss of
            {Say.Number(Goal)} takes it {Say.Steps(bold.StepsToLoss(Goal), Steps)}, and the constant rate {Say.Steps(timid.StepsToLoss(Goal), Steps)}.
            """,
            "Left, a learning rate that rises smoothly and is halved again and again around a dotted line, beside a constant one. Right, the losses: " +
            "the bold driver's falls much faster, with a bump before each cut.",
            new Picture(1100, 440, theme =>
            {
                Plot rate = Styled.Plot(theme, "The rate", "steps", "learning rate");
                Plot loss = Styled.Plot(theme, "The loss it reacts to", "steps", "loss");
                rate.Bound(theme, 2 / Curvature, 0, "limit of stability");
                rate.Rates(theme, 0, timid);
                rate.Rates(theme, 1, bold);
                loss.Curve(theme, 0, timid.Label, timid.Losses, log: true);
                loss.Curve(theme, 1, bold.Label, bold.Losses, log: true);
                loss.ByDecadesY();
                return [rate, loss];
            }));
    }
}

#region Recipes
[Optimizer]
[Sgd(LearningRate = 0.005)]
internal sealed partial class TimidRate;

// After each step: optimizer.Observe(loss).
[Optimizer]
[Sgd(LearningRate = 0.005)]
[BoldDriver(Up = 1.05, Down = 0.5)]
internal sealed partial class BoldRate;
#endregion
