using Microsoft.CodeAnalysis;
using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;

namespace OptimizerDsl.Generators.Frontend;

/// <summary>
/// Reads a recipe's attributes into its model. The generator and the analyzers both come here, so what is judged is what is
/// built; only the analyzers look into the sink.
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
        var reader = new RecipeReader(recipe, attributes, compilation, sink, cancellation);
        PlanModel plan = PlanReader.Read(recipe, sink, cancellation);
        EquatableArray<GroupModel> groups = reader.ReadGroups();
        EquatableArray<ScheduleTrack> tracks = ScheduleReader.Read(reader, plan);
        var storageReader = new StorageReader(recipe, sink, cancellation);
        StorageModel storage = storageReader.Read(ElementTypeOf(recipe));
        if (sink.Count == before)
        {
            storageReader.CheckNames(groups);
            storageReader.CheckMaster(groups);
        }
        EquatableArray<FragmentUse> metrics = reader.OfKind(FragmentKind.MetricSchedule).Select(reader.ReadUse).Where(u => u is not null).Select(u => u!).ToEquatableArray();

        return new(
            Names.HintName(recipe, ""),
            Names.Namespace(recipe),
            RecipeClass.Containers(recipe).ToEquatableArray(),
            RecipeClass.Header(recipe),
            Label(recipe, attributes),
            ElementTypeOf(recipe),
            groups,
            tracks,
            metrics,
            reader.Tunables.Models.ToEquatableArray(),
            PlanReader.Patterns(recipe).ToEquatableArray(),
            plan,
            PlanReader.AccumulateSteps(recipe, sink, cancellation),
            recipe.Attribute(KnownNames.Optimizer).Named<bool>("ClearGradients") ?? false,
            storage,
            RecipeClass.Members(recipe).Where(n => n is "CreateGroups" or "CreatePlan" or "MoveTargets" || n.StartsWith("_", StringComparison.Ordinal)).Distinct().OrderBy(n => n, StringComparer.Ordinal).ToEquatableArray(),
            reader.Tunables.Declarations.ToEquatableArray(),
            IsBroken: groups.Count == 0 || sink.Count > before);
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

    private static ElementType ElementTypeOf(INamedTypeSymbol recipe) =>
        recipe.Attribute(KnownNames.Optimizer).Named<int>("ElementType") == 1 ? ElementType.Double : ElementType.Single;

    private static string Label(INamedTypeSymbol recipe, AttributeData[] attributes)
    {
        string list = string.Join(", ", attributes.Select(Arguments.Label));
        return list.Length == 0 ? recipe.Name : list;
    }
}
