using Gallery.Drawing;
using Gallery.Page;
using Gallery.Running;
using OptimizerDsl;
using ScottPlot;
using ScottPlot.Plottables;

namespace Gallery.Figures;

/// <summary>Popular rules on one task, each at many rates.</summary>
internal sealed class AdaptiveRules : IFigure
{
    public const int Steps = 500;

    /// <summary>What counts as learnt.</summary>
    public const double Goal = 0.05;

    private const int Width = 16;
    private const int Seed = 1;

    // Eight colours are many: the shape of the points tells the rules apart as well.
    private static readonly MarkerShape[] s_markers =
    [
        MarkerShape.FilledCircle, MarkerShape.FilledSquare, MarkerShape.FilledTriangleUp, MarkerShape.FilledDiamond,
        MarkerShape.OpenCircle, MarkerShape.OpenSquare, MarkerShape.OpenTriangleDown, MarkerShape.OpenDiamond,
    ];

    public string Name => "adaptive-rules";

    public string Title => "Adaptive rules on one task";

    public IReadOnlyList<Remark> EditorSays =>
    [
        new(nameof(RacingAdam), "suggestion", "ODSL208",
            "Adam begins with its full rate of 0.001, when it has hardly measured the gradients. Let the rate rise over 2000 steps."),
        new(nameof(RacingNAdam), "suggestion", "ODSL208",
            "NAdam begins with its full rate of 0.002, when it has hardly measured the gradients. Let the rate rise over 2000 steps."),
    ];

    /// <summary>A rule's runs by rate, from the smallest to the largest.</summary>
    internal sealed record Contender(string Label, IReadOnlyList<(double Rate, Trace Trace)> Runs)
    {
        /// <summary>The run that comes to the goal first.</summary>
        public (double Rate, Trace Trace) Best => Runs.MinBy(run => run.Trace.StepsToLoss(Goal) ?? int.MaxValue);

        /// <summary>How many of the rates lead to the goal.</summary>
        public int GoodRates => Runs.Count(run => run.Trace.FinalLoss <= Goal);
    }

    public static IReadOnlyList<Contender> Run() =>
    [
        Of<RacingSgd>("SGD"), Of<RacingMomentum>("momentum"), Of<RacingAdagrad>("Adagrad"), Of<RacingAdadelta>("Adadelta"),
        Of<RacingRMSprop>("RMSprop"), Of<RacingAdam>("Adam"), Of<RacingNAdam>("NAdam"), Of<RacingLion>("Lion"),
    ];

    public Exhibit Make()
    {
        IReadOnlyList<Contender> rules = Run();
        Contender[] ranking = [.. rules.OrderBy(rule => rule.Best.Trace.StepsToLoss(Goal) ?? int.MaxValue)];
        string[] atTheEnd = [.. rules.Where(rule => rule.Best.Rate == rule.Runs[^1].Rate).Select(rule => rule.Label)];
        string beyond = atTheEnd.Length == 0 ? "" : $" The best rate of {string.Join(" and ", atTheEnd)} is the largest that was tried, so larger ones may do better.";
        return new Exhibit(
            $"""
            A small network learns two spirals, with each rule at {rules[0].Runs.Count} rates from 1e-4 to 3, half a power of ten apart. At the best of them, a loss of
            {Say.Number(Goal)} takes {string.Join(", ", ranking.Select(rule => $"{rule.Label} {Say.Steps(rule.Best.Trace.StepsToLoss(Goal), Steps)}"))}. One task ranks nobody;
            what carries over is how much hangs on the rate, and how differently: the loss is there after {Steps} steps at
            {string.Join(", ", rules.Select(rule => $"{rule.GoodRates} rates with {rule.Label}"))}. Losses below 1e-6 and above 10 are outside of the frames.
            """,
            "Left, the lowest losses so far of eight rules over the steps, each at its best rate. Right, for each rule the loss in the end over the rate: valleys at different rates, " +
            "and of different width.",
            new Picture(1100, 520, theme =>
            {
                Plot loss = Styled.Plot(theme, "Each at its best rate", "steps", "lowest loss so far");
                Plot sensitivity = Styled.Plot(theme, "What each rate leads to", "learning rate", $"loss after {Steps} steps");
                for (int i = 0; i < rules.Count; i++)
                {
                    loss.Curve(theme, i, rules[i].Label, LowestSoFar(rules[i].Best.Trace.Losses), log: true);
                    Scatter valley = sensitivity.Curve(theme, i, rules[i].Label, [.. rules[i].Runs.Select(run => new Coordinates(Math.Log10(run.Rate), Math.Log10(run.Trace.FinalLoss)))]);
                    valley.MarkerShape = s_markers[i];
                    valley.MarkerSize = 8;
                }

                loss.ByDecadesY(-6, 1);
                sensitivity.ByDecadesX();
                sensitivity.ByDecadesY(-6, 1);
                return [loss, sensitivity];
            }));
    }

    private static List<double> LowestSoFar(IReadOnlyList<double> losses)
    {
        var lowest = new List<double>();
        foreach (double loss in losses) lowest.Add(lowest.Count == 0 ? loss : Math.Min(loss, lowest[^1]));
        return lowest;
    }

    private static Contender Of<TOptimizer>(string label)
        where TOptimizer : IOptimizer<TOptimizer>
    {
        var network = new Network(Width, leak: 0.1f, Seed);
        double[] rates = [.. Enumerable.Range(-8, 10).Select(i => Math.Pow(10, i / 2d))];
        return new Contender(label, [.. rates.Select(rate => (rate, Descent.Run<TOptimizer>(label, network.Loss, network.Start(), Steps, rate: rate)))]);
    }
}

#region Recipes
// The rates are set at run time: optimizer.LearningRate = rate.
[Optimizer]
[Sgd]
internal sealed partial class RacingSgd;

[Optimizer]
[Sgd(Momentum = 0.9)]
internal sealed partial class RacingMomentum;

[Optimizer]
[Adagrad]
internal sealed partial class RacingAdagrad;

[Optimizer]
[Adadelta]
internal sealed partial class RacingAdadelta;

[Optimizer]
[RMSprop]
internal sealed partial class RacingRMSprop;

[Optimizer]
[Adam]
internal sealed partial class RacingAdam;

[Optimizer]
[NAdam]
internal sealed partial class RacingNAdam;

[Optimizer]
[Lion]
internal sealed partial class RacingLion;
#endregion
