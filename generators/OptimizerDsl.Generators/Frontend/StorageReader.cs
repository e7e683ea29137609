using Microsoft.CodeAnalysis;
using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;
using OptimizerDsl.Generators.Passes;

namespace OptimizerDsl.Generators.Frontend;

/// <summary>Reads how a recipe stores its state, and what a fragment says of its own.</summary>
internal sealed class StorageReader(INamedTypeSymbol recipe, IssueSink sink, CancellationToken cancellation)
{
    private readonly AttributeData? _optimizer = recipe.Attribute(KnownNames.Optimizer);
    private readonly AttributeData[] _overrides = recipe.GetAttributes().Where(a => a.AttributeClass.Is(KnownNames.StoreState)).ToArray();

    /// <summary>The least precision that a fragment asks for its state.</summary>
    public static StatePrecision LeastOf(IParameterSymbol parameter) =>
        parameter.Attribute(KnownNames.LeastPrecision)?.ConstructorArguments is [var argument] && argument.Scalar() is int precision ? (StatePrecision)precision : StatePrecision.Block8;

    public StorageModel Read(ElementType element)
    {
        var precision = (StatePrecision)(_optimizer.Named<int>("State") ?? 0);
        EquatableArray<StateOverride> overrides = Overrides().ToEquatableArray();
        if (element == ElementType.Double)
        {
            if (precision != StatePrecision.Full) ReportDouble(_optimizer, "State");
            if (Parameters != ParameterPrecision.Full)
            {
                sink.Report(IssueIds.BadStorage, _optimizer?.Place(cancellation), $"{recipe.Name} computes in double, and parameters of 16 bits are computed in float. Remove Parameters, or make the recipe one of ElementType.Single.");
            }
            foreach (AttributeData attribute in _overrides.Where(a => Read(a) is { Precision: not StatePrecision.Full })) ReportDouble(attribute, "StoreState");
        }
        return new(
            precision, overrides, _optimizer.Named<int>("StateRounding") == 1, _optimizer.Named<long>("StateSeed") ?? 0, _optimizer.Named<bool>("FlushSubnormals") ?? false, Parameters);
    }

    private ParameterPrecision Parameters => (ParameterPrecision)(_optimizer.Named<int>("Parameters") ?? 0);

    /// <summary>Reports state whose name the parameters in full have, where there are such.</summary>
    public void CheckMaster(IEnumerable<GroupModel> groups)
    {
        if (Parameters == ParameterPrecision.Full || !groups.SelectMany(Pipeline.StateNames).Contains(KnownNames.Master)) return;
        sink.Report(IssueIds.BadStorage, _optimizer?.Place(cancellation), $"{recipe.Name} keeps a state '{KnownNames.Master}', and so are the parameters in full called that it keeps beside those of 16 bits. Rename the state.");
    }

    /// <summary>Reports overrides of state that no group has, and the second one of a state; of groups that are right.</summary>
    public void CheckNames(IEnumerable<GroupModel> groups)
    {
        if (_overrides.Length == 0) return;
        string[] known = groups.SelectMany(Pipeline.StateNames).Distinct().ToArray();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (AttributeData attribute in _overrides)
        {
            if (Read(attribute) is not StateOverride stored) continue;
            if (!known.Contains(stored.Name))
            {
                sink.Report(IssueIds.BadStorage, attribute.Place(cancellation), $"{recipe.Name} keeps no state '{stored.Name}'. {(known.Length == 0 ? "It keeps none at all: remove StoreState." : $"Name one of {string.Join(", ", known.Select(k => $"'{k}'"))}.")}");
            }
            else if (!seen.Add(stored.Name))
            {
                sink.Report(IssueIds.BadStorage, attribute.Place(cancellation), $"How '{stored.Name}' is stored is said twice. Leave one StoreState.");
            }
        }
    }

    private IEnumerable<StateOverride> Overrides() => _overrides.Select(Read).OfType<StateOverride>();

    private static StateOverride? Read(AttributeData attribute) =>
        attribute.ConstructorArguments is [{ Value: string name }, { Value: int precision }] ? new(name, (StatePrecision)precision) : null;

    private void ReportDouble(AttributeData? attribute, string what) => sink.Report(
        IssueIds.BadStorage, attribute?.Place(cancellation), $"{recipe.Name} computes in double, whose state is stored in full. Remove {what}, or make the recipe one of ElementType.Single.");
}
