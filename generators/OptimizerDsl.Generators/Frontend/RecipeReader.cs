using Microsoft.CodeAnalysis;
using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;

namespace OptimizerDsl.Generators.Frontend;

/// <summary>Reads a recipe's fragments: which group each belongs to, and its hyperparameters as the recipe sets them.</summary>
internal sealed class RecipeReader(INamedTypeSymbol recipe, AttributeData[] attributes, Compilation compilation, IssueSink sink, CancellationToken cancellation)
{
    public INamedTypeSymbol Recipe => recipe;

    public IssueSink Sink => sink;

    public CancellationToken Cancellation => cancellation;

    /// <summary>The recipe's tunables so far; reading a fragment finds those that it has.</summary>
    public TunableReader Tunables { get; } = new(recipe, attributes, sink, cancellation);

    public IEnumerable<AttributeData> OfKind(params FragmentKind[] kinds) => attributes.Where(a => kinds.Contains(a.AttributeClass.KindOfFragment()!.Value));

    public Location? Place(AttributeData attribute) => attribute.Place(cancellation);

    public EquatableArray<GroupModel> ReadGroups()
    {
        AttributeData[] rules = OfKind(FragmentKind.Rule).ToArray();
        bool hasOwn = recipe.GetMembers(KnownNames.Update).OfType<IMethodSymbol>().Any();
        if (rules.Length == 0 && hasOwn) return ReadOwnRule() is GroupModel own ? new(own) : default;
        if (rules.Length == 0)
        {
            sink.Report(IssueIds.RuleCount, recipe.Place(), $"{recipe.Name} has no update rule. Add the attribute of one, or a method Update of its own.");
            return default;
        }

        var groups = new List<GroupModel>();
        foreach (AttributeData rule in rules)
        {
            string name = rule.Text(KnownNames.Group) ?? "";
            if (groups.Any(g => g.Name == name))
            {
                string what = name.Length == 0 ? "default group" : $"group \"{name}\"";
                sink.Report(IssueIds.RuleCount, Place(rule), $"{recipe.Name} has several update rules for the {what}, and a group has one. Remove all but one, or give them different Groups.");
                continue;
            }
            if (ReadUse(rule) is FragmentUse use) groups.Add(Group(name, RateOf(rule), use));
        }
        CheckGroupNames(rules.Select(r => r.Text(KnownNames.Group) ?? "").ToArray());
        return groups.ToEquatableArray();
    }

