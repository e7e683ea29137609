using Microsoft.CodeAnalysis.Text;

namespace OptimizerDsl.CodeFixes.Editing;

/// <summary>Questions to a text about its lines, so that edits leave neither holes nor half lines.</summary>
internal static class SourceLines
{
    /// <summary>What has to go for a span to be gone: its lines, where nothing but a comment stands beside it on them.</summary>
    public static TextSpan Removal(this SourceText text, TextSpan span)
    {
        TextLine first = text.Lines.GetLineFromPosition(span.Start), last = text.Lines.GetLineFromPosition(span.End);
        string before = text.ToString(TextSpan.FromBounds(first.Start, span.Start)), after = text.ToString(TextSpan.FromBounds(span.End, last.End)), rest = after.TrimStart();
        bool endsLine = rest.Length == 0 || rest.StartsWith("//", StringComparison.Ordinal);
        return before.Trim().Length == 0 && endsLine ? TextSpan.FromBounds(first.Start, last.EndIncludingLineBreak)
            : rest.Length == 0 ? TextSpan.FromBounds(first.Start + before.TrimEnd().Length, span.End)
            : TextSpan.FromBounds(span.Start, span.End + after.Length - rest.Length);
    }

    /// <summary>The first of the comment lines directly above a line; the line itself where there are none.</summary>
    public static int FirstCommentAbove(this SourceText text, int line)
    {
        while (line > 0 && text.Lines[line - 1].ToString().TrimStart().StartsWith("//", StringComparison.Ordinal)) line--;
        return line;
    }

    /// <summary>How lines end in this text.</summary>
    public static string LineBreak(this SourceText text)
    {
        TextLine first = text.Lines[0];
        return first.End == first.EndIncludingLineBreak ? "\n" : text.ToString(TextSpan.FromBounds(first.End, first.EndIncludingLineBreak));
    }
}
