using System.Collections.Immutable;
using System.Globalization;

namespace OptimizerDsl.Analyzers.Judging;

/// <summary>Fixes as a diagnostic's properties, which are text.</summary>
internal static class FixText
{
    private const string Count = "fixes";

    public static ImmutableDictionary<string, string?> Write(IReadOnlyList<Fix> fixes)
    {
        ImmutableDictionary<string, string?>.Builder properties = ImmutableDictionary.CreateBuilder<string, string?>();
        properties[Count] = Number(fixes.Count);
        for (int i = 0; i < fixes.Count; i++)
        {
            properties[Key(i, "kind")] = fixes[i].Kind.ToString();
            properties[Key(i, "attribute")] = Number(fixes[i].Attribute);
            properties[Key(i, "argument")] = fixes[i].Argument;
            properties[Key(i, "text")] = fixes[i].Text;
            properties[Key(i, "title")] = fixes[i].Title;
        }
        return properties.ToImmutable();
    }

    public static IEnumerable<Fix> Read(ImmutableDictionary<string, string?> properties)
    {
        if (!properties.TryGetValue(Count, out string? count)) yield break;
        for (int i = 0; i < int.Parse(count!, CultureInfo.InvariantCulture); i++)
        {
            string Property(string name) => properties[Key(i, name)]!;
            yield return new(
                (FixKind)Enum.Parse(typeof(FixKind), Property("kind")), int.Parse(Property("attribute"), CultureInfo.InvariantCulture), Property("text"), Property("title"))
            {
                Argument = Property("argument"),
            };
        }
    }

    private static string Key(int index, string name) => $"fix.{Number(index)}.{name}";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
