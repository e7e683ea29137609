using System.Runtime.CompilerServices;

namespace OptimizerDsl.Docs.Tests;

/// <summary>A page of the documentation, in sections: from one heading of the second level to the next.</summary>
internal sealed class MarkdownPage
{
    private const string Fence = "```";

    /// <summary>The repository's folder.</summary>
    public static string Root { get; } = FindRoot();

    private MarkdownPage(string name, string text)
    {
        Name = name;
        Text = text.ReplaceLineEndings("\n");
        Sections = Read(Text.Split('\n'));
    }

    /// <summary>The path from the repository's folder.</summary>
    public string Name { get; }

    public string Text { get; }

    public IReadOnlyList<IReadOnlyList<MarkdownBlock>> Sections { get; }

    public IEnumerable<MarkdownBlock> Blocks => Sections.SelectMany(blocks => blocks);

    /// <summary>All pages but those of diagnostics, whose examples the analyzers' tests compile.</summary>
    public static IEnumerable<string> Names { get; } = [.. new[] { "README.md", "CONTRIBUTING.md" }
        .Concat(Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/')))
        .Where(name => !name.StartsWith("docs/diagnostics/ODSL", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)];

    public static MarkdownPage Of(string name) => new(name, File.ReadAllText(Path.Combine(Root, name)));

    /// <summary>Puts other text into blocks of the page, which have no indent.</summary>
    public void Write(IEnumerable<(MarkdownBlock Block, string Text)> changes)
    {
        List<string> lines = [.. Text.Split('\n')];
        // From the end, so that the numbers of lines before stay.
        foreach ((MarkdownBlock block, string text) in changes.Where(change => change.Text != change.Block.Text).OrderByDescending(change => change.Block.Line))
        {
            lines.RemoveRange(block.Line - 1, block.Text.Split('\n').Length - 1);
            lines.InsertRange(block.Line - 1, text.TrimEnd('\n').Split('\n'));
            File.WriteAllText(Path.Combine(Root, Name), string.Join('\n', lines));
        }
    }

    private static List<IReadOnlyList<MarkdownBlock>> Read(string[] lines)
    {
        var sections = new List<IReadOnlyList<MarkdownBlock>>();
        var blocks = new List<MarkdownBlock>();
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith("## ", StringComparison.Ordinal))
            {
                sections.Add(blocks);
                blocks = [];
            }
            else if (lines[i].TrimStart().StartsWith(Fence, StringComparison.Ordinal))
            {
                int indent = lines[i].Length - lines[i].TrimStart().Length;
                string[] words = lines[i].Trim()[Fence.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
                int end = EndOf(lines, i, line => line.Trim() == Fence);
                string text = string.Concat(lines[(i + 1)..end].Select(line => (line.Length < indent ? "" : line[indent..]) + "\n"));
                blocks.Add(new(words.Length == 0 ? "" : words[0], words.Length < 2 ? [] : words[1..], text, i + 2));
                i = end;
            }
            else if (lines[i] == "<!-- " + MarkdownBlock.Setup)
            {
                int end = EndOf(lines, i, line => line == "-->");
                blocks.Add(new(MarkdownBlock.Setup, [], string.Join('\n', lines[(i + 1)..end]) + "\n", i + 2));
                i = end;
            }
        }

        sections.Add(blocks);
        return sections;
    }

    private static int EndOf(string[] lines, int start, Predicate<string> isEnd)
    {
        int end = Array.FindIndex(lines, start + 1, isEnd);
        return end > 0 ? end : throw new FormatException($"What begins in line {start + 1} has no end.");
    }

    private static string FindRoot([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
