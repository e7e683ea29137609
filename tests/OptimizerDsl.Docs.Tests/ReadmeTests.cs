using System.Reflection;
using Microsoft.CodeAnalysis;
using OptimizerDsl.TestKit;

namespace OptimizerDsl.Docs.Tests;

/// <summary>What the README says that a recipe says of itself.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void The_description_is_what_the_recipe_says()
    {
        MarkdownPage readme = MarkdownPage.Of("README.md");
        string recipe = readme.Blocks.First(block => block.Language == "csharp").Text;
        Assembly assembly = SourceCompilation.Of([recipe], "Described", NullableContextOptions.Enable).Generate().Load();
        string described = (string)assembly.GetType("SmallGpt")!.GetMethod("Describe")!.Invoke(null, null)!;
        string shown = readme.Blocks.Single(block => block is { Language: "text", Words: [] }).Text;
        Assert.Equal(Lines(shown), Lines(described).Skip(1).Where(line => !line.StartsWith("In force:", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_warning_is_what_the_build_says()
    {
        MarkdownPage readme = MarkdownPage.Of("README.md");
        string slip = readme.Blocks.Single(block => block.IsDiagnosed).Text;
        Diagnostic warning = SourceCompilation.Of([slip], "Slip", NullableContextOptions.Enable).Generate().AnalyzeAll().Single(d => d.Severity >= DiagnosticSeverity.Warning);
        Assert.Contains($"\n> warning {warning.Id}: {warning.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}\n", readme.Text, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Lines(string text) => text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0);
}
