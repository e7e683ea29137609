using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OptimizerDsl.Generators.Frontend;

/// <summary>
/// A kernel takes hyperparameters from the text of an attribute, the scalar method from the object made of it. This finds what
/// would let the two differ: accessors that compute, defaults that are no constants, constructors that do more than to set.
/// </summary>
internal static class HyperparameterChecks
{
    public static void Run(INamedTypeSymbol type, Compilation compilation, IssueSink sink, CancellationToken cancellation)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (IPropertySymbol property in Hyperparameters.Of(type))
        {
            string name = $"{property.Name} of {type.ShortName()}";
            if (!seen.Add(property.Name)) sink.Report(IssueIds.BadHyperparameter, property.Place() ?? type.Place(), $"{type.ShortName()} declares '{property.Name}' twice, or two names that differ in case alone, so which one an attribute sets would be a guess. Leave one.");
            // The library's own start from nothing.
            if (property.ContainingType.Is(KnownNames.Schedule)) continue;
            if (property.Place() is null) sink.Report(IssueIds.BadHyperparameter, type.Place(), $"{name} is declared in {property.ContainingAssembly.Name}, where its default cannot be read. Declare it in {type.Name}.");
            foreach (PropertyDeclarationSyntax declaration in Declarations<PropertyDeclarationSyntax>(property, cancellation)) CheckDefault(property, name, declaration, compilation, sink, cancellation);
        }
        for (INamedTypeSymbol? declaring = type; declaring?.Place() is not null; declaring = declaring.BaseType)
        {
            CheckSetters(declaring, sink, cancellation);
            foreach (IMethodSymbol constructor in declaring.InstanceConstructors.Where(c => !c.IsImplicitlyDeclared)) CheckConstructor(constructor, type, sink, cancellation);
        }
    }

    private static void CheckDefault(IPropertySymbol property, string name, PropertyDeclarationSyntax declaration, Compilation compilation, IssueSink sink, CancellationToken cancellation)
    {
        if (declaration.Initializer?.Value is not { } value) return;
        bool isParameter = value is IdentifierNameSyntax identifier && IsSame(identifier.Identifier.ValueText, property.Name) && IsPrimaryParameter(property.ContainingType, identifier.Identifier.ValueText, cancellation);
        SemanticModel model = compilation.GetSemanticModel(value.SyntaxTree);
        IEnumerable<ExpressionSyntax> constants = property.Type is IArrayTypeSymbol && Hyperparameters.ItemsOf(value) is { } items ? items : [value];
        if (isParameter || constants.All(c => model.GetConstantValue(c, cancellation).HasValue)) return;
        if (CompilerErrors.Any(model, declaration, cancellation)) sink.Fail();
        else sink.Report(IssueIds.BadHyperparameter, value.GetLocation(), $"The default of {name} is no constant, so it cannot be read when a recipe is compiled. Write a {(property.Type is IArrayTypeSymbol ? "list of constants" : "constant")}.");
    }

    private static void CheckSetters(INamedTypeSymbol type, IssueSink sink, CancellationToken cancellation)
    {
        foreach (IPropertySymbol property in type.GetMembers().OfType<IPropertySymbol>().Where(p => !p.IsStatic && p.SetMethod is not null))
        {
            bool computes = Declarations<PropertyDeclarationSyntax>(property, cancellation).Any(d => d.AccessorList?.Accessors.Any(a => a.Body is not null || a.ExpressionBody is not null) == true);
            if (computes) sink.Report(IssueIds.BadHyperparameter, property.Place(), $"{property.Name} of {type.ShortName()} has accessors that compute, which a recipe's compiler does not run. Write 'get; set;'.");
        }
    }

    /// <summary>Legal constructors set each property from the parameter of its name, as the reader of attributes assumes.</summary>
    private static void CheckConstructor(IMethodSymbol constructor, INamedTypeSymbol type, IssueSink sink, CancellationToken cancellation)
    {
        SyntaxNode? declaration = constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation);
        if (declaration is null || declaration.ContainsDiagnostics) return;
        var set = new HashSet<string>(StringComparer.Ordinal);
        foreach (SyntaxNode part in Parts(declaration))
        {
            if (part is ExpressionSyntax expression && SetParameter(expression, constructor) is string parameter) set.Add(parameter);
            else sink.Report(IssueIds.BadHyperparameter, part.GetLocation(), $"A constructor of {type.ShortName()} can only set each property from the parameter of its name. Write a default behind its property.");
        }
        foreach (IParameterSymbol parameter in constructor.Parameters)
        {
            bool isSet = declaration is TypeDeclarationSyntax ? IsInitializer(constructor.ContainingType, parameter.Name, cancellation) : set.Contains(parameter.Name);
            if (isSet) continue;
            sink.Report(IssueIds.BadHyperparameter, parameter.Place(), $"The parameter '{parameter.Name}' of a constructor of {type.ShortName()} sets no property of its name, so it means nothing to a recipe. Set one, or remove it.");
        }
    }

    /// <summary>What a constructor does: the expressions of its statements, other statements, arguments for another constructor.</summary>
    private static IEnumerable<SyntaxNode> Parts(SyntaxNode declaration)
    {
        if (declaration is TypeDeclarationSyntax { BaseList.Types: var bases })
        {
            return bases.OfType<PrimaryConstructorBaseTypeSyntax>().Where(b => b.ArgumentList.Arguments.Count > 0).Select(b => b.ArgumentList);
        }
        if (declaration is not ConstructorDeclarationSyntax constructor) return [];
        IEnumerable<SyntaxNode> chained = constructor.Initializer is { ArgumentList.Arguments.Count: > 0 } initializer ? [initializer] : [];
        IEnumerable<SyntaxNode> body = constructor.ExpressionBody is { } arrow ? [arrow.Expression]
            : constructor.Body?.Statements.Select(s => s is ExpressionStatementSyntax statement ? (SyntaxNode)statement.Expression : s) ?? [];
        return chained.Concat(body);
    }

    private static string? SetParameter(ExpressionSyntax expression, IMethodSymbol constructor)
    {
        if (expression is not AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Right: IdentifierNameSyntax right } assignment) return null;
        string? target = assignment.Left switch
        {
            IdentifierNameSyntax name => name.Identifier.ValueText,
            MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: IdentifierNameSyntax name } => name.Identifier.ValueText,
            _ => null,
        };
        string parameter = right.Identifier.ValueText;
        return target is not null && IsSame(target, parameter) && constructor.Parameters.Any(p => p.Name == parameter) ? parameter : null;
    }

    private static bool IsInitializer(INamedTypeSymbol type, string parameter, CancellationToken cancellation) =>
        type.GetMembers().OfType<IPropertySymbol>().Any(p => IsSame(p.Name, parameter)
            && Declarations<PropertyDeclarationSyntax>(p, cancellation).Any(d => d.Initializer?.Value is IdentifierNameSyntax value && value.Identifier.ValueText == parameter));

    private static bool IsPrimaryParameter(INamedTypeSymbol type, string name, CancellationToken cancellation) =>
        Declarations<TypeDeclarationSyntax>(type, cancellation).Any(d => d.ParameterList?.Parameters.Any(p => p.Identifier.ValueText == name) == true);

    private static IEnumerable<T> Declarations<T>(ISymbol symbol, CancellationToken cancellation) => symbol.DeclaringSyntaxReferences.Select(r => r.GetSyntax(cancellation)).OfType<T>();

    private static bool IsSame(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
