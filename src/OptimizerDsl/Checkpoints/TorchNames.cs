namespace OptimizerDsl.Checkpoints;

/// <summary>What the state of PyTorch's optimizers is called in this library's rules.</summary>
internal static class TorchNames
{
    /// <summary>PyTorch's name for the number of steps.</summary>
    internal const string Step = "step";

    /// <summary>
    /// By PyTorch's names. What is null follows from the number of steps and is not read.
    /// </summary>
    internal static IReadOnlyDictionary<string, string?> States { get; } = new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["exp_avg"] = "m",
        ["exp_avg_sq"] = "v",
        ["max_exp_avg_sq"] = "vMax",
        ["exp_inf"] = "u",
        ["momentum_buffer"] = "velocity",
        ["square_avg"] = "v",
        ["grad_avg"] = "m",
        ["acc_delta"] = "u",
        ["sum"] = "sum",
        ["prev"] = "previous",
        ["step_size"] = "length",
        ["ax"] = "average",
        ["mu_product"] = "product",
        ["eta"] = "next",
        ["mu"] = null,
    };
}
