using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;

namespace OptimizerDsl.Generators.Frontend;

/// <summary>
/// Reads a recipe's attributes into its model. The generator and the analyzers both come here, so what is judged is what is
/// built; only the analyzers bring a sink.
/// </summary>
internal static class RecipeParser
{
    /// <summary>The model; null where the class cannot be generated for at all (the reason is in the sink).</summary>
    public static RecipeModel? Parse(INamedTypeSymbol recipe, Compilation compilation, IssueSink sink, CancellationToken cancellation)
    {
        // Half a declaration, which C# asks to be finished.
        if (recipe.Name.Length == 0) return null;
        if (Contract.Mistake(recipe.Attribute(KnownNames.Optimizer)?.AttributeClass?.ContainingAssembly) is string mismatch)
        {
            sink.Report(IssueIds.ContractMismatch, recipe.Place(), mismatch);
            return null;
        }
        if (!RecipeClass.Check(recipe, sink, cancellation)) return null;

        int before = sink.Count;
        AttributeData[] attributes = FragmentsOf(recipe).ToArray();
        CheckOneDeclaration(attributes, sink, cancellation);

        var transforms = new List<FragmentUse>();
        var schedules = new List<ScheduleUse>();
        FragmentUse? rule = null;
        double rate = 0;
        int rules = 0;
        AttributeData[] phases = attributes.Where(a => a.AttributeClass.KindOfFragment() == FragmentKind.Schedule).ToArray();
        foreach (AttributeData attribute in attributes)
        {
            FragmentKind kind = attribute.AttributeClass.KindOfFragment()!.Value;
            if (kind == FragmentKind.Schedule)
            {
                schedules.Add(ScheduleReader.Read(attribute, isLast: attribute == phases[phases.Length - 1], compilation, sink, cancellation));
                continue;
            }
            FragmentUse? use = ReadUse(attribute, compilation, sink, cancellation);
            if (kind == FragmentKind.Transform)
            {
                if (use is not null) transforms.Add(use);
                continue;
            }
            rules++;
            if (rules > 1) sink.Report(IssueIds.RuleCount, attribute.Place(cancellation), $"{recipe.Name} has several update rules, and a recipe has one. Remove all but one.");
            rule = use;
            rate = RateOf(attribute, sink, cancellation);
        }
        if (rules == 0)
        {
            sink.Report(IssueIds.RuleCount, recipe.Place(), $"{recipe.Name} has no update rule. Add one, such as [AdamW] or [Sgd(LearningRate = 0.1)].");
        }

        return new(
            Names.HintName(recipe, ""),
            Names.Namespace(recipe),
            RecipeClass.Containers(recipe).ToEquatableArray(),
            RecipeClass.Header(recipe),
            ElementTypeOf(recipe),
            rate,
            transforms.ToEquatableArray(),
            rule,
            schedules.ToEquatableArray(),
            RecipeClass.Members(recipe).Where(n => n.StartsWith("_", StringComparison.Ordinal)).Distinct().OrderBy(n => n, StringComparer.Ordinal).ToEquatableArray(),
            IsBroken: rule is null || sink.Count > before);
    }

    /// <summary>The fragments in the order in which they are written.</summary>
    public static IEnumerable<AttributeData> FragmentsOf(INamedTypeSymbol recipe) =>
        recipe.GetAttributes()
            .Where(a => a.AttributeClass.KindOfFragment() is not null)
            .OrderBy(a => a.ApplicationSyntaxReference?.SyntaxTree.FilePath, StringComparer.Ordinal)
            .ThenBy(a => a.ApplicationSyntaxReference?.Span.Start ?? 0);

