using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OptimizerDsl.Generators.Emit;
using OptimizerDsl.Generators.Model;

namespace OptimizerDsl.Generators.Frontend;

/// <summary>What a class must be so that a partial declaration can be added to it.</summary>
internal static class RecipeClass
{
    /// <summary>The members that generated code adds; a class cannot have the name of a member.</summary>
    private static readonly string[] s_members = ["Average", "Create", "Curve", "Describe", "Groups", "LearningRate", "LearningRateAt", "Observe", "ReadState", "State", "Step", "StepCount", "Threads", "UseAverages", "WriteState"];

    /// <summary>The methods among them with the types of their parameters: other overloads may stand beside them.</summary>
    private static readonly string[] s_forms =
    [
        ".ctor(ParameterSet)", ".ctor(Int32)", "Create(ParameterSet)", "LearningRateAt(Int64)", "State(String)", "State(Parameter, String)", "Step()", "Step(Span, Span)",
    ];

    public static bool Check(INamedTypeSymbol recipe, IssueSink sink, CancellationToken cancellation)
    {
        if (WhyUnsuitable(recipe, cancellation) is string reason)
        {
            sink.Report(IssueIds.UnsuitableClass, recipe.Place(), reason);
            return false;
        }
        for (INamedTypeSymbol? type = recipe; type is not null; type = type.ContainingType)
        {
            if (IsPartial(type, cancellation)) continue;
            string role = type.Equals(recipe, SymbolEqualityComparer.Default) ? $"{type.Name} is a recipe, so it" : $"{type.Name} contains the recipe {recipe.Name}, so it";
            sink.Report(IssueIds.NotPartial, type.Place(), $"{role} must be partial for the generator to add members to it. Write 'partial {Header(type).Keyword.Replace("partial ", "")} {type.Name}'.");
            return false;
        }
        return true;
    }

    /// <summary>Whether this is the declaration whose [Optimizer] counts: a second one is a mistake that C# reports.</summary>
    public static bool IsMarkedAt(INamedTypeSymbol recipe, SyntaxNode declaration, CancellationToken cancellation) =>
        recipe.Attribute(KnownNames.Optimizer)?.ApplicationSyntaxReference?.GetSyntax(cancellation).Parent?.Parent == declaration;

    private static string? WhyUnsuitable(INamedTypeSymbol recipe, CancellationToken cancellation)
    {
        if (recipe.TypeKind != TypeKind.Class) return $"{recipe.Name} is not a class, which an optimizer with its state has to be. Make it a class.";
        if (recipe.IsStatic || recipe.IsAbstract) return $"{recipe.Name} is static or abstract, so no optimizer could be made of it. Remove the modifier.";
        if (recipe.Arity > 0) return $"{recipe.Name} has type parameters, for which a recipe has no use. Remove them.";
        if (recipe.KindOfFragment() is not null) return $"{recipe.Name} is an attribute of which recipes are made, and cannot be a recipe itself. Make the recipe a class of its own.";
        if (s_members.Contains(recipe.Name)) return $"A recipe cannot be called {recipe.Name}, because it gets a member of that name. Rename it.";
        for (INamedTypeSymbol? type = recipe; type is not null; type = type.ContainingType)
        {
            if (type.IsFileLocal) return $"{type.Name} is local to its file, where generated code cannot reach it. Remove 'file'.";
        }
        if (Declarations(recipe, cancellation).Any(d => d.ParameterList is not null))
        {
            return $"{recipe.Name} has a primary constructor, which generated constructors could not call. Declare an ordinary one that calls this(parameters).";
        }
        if (recipe.BaseType is { TypeKind: TypeKind.Class } parent && !parent.InstanceConstructors.Any(c => c.Parameters.IsEmpty && c.DeclaredAccessibility != Accessibility.Private))
        {
            return $"{parent.Name}, the base class of {recipe.Name}, has no constructor without parameters for the generated ones to call. Add one.";
        }
        // Analyzers see what the generator added, too.
        string generated = Names.HintName(recipe, "");
        if (recipe.GetMembers().FirstOrDefault(m => IsInTheWay(m, generated)) is ISymbol member)
        {
            string what = member is IMethodSymbol { MethodKind: MethodKind.Constructor } ? "a constructor" : member.Name;
            return $"{recipe.Name} declares {what} of the form that the generator adds to it. Remove it or change its parameters.";
        }
        return null;
    }

    private static bool IsInTheWay(ISymbol member, string generated)
    {
        if (member.IsImplicitlyDeclared || !member.DeclaringSyntaxReferences.Any(r => !r.SyntaxTree.FilePath.EndsWith(generated, StringComparison.Ordinal))) return false;
        if (member is not IMethodSymbol method) return s_members.Contains(member.Name);
        string form = method.Name + "(" + string.Join(", ", method.Parameters.Select(p => p.Type.Name)) + ")";
        return s_forms.Contains(form);
    }

    /// <summary>The names that generated members may not have: those of the class itself, of its members and of inherited ones.</summary>
    public static IEnumerable<string> Members(INamedTypeSymbol recipe)
    {
        yield return recipe.Name;
        for (INamedTypeSymbol? type = recipe; type is not null && type.SpecialType != SpecialType.System_Object; type = type.BaseType)
        {
            foreach (ISymbol member in type.GetMembers()) yield return member.Name;
        }
    }

    public static IEnumerable<TypeHeader> Containers(INamedTypeSymbol type)
    {
        var result = new Stack<TypeHeader>();
        for (INamedTypeSymbol? container = type.ContainingType; container is not null; container = container.ContainingType) result.Push(Header(container));
        return result;
    }

    public static TypeHeader Header(INamedTypeSymbol type)
    {
        string keyword = type switch
        {
            { TypeKind: TypeKind.Interface } => "interface",
            { TypeKind: TypeKind.Struct, IsRecord: true } => "record struct",
            { TypeKind: TypeKind.Struct } => "struct",
            { IsRecord: true } => "record",
            _ => "class",
        };
        string parameters = type.Arity == 0 ? "" : "<" + string.Join(", ", type.TypeParameters.Select(p => NameScope.Escape(p.Name))) + ">";
        return new("partial " + keyword, NameScope.Escape(type.Name), parameters);
    }

    public static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellation) =>
        Declarations(type, cancellation).Any(d => d.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static IEnumerable<TypeDeclarationSyntax> Declarations(INamedTypeSymbol type, CancellationToken cancellation) =>
        type.DeclaringSyntaxReferences.Select(r => r.GetSyntax(cancellation)).OfType<TypeDeclarationSyntax>();
}
