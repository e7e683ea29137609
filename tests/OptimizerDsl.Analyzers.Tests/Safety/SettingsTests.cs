using Microsoft.CodeAnalysis;
using OptimizerDsl.Analyzers.Tests.Fixes;
using OptimizerDsl.Analyzers.Tests.Support;
using Xunit;

namespace OptimizerDsl.Analyzers.Tests.Safety;

/// <summary>What a project says about diagnostics counts: suppressions, severities and bounds.</summary>
public sealed class SettingsTests
{
    private const string Rule = "[AdamW(LearningRate = 0.02, Beta2 = 0.98)]", Class = "public sealed partial class Recipe;";

    [Theory]
    [InlineData($"[Optimizer]\n#pragma warning disable ODSL101\n{Rule}\n#pragma warning restore ODSL101\n{Class}")]
    [InlineData($"[Optimizer]\n{Rule}\n[System.Diagnostics.CodeAnalysis.SuppressMessage(\"OptimizerDsl.Safety\", \"ODSL101\", Justification = \"Measured\")]\n{Class}")]
    [InlineData($"[assembly: System.Diagnostics.CodeAnalysis.SuppressMessage(\"OptimizerDsl.Safety\", \"ODSL101\", Scope = \"type\", Target = \"~T:Recipe\")]\n[Optimizer]\n{Rule}\n{Class}")]
    public async Task Suppressed_in_the_source(string source)
    {
        using var bench = new Workbench(Rules.Usings + source);
        Verdict verdict = await bench.AnalyzeAsync();
        Assert.Empty(verdict.CompilerErrors);
        Assert.DoesNotContain(verdict.Diagnostics, d => d.Id == "ODSL101");
    }

    [Theory]
    [InlineData("", DiagnosticSeverity.Info)]
    [InlineData("dotnet_diagnostic.ODSL101.severity = none", null)]
    [InlineData("dotnet_diagnostic.ODSL101.severity = silent", DiagnosticSeverity.Hidden)]
    [InlineData("dotnet_diagnostic.ODSL101.severity = warning", DiagnosticSeverity.Warning)]
    [InlineData("dotnet_diagnostic.ODSL101.severity = error", DiagnosticSeverity.Error)]
    [InlineData("dotnet_code_quality.ODSL101.notice = 0.05", null)]
    [InlineData("dotnet_code_quality.ODSL101.notice = 0.015", DiagnosticSeverity.Info)]
    [InlineData("dotnet_code_quality.ODSL101.warn = 0.015", DiagnosticSeverity.Warning)]
    [InlineData("dotnet_code_quality.ODSL101.warn = a lot", DiagnosticSeverity.Info)]
    [InlineData("dotnet_code_quality.ODSL102.notice = 0.05", DiagnosticSeverity.Info)]
    public async Task Settings_of_the_project(string setting, DiagnosticSeverity? severity)
    {
        using Workbench bench = new Workbench($"{Rules.Usings}[Optimizer]\n{Rule}\n{Class}").WithEditorConfig($"root = true\n\n[*.cs]\n{setting}\n");
        Diagnostic? found = (await bench.AnalyzeAsync()).Diagnostics.SingleOrDefault(d => d.Id == "ODSL101");
        Assert.Equal(severity, found?.Severity);
        Assert.Equal(severity is null, found is null);
    }

    [Fact]
    public async Task A_bound_that_is_moved_stands_in_the_sentence()
    {
        using Workbench bench = new Workbench($"{Rules.Usings}[Optimizer]\n{Rule}\n{Class}").WithEditorConfig("[*.cs]\ndotnet_code_quality.ODSL101.warn = 0.015\n");
        Assert.Equal(
            "Learning rate 0.02 is above 0.015, the usual ceiling for AdamW: each weight moves by about the rate in every step. Use 0.001.",
            Assert.Single((await bench.AnalyzeAsync()).Diagnostics, d => d.Id == "ODSL101").GetMessage(null));
    }
}
