using Microsoft.CodeAnalysis;
using OptimizerDsl.Analyzers.Judging;
using OptimizerDsl.Analyzers.Tests.Support;
using Xunit;

namespace OptimizerDsl.Analyzers.Tests.Fixes;

/// <summary>Each kind of fix on attributes in all the ways in which they are written; [Optimizer] is number 0.</summary>
public sealed class AttributeEditTests
{
    [Theory]
    [InlineData("[AdamW]", "[AdamW(LearningRate = 0.5)]")]
    [InlineData("[AdamW()]", "[AdamW(LearningRate = 0.5)]")]
    [InlineData("[AdamW(Beta1 = 0.5)]", "[AdamW(Beta1 = 0.5, LearningRate = 0.5)]")]
    [InlineData("[AdamW(LearningRate = 3, Beta1 = 0.5)]", "[AdamW(LearningRate = 0.5, Beta1 = 0.5)]")]
    [InlineData("[AdamW(LearningRate = 1 + 2 /* three */)] // much", "[AdamW(LearningRate = 0.5 /* three */)] // much")]
    [InlineData("[AdamW(\n    Beta1 = 0.5, // short\n    LearningRate = 3)]", "[AdamW(\n    Beta1 = 0.5, // short\n    LearningRate = 0.5)]")]
    [InlineData("[AdamWAttribute]", "[AdamWAttribute(LearningRate = 0.5)]")]
    [InlineData("[global::OptimizerDsl.AdamW]", "[global::OptimizerDsl.AdamW(LearningRate = 0.5)]")]
    [InlineData("[AdamW, ClipByGlobalNorm(1.0)]", "[AdamW(LearningRate = 0.5), ClipByGlobalNorm(1.0)]")]
    public Task Set_by_name(string before, string after) => CheckAsync(before, after, new Fix(FixKind.SetArgument, 1, "0.5", "Set it") { Argument = "LearningRate" });

    [Theory]
    [InlineData("[AdamW]\n[ClipByGlobalNorm(1.0)]", "[AdamW]\n[ClipByGlobalNorm(0.5)]")]
    [InlineData("[AdamW, ClipByGlobalNorm(maxNorm: 1.0)]", "[AdamW, ClipByGlobalNorm(maxNorm: 0.5)]")]
    public Task Set_by_position(string before, string after) => CheckAsync(before, after, new Fix(FixKind.SetArgument, 2, "0.5", "Set it") { Argument = "MaxNorm" });

    [Theory]
    [InlineData("[AdamW(Beta1 = 0.5)]", "[AdamW]")]
    [InlineData("[AdamW(Beta1 = 0.5, Beta2 = 0.9)]", "[AdamW(Beta2 = 0.9)]")]
    [InlineData("[AdamW(Beta2 = 0.9, Beta1 = 0.5)]", "[AdamW(Beta2 = 0.9)]")]
    [InlineData("[AdamW(Beta2 = 0.9, Beta1 = 0.5, AmsGrad = true)]", "[AdamW(Beta2 = 0.9, AmsGrad = true)]")]
    [InlineData("[AdamW]", "[AdamW]")]
    public Task Remove_an_argument(string before, string after) => CheckAsync(before, after, new Fix(FixKind.RemoveArgument, 1, "", "Remove it") { Argument = "Beta1" });

