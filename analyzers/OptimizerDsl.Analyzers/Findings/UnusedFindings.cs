using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OptimizerDsl.Analyzers.Judging;
using OptimizerDsl.Generators.Frontend;
using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Passes;

namespace OptimizerDsl.Analyzers.Findings;

/// <summary>603: state that feeds nothing but itself, and hyperparameters that nothing reads, whatever a recipe sets.</summary>
internal static class UnusedFindings
{
    public static IEnumerable<Finding> Of(INamedTypeSymbol type, Fragment fragment, CancellationToken cancellation) =>
        OfState(type, fragment).Concat(OfHypers(type, fragment, cancellation));

    private static IEnumerable<Finding> OfState(INamedTypeSymbol type, Fragment fragment)
    {
        if (fragment.Kind is not (FragmentKind.Rule or FragmentKind.Averaging)) yield break;
        Method step = fragment.Find(Signatures.StepOf(fragment.Kind))!;
        string[] seen = step.Parameters.Where((p, i) => p.IsAverage || (fragment.Kind == FragmentKind.Averaging && i == 1)).Select(p => p.Name).ToArray();
        var alive = new HashSet<string>(RemoveDead.Run(step, seen, []).Parameters.Select(p => p.Name), StringComparer.Ordinal);
        IMethodSymbol? method = type.GetMembers(step.Name).OfType<IMethodSymbol>().FirstOrDefault();
        foreach (IParameterSymbol parameter in method?.Parameters.Where(p => !p.Type.Is(KnownNames.StepInfo) && !alive.Contains(p.Name)) ?? [])
        {
            string what = parameter.RefKind == RefKind.Ref ? "is state that nothing reads, so kernels leave it out" : "is given and never read";
            yield return new("ODSL603", DiagnosticSeverity.Warning, parameter.Place() ?? Location.None, $"'{parameter.Name}' of {fragment.Name} {what}. Remove it, or use it in the step.");
        }
    }

    private static IEnumerable<Finding> OfHypers(INamedTypeSymbol type, Fragment fragment, CancellationToken cancellation)
    {
        var read = new HashSet<string>(fragment.Methods
            .SelectMany(m => m.Lets.Select(l => l.Value).Concat(m.Outputs.Select(o => o.Value))).SelectMany(e => e.Descendants()).OfType<Hyper>().Select(h => h.Name), StringComparer.Ordinal);
        foreach (HyperDeclaration hyper in fragment.Hypers.Where(h => !read.Contains(h.Name)))
        {
            // In epochs, it stands for its twin in steps; the library's own have no place.
            bool isTwin = hyper.Name.EndsWith("Epochs", StringComparison.Ordinal) && fragment.Hypers.Any(h => h.Name == hyper.Name.Substring(0, hyper.Name.Length - "Epochs".Length) + "Steps");
            IPropertySymbol? property = type.GetMembers(hyper.Name).OfType<IPropertySymbol>().FirstOrDefault();
            if (isTwin || property?.Place() is not { } place || IsMentioned(type, property, cancellation)) continue;
            yield return new("ODSL603", DiagnosticSeverity.Warning, place, $"Nothing reads {hyper.Name} of {fragment.Name}, so setting it has no effect. Remove it, or use it.");
        }
    }

    // What is no part of the compiled methods, such as a computed text, may still have a use for it.
    private static bool IsMentioned(INamedTypeSymbol type, IPropertySymbol property, CancellationToken cancellation) =>
        type.DeclaringSyntaxReferences.Select(r => r.GetSyntax(cancellation)).SelectMany(n => n.DescendantNodes()).OfType<IdentifierNameSyntax>()
            .Any(n => n.Identifier.ValueText == property.Name && n.FirstAncestorOrSelf<PropertyDeclarationSyntax>()?.Identifier.ValueText != property.Name);
}
