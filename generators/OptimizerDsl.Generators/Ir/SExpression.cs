using System.Text;

namespace OptimizerDsl.Generators.Ir;

/// <summary>The tree of an S-expression: an atom, a quoted string, or a list.</summary>
internal sealed class SExpression
{
    private SExpression(string? atom, bool isQuoted, IReadOnlyList<SExpression>? items)
    {
        Atom = atom;
        IsQuoted = isQuoted;
        Items = items ?? [];
    }

    public string? Atom { get; }

    public bool IsQuoted { get; }

    public IReadOnlyList<SExpression> Items { get; }

    public bool IsList => Atom is null;

    /// <summary>The first item's atom: what kind of list this is.</summary>
    public string? Head => IsList && Items.Count > 0 && !Items[0].IsQuoted ? Items[0].Atom : null;

    public static string Quote(string text) => "\"" + text.Replace("\\", "\\\\").Replace("\"", "\\\"") + "\"";

    /// <exception cref="FormatException">The text is not one S-expression.</exception>
    public static SExpression Parse(string text)
    {
        int position = 0;
        SExpression result = ParseOne(text, ref position, depth: 0);
        SkipSpace(text, ref position);
        if (position != text.Length) throw new FormatException($"unexpected text at {position}");
        return result;
    }

    private static SExpression ParseOne(string text, ref int position, int depth)
    {
        if (depth > 1000) throw new FormatException("nested too deeply");
        SkipSpace(text, ref position);
        if (position >= text.Length) throw new FormatException("unexpected end");
        switch (text[position])
        {
            case '(':
                position++;
                var items = new List<SExpression>();
                while (true)
                {
                    SkipSpace(text, ref position);
                    if (position >= text.Length) throw new FormatException("missing )");
                    if (text[position] == ')') break;
                    items.Add(ParseOne(text, ref position, depth + 1));
                }
                position++;
                return new(null, false, items);
            case ')':
                throw new FormatException($"unexpected ) at {position}");
            case '"':
                return new(ParseQuoted(text, ref position), true, null);
            default:
                int start = position;
                while (position < text.Length && !IsSpace(text[position]) && text[position] is not ('(' or ')' or '"')) position++;
                return new(text.Substring(start, position - start), false, null);
        }
    }

    private static string ParseQuoted(string text, ref int position)
    {
        var result = new StringBuilder();
        for (position++; position < text.Length; position++)
        {
            char c = text[position];
            if (c == '"')
            {
                position++;
                return result.ToString();
            }
            if (c == '\\' && position + 1 < text.Length) c = text[++position];
            result.Append(c);
        }
        throw new FormatException("missing closing quote");
    }

    private static void SkipSpace(string text, ref int position)
    {
        while (position < text.Length && IsSpace(text[position])) position++;
    }

    private static bool IsSpace(char c) => c is ' ' or '\n' or '\r' or '\t';
}
