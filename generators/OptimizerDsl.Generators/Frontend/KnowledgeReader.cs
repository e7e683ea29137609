using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OptimizerDsl.Generators.Ir;

namespace OptimizerDsl.Generators.Frontend;

/// <summary>
/// Lowers what a fragment's author knows of its hyperparameters: constraints, the limit of stable rates, the warmup that it
/// needs. Kernels do without; the analyzers interpret it.
/// </summary>
internal static class KnowledgeReader
{
    public static bool IsKnowledge(Method method) =>
        method.Name.StartsWith(Method.Constraint, StringComparison.Ordinal) || method.Name is KnownNames.StabilityLimit or KnownNames.RecommendedWarmup;

    /// <summary>Whether the parameters and the result are what the analyzers expect.</summary>
    public static bool HasForm(Method method)
    {
        IrType result = method.Name switch { KnownNames.StabilityLimit => IrType.Double, KnownNames.RecommendedWarmup => IrType.Long, _ => IrType.Bool };
        bool takesCurvature = method.Parameters is [{ Type: IrType.Double, IsReference: false }];
        return (method.Name == KnownNames.StabilityLimit ? takesCurvature : method.Parameters.Count == 0)
            && method.Outputs is [{ Name: Method.Result } output] && output.Value.Type == result;
    }

    public static IEnumerable<Method> Read(INamedTypeSymbol type, FragmentKind kind, Compilation compilation, IssueSink sink, CancellationToken cancellation)
    {
        foreach (IPropertySymbol property in MembersOf(type).OfType<IPropertySymbol>().Where(p => p.Attribute(KnownNames.Constraint) is not null))
        {
            if (property.Type.SpecialType != SpecialType.System_Boolean || property.IsStatic)
            {
                sink.Report(IssueIds.BadMethod, property.Place(), $"'{property.Name}' of {type.ShortName()} is a constraint, so it is true or false of one recipe. Declare it as 'public bool {property.Name} => …', and not static.");
            }
            else if (Lower(property, Method.Constraint + property.Name, type, compilation, sink, cancellation) is Method constraint) yield return constraint;
        }
        if (kind != FragmentKind.Rule) yield break;
        foreach (string name in (string[])[KnownNames.StabilityLimit, KnownNames.RecommendedWarmup])
        {
            ISymbol? own = MembersOf(type).FirstOrDefault(m => m.Name == name && m.IsOverride);
            if (own is not null && Lower(own, name, type, compilation, sink, cancellation) is Method knowledge) yield return knowledge;
        }
    }

    // Up to the library's base, whose own say nothing.
    private static IEnumerable<ISymbol> MembersOf(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null && current.KindOfFragment() is not null; current = current.BaseType)
        {
            foreach (ISymbol member in current.GetMembers()) yield return member;
        }
    }

    private static Method? Lower(ISymbol symbol, string name, INamedTypeSymbol type, Compilation compilation, IssueSink sink, CancellationToken cancellation)
    {
        SyntaxNode? body = symbol.DeclaringSyntaxReferences.Select(r => BodyOf(r.GetSyntax(cancellation))).FirstOrDefault(n => n is not null);
        if (body is null)
        {
            bool isElsewhere = symbol.DeclaringSyntaxReferences.IsEmpty;
            if (isElsewhere) sink.Report(IssueIds.BadMethod, type.Place(), $"'{symbol.Name}' of {type.ShortName()} is declared in {symbol.ContainingAssembly.Name}, where it cannot be read. Declare it in {type.Name}.");
            else if (symbol is IPropertySymbol { SetMethod: not null }) sink.Report(IssueIds.BadMethod, symbol.Place(), $"'{symbol.Name}' of {type.ShortName()} is set and not computed, so it knows nothing of the hyperparameters. Write 'public bool {symbol.Name} => …'.");
            else sink.Fail();
            return null;
        }
        SemanticModel model = compilation.GetSemanticModel(body.SyntaxTree);
        if (model.GetOperation(body, cancellation) is not { } operation || CompilerErrors.Any(model, body, cancellation))
        {
            sink.Fail();
            return null;
        }

        int before = sink.Count;
        var context = new LoweringContext(compilation, type, sink, cancellation) { IsUniform = true };
        var parameters = new List<Parameter>();
        foreach (IParameterSymbol parameter in symbol is IMethodSymbol method ? method.Parameters : [])
        {
            context.Declare(parameter);
            context.Reserve(parameter.Name);
            context.Set(parameter, new Ref(parameter.Name, IrType.Double));
            parameters.Add(new(parameter.Name, IrType.Double, IsReference: false));
        }
        Expr? result = new Lowering(context).Body(operation);
        if (result is null || sink.Count > before) return null;
        return Verifier.Verify(new(name, parameters.ToEquatableArray(), context.Lets.ToEquatableArray(), new(new Output(Method.Result, result))), "lowering");
    }

    private static SyntaxNode? BodyOf(SyntaxNode declaration) => declaration switch
    {
        MethodDeclarationSyntax method => (SyntaxNode?)method.Body ?? method.ExpressionBody,
        PropertyDeclarationSyntax { ExpressionBody: { } arrow } => arrow,
        PropertyDeclarationSyntax { AccessorList: { } list } => list.Accessors.Select(a => (SyntaxNode?)a.Body ?? a.ExpressionBody).FirstOrDefault(b => b is not null),
        _ => null,
    };
}
