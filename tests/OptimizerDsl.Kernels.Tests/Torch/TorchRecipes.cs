using System.Globalization;
using System.Text.Json;
using OptimizerDsl.Kernels.Tests.Corpus;
using static OptimizerDsl.Kernels.Tests.Torch.TorchGoldens;

namespace OptimizerDsl.Kernels.Tests.Torch;

/// <summary>The recipes that say in this library what PyTorch was told in Python.</summary>
internal static class TorchRecipes
{
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

    private static string Rule(string file, JsonElement options)
    {
        string common = $"LearningRate = {Literal(options.Number("lr"))}, WeightDecay = {Literal(options.Number("weight_decay"))}, Maximize = {Literal(options.Flag("maximize"))}";
        switch (file)
        {
            case "sgd":
                return $"[Sgd({common}, Momentum = {Literal(options.Number("momentum"))}, Dampening = {Literal(options.Number("dampening"))}, Nesterov = {Literal(options.Flag("nesterov"))})]";
            case "rmsprop":
                return $"[RMSprop({common}, Rho = {Literal(options.Number("alpha"))}, Epsilon = {Literal(options.Number("eps"))}, Momentum = {Literal(options.Number("momentum"))}, Centered = {Literal(options.Flag("centered"))})]";
            case "adagrad":
                return $"[Adagrad({common}, RateDecay = {Literal(options.Number("lr_decay"))}, InitialAccumulator = {Literal(options.Number("initial_accumulator_value"))}, Epsilon = {Literal(options.Number("eps"))})]";
            default:
                double[] betas = options.GetProperty("betas").Numbers();
                return $"[{(file == "adam" ? "Adam" : "AdamW")}({common}, Beta1 = {Literal(betas[0])}, Beta2 = {Literal(betas[1])}, Epsilon = {Literal(options.Number("eps"))}, AmsGrad = {Literal(options.Flag("amsgrad"))})]";
        }
    }

    private static string Clip(JsonElement golden)
    {
        JsonElement options = golden.GetProperty("options");
        if (golden.GetProperty("function").GetString() == "clip_grad_value_") return $"[ClipByValue({Literal(options.Number("clip_value"))})]\n";
        string order = options.GetProperty("norm_type") is { ValueKind: JsonValueKind.Number } norm ? Literal(norm.GetDouble()) : "double.PositiveInfinity";
        return $"[ClipByGlobalNorm({Literal(options.Number("max_norm"))}, Order = {order})]\n";
    }

    private static string Literal(bool value) => value ? "true" : "false";

    private static string Literal(double value) => TorchGoldens.Literal(value);
}