    /// <summary>A fragment with its values; null where either has mistakes.</summary>
    public FragmentUse? ReadUse(AttributeData attribute)
    {
        INamedTypeSymbol type = attribute.AttributeClass!;
        Fragment? fragment = FragmentReader.Read(type, compilation, cancellation);
        if (fragment is null)
        {
            // Mistakes in the source of a rule are reported there, once; those of another assembly only show here.
            if (SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly)) sink.Fail();
            else Blame(type, attribute);
            return null;
        }
        if (Arguments.IsBroken(attribute, cancellation))
        {
            sink.Fail();
            return null;
        }
        EquatableArray<HyperValue> values = ReadValues(attribute, fragment);
        return new(Arguments.Label(attribute), Array.IndexOf(attributes, attribute), attribute.Text(KnownNames.Group) is null, fragment, values);
    }

    private EquatableArray<HyperValue> ReadValues(AttributeData attribute, Fragment fragment)
    {
        IReadOnlyDictionary<string, TypedConstant> written = Arguments.Of(attribute);
        var values = new List<HyperValue>();
        foreach (HyperDeclaration hyper in fragment.Hypers)
        {
            EquatableArray<Constant> items = hyper.Default;
            if (written.TryGetValue(hyper.Name, out TypedConstant argument))
            {
                if (Arguments.Constants(argument, hyper.Type) is EquatableArray<Constant> constants) items = constants;
                else sink.Report(IssueIds.BadHyperparameter, Place(attribute), $"{hyper.Name} of {attribute.AttributeClass!.ShortName()} cannot be read as a {hyper.Type.Text()}. Write a constant of that type.");
            }
            int tunable = hyper.Type.ItemType() is null ? Tunables.Find(attribute, hyper, items.Count > 0 ? items[0] : new(hyper.Type, 0)) : HyperValue.Fixed;
            values.Add(new(hyper.Name, hyper.Type, items, tunable));
        }
        return values.ToEquatableArray();
    }

    private GroupModel Group(string name, double rate, FragmentUse rule)
    {
        bool Belongs(AttributeData a) => a.Text(KnownNames.Group) is not string wanted || wanted == name;
        EquatableArray<FragmentUse> Read(params FragmentKind[] kinds) =>
            OfKind(kinds).Where(Belongs).Select(ReadUse).Where(u => u is not null).Select(u => u!).ToEquatableArray();
        return new(name, rate, Read(FragmentKind.Transform, FragmentKind.Gate), rule, Read(FragmentKind.Averaging), Read(FragmentKind.Observer));
    }

    private GroupModel? ReadOwnRule()
    {
        Fragment? fragment = FragmentReader.Read(recipe, compilation, cancellation);
        if (fragment is null)
        {
            FragmentReader.Read(recipe, compilation, sink, cancellation);
            sink.Fail();
            return null;
        }
        double? rate = recipe.Attribute(KnownNames.Optimizer).Named<double>(KnownNames.LearningRate) ?? recipe.Attribute(KnownNames.SafeLearningRate).Named<double>("Usual");
        if (rate is null) sink.Report(IssueIds.BadHyperparameter, recipe.Place(), $"{recipe.Name} is its own rule and has no learning rate. Set it with [Optimizer(LearningRate = …)].");
        EquatableArray<HyperValue> values = fragment.Hypers.Select(h => new HyperValue(h.Name, h.Type, h.Default, Tunables.FindOwn(h))).ToEquatableArray();
        return Group("", rate ?? 0, new(recipe.Name, -1, false, fragment, values));
    }

    private void CheckGroupNames(string[] known)
    {
        foreach (AttributeData attribute in attributes.Where(a => a.AttributeClass.KindOfFragment() != FragmentKind.Rule))
        {
            if (attribute.Text(KnownNames.Group) is string name && !known.Contains(name)) ReportUnknown(attribute, name, known);
        }
        foreach (AttributeData attribute in recipe.GetAttributes().Where(a => a.AttributeClass.Is(KnownNames.ParameterGroup)))
        {
            if (attribute.Text("name") is string name && !known.Contains(name)) ReportUnknown(attribute, name, known);
        }
    }

    private void ReportUnknown(AttributeData attribute, string name, string[] known) =>
        sink.Report(IssueIds.UnknownGroup, Place(attribute), $"No rule of {recipe.Name} has the group \"{name}\". {(known.All(k => k.Length == 0) ? "Give a rule that Group." : "There is " + string.Join(", ", known.Where(k => k.Length > 0).Select(k => $"\"{k}\"")) + ".")}");

    private double RateOf(AttributeData attribute)
    {
        // NaN stands for unset, as in the attribute itself.
        if (attribute.Named<double>(KnownNames.LearningRate) is double rate && !double.IsNaN(rate)) return rate;
        for (INamedTypeSymbol? type = attribute.AttributeClass; type is not null; type = type.BaseType)
        {
            if (type.Attribute(KnownNames.SafeLearningRate).Named<double>("Usual") is double usual && !double.IsNaN(usual)) return usual;
        }
        sink.Report(IssueIds.BadHyperparameter, Place(attribute), $"{attribute.AttributeClass!.ShortName()} names no usual learning rate, so the recipe has to. Set LearningRate.");
        return 0;
    }

    private void Blame(INamedTypeSymbol type, AttributeData attribute)
    {
        var own = new IssueSink();
        FragmentReader.Read(type, compilation, own, cancellation);
        foreach (Issue issue in own.Issues) sink.Report(issue.Id, Place(attribute), issue.Message);
        if (own.Issues.Count == 0) sink.Fail();
    }
}
