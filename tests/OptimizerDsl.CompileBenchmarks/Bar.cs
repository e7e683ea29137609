using System.Globalization;

namespace OptimizerDsl.CompileBenchmarks;

/// <summary>One line of the report: a figure, and the bound that it has to keep, if it has one.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">The figure: a median.</param>
/// <param name="Unit">Its unit; "x" for ratios.</param>
/// <param name="AtMost">The largest value that is good enough; null for figures that stand by themselves.</param>
internal sealed record Bar(string Name, double Value, string Unit, double? AtMost = null)
{
    public const string CsvHeader = "name,value,unit,at most,met";

    public bool IsMet => AtMost is not double bound || Value <= bound;

    public string ToText() => string.Create(CultureInfo.InvariantCulture, $"{Name,-76}{Value,10:0.###} {Unit,-7}")
        + (AtMost is double bound ? string.Create(CultureInfo.InvariantCulture, $"at most {bound:0.###}: {(IsMet ? "pass" : "FAIL")}") : "");

    public string ToCsv() => string.Create(CultureInfo.InvariantCulture, $"\"{Name}\",{Value:R},{Unit},{AtMost?.ToString("R", CultureInfo.InvariantCulture)},{(AtMost is null ? "" : IsMet ? "pass" : "fail")}");
}
