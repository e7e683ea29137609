using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace OptimizerDsl.Kernels.Tests.Docs;

/// <summary>The library's documentation comments as Markdown.</summary>
internal static partial class DocComments
{
    private const int Width = 120;

    private static readonly Dictionary<string, XElement> s_members = XDocument.Load(Path.ChangeExtension(typeof(ScheduleAttribute).Assembly.Location, ".xml"))
        .Descendants("member").ToDictionary(member => member.Attribute("name")!.Value, StringComparer.Ordinal);

    /// <summary>A type's summary, and its remarks, paragraph by paragraph.</summary>
    public static IEnumerable<string> Of(Type type)
    {
        XElement member = s_members["T:" + type.FullName];
        yield return Paragraph(member.Element("summary")!);
        if (member.Element("remarks") is not { } remarks) yield break;
        IEnumerable<XElement> paragraphs = remarks.Elements("para").Any() ? remarks.Elements("para") : [remarks];
        foreach (XElement paragraph in paragraphs) yield return Paragraph(paragraph);
    }

    private static string Paragraph(XElement element) => Wrap(string.Concat(element.Nodes().Select(Inline)));

    private static string Inline(XNode node) => node switch
    {
        XText text => text.Value.Replace("<", "&lt;", StringComparison.Ordinal),
        XElement { Name.LocalName: "see" } see => $"`{ShortName(see.Attribute("cref")!.Value)}`",
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        _ => throw new InvalidOperationException($"No Markdown is known for {node}."),
    };

    private static string ShortName(string cref) => cref[(cref.LastIndexOf('.') + 1)..].Replace("Attribute", "", StringComparison.Ordinal);

    private static string Wrap(string text)
    {
        var lines = new List<string> { "" };
        foreach (string word in Blank().Split(text.Trim()))
        {
            // At the start of a line, a sign or a number with a point would begin a list.
            bool isMark = word is "-" or "+" or "*" or "=" || ListNumber().IsMatch(word);
            if (lines[^1].Length + word.Length >= Width && !isMark) lines.Add(word);
            else lines[^1] += lines[^1].Length == 0 ? word : " " + word;
        }

        return string.Join('\n', lines);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();

    [GeneratedRegex(@"^(\d+[.)]|#+|>)")]
    private static partial Regex ListNumber();
}
