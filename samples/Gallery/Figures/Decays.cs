using Gallery.Drawing;
using Gallery.Page;
using Gallery.Running;
using OptimizerDsl;
using ScottPlot;

namespace Gallery.Figures;

/// <summary>A constant rate, and three ways to lower it over time.</summary>
internal sealed class Decays : IFigure
{
    public const int Steps = 500;

    public string Name => "decay";

    public string Title => "Constant, step, exponential, inverse square root";

    public static (Trace Constant, Trace Stepwise, Trace Exponential, Trace InverseSqrt) Run() => (
        Of<ConstantRate>("constant"), Of<StepwiseRate>("step"), Of<ExponentialRate>("exponential"), Of<InverseSqrtRate>("inverse square root"));

    public Exhibit Make()
    {
        (Trace constant, Trace stepwise, Trace exponential, Trace inverseSqrt) = Run();
        Trace[] runs = [constant, stepwise, exponential, inverseSqrt];
        return new Exhibit(
            $"""
            With noisy gradients a constant rate is fast at first and then stays where noise throws it about: after 50 steps its loss is
            {Say.Number(constant.Losses[50])}, and after {Steps} it is {Say.Number(constant.FinalLoss)}. The other three begin at the same rate and lower it, and the loss
            follows the rate down: to {Say.Number(inverseSqrt.FinalLoss)} with the inverse square root, {Say.Number(exponential.FinalLoss)} with the exponential decay and
            {Say.Number(stepwise.FinalLoss)} with steps, where it falls soon after each. A rate that has become small also moves little: decay too early, and the run stops short.
            """,
            "Left, four learning rates over 500 steps: a flat line, a staircase, a straight line and a curve that flattens. Right, the " +
            "losses of the four runs: the constant rate ends highest.",
            new Picture(1100, 440, theme =>
            {
                Plot rate = Styled.Plot(theme, "The rate", "steps", "learning rate");
                Plot loss = Styled.Plot(theme, "The loss it leads to", "steps", "loss");
                for (int i = 0; i < runs.Length; i++)
                {
                    rate.Rates(theme, i, runs[i], log: true);
                    loss.Curve(theme, i, runs[i].Label, runs[i].Losses, log: true);
                }

                rate.ByDecadesY();
                loss.ByDecadesY();
                return [rate, loss];
            }));
    }

    private static Trace Of<TOptimizer>(string label)
        where TOptimizer : IOptimizer<TOptimizer> => Descent.Run<TOptimizer>(label, NoisyBowls.Of(seed: 1), NoisyBowls.Start, Steps);
}

#region Recipes
[Optimizer]
[Sgd(LearningRate = 0.5)]
[TrainingPlan(Steps = 500)]
internal sealed partial class ConstantRate;

[Optimizer]
[Sgd(LearningRate = 0.5)]
[StepDecay(Factor = 0.2, EverySteps = 125)]
[TrainingPlan(Steps = 500)]
internal sealed partial class StepwiseRate;

[Optimizer]
[Sgd(LearningRate = 0.5)]
[ExponentialDecay(Rate = 0.99)]
[TrainingPlan(Steps = 500)]
internal sealed partial class ExponentialRate;

[Optimizer]
[Sgd(LearningRate = 0.5)]
[InverseSqrtDecay(Shift = 10)]
[TrainingPlan(Steps = 500)]
internal sealed partial class InverseSqrtRate;
#endregion
