namespace OptimizerDsl.Generators.Tests;

using Microsoft.CodeAnalysis;
using OptimizerDsl.Generators.Frontend;
using OptimizerDsl.Generators.Ir;

/// <summary>C# of fragments in, IR out, by the front end that the generator uses.</summary>
internal static class Lowered
{
    /// <summary>The fragment whose class is called <paramref name="type"/>, or null, and what the front end said.</summary>
    public static (Fragment? Fragment, IReadOnlyList<Issue> Issues) Read(string source, string type)
    {
        var compilation = SourceCompilation.Of(SourceCompilation.Usings + source).Input;
        Assert.Empty(compilation.GetSemanticModel(compilation.SyntaxTrees[0]).GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
        var sink = new IssueSink();
        Fragment? fragment = FragmentReader.Read(compilation.GetTypeByMetadataName(type)!, compilation, sink, CancellationToken.None);
        return (fragment, sink.Issues);
    }

    /// <summary>The fragment of a rule with these members.</summary>
    public static Fragment Rule(string members)
    {
        (Fragment? fragment, IReadOnlyList<Issue> issues) = Read(RuleClass(members), "RuleAttribute");
        Assert.Empty(issues.Select(i => i.Message));
        Assert.NotNull(fragment);
        return fragment;
    }

    /// <summary>The IR text of the one method of a rule with these members.</summary>
    public static string Update(string members) => IrWriter.Write(Rule(members).Find("Update")!);

    /// <summary>Each refused piece of source with the reason: "source: reason".</summary>
    public static string[] Refusals(string members)
    {
        (Fragment? fragment, IReadOnlyList<Issue> issues) = Read(RuleClass(members), "RuleAttribute");
        Assert.Null(fragment);
        return issues.Select(i => $"{SourceOf(i.Location)}: {i.Message}").ToArray();
    }

    public static string RuleClass(string members) => $$"""
        public partial class RuleAttribute : UpdateRuleAttribute
        {
        {{members}}
        }
        """;

    private static string SourceOf(Location? location) => location?.SourceTree?.GetText().ToString(location.SourceSpan) ?? "";
}
