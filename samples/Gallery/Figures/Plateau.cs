using Gallery.Drawing;
using Gallery.Page;
using Gallery.Running;
using OptimizerDsl;
using ScottPlot;

namespace Gallery.Figures;

/// <summary>A rate that falls when the loss has stopped falling.</summary>
internal sealed class Plateau : IFigure
{
    public const int Steps = 400;

    public string Name => "plateau";

    public string Title => "Decay when progress stops";

    public static (Trace Constant, Trace Reducing) Run() => (
        Descent.Run<NeverReducing>("constant", NoisyBowls.Of(seed: 2), NoisyBowls.Start, Steps),
        Descent.Run<ReducingOnPlateau>("reduced on a plateau", NoisyBowls.Of(seed: 2), NoisyBowls.Start, Steps, (optimizer, loss) => optimizer.Observe(loss)));

    /// <summary>The steps, counted from 1, whose rate differs from that of the step before.</summary>
    public static int[] Cuts(Trace trace) =>
        [.. Enumerable.Range(1, trace.Rates.Count - 1).Where(k => trace.Rates[k] < trace.Rates[k - 1]).Select(k => k + 1)];

    public Exhibit Make()
    {
        (Trace constant, Trace reducing) = Run();
        int[] cuts = Cuts(reducing);
        return new Exhibit(
            $"""
            Nobody has to know beforehand when to lower the rate: the optimizer is told the loss after each step, and halves the rate when
            25 in a row have brought nothing better by 1 %. Here it did so first in step {cuts[0]}, and {cuts.Length} times in all; each cut lets the loss
            fall to a lower plateau. It ends at {Say.Number(reducing.FinalLoss)}, and at a constant rate at {Say.Number(constant.FinalLoss)}.
            """,
            "Left, a learning rate that falls by half in a staircase beside a constant one. Right, the losses: the constant rate's stays on its " +
            "plateau, the other's goes down from plateau to plateau.",
            new Picture(1100, 440, theme =>
            {
                Plot rate = Styled.Plot(theme, "The rate", "steps", "learning rate");
                Plot loss = Styled.Plot(theme, "The loss it reacts to", "steps", "loss");
                rate.Rates(theme, 0, constant, log: true);
                rate.Rates(theme, 1, reducing, log: true);
                loss.Curve(theme, 0, constant.Label, constant.Losses, log: true);
                loss.Curve(theme, 1, reducing.Label, reducing.Losses, log: true);
                rate.ByDecadesY();
                loss.ByDecadesY();
                return [rate, loss];
            }));
    }
}

#region Recipes
[Optimizer]
[Sgd(LearningRate = 0.5)]
internal sealed partial class NeverReducing;

// After each step: optimizer.Observe(loss).
[Optimizer]
[Sgd(LearningRate = 0.5)]
[ReduceOnPlateau(Factor = 0.5, Patience = 25, Threshold = 0.01)]
internal sealed partial class ReducingOnPlateau;
#endregion