    [Theory]
    [InlineData("[AdamW]\n[ClipByValue(1.0)]\n[Centralize]", "[AdamW]\n[Centralize]")]
    [InlineData("[AdamW]\n// Against spikes.\n[ClipByValue(1.0)] // one\n// Mean 0.\n[Centralize]", "[AdamW]\n// Mean 0.\n[Centralize]")]
    [InlineData("[AdamW]\n\n[ClipByValue(1.0)]\n[Centralize]", "[AdamW]\n\n[Centralize]")]
    [InlineData("[AdamW] [ClipByValue(1.0)] [Centralize]", "[AdamW] [Centralize]")]
    [InlineData("[AdamW] [ClipByValue(1.0)]\n[Centralize]", "[AdamW]\n[Centralize]")]
    [InlineData("[AdamW]\n[ClipByValue(1.0)] [Centralize]", "[AdamW]\n[Centralize]")]
    [InlineData("[AdamW, ClipByValue(1.0), Centralize]", "[AdamW, Centralize]")]
    [InlineData("[AdamW]\n[ClipByValue(1.0), Centralize]", "[AdamW]\n[Centralize]")]
    [InlineData("[AdamW, ClipByValue(1.0)]", "[AdamW]")]
    [InlineData("[AdamW]\n[ClipByValue(\n    1.0)]\n[Centralize]", "[AdamW]\n[Centralize]")]
    public Task Remove_an_attribute(string before, string after) => CheckAsync(before, after, new Fix(FixKind.RemoveAttribute, 2, "", "Remove it"));

    [Theory]
    [InlineData("[AdamW]\n[CosineDecay(Steps = 9)]", "[AdamW]\n[LinearWarmup(Steps = 5)]\n[CosineDecay(Steps = 9)]")]
    [InlineData("[AdamW]\n\n// Down again.\n[CosineDecay(Steps = 9)]", "[AdamW]\n\n[LinearWarmup(Steps = 5)]\n// Down again.\n[CosineDecay(Steps = 9)]")]
    [InlineData("[AdamW, CosineDecay(Steps = 9)]", "[AdamW, LinearWarmup(Steps = 5), CosineDecay(Steps = 9)]")]
    [InlineData("[AdamW] [CosineDecay(Steps = 9)]", "[AdamW] [LinearWarmup(Steps = 5)] [CosineDecay(Steps = 9)]")]
    [InlineData("[AdamW]\n[global::OptimizerDsl.CosineDecay(Steps = 9)]", "[AdamW]\n[global::OptimizerDsl.LinearWarmup(Steps = 5)]\n[global::OptimizerDsl.CosineDecay(Steps = 9)]")]
    [InlineData("[AdamW]\n    [CosineDecay(Steps = 9)]", "[AdamW]\n    [LinearWarmup(Steps = 5)]\n    [CosineDecay(Steps = 9)]")]
    public async Task Insert_before(string before, string after)
    {
        await CheckAsync(before, after, new Fix(FixKind.InsertBefore, 2, "LinearWarmup(Steps = 5)", "Insert it"));
        await CheckAsync(before, after, new Fix(FixKind.InsertBefore, 2, "[LinearWarmup(Steps = 5)]", "Insert it"));
    }

    [Theory]
    [InlineData("[Adam(Beta1 = 0.5)]", "[AdamW(Beta1 = 0.5)]")]
    [InlineData("[AdamAttribute]", "[AdamWAttribute]")]
    [InlineData("[OptimizerDsl.Adam]", "[OptimizerDsl.AdamW]")]
    [InlineData("[global::OptimizerDsl.AdamAttribute(Beta1 = 0.5)]", "[global::OptimizerDsl.AdamWAttribute(Beta1 = 0.5)]")]
    public Task Rename(string before, string after) => CheckAsync(before, after, new Fix(FixKind.Rename, 1, "AdamW", "Rename it"));

    [Fact]
    public Task Rename_to_a_name_of_another_namespace() => CheckAsync("[global::OptimizerDsl.Adam]", "[OptimizerDsl.AdamW]", new Fix(FixKind.Rename, 1, "OptimizerDsl.AdamW", "Rename it"));

    [Fact]
    public async Task The_comments_of_the_class_stay_above_its_first_attribute()
    {
        const string Docs = Rules.Usings + "\n// Ours.\n/// <summary>Trains.</summary>\n";
        await CheckFilesAsync([Docs + "[Centralize]\n[Optimizer]\n[AdamW]\npublic sealed partial class Recipe;\n"], [Docs + "[Optimizer]\n[AdamW]\npublic sealed partial class Recipe;\n"], new Fix(FixKind.RemoveAttribute, 0, "", "Remove it"));
        await CheckFilesAsync([Docs + "[Optimizer]\n[AdamW]\npublic sealed partial class Recipe;\n"], [Docs + "[Centralize]\n[Optimizer]\n[AdamW]\npublic sealed partial class Recipe;\n"], new Fix(FixKind.InsertBefore, 0, "Centralize", "Insert it"));
    }

