using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;

namespace OptimizerDsl.Generators.Frontend;

/// <summary>Finds the fragments of this compilation, whose IR goes into its metadata.</summary>
internal static class FragmentParser
{
    /// <summary>Whether a class could be a fragment: asked of every node after every edit, so by syntax alone.</summary>
    public static bool MayBeFragment(SyntaxNode node) =>
        node is ClassDeclarationSyntax { BaseList.Types: { Count: > 0 } bases } declaration
        && declaration.Modifiers.Any(SyntaxKind.PartialKeyword)
        && (declaration.Identifier.ValueText.EndsWith("Attribute", StringComparison.Ordinal) || (bases[0].Type switch
        {
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
            _ => "",
        }).EndsWith("Attribute", StringComparison.Ordinal));

    public static FragmentModel? Parse(SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        if (model.GetDeclaredSymbol(node, cancellation) is not INamedTypeSymbol { IsAbstract: false, Arity: 0 } type || type.KindOfFragment() is null) return null;
        // Each partial declaration may name the base class again; the fragment is one.
        if (type.DeclaringSyntaxReferences.Select(r => r.GetSyntax(cancellation)).FirstOrDefault(MayBeFragment) != node) return null;
        if (WhyNotExtensible(type, cancellation) is not null || Contract.Mistake(type.LibraryOfFragment()) is not null) return null;
        if (FragmentReader.Read(type, model.Compilation, cancellation) is not Fragment fragment) return null;
        return new(
            Names.HintName(type, ".compiled"),
            Names.Namespace(type),
            RecipeClass.Containers(type).ToEquatableArray(),
            RecipeClass.Header(type),
            IrWriter.Write(fragment));
    }

    /// <summary>Reports what keeps a fragment from being compiled into metadata.</summary>
    public static void Check(INamedTypeSymbol type, Compilation compilation, IssueSink sink, CancellationToken cancellation)
    {
        if (type.Name.Length == 0) return;
        if (WhyNotExtensible(type, cancellation) is string reason) sink.Report(IssueIds.NotPartial, type.Place(), reason);
        FragmentReader.Read(type, compilation, sink, cancellation);
    }

    private static string? WhyNotExtensible(INamedTypeSymbol type, CancellationToken cancellation)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            if (current.IsFileLocal) return $"{current.Name} is local to its file, where generated code cannot reach it. Remove 'file'.";
            if (current.Arity > 0) return $"{current.Name} has type parameters, which an attribute of a recipe cannot be given. Move {type.Name} out of it.";
            if (!RecipeClass.IsPartial(current, cancellation)) return $"{current.Name} must be partial, so that the compiled form of {type.Name} can be added to it. Write '{RecipeClass.Header(current).Keyword} {current.Name}'.";
        }
        return null;
    }
}
