namespace Gallery.Running;

/// <summary>What a run of an optimizer left behind.</summary>
/// <param name="Label">The run's name in legends.</param>
/// <param name="Path">The first two weights, before the first step and after each; Y is 0 where there is one weight.</param>
/// <param name="Losses">The loss at each point of the path.</param>
/// <param name="Rates">The learning rate of each step.</param>
internal sealed record Trace(
    string Label, IReadOnlyList<(double X, double Y)> Path, IReadOnlyList<double> Losses, IReadOnlyList<double> Rates)
{
    public double FinalLoss => Losses[^1];

    public (double X, double Y) End => Path[^1];

    /// <summary>After how many steps the loss was this low for the first time; null if it never was.</summary>
    public int? StepsToLoss(double loss) => StepsTo(k => Losses[k] <= loss);

    /// <summary>The first point of the path, by its number of steps, of which something holds.</summary>
    public int? StepsTo(Func<int, bool> holds)
    {
        for (int k = 0; k < Losses.Count; k++)
            if (holds(k)) return k;
        return null;
    }
}
