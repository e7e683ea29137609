using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OptimizerDsl.Generators.Emit;
using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;

namespace OptimizerDsl.Generators.Frontend;

/// <summary>
/// Finds which hyperparameters a recipe makes tunable by partial properties, and which ones schedules move; those are inputs of
/// the program and not folded.
/// </summary>
internal sealed class TunableReader
{
    private readonly INamedTypeSymbol _recipe;
    private readonly AttributeData[] _attributes;
    private readonly IssueSink _sink;
    private readonly CancellationToken _cancellation;
    private readonly IPropertySymbol[] _properties;
    private readonly List<TunableModel> _models = [];
    private readonly Dictionary<(int Fragment, string Hyper), int> _found = [];

    public TunableReader(INamedTypeSymbol recipe, AttributeData[] attributes, IssueSink sink, CancellationToken cancellation)
    {
        _recipe = recipe;
        _attributes = attributes;
        _sink = sink;
        _cancellation = cancellation;
        _properties = recipe.GetMembers().OfType<IPropertySymbol>().Where(p => p.IsPartialDefinition && !p.IsIndexer).ToArray();
        CheckProperties();
    }

    public IReadOnlyList<TunableModel> Models => _models;

    /// <summary>The declarations of all partial properties: each needs its implementing part, whatever else is wrong.</summary>
    public IEnumerable<string> Declarations => _properties.Select(Declaration);

    /// <summary>The place of a fragment's hyperparameter among the tunables, if it is one.</summary>
    public int Find(AttributeData attribute, HyperDeclaration hyper, Constant initial)
    {
        int fragment = Array.IndexOf(_attributes, attribute);
        if (_found.TryGetValue((fragment, hyper.Name), out int known)) return known;
        IPropertySymbol? property = _properties.FirstOrDefault(p => Owners(p).Contains(fragment) && NameIn(p) == hyper.Name);
        // A schedule moves a hyperparameter of the fragments that have its own group, or like it none.
        bool isSchedule = attribute.AttributeClass.KindOfFragment() is FragmentKind.Schedule or FragmentKind.MetricSchedule;
        string own = attribute.Text(KnownNames.Group) ?? "";
        bool isTarget = !isSchedule && _attributes.Any(a => a.AttributeClass.KindOfFragment() == FragmentKind.Schedule
            && a.Text(KnownNames.Target) is string target && IsNamed(target, attribute.AttributeClass!.ShortName(), hyper.Name)
            && (a.Text(KnownNames.Group) ?? "") == own);
        if (property is null && !isTarget) return HyperValue.Fixed;
        return _found[(fragment, hyper.Name)] = Add(property, hyper, initial, attribute.AttributeClass!, own);
    }

    /// <summary>A hyperparameter of a recipe that is its own rule: the partial property itself.</summary>
    public int FindOwn(HyperDeclaration hyper)
    {
        IPropertySymbol property = _properties.First(p => p.Name == hyper.Name);
        if (hyper.Default.Count == 0) return HyperValue.Fixed;
        Constant initial = property.Attribute(KnownNames.Tunable) is AttributeData tunable && Arguments.TryFind(tunable, "Initial", out TypedConstant written)
            && Symbols.ToConstant(written.Value) is Constant constant && Hyperparameters.Coerce(constant, hyper.Type) is Constant coerced ? coerced : hyper.Default[0];
        return Add(property, hyper, initial, _recipe, "");
    }

    /// <summary>The places of the tunables that a schedule's target can mean: exactly one, where the recipe is right.</summary>
    public IReadOnlyList<int> FindTargets(string target, string group) => Enumerable.Range(0, _models.Count)
        .Where(i => _models[i].Type == IrType.Double && _models[i].Group == group && IsNamed(target, _models[i].Owner, _models[i].Name))
        .ToArray();

    /// <summary>A target is a hyperparameter's name, alone or behind its fragment's and a dot.</summary>
    private static bool IsNamed(string target, string owner, string hyper) => target == hyper || target == $"{owner}.{hyper}";

