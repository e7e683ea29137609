using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;

/// <summary>One training of a network, and what it took.</summary>
/// <param name="Losses">The loss before each step.</param>
/// <param name="Correct">How many of the points the trained network puts on their arm, from 0 to 1.</param>
/// <param name="Whole">The time of a step, from the loss to the new parameters: the median.</param>
/// <param name="Stepping">The part of it that the optimizer took: the median.</param>
internal sealed record Training(double[] Losses, double Correct, TimeSpan Whole, TimeSpan Stepping)
{
    /// <summary>Trains a new network, of the same numbers each time, for some steps over all points.</summary>
    public static Training Run(Spirals data, int steps, Func<nn.Module, optim.Optimizer> makeOptimizer)
    {
        manual_seed(1);
        using nn.Module<Tensor, Tensor> network = nn.Sequential(
            ("hidden1", nn.Linear(2, 256)), ("tanh1", nn.Tanh()), ("hidden2", nn.Linear(256, 256)), ("tanh2", nn.Tanh()), ("out", nn.Linear(256, 3)));
        using optim.Optimizer optimizer = makeOptimizer(network);
        var losses = new double[steps];
        var whole = new TimeSpan[steps];
        var stepping = new TimeSpan[steps];
        for (int step = 0; step < steps; step++)
        {
            using DisposeScope scope = NewDisposeScope();
            long start = Stopwatch.GetTimestamp();
            optimizer.zero_grad();
            Tensor loss = nn.functional.cross_entropy(network.call(data.Points), data.ArmOf);
            loss.backward();
            long middle = Stopwatch.GetTimestamp();
            optimizer.step();
            stepping[step] = Stopwatch.GetElapsedTime(middle);
            whole[step] = Stopwatch.GetElapsedTime(start);
            losses[step] = loss.ToDouble();
        }

        using (no_grad())
        {
            using DisposeScope scope = NewDisposeScope();
            double correct = network.call(data.Points).argmax(1).eq(data.ArmOf).to_type(float64).mean().ToDouble();
            return new Training(losses, correct, Median(whole), Median(stepping));
        }
    }

    // Of times the median, since other programs take the processor away now and then.
    private static TimeSpan Median(TimeSpan[] times) => times.Order().ElementAt(times.Length / 2);
}
