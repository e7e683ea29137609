using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace OptimizerDsl.Analyzers.Tests.Support;

/// <summary>A diagnostic that a source promises: its id, and exactly the text that it underlines.</summary>
internal readonly record struct Expected(string Id, TextSpan Span);

/// <summary>Source in which <c>{|ODSL601:text|}</c> marks a span that a diagnostic covers; marks may nest.</summary>
internal static class Markup
{
    private const string Opening = "{|", Closing = "|}";

    /// <exception cref="FormatException">A mark is not closed, or nothing opened it.</exception>
    public static (string Source, IReadOnlyList<Expected> Expected) Parse(string markup)
    {
        var source = new StringBuilder();
        var open = new Stack<(string Id, int Start)>();
        var expected = new List<Expected>();
        for (int i = 0; i < markup.Length;)
        {
            if (string.CompareOrdinal(markup, i, Opening, 0, 2) == 0)
            {
                int colon = markup.IndexOf(':', i);
                if (colon < 0) throw new FormatException($"a mark without an id at {i}");
                open.Push((markup[(i + 2)..colon], source.Length));
                i = colon + 1;
            }
            else if (string.CompareOrdinal(markup, i, Closing, 0, 2) == 0)
            {
                if (!open.TryPop(out (string Id, int Start) mark)) throw new FormatException($"nothing to close at {i}");
                expected.Add(new(mark.Id, TextSpan.FromBounds(mark.Start, source.Length)));
                i += 2;
            }
            else
            {
                source.Append(markup[i++]);
            }
        }
        if (open.Count > 0) throw new FormatException($"'{open.Peek().Id}' is not closed");
        return (source.ToString(), [.. expected.OrderBy(e => e.Span.Start).ThenBy(e => e.Span.End)]);
    }
}