    private int Add(IPropertySymbol? property, HyperDeclaration hyper, Constant initial, INamedTypeSymbol owner, string group)
    {
        if (property is not null && Hyperparameters.TypeOf(property) != hyper.Type)
        {
            _sink.Report(IssueIds.BadTunable, property.Place(), $"{hyper.Name} of {owner.ShortName()} is a {hyper.Type.Text()}, and {property.Name} is none. Declare the property as that.");
        }
        _models.Add(new(
            hyper.Name, property?.Name, property is null ? null : Declaration(property), hyper.Type, initial, RangeReader.Of(owner, hyper.Name), owner.ShortName(), group));
        return _models.Count - 1;
    }

    private void CheckProperties()
    {
        var seen = new HashSet<(int Fragment, string Hyper)>();
        bool isOwnRule = !_attributes.Any(a => a.AttributeClass.KindOfFragment() == FragmentKind.Rule);
        foreach (IPropertySymbol property in _properties)
        {
            bool isPlain = !property.IsStatic && property.GetMethod is { } get && property.SetMethod is { IsInitOnly: false } set
                && get.DeclaredAccessibility == property.DeclaredAccessibility && set.DeclaredAccessibility == property.DeclaredAccessibility;
            if (!isPlain)
            {
                _sink.Report(IssueIds.BadTunable, property.Place(), $"{property.Name} is tunable, so whoever sees it gets and sets it, on each optimizer. Write '{{ get; set; }}', and no 'static'.");
                continue;
            }
            if (property.Type is IArrayTypeSymbol)
            {
                _sink.Report(IssueIds.BadTunable, property.Place(), $"{property.Name} is an array, whose items are folded into the kernel, so it cannot be tunable. Set it in the fragment's attribute.");
                continue;
            }
            int owners = Owners(property).Count();
            string name = NameIn(property);
            if (owners == 1 && !seen.Add((Owners(property).First(), name)))
            {
                _sink.Report(IssueIds.BadTunable, property.Place(), $"{property.Name} sets {name}, which another property of {_recipe.Name} sets already. Leave one.");
            }
            if (owners == 1 || isOwnRule && owners == 0) continue;
            _sink.Report(IssueIds.BadTunable, property.Place(), owners == 0
                ? $"No fragment of {_recipe.Name} has a hyperparameter {name} that could be tuned. Remove the property, or say with [Tunable(Name = …)] what it is called."
                : $"Several fragments of {_recipe.Name} have a {name}. Say with [Tunable(Of = typeof(…))] or [Tunable(Group = …)] which one is meant.");
        }
    }

    /// <summary>The fragments that have the hyperparameter which a property names.</summary>
    private IEnumerable<int> Owners(IPropertySymbol property)
    {
        AttributeData? tunable = property.Attribute(KnownNames.Tunable);
        ISymbol? of = tunable is not null && Arguments.TryFind(tunable, "Of", out TypedConstant type) ? type.Value as ISymbol : null;
        string? group = tunable?.Text(KnownNames.Group);
        string name = NameIn(property);
        for (int i = 0; i < _attributes.Length; i++)
        {
            INamedTypeSymbol fragment = _attributes[i].AttributeClass!;
            if (fragment.KindOfFragment() is FragmentKind.Schedule or FragmentKind.MetricSchedule) continue;
            if (of is not null && !SymbolEqualityComparer.Default.Equals(of, fragment)) continue;
            if (group is not null && (_attributes[i].Text(KnownNames.Group) ?? "") != group) continue;
            if (Hyperparameters.Of(fragment).Any(h => h.Name == name)) yield return i;
        }
    }

    private static string NameIn(IPropertySymbol property) => property.Attribute(KnownNames.Tunable)?.Text("Name") ?? property.Name;

    /// <summary>The property's declaration up to its accessors, as the implementing part repeats it.</summary>
    private string Declaration(IPropertySymbol property)
    {
        var syntax = property.DeclaringSyntaxReferences.Select(r => r.GetSyntax(_cancellation)).OfType<PropertyDeclarationSyntax>().FirstOrDefault();
        string modifiers = syntax is null ? "public partial" : string.Join(" ", syntax.Modifiers.Where(m => !m.IsKind(SyntaxKind.RequiredKeyword)).Select(m => m.ValueText));
        return $"{modifiers} {property.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)} {NameScope.Escape(property.Name)}";
    }
}
