using Microsoft.CodeAnalysis;

namespace OptimizerDsl.Generators.Frontend;

/// <summary>What C# itself finds wrong: it says so, and nothing may be built on it.</summary>
internal static class CompilerErrors
{
    // A warning that the project treats as an error leaves the meaning of the code as it is.
    public static bool Any(SemanticModel model, SyntaxNode node, CancellationToken cancellation) =>
        node.ContainsDiagnostics && node.GetDiagnostics().Any(IsError) || model.GetDiagnostics(node.Span, cancellation).Any(IsError);

    private static bool IsError(Diagnostic diagnostic) => diagnostic.DefaultSeverity == DiagnosticSeverity.Error;
}
