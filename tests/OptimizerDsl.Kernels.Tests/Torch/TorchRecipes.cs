using System.Globalization;
using System.Text.Json;
using OptimizerDsl.Kernels.Tests.Corpus;
using OptimizerDsl.Kernels.Tests.Zoo;
using static OptimizerDsl.Kernels.Tests.Torch.TorchGoldens;

namespace OptimizerDsl.Kernels.Tests.Torch;

/// <summary>The recipes that say in this library what PyTorch was told in Python.</summary>
internal static class TorchRecipes
{
    // What this library calls the options of PyTorch's optimizers.
    private static readonly Dictionary<string, string[]> s_hyperparameters = new(StringComparer.Ordinal)
    {
        ["lr"] = ["LearningRate"],
        ["weight_decay"] = ["WeightDecay"],
        ["maximize"] = ["Maximize"],
        ["betas"] = ["Beta1", "Beta2"],
        ["eps"] = ["Epsilon"],
        ["amsgrad"] = ["AmsGrad"],
        ["momentum"] = ["Momentum"],
        ["dampening"] = ["Dampening"],
        ["nesterov"] = ["Nesterov"],
        ["centered"] = ["Centered"],
        ["rho"] = ["Rho"],
        ["lr_decay"] = ["RateDecay"],
        ["initial_accumulator_value"] = ["InitialAccumulator"],
        ["momentum_decay"] = ["MomentumDecay"],
        ["etas"] = ["Shrink", "Grow"],
        ["step_sizes"] = ["MinimumLength", "MaximumLength"],
        ["lambd"] = ["Lambda"],
        ["alpha"] = ["Alpha"],
        ["t0"] = ["AverageAfter"],
    };

    public static IReadOnlyList<RecipeCase> All { get; } =
    [
        .. Optimizers.SelectMany(file => Cases(file).SelectMany((golden, i) => RecipeCase.Both(Name(file, i), Rule(file, golden.GetProperty("options"))))),
        .. Clips().SelectMany(i => RecipeCase.Both(Name("clips", i), Clip(Cases("utilities", "clips")[i]) + "[Sgd(LearningRate = 1)]")),
        .. Schedules().Select(i => new RecipeCase(Name("schedules", i), $"{Schedule(Cases("schedules")[i])}[Sgd(LearningRate = {Literal(Cases("schedules")[i].Number("base"))})]", ElementType.Single)),
    ];

    /// <summary>The name of a case's recipe, to which the element type is added.</summary>
    public static string Name(string file, int index) => "Torch" + file + index.ToString(CultureInfo.InvariantCulture);

    /// <summary>The clips that the library has: by the Euclidean norm, and by value.</summary>
    public static IEnumerable<int> Clips() => Cases("utilities", "clips").Index().Where(golden => Clip(golden.Item) is not null).Select(golden => golden.Index);

    /// <summary>The schedules that can be said in this library.</summary>
    public static IEnumerable<int> Schedules() => Cases("schedules").Index().Where(golden => Schedule(golden.Item) is not null).Select(golden => golden.Index);

    /// <summary>The number of rates that a schedule has in common with PyTorch's: its cosine rises again after the first period.</summary>
    public static int CommonSteps(JsonElement schedule)
    {
        int all = schedule.GetProperty("rates").GetArrayLength();
        return schedule.GetProperty("options").TryGetProperty("T_max", out JsonElement period) ? Math.Min(all, period.GetInt32() + 1) : all;
    }

    // Every option is one of the rule's hyperparameters, or this throws.
    private static string Rule(string file, JsonElement options)
    {
        ZooRule[] rules = [.. ZooRules.All.Where(rule => rule.Torch == file)];
        ZooRule rule = rules.Length == 1 ? rules[0] : rules.Single(each => each.Name.EndsWith('W') == options.Flag("decoupled_weight_decay"));
        IEnumerable<string> arguments = options.EnumerateObject().Where(option => option.Name != "decoupled_weight_decay").SelectMany(option =>
        {
            JsonElement[] values = option.Value.ValueKind == JsonValueKind.Array ? [.. option.Value.EnumerateArray()] : [option.Value];
            string[] names = rule.Attribute == typeof(RMSpropAttribute) && option.Name == "alpha" ? [nameof(RMSpropAttribute.Rho)] : s_hyperparameters[option.Name];
            return names.Zip(values, (name, value) => $"{name} = {Literal(value)}");
        });
        return rule.Text(new("", string.Join(", ", arguments)));
    }

    private static string? Clip(JsonElement golden)
    {
        JsonElement options = golden.GetProperty("options");
        if (golden.GetProperty("function").GetString() == "clip_grad_value_") return $"[ClipByValue({Literal(options.Number("clip_value"))})]\n";
        bool isEuclidean = options.GetProperty("norm_type") is { ValueKind: JsonValueKind.Number } norm && norm.GetDouble() == 2;
        return isEuclidean ? $"[ClipByGlobalNorm({Literal(options.Number("max_norm"))})]\n" : null;
    }

    // LinearLR is missing: the library's LinearWarmup ends at the base rate and starts at 0 or above one step earlier, and no case does.
    private static string? Schedule(JsonElement golden)
    {
        JsonElement options = golden.GetProperty("options");
        return golden.GetProperty("scheduler").GetString() switch
        {
            "StepLR" => $"[StepDecay(EverySteps = {options.GetProperty("step_size").GetInt64()}, Factor = {Literal(options.Number("gamma"))})]\n",
            "ExponentialLR" => $"[ExponentialDecay(Rate = {Literal(options.Number("gamma"))})]\n",
            "CosineAnnealingLR" => $"[CosineDecay(Steps = {options.GetProperty("T_max").GetInt64()}, Floor = {Literal(options.Number("eta_min") / golden.Number("base"))})]\n",
            "ConstantLR" => $"[Constant(Factor = {Literal(options.Number("factor"))}, Steps = {options.GetProperty("total_iters").GetInt64()})]\n[Constant]\n",
            _ => null,
        };
    }

    private static string Literal(JsonElement value) => value.ValueKind == JsonValueKind.Number ? Literal(value.GetDouble()) : value.GetBoolean() ? "true" : "false";

    private static string Literal(double value) => TorchGoldens.Literal(value);
}
