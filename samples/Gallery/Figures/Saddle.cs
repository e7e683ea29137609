using Gallery.Drawing;
using Gallery.Page;
using Gallery.Running;
using OptimizerDsl;
using ScottPlot;

namespace Gallery.Figures;

/// <summary>Three rules that come to a saddle, where the gradient is 0 and nothing is won.</summary>
internal sealed class Saddle : IFigure
{
    public const int Steps = 200;

    /// <summary>What counts as having left: the saddle is at 1, the valleys at 0.</summary>
    public const double Left = 0.5;

    public string Name => "saddle";

    public string Title => "Past a saddle";

    public IReadOnlyList<Remark> EditorSays => EagerAdam.Remarks(nameof(SaddleAdam));

    public static (Trace Plain, Trace Momentum, Trace Adam) Run()
    {
        float[] start = [1.5f, 1e-4f];
        return (
            Descent.Run<SaddlePlain>("plain descent", Landscapes.Saddle, start, Steps),
            Descent.Run<SaddleMomentum>("momentum", Landscapes.Saddle, start, Steps),
            Descent.Run<SaddleAdam>("Adam", Landscapes.Saddle, start, Steps));
    }

    public Exhibit Make()
    {
        (Trace plain, Trace momentum, Trace adam) = Run();
        Trace[] runs = [plain, momentum, adam];
        return new Exhibit(
            $"""
            1 + x² - y² + y⁴ / 4 falls along x to a saddle, and from there along y into two valleys. The start is a ten-thousandth off the line that leads
            straight to the saddle. There the gradient nearly vanishes, and the loss stands still as at a minimum. To fall below {Say.Number(Left)} takes plain descent
            {Say.Steps(plain.StepsToLoss(Left), Steps)} and momentum {Say.Steps(momentum.StepsToLoss(Left), Steps)}. Adam scales the small gradient along y up as much as the large
            one along x, passes the saddle by, and takes {Say.Steps(adam.StepsToLoss(Left), Steps)}.
            """,
            "Left, a saddle as a surface with the ways of three runs. Middle, the same from above, as contours. Right, the losses: that of plain " +
            "descent stays at 1 for long and then falls to 0, that of momentum soon, and that of Adam at once.",
            new Picture(1200, 460, theme =>
            {
                Plot space = Styled.Plot(theme, "The surface", "", "");
                var surface = new Surface(Landscapes.Saddle, reach: 1.8, top: 4);
                surface.Draw(space, theme);
                Plot map = Styled.Plot(theme, "From above", "x", "y");
                map.Contours(theme, Landscapes.Saddle, new CoordinateRect(-1.8, 1.8, -1.8, 1.8), height => height);
                Plot loss = Styled.Plot(theme, "What they reach", "steps", "loss");
                for (int i = 0; i < runs.Length; i++)
                {
                    surface.Way(space, theme, i, runs[i]);
                    map.Way(theme, i, runs[i]);
                    loss.Curve(theme, i, runs[i].Label, runs[i].Losses);
                }

                return [space, map, loss];
            }));
    }
}

#region Recipes
[Optimizer]
[Sgd(LearningRate = 0.05)]
internal sealed partial class SaddlePlain;

[Optimizer]
[Sgd(LearningRate = 0.05, Momentum = 0.8)]
internal sealed partial class SaddleMomentum;

[Optimizer]
[Adam(LearningRate = 0.05)]
internal sealed partial class SaddleAdam;
#endregion
