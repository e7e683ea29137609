using Gallery.Page;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OptimizerDsl.TestKit;

namespace Gallery.Tests;

/// <summary>What the page says that the editor says.</summary>
public sealed class EditorTests
{
    public static TheoryData<string> Names => [.. Collection.Figures.Select(figure => figure.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_analyzers_say_it_word_for_word(string name)
    {
        IFigure figure = Collection.Figures.Single(f => f.Name == name);
        IEnumerable<string> lines = RecipeSource.Of(figure).Split('\n').Where(line => !line.StartsWith("#pragma", StringComparison.Ordinal));

        GeneratedCompilation compilation = SourceCompilation.Of("using OptimizerDsl;\n" + string.Join("\n", lines)).Generate();

        Assert.Empty(compilation.CompilerDiagnostics);
        Assert.Equal(figure.EditorSays, compilation.AnalyzeAll().Select(RemarkOf));
    }

    [Fact]
    public void Too_large_a_rate_is_remarked_upon() =>
        Assert.Contains(new Figures.RateSizes().EditorSays, remark => remark is { Recipe: "TooLarge", Severity: "warning", Id: "ODSL110" });

    private static Remark RemarkOf(Diagnostic diagnostic)
    {
        SyntaxNode place = diagnostic.Location.SourceTree!.GetRoot().FindNode(diagnostic.Location.SourceSpan);
        string recipe = place.AncestorsAndSelf().OfType<ClassDeclarationSyntax>().First().Identifier.Text;
        // Test compilations take warnings for errors.
        string severity = diagnostic.Severity switch
        {
            DiagnosticSeverity.Info => "suggestion",
            DiagnosticSeverity.Error when !diagnostic.IsWarningAsError => "error",
            _ => "warning",
        };
        return new Remark(recipe, severity, diagnostic.Id, diagnostic.GetMessage(null));
    }
}
