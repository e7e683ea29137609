using System.Globalization;
using System.Text.Json;
using OptimizerDsl.Kernels.Tests.Zoo;

namespace OptimizerDsl.Kernels.Tests.Torch;

/// <summary>What PyTorch computed, as it lies in the folder TorchGoldens beside the tests.</summary>
internal static class TorchGoldens
{
    private static readonly Dictionary<string, JsonElement> s_files = new(StringComparer.Ordinal);

    /// <summary>The files of optimizers, by the name that torch.optim has for them.</summary>
    public static IReadOnlyList<string> Optimizers { get; } = [.. ZooRules.All.Select(rule => rule.Torch).OfType<string>().Distinct()];

    public static JsonElement File(string name)
    {
        lock (s_files)
        {
            if (!s_files.TryGetValue(name, out JsonElement root))
            {
                string path = Path.Combine(AppContext.BaseDirectory, "TorchGoldens", name + ".json");
                root = JsonDocument.Parse(System.IO.File.ReadAllBytes(path)).RootElement;
                s_files.Add(name, root);
            }

            return root;
        }
    }

    /// <summary>The cases of a file, or its clips.</summary>
    public static IReadOnlyList<JsonElement> Cases(string file, string list = "cases") => [.. File(file).GetProperty(list).EnumerateArray()];

    /// <summary>Numbers in the nesting [tensor][element].</summary>
    public static double[][] Tensors(this JsonElement element) => [.. element.EnumerateArray().Select(Numbers)];

    public static double[] Numbers(this JsonElement element) => [.. element.EnumerateArray().Select(number => number.GetDouble())];

    public static double Number(this JsonElement element, string name) => element.GetProperty(name).GetDouble();

    public static bool Flag(this JsonElement element, string name) => element.GetProperty(name).GetBoolean();

    /// <summary>A number as a C# literal of type double.</summary>
    public static string Literal(double value) => value.ToString("R", CultureInfo.InvariantCulture) + "d";
}
