using System.Globalization;
using System.Text.RegularExpressions;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OptimizerDsl.Analyzers.Tests.Support;
using OptimizerDsl.TestKit;
using Xunit;

namespace OptimizerDsl.Analyzers.Tests.Docs;

/// <summary>The pages of diagnostics: there is one for each, and what they show is so.</summary>
public sealed partial class DiagnosticPageTests
{
    private const string WriteVariable = "ODSL_WRITE";

    public static TheoryData<string> Ids => new(AllAnalyzers.Descriptors.Select(d => d.Id));

    [Fact]
    public void There_is_a_page_for_each_and_no_other() => Assert.Equal(
        [.. AllAnalyzers.Descriptors.Select(d => d.Id), "README"],
        Directory.GetFiles(DiagnosticPage.Folder).Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal));

    [Fact]
    public void The_index_is_that_of_the_descriptors()
    {
        string made = DiagnosticIndex.Make();
        if (Environment.GetEnvironmentVariable(WriteVariable) == "1") File.WriteAllText(DiagnosticIndex.Path, made);
        Assert.True(
            made == File.ReadAllText(DiagnosticIndex.Path).ReplaceLineEndings("\n"),
            $"docs/diagnostics/README.md is not that of the descriptors. Run this class with {WriteVariable}=1: {WriteVariable}=1 dotnet run -c Release --project tests/OptimizerDsl.Analyzers.Tests -- -class \"*{nameof(DiagnosticPageTests)}\"");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Descriptor_and_page_know_each_other(string id)
    {
        DiagnosticDescriptor descriptor = AllAnalyzers.Descriptors.Single(d => d.Id == id);
        DiagnosticPage page = DiagnosticPage.Read(id);
        Assert.Equal($"# {id}: {descriptor.Title.ToString(CultureInfo.InvariantCulture)}", page.Heading);
        Assert.Equal($"docs/diagnostics/{id}.md", descriptor.HelpLinkUri);
        // The default is the first thing that is said of severities.
        Assert.StartsWith($"**Severity:** {DiagnosticIndex.Name(descriptor.DefaultSeverity)}", page.Text.Split('\n')[2], StringComparison.Ordinal);
        Assert.All(["## Cause", "## Why", "## Example", "## Fix", "## When to suppress"], part => Assert.Contains($"\n{part}\n", page.Text, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_first_example_triggers_it(string id)
    {
        DiagnosticPage page = DiagnosticPage.Read(id);
        Analysis analysis = page.Library is string library ? WithLibrary(page.Triggers, library) : page.Package is string package ? WithPackage(page.Triggers, SourceCompilation.Of([package], "Package", NullableContextOptions.Enable).Input.ToMetadataReference()) : Analysis.Of(page.Triggers);
        Assert.Contains(id, analysis.Ids);
        OnlySuggestionsBesides(page, analysis);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_second_example_is_cured(string id)
    {
        DiagnosticPage page = DiagnosticPage.Read(id);
        Analysis analysis = page.Package is string package ? WithPackage(page.Cured, SourceCompilation.Of([package], "Package", NullableContextOptions.Enable).Generate().AsMetadata()) : Analysis.Of(page.Cured);
        Assert.DoesNotContain(id, analysis.Ids);
        OnlySuggestionsBesides(page, analysis);
    }

    [Fact]
    public void Bounds_that_can_be_moved_are_on_the_pages()
    {
        string[] sources = [.. Directory.GetFiles(DiagnosticPage.Findings, "*.cs").Select(File.ReadAllText)];
        // Those of 101 and 103 have one place in the code, and a rule's own defaults.
        bool IsOfRules(string bound) => bound.StartsWith("ODSL101.", StringComparison.Ordinal) || bound.StartsWith("ODSL103.", StringComparison.Ordinal);
        (string Bound, string Value)[] inPages = [.. AllAnalyzers.Descriptors.SelectMany(d => DiagnosticPage.Read(d.Id).Bounds)];
        (string Bound, string Value)[] inCode = [.. sources.SelectMany(s => Threshold().Matches(s)).Select(m => ($"{m.Groups[1]}.{m.Groups[2]}", m.Groups[3].Value))];
        Assert.Equal(inCode.Select(b => b.Bound).Order(StringComparer.Ordinal), inPages.Select(b => b.Bound).Where(b => !IsOfRules(b)).Order(StringComparer.Ordinal));
        foreach ((string bound, string value) in inCode)
        {
            string number = double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? value : sources.Select(s => Regex.Match(s, $@"const double {value} = (\S+);")).Single(m => m.Success).Groups[1].Value;
            Assert.Equal(number, inPages.Single(b => b.Bound == bound).Value);
        }
        string[] names = [.. sources.SelectMany(s => RulesThreshold().Matches(s)).Select(m => m.Groups[1].Value)];
        Assert.Equal(
            ((string[])["ODSL101", "ODSL103"]).SelectMany(id => names.Select(n => $"{id}.{n}")).Order(StringComparer.Ordinal),
            inPages.Select(b => b.Bound).Where(IsOfRules).Order(StringComparer.Ordinal));
    }

    private static void OnlySuggestionsBesides(DiagnosticPage page, Analysis analysis)
    {
        Assert.Empty(analysis.CompilerErrors);
        foreach (Diagnostic other in analysis.Diagnostics.Where(d => d.Id != page.Id))
        {
            Assert.True(other.Severity == DiagnosticSeverity.Info && page.Text.Contains(other.Id, StringComparison.Ordinal), other.ToString());
        }
    }

    private static Analysis WithPackage(string source, MetadataReference package)
    {
        SourceCompilation compilation = SourceCompilation.Of([source], "Sample", NullableContextOptions.Enable, package);
        return Analysis.Of(compilation.Input, compilation.ParseOptions);
    }

    private static Analysis WithLibrary(string source, string library) =>
        Analysis.Of(Compile("Sample", source, Compile("OldOptimizerDsl", library).ToMetadataReference()), CSharpParseOptions.Default);

    private static CSharpCompilation Compile(string name, string source, params MetadataReference[] references) => CSharpCompilation.Create(
        name, [CSharpSyntaxTree.ParseText(source, cancellationToken: TestContext.Current.CancellationToken)], [.. Net100.References.All, .. references], new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

    [GeneratedRegex(@"Thresholds\.Of\(""(\w+)"", ""(\w+)"", ([^)]+)\)")]
    private static partial Regex Threshold();

    [GeneratedRegex(@"Thresholds\.Of\(id, ""(\w+)"", [^)]+\)")]
    private static partial Regex RulesThreshold();
}
