using System.Text.Json;

namespace OptimizerDsl.Tests;

/// <summary>What PyTorch 2.6 computes on the CPU in float64, number by number.</summary>
internal static class Golden
{
    internal static JsonElement Read(string file)
    {
        using Stream stream = typeof(Golden).Assembly.GetManifestResourceStream(file)!;
        using JsonDocument document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }

    internal static double[] Doubles(this JsonElement element) => [.. element.EnumerateArray().Select(x => x.GetDouble())];

    internal static double Number(this JsonElement options, string name) => options.GetProperty(name).GetDouble();

    internal static bool Flag(this JsonElement options, string name) => options.GetProperty(name).GetBoolean();
}
