using Gallery.Drawing;
using Gallery.Page;
using Gallery.Running;
using OptimizerDsl;
using ScottPlot;

namespace Gallery.Figures;

/// <summary>Units whose input is so large that their output no longer changes with it.</summary>
internal sealed class Saturation : IFigure
{
    public const int Steps = 1_200;

    /// <summary>What counts as learnt.</summary>
    public const double Goal = 0.01;

    public string Name => "saturation";

    public string Title => "Saturated units";

    public IReadOnlyList<Remark> EditorSays => EagerAdam.Remarks(nameof(SaturatedAdam));

    public static (Trace Sigmoid, Trace SigmoidFresh, Trace Tanh, Trace SigmoidAdam) Run() => (
        Descent.Run<SaturatedPlain>("sigmoid, from 6", SigmoidUnit, [6f], Steps),
        Descent.Run<SaturatedPlain>("sigmoid, from 1", SigmoidUnit, [1f], Steps),
        Descent.Run<SaturatedPlain>("tanh, from 3", TanhUnit, [3f], Steps),
        Descent.Run<SaturatedAdam>("sigmoid, from 6, Adam", SigmoidUnit, [6f], Steps));

    public Exhibit Make()
    {
        (Trace sigmoid, Trace fresh, Trace tanh, Trace adam) = Run();
        Trace[] runs = [sigmoid, fresh, tanh, adam];
        return new Exhibit(
            $"""
            One unit is to learn to answer the opposite of what it answers. From an input of 1, the slope of the sigmoid is {Say.Number(SigmoidSlope(1))}, and a loss of
            {Say.Number(Goal)} takes {Say.Steps(fresh.StepsToLoss(Goal), Steps)}. From 6 the slope is {Say.Number(SigmoidSlope(6))}: the unit is wrong and hardly hears of it,
            and the same takes {Say.Steps(sigmoid.StepsToLoss(Goal), Steps)}, most of them on a plateau. Tanh has one, too, nearer to 0: from 3 it takes
            {Say.Steps(tanh.StepsToLoss(Goal), Steps)}. Adam scales a small gradient up, and needs {Say.Steps(adam.StepsToLoss(Goal), Steps)} from 6.
            """,
            "Left, sigmoid and tanh with their slopes, which vanish to both sides. Right, losses over the steps: from saturated inputs they stay on a plateau " +
            "for long before they fall, with Adam or from a small input they fall at once.",
            new Picture(1100, 460, theme =>
            {
                Plot units = Styled.Plot(theme, "Outputs, and their slopes (dotted)", "input", "output, slope");
                (string Label, Func<double, double> Output, Func<double, double> Slope)[] functions =
                    [("sigmoid", Sigmoid, SigmoidSlope), ("tanh", Math.Tanh, x => 1 - Math.Pow(Math.Tanh(x), 2))];
                for (int i = 0; i < functions.Length; i++)
                {
                    (string label, Func<double, double> output, Func<double, double> slope) = functions[i];
                    int index = 2 * i;
                    Coordinates[] outputs = [.. Inputs().Select(x => new Coordinates(x, output(x)))];
                    units.Curve(theme, index, "", outputs);
                    units.Curve(theme, index, "", [.. Inputs().Select(x => new Coordinates(x, slope(x)))]).LinePattern = LinePattern.Dotted;
                    units.Note(theme, -7, output(-7), label);
                }

                Plot loss = Styled.Plot(theme, "Learning to answer the opposite", "steps", "loss");
                for (int i = 0; i < runs.Length; i++) loss.Curve(theme, i, runs[i].Label, runs[i].Losses);
                return [units, loss];
            }));
    }

    private static IEnumerable<double> Inputs() => Enumerable.Range(-140, 281).Select(i => i / 20d);

    /// <summary>(sigmoid(w) - 0)² / 2.</summary>
    private static double SigmoidUnit(ReadOnlySpan<float> w, Span<float> g)
    {
        double output = Sigmoid(w[0]);
        g[0] = (float)(output * SigmoidSlope(w[0]));
        return output * output / 2;
    }

    /// <summary>(tanh(w) + 1)² / 8: its output from -1 to 1 is twice as wide, and the loss is to begin at the same height.</summary>
    private static double TanhUnit(ReadOnlySpan<float> w, Span<float> g)
    {
        double output = Math.Tanh(w[0]);
        g[0] = (float)((output + 1) * (1 - output * output) / 4);
        return (output + 1) * (output + 1) / 8;
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static double SigmoidSlope(double x) => Sigmoid(x) * Sigmoid(-x);
}

#region Recipes
[Optimizer]
[Sgd(LearningRate = 0.5)]
internal sealed partial class SaturatedPlain;

[Optimizer]
[Adam(LearningRate = 0.05)]
internal sealed partial class SaturatedAdam;
#endregion
