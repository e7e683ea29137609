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
        .. Schedules().Select(i => new RecipeCase(Name("schedules", i), TorchSchedules.Of(Cases("schedules")[i]).Recipe, ElementType.Double)),
        .. Averages().SelectMany(average => RecipeCase.Both(average.Name, average.Attribute))
            .Select(recipe => recipe with { Options = "LearningRate = 1", Body = "public void Update(ref Real w, Real g) => w = g;" }),
    ];

    /// <summary>The name of a case's recipe, to which the element type is added.</summary>
    public static string Name(string file, int index) => "Torch" + file + index.ToString(CultureInfo.InvariantCulture);

    public static IEnumerable<int> Clips() => Enumerable.Range(0, Cases("utilities", "clips").Count);

    public static IEnumerable<int> Schedules() => Enumerable.Range(0, Cases("schedules").Count);

    /// <summary>The averages, those of equal weights in both ways to say them.</summary>
    public static IEnumerable<(string Name, string Attribute, JsonElement Golden)> Averages() => Cases("utilities", "averages").Index().SelectMany(golden =>
        (golden.Item.TryGetProperty("decay", out JsonElement decay) ? [$"[Ema({Literal(decay.GetDouble())})]"] : (string[])["[Swa(1, 1)]", "[PolyakAverage]"])
            .Select((attribute, way) => ($"{Name("averages", golden.Index)}Way{way}", attribute, golden.Item)));

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

    private static string Clip(JsonElement golden)
    {
        JsonElement options = golden.GetProperty("options");
        if (golden.GetProperty("function").GetString() == "clip_grad_value_") return $"[ClipByValue({Literal(options.Number("clip_value"))})]\n";
        double order = options.GetProperty("norm_type") is { ValueKind: JsonValueKind.Number } norm ? norm.GetDouble() : double.PositiveInfinity;
        string bound = Literal(options.Number("max_norm"));
        return order == 2 ? $"[ClipByGlobalNorm({bound})]\n" : $"[ClipByGlobalPNorm({bound}, {(double.IsInfinity(order) ? "double.PositiveInfinity" : Literal(order))})]\n";
    }

    private static string Literal(JsonElement value) => value.ValueKind == JsonValueKind.Number ? Literal(value.GetDouble()) : value.GetBoolean() ? "true" : "false";

    private static string Literal(double value) => TorchGoldens.Literal(value);
}
