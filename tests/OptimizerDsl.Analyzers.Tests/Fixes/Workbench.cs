using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using OptimizerDsl.Generators;
using OptimizerDsl.TestKit;
using Xunit;

namespace OptimizerDsl.Analyzers.Tests.Fixes;

/// <summary>A project as an editor has it open.</summary>
internal sealed class Workbench : IDisposable
{
    private readonly AdhocWorkspace _workspace = new();
    private readonly ProjectId _project = ProjectId.CreateNewId();

    public Workbench(params string[] files)
    {
        SourceCompilation source = SourceCompilation.Of();
        Solution = _workspace.CurrentSolution.AddProject(ProjectInfo.Create(
            _project, VersionStamp.Default, "Sample", "Sample", LanguageNames.CSharp,
            compilationOptions: source.Input.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Default), parseOptions: source.ParseOptions, metadataReferences: source.Input.References));
        for (int i = 0; i < files.Length; i++)
        {
            Solution = Solution.AddDocument(DocumentId.CreateNewId(_project), $"File{i}.cs", SourceText.From(files[i], Encoding.UTF8), filePath: $"/Sample/File{i}.cs");
        }
    }

    public Solution Solution { get; private set; }

    public Document Document => Solution.GetProject(_project)!.Documents.First(d => d.Name == "File0.cs");

    /// <summary>Lies beside the sources, as the settings of a team do.</summary>
    public Workbench WithEditorConfig(string text)
    {
        Solution = Solution.AddAnalyzerConfigDocument(DocumentId.CreateNewId(_project), ".editorconfig", SourceText.From(text, Encoding.UTF8), filePath: "/Sample/.editorconfig");
        return this;
    }

    public Task<Verdict> AnalyzeAsync() => AnalyzeAsync(Solution);

    /// <summary>What is said of a changed solution of this workbench.</summary>
    public async Task<Verdict> AnalyzeAsync(Solution solution)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        Project project = solution.GetProject(_project)!;
        var compilation = (CSharpCompilation)(await project.GetCompilationAsync(cancellation))!;
        CSharpGeneratorDriver.Create([new OptimizerGenerator().AsSourceGenerator()], parseOptions: (CSharpParseOptions)project.ParseOptions!)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _, cancellation);
        ImmutableArray<Diagnostic> diagnostics = await output.WithAnalyzers([new RecipeAnalyzer(), new SafetyAnalyzer(), new RuleAnalyzer(), new CallSiteAnalyzer()], project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync(cancellation);
        Assert.DoesNotContain(diagnostics, d => d.Id == "AD0001");
        return new(
            [.. diagnostics.OrderBy(d => d.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(d => d.Location.SourceSpan.Start)],
            [.. output.GetDiagnostics(cancellation).Where(d => d.DefaultSeverity == DiagnosticSeverity.Error).Select(d => d.ToString())]);
    }

    public async Task<string[]> TextsAsync(Solution solution)
    {
        var texts = new List<string>();
        foreach (Document document in solution.GetProject(_project)!.Documents) texts.Add((await document.GetTextAsync(TestContext.Current.CancellationToken)).ToString());
        return [.. texts];
    }

    public void Dispose() => _workspace.Dispose();
}

/// <summary>What the analyzers say of a project, and what C# refuses.</summary>
internal sealed record Verdict(ImmutableArray<Diagnostic> Diagnostics, ImmutableArray<string> CompilerErrors);