    private static void CheckOneDeclaration(AttributeData[] attributes, IssueSink sink, CancellationToken cancellation)
    {
        SyntaxNode? first = null;
        foreach (AttributeData attribute in attributes)
        {
            SyntaxNode? declaration = attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).Parent?.Parent;
            first ??= declaration;
            if (declaration == first) continue;
            sink.Report(IssueIds.SeveralDeclarations, attribute.Place(cancellation), "The fragments of a recipe stand on one declaration of its class, because their order matters and across files it would be the order of file names. Move this one to the others.");
            return;
        }
    }

    private static FragmentUse? ReadUse(AttributeData attribute, Compilation compilation, IssueSink sink, CancellationToken cancellation)
    {
        INamedTypeSymbol type = attribute.AttributeClass!;
        Fragment? fragment = FragmentReader.Read(type, compilation, cancellation);
        if (fragment is null)
        {
            // Mistakes in the source of a rule are reported there, once; those of another assembly only show here.
            if (SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly)) sink.Fail();
            else Blame(type, attribute, compilation, sink, cancellation);
            return null;
        }

        if (IsBroken(attribute, cancellation))
        {
            sink.Fail();
            return null;
        }
        IReadOnlyDictionary<string, TypedConstant> written = Arguments(attribute);
        var values = new List<HyperValue>();
        foreach (HyperDeclaration hyper in fragment.Hypers)
        {
            Constant value = hyper.Default;
            if (written.TryGetValue(hyper.Name, out TypedConstant argument))
            {
                if (Symbols.ToConstant(argument.Scalar()) is Constant constant && Hyperparameters.Coerce(constant, hyper.Type) is Constant coerced) value = coerced;
                else sink.Report(IssueIds.BadHyperparameter, attribute.Place(cancellation), $"{hyper.Name} of {type.ShortName()} cannot be read as a {hyper.Type.Text()}. Write a constant of that type.");
            }
            values.Add(new(hyper.Name, value));
        }
        return new(Label(attribute), fragment, values.ToEquatableArray());
    }

    private static void Blame(INamedTypeSymbol type, AttributeData attribute, Compilation compilation, IssueSink sink, CancellationToken cancellation)
    {
        var own = new IssueSink();
        FragmentReader.Read(type, compilation, own, cancellation);
        foreach (Issue issue in own.Issues) sink.Report(issue.Id, attribute.Place(cancellation), issue.Message);
        if (own.Issues.Count == 0) sink.Fail();
    }

    /// <summary>Whether C# refuses what stands in an attribute: a missing value, a wrong type, a property that does not exist.</summary>
    public static bool IsBroken(AttributeData attribute, CancellationToken cancellation) =>
        attribute.AttributeConstructor is null
        || attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(a => a.Value)).Any(a => a.Kind == TypedConstantKind.Error)
        || attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) is AttributeSyntax syntax
            && (syntax.ContainsDiagnostics || (syntax.ArgumentList?.Arguments.Count(a => a.NameEquals is not null) ?? 0) != attribute.NamedArguments.Length);

    /// <summary>What a recipe writes, by property name; a constructor parameter stands for the property of its name.</summary>
    public static IReadOnlyDictionary<string, TypedConstant> Arguments(AttributeData attribute)
    {
        var result = new Dictionary<string, TypedConstant>(StringComparer.OrdinalIgnoreCase);
        if (attribute.AttributeConstructor is { } constructor)
        {
            for (int i = 0; i < constructor.Parameters.Length && i < attribute.ConstructorArguments.Length; i++)
            {
                result[constructor.Parameters[i].Name] = attribute.ConstructorArguments[i];
            }
        }
        foreach (KeyValuePair<string, TypedConstant> named in attribute.NamedArguments) result[named.Key] = named.Value;
        return result;
    }

    private static double RateOf(AttributeData attribute, IssueSink sink, CancellationToken cancellation)
    {
        if (IsBroken(attribute, cancellation))
        {
            sink.Fail();
            return 0;
        }
        // NaN stands for unset, as in the attribute itself.
        if (Arguments(attribute).TryGetValue(KnownNames.LearningRate, out TypedConstant written) && written.Scalar() is double rate && !double.IsNaN(rate)) return rate;
        for (INamedTypeSymbol? type = attribute.AttributeClass; type is not null; type = type.BaseType)
        {
            AttributeData? safe = type.Attribute(KnownNames.SafeLearningRate);
            if (safe?.NamedArguments.FirstOrDefault(a => a.Key == "Usual").Value.Value is double usual && !double.IsNaN(usual)) return usual;
        }
        sink.Report(IssueIds.BadHyperparameter, attribute.Place(cancellation), $"{attribute.AttributeClass!.ShortName()} names no usual learning rate, so the recipe has to. Set LearningRate.");
        return 0;
    }

    private static ElementType ElementTypeOf(INamedTypeSymbol recipe)
    {
        TypedConstant? written = recipe.Attribute(KnownNames.Optimizer)?.NamedArguments.FirstOrDefault(a => a.Key == "ElementType").Value;
        return written?.Value is int value && value == 1 ? ElementType.Double : ElementType.Single;
    }

    /// <summary>"AdamW(LearningRate = 0.0003)": the attribute as its author wrote it, in one form.</summary>
    public static string Label(AttributeData attribute)
    {
        IEnumerable<string> arguments = attribute.ConstructorArguments.Select(Text)
            .Concat(attribute.NamedArguments.Select(a => $"{a.Key} = {Text(a.Value)}"));
        string list = string.Join(", ", arguments);
        return attribute.AttributeClass!.ShortName() + (list.Length == 0 ? "" : "(" + list + ")");
    }

    private static string Text(TypedConstant constant) => constant.Kind switch
    {
        TypedConstantKind.Error => "?",
        TypedConstantKind.Array when !constant.IsNull => "[" + string.Join(", ", constant.Values.Select(Text)) + "]",
        TypedConstantKind.Primitive => constant.Value switch
        {
            double number => Passes.Formula.Print(Constant.Double(number)),
            // Escaped, for a line end in a text would end the comment that the label stands in.
            string text => SymbolDisplay.FormatLiteral(text, quote: true),
            char letter => SymbolDisplay.FormatLiteral(letter, quote: true),
            IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
            _ => constant.ToCSharpStringSafe(),
        },
        _ => constant.ToCSharpStringSafe(),
    };

    private static string ToCSharpStringSafe(this TypedConstant constant) => constant.IsNull ? "null" : constant.ToCSharpString();
}
