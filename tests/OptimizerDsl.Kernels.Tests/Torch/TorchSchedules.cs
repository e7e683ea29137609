using System.Globalization;
using System.Text.Json;
using static OptimizerDsl.Kernels.Tests.Torch.TorchGoldens;

namespace OptimizerDsl.Kernels.Tests.Torch;

/// <summary>A schedule of PyTorch as a recipe says it.</summary>
/// <param name="Attributes">The schedules.</param>
/// <param name="Rate">The base rate.</param>
/// <param name="Momentum">The momentum that they move; 0 for none.</param>
internal sealed record TorchSchedule(string Attributes, double Rate, double Momentum = 0)
{
    public string Recipe => $"{Attributes}[Sgd(LearningRate = {Literal(Rate)}, Momentum = {Literal(Momentum)})]";
}

/// <summary>What PyTorch's schedules are in this library.</summary>
internal static class TorchSchedules
{
    /// <summary>The schedule that a user writes for the lambda of the MultiplicativeLR cases: 3 steps multiply by c³.</summary>
    public const string Own = """
        using OptimizerDsl;

        public sealed partial class ThreesAttribute(double c) : ScheduleAttribute
        {
            public double C { get; } = c;

            public override double ScaleAt(long t) => System.Math.Pow(C, t / 3 * 3 + t % 3 * (t % 3 + 1) / 2);
        }
        """;

    public static TorchSchedule Of(JsonElement golden)
    {
        JsonElement options = golden.GetProperty("options");
        double rate = golden.Number("base");
        return golden.GetProperty("scheduler").GetString() switch
        {
            "StepLR" => new($"[StepDecay(EverySteps = {Whole(options, "step_size")}, Factor = {Literal(options.Number("gamma"))})]\n", rate),
            "MultiStepLR" => new($"[MultiStepDecay(AtSteps = new long[] {{ {string.Join(", ", options.GetProperty("milestones").Numbers())} }}, Factor = {Literal(options.Number("gamma"))})]\n", rate),
            "ConstantLR" => new($"[ConstantWarmup(Steps = {Whole(options, "total_iters")}, From = {Literal(options.Number("factor"))})]\n", rate),
            "LinearLR" => new(Linear(options, "") + "\n", rate),
            "ExponentialLR" => new($"[ExponentialDecay(Rate = {Literal(options.Number("gamma"))})]\n", rate),
            "PolynomialLR" => new($"[PolynomialDecay(Steps = {Whole(options, "total_iters")}, Power = {Literal(options.Number("power"))})]\n", rate),
            // PyTorch's goes up again after its period, and so on.
            "CosineAnnealingLR" => new($"{Cosine(options, rate)}\n[Cyclic(UpSteps = {Whole(options, "T_max")}, Cosine = true, Floor = {Literal(options.Number("eta_min") / rate)})]\n", rate),
            "CosineAnnealingWarmRestarts" => new($"[CosineRestarts(PeriodSteps = {Whole(options, "T_0")}, Multiplier = {Whole(options, "T_mult")}, Floor = {Literal(options.Number("eta_min") / rate)})]\n", rate),
            "CyclicLR" => Cyclic(options),
            "OneCycleLR" => OneCycle(options),
            "ReduceLROnPlateau" => new(Plateau(options, rate), rate),
            "SequentialLR" => new(
                Linear(options.GetProperty("LinearLR"), $", Steps = {Whole(options.GetProperty("LinearLR"), "total_iters")}") + "\n" + Cosine(options.GetProperty("CosineAnnealingLR"), rate) + "\n", rate),
            "ChainedScheduler" => new(Chained(options.GetProperty("ConstantLR"), options.GetProperty("ExponentialLR").Number("gamma")), rate),
            "MultiplicativeLR" => new($"[Threes({Literal(options.Number("c"))})]\n", rate),
            "LambdaLR" => Lambda(options, rate),
            "SWALR" => new($"[{(options.GetProperty("anneal_strategy").GetString() == "cos" ? "CosineDecay" : "LinearDecay")}(Steps = {Whole(options, "anneal_epochs")}, Floor = {Literal(options.Number("swa_lr") / rate)})]\n", rate),
            string other => throw new InvalidOperationException($"Nobody has said what {other} is here."),
            null => throw new InvalidOperationException("A schedule has no name."),
        };
    }