    [Fact]
    public async Task Indented_in_a_class_with_Windows_line_ends()
    {
        const string Before = "using OptimizerDsl;\r\n\r\npublic partial class Outer\r\n{\r\n    [Optimizer]\r\n    [AdamW]\r\n    [CosineDecay(Steps = 9)]\r\n    private sealed partial class Recipe;\r\n}\r\n";
        await CheckFilesAsync([Before], [Before.Replace("    [Cosine", "    [LinearWarmup(Steps = 5)]\r\n    [Cosine", StringComparison.Ordinal)], new Fix(FixKind.InsertBefore, 2, "LinearWarmup(Steps = 5)", "Insert it"));
        await CheckFilesAsync([Before], [Before.Replace("    [CosineDecay(Steps = 9)]\r\n", "", StringComparison.Ordinal)], new Fix(FixKind.RemoveAttribute, 2, "", "Remove it"));
    }

    [Fact]
    public async Task Attributes_are_counted_through_all_declarations()
    {
        const string First = Rules.Usings + "[Optimizer]\n[AdamW]\npublic sealed partial class Recipe;\n\n", Second = "[TrainingPlan(Steps = 10)]\npublic sealed partial class Recipe;\n", Changed = "[TrainingPlan(Steps = 20)]\npublic sealed partial class Recipe;\n";
        var fix = new Fix(FixKind.SetArgument, 2, "20", "Set it") { Argument = "Steps" };
        await CheckFilesAsync([First + Second], [First + Changed], fix);
        await CheckFilesAsync([First, Rules.Usings + Second], [First, Rules.Usings + Changed], fix);
    }

    [Fact]
    public async Task Each_of_several_fixes_is_offered_by_its_title()
    {
        Fix[] fixes = [new(FixKind.SetArgument, 1, "0.1", "One") { Argument = "LearningRate" }, new(FixKind.SetArgument, 1, "0.2", "Two") { Argument = "LearningRate" }];
        await CheckAsync("[Sgd]", "[Sgd(LearningRate = 0.2)]", fixes, offer: 1);
        // A recipe that is its own rule has no attribute.
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => CheckAsync("[Sgd]", "[Sgd]", new Fix(FixKind.SetArgument, -1, "0.1", "None") { Argument = "LearningRate" }));
    }

    private static Task CheckAsync(string before, string after, Fix fix) => CheckAsync(before, after, [fix], offer: 0);

    private static Task CheckAsync(string before, string after, Fix[] fixes, int offer)
    {
        static string Source(string attributes) => $"{Rules.Usings}\n[Optimizer]\n{attributes}\npublic sealed partial class Recipe;\n";
        return CheckFilesAsync([Source(before)], [Source(after)], fixes, offer);
    }

    private static Task CheckFilesAsync(string[] before, string[] after, Fix fix) => CheckFilesAsync(before, after, [fix], offer: 0);

    private static async Task CheckFilesAsync(string[] before, string[] after, Fix[] fixes, int offer)
    {
        using var bench = new Workbench(before);
        SyntaxTree tree = (await bench.Document.GetSyntaxTreeAsync(TestContext.Current.CancellationToken))!;
        Diagnostic diagnostic = new Finding("ODSL101", DiagnosticSeverity.Warning, Location.Create(tree, new(before[0].IndexOf("Recipe", StringComparison.Ordinal), 6)), "Made by hand", fixes).ToDiagnostic();
        Solution changed = await FixVerifier.FixAsync(bench, diagnostic, offer);
        Assert.Equal(after, await bench.TextsAsync(changed));
        Assert.Empty((await bench.AnalyzeAsync(changed)).CompilerErrors);
    }
}
