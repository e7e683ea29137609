using Gallery.Drawing;
using Gallery.Page;
using Gallery.Running;
using OptimizerDsl;
using ScottPlot;

namespace Gallery.Figures;

/// <summary>ReLU units that a rate too large throws to where they answer 0 to everything, for good.</summary>
internal sealed class DyingRelu : IFigure
{
    public const int Steps = 400;
    private const int Width = 32;
    private const int Seed = 5;

    public string Name => "dying-relu";

    public string Title => "Dying ReLU, and leaky ReLU";

    /// <summary>A run, and the part of the units that no point woke at each of its points.</summary>
    internal sealed record Watched(Trace Trace, IReadOnlyList<double> Silent);

    public static (Watched Relu, Watched Leaky, Watched Careful) Run() => (
        Of<HastyRate>("ReLU, rate 3", leak: 0),
        Of<HastyRate>("leaky ReLU, rate 3", leak: 0.1f),
        Of<CarefulRate>("ReLU, rate 0.3", leak: 0));

    public Exhibit Make()
    {
        (Watched relu, Watched leaky, Watched careful) = Run();
        Watched[] runs = [relu, leaky, careful];
        return new Exhibit(
            $"""
            A unit is silent when it is below 0 for every sample. A ReLU then passes no gradient on, and is dead: no step changes it again. In a network of
            {2 * Width} units that tells two spirals apart, a rate of 3 leaves {Say.Percent(relu.Silent[^1])} of them dead after {Steps} steps, and a rate of 0.3
            {Say.Percent(careful.Silent[^1])}. A leaky ReLU keeps a tenth of the slope below 0, and comes back: at a rate of 3, {Say.Percent(leaky.Silent[^1])} are silent in
            the end, of {Say.Percent(leaky.Silent.Max())} at worst, and the loss is {Say.Number(leaky.Trace.FinalLoss)} in place of {Say.Number(relu.Trace.FinalLoss)}.
            """,
            "Left, the part of silent units over the steps: it rises and stays for ReLU at a large rate, and is small for leaky ReLU and for a small rate. " +
            "Right, the losses.",
            new Picture(1100, 440, theme =>
            {
                Plot silent = Styled.Plot(theme, "Silent units", "steps", "% of all units");
                Plot loss = Styled.Plot(theme, "What they reach", "steps", "loss");
                for (int i = 0; i < runs.Length; i++)
                {
                    silent.Curve(theme, i, runs[i].Trace.Label, [.. runs[i].Silent.Select(part => 100 * part)]);
                    loss.Curve(theme, i, runs[i].Trace.Label, runs[i].Trace.Losses, log: true);
                }

                loss.PowersOfTen();
                return [silent, loss];
            }));
    }

    private static Watched Of<TOptimizer>(string label, float leak)
        where TOptimizer : IOptimizer<TOptimizer>
    {
        var network = new Network(Width, leak, Seed);
        var silent = new List<double>();
        Trace trace = Descent.Run<TOptimizer>(label, Watch, network.Start(), Steps);
        return new Watched(trace, silent);

        double Watch(ReadOnlySpan<float> w, Span<float> g)
        {
            double loss = network.Loss(w, g);
            silent.Add(network.SilentPart);
            return loss;
        }
    }
}

#region Recipes
[Optimizer]
[Sgd(LearningRate = 3)]
internal sealed partial class HastyRate;

[Optimizer]
[Sgd(LearningRate = 0.3)]
internal sealed partial class CarefulRate;
#endregion
