using System.Text.RegularExpressions;

namespace OptimizerDsl.Docs.Tests;

/// <summary>Links of README and docs lead somewhere, and projects that commands name are there.</summary>
public sealed partial class LinkTests
{
    public static TheoryData<string> Pages => [.. MarkdownPage.Names];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_lead_somewhere(string name)
    {
        string text = MarkdownPage.Of(name).Text;
        Assert.All(Link().Matches(text), link =>
        {
            string[] target = link.Groups[1].Value.Split('#');
            string file = target[0].Length == 0 ? name : Path.Combine(Path.GetDirectoryName(name)!, target[0]);
            string path = Path.Combine(MarkdownPage.Root, file);
            Assert.True(File.Exists(path) || Directory.Exists(path), $"{name} leads to {link.Groups[1].Value}, which is not there.");
            if (target.Length == 2) Assert.Contains(target[1], Anchors(File.ReadAllText(path)));
        });
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Projects_of_commands_are_there(string name) => Assert.All(
        MarkdownPage.Of(name).Blocks.Where(block => block.Language == "console").SelectMany(block => Project().Matches(block.Text)),
        project => Assert.True(Path.Exists(Path.Combine(MarkdownPage.Root, project.Groups[1].Value)), $"{name} runs {project.Groups[1].Value}, which is not there."));

    // As the sites that show Markdown make them.
    private static IEnumerable<string> Anchors(string text) => Heading().Matches(text).Select(heading =>
        Dropped().Replace(heading.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"\]\(((?!https?:)[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"--project (\S+)")]
    private static partial Regex Project();

    [GeneratedRegex(@"^#+ (.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Dropped();
}
