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
    private const int Width = 24;
    private const int Networks = 7;

    public string Name => "dying-relu";

    public string Title => "Dying ReLU, and leaky ReLU";

    public IReadOnlyList<Remark> EditorSays =>
    [
        new(nameof(HastyRate), "suggestion", "ODSL101", "Learning rate 3 is above 1, the usual ceiling for Sgd. Use 0.01."),
    ];

    /// <summary>What several networks come to, from different seeds, after each number of steps.</summary>
    /// <param name="Label">The runs' name in legends.</param>
    /// <param name="Silent">The part of all their units that are silent.</param>
    /// <param name="Loss">The median of their losses.</param>
    internal sealed record Watched(string Label, IReadOnlyList<double> Silent, IReadOnlyList<double> Loss);

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
            A unit is silent when it is below 0 for every sample. A ReLU then passes no gradient on, so that its weights no longer change: it is dead. In {Networks} networks
            of {2 * Width} units that tell two spirals apart, a rate of 3 leaves {Say.Percent(relu.Silent[^1])} of all units dead after {Steps} steps, and a rate of 0.3
            {Say.Percent(careful.Silent[^1])}. A leaky ReLU keeps a tenth of the slope below 0, by which it can come back: at a rate of 3, {Say.Percent(leaky.Silent[^1])} are silent
            in the end. How low the loss is depends on when one stops, as the right side shows: at such a rate it jumps.
            """,
            "Left, the part of silent units over the steps: it rises and stays for ReLU at a large rate, and is small for leaky ReLU and for a small rate. " +
            "Right, the losses.",
            new Picture(1100, 440, theme =>
            {
                Plot silent = Styled.Plot(theme, "Silent units", "steps", "% of all units");
                Plot loss = Styled.Plot(theme, "What they reach", "steps", "median loss");
                for (int i = 0; i < runs.Length; i++)
                {
                    silent.Curve(theme, i, runs[i].Label, [.. runs[i].Silent.Select(part => 100 * part)]);
                    loss.Curve(theme, i, runs[i].Label, runs[i].Loss, log: true);
                }

                loss.ByDecadesY();
                return [silent, loss];
            }));
    }

    private static Watched Of<TOptimizer>(string label, float leak)
        where TOptimizer : IOptimizer<TOptimizer>
    {
        (double[] Silent, IReadOnlyList<double> Losses)[] runs = [.. Enumerable.Range(1, Networks).Select(seed => One<TOptimizer>(leak, seed))];
        return new Watched(
            label,
            [.. Enumerable.Range(0, Steps + 1).Select(k => runs.Average(run => run.Silent[k]))],
            [.. Enumerable.Range(0, Steps + 1).Select(k => runs.Select(run => run.Losses[k]).Order().ElementAt(Networks / 2))]);
    }

    private static (double[] Silent, IReadOnlyList<double> Losses) One<TOptimizer>(float leak, int seed)
        where TOptimizer : IOptimizer<TOptimizer>
    {
        var network = new Network(Width, leak, seed);
        var silent = new List<double>();
        Trace trace = Descent.Run<TOptimizer>("", Watch, network.Start(), Steps);
        return ([.. silent], trace.Losses);

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