    private static string Linear(JsonElement options, string length) =>
        $"[PiecewiseLinear(AtSteps = new long[] {{ 0, {Whole(options, "total_iters")} }}, Factors = new[] {{ {Literal(options.Number("start_factor"))}, {Literal(options.Number("end_factor"))} }}{length})]";

    private static string Cosine(JsonElement options, double rate) => $"[CosineDecay(Steps = {Whole(options, "T_max")}, Floor = {Literal(options.Number("eta_min") / rate)})]";

    private static TorchSchedule Cyclic(JsonElement options)
    {
        string mode = options.GetProperty("mode").GetString()!;
        string shape = $"UpSteps = {Whole(options, "step_size_up")}"
            + (options.GetProperty("step_size_down").ValueKind == JsonValueKind.Number ? $", DownSteps = {Whole(options, "step_size_down")}" : "")
            + (mode == "triangular2" ? ", Multiplier = 0.5" : mode == "exp_range" ? $", Rate = {Literal(options.Number("gamma"))}" : "");
        double peak = options.Number("max_lr");
        string rates = $"[Cyclic({shape}, Floor = {Literal(options.Number("base_lr") / peak)})]\n";
        if (!options.Flag("cycle_momentum")) return new(rates, peak);
        double low = options.Number("base_momentum");
        return new($"{rates}[Cyclic({shape}, Floor = {Literal(options.Number("max_momentum") / low)}, Target = \"Momentum\")]\n", peak, low);
    }

    private static TorchSchedule OneCycle(JsonElement options)
    {
        // What PyTorch cycles momentum between, unless told otherwise.
        const double low = 0.85, high = 0.95;
        string shape = $"Steps = {Whole(options, "total_steps")}, WarmupFraction = {Literal(options.Number("pct_start"))}"
            + (options.GetProperty("anneal_strategy").GetString() == "linear" ? ", Linear = true" : "") + (options.Flag("three_phase") ? ", ThreePhases = true" : "");
        double start = 1 / options.Number("div_factor");
        return new(
            $"[OneCycle({shape}, From = {Literal(start)}, Floor = {Literal(start / options.Number("final_div_factor"))})]\n"
            + $"[OneCycle({shape}, From = {Literal(high / low)}, Floor = {Literal(high / low)}, Target = \"Momentum\")]\n", options.Number("max_lr"), low);
    }

    private static string Plateau(JsonElement options, double rate) =>
        $"[ReduceOnPlateau(Factor = {Literal(options.Number("factor"))}, Patience = {Whole(options, "patience")}, Threshold = {Literal(options.Number("threshold"))}, Cooldown = {Whole(options, "cooldown")}, Floor = {Literal(options.Number("min_lr") / rate)}"
        + (options.GetProperty("mode").GetString() == "max" ? ", Maximize = true" : "") + (options.GetProperty("threshold_mode").GetString() == "abs" ? ", Absolute = true" : "") + ")]\n";

    // A product: the exponential begins at the constant, and goes on where it would have been without.
    private static string Chained(JsonElement constant, double gamma) =>
        $"[ExponentialDecay(From = {Literal(constant.Number("factor"))}, Rate = {Literal(gamma)}, Steps = {Whole(constant, "total_iters")})]\n"
        + $"[ExponentialDecay(From = {Literal(Math.Pow(gamma, constant.Number("total_iters")))}, Rate = {Literal(gamma)})]\n";

    // min(n / w, √(w / n)) is √w · min(n^(-1/2), n w^(-3/2)).
    private static TorchSchedule Lambda(JsonElement options, double rate) => options.TryGetProperty("model", out JsonElement model)
        ? new($"[Noam(ModelSize = {model.GetInt64()}, WarmupSteps = {Whole(options, "warmup")})]\n", rate)
        : new($"[Noam(ModelSize = 1, WarmupSteps = {Whole(options, "warmup")})]\n", rate * Math.Sqrt(options.Number("warmup")));

    private static string Whole(JsonElement options, string name) => options.GetProperty(name).GetInt64().ToString(CultureInfo.InvariantCulture);
}
