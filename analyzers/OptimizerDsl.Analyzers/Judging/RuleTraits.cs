using Microsoft.CodeAnalysis;
using OptimizerDsl.Generators.Frontend;

namespace OptimizerDsl.Analyzers.Judging;

/// <summary>What <c>[RuleTraits]</c> says of a rule, its bases included; what it leaves open is null.</summary>
internal sealed record RuleTraits(bool IsParameterFree, bool IsScheduleFree, INamedTypeSymbol? Decoupled, bool? IsScaleInvariant, bool? IsSign)
{
    public static RuleTraits Of(INamedTypeSymbol? rule)
    {
        AttributeData? traits = null;
        for (INamedTypeSymbol? type = rule; type is not null && traits is null; type = type.BaseType) traits = type.Attribute(KnownNames.RuleTraits);
        return new(traits.Named<bool>("IsParameterFree") ?? false, traits.Named<bool>("IsScheduleFree") ?? false, Type(traits, "Decoupled"), Said(traits, "IsScaleInvariant"), Said(traits, "IsSign"));
    }

    /// <summary>The schedule that warms a rule up: the first that the rule or one of its bases names.</summary>
    public static INamedTypeSymbol? WarmupOf(INamedTypeSymbol? rule)
    {
        for (INamedTypeSymbol? type = rule; type is not null; type = type.BaseType)
        {
            if (Type(type.Attribute(KnownNames.RuleTraits), "Warmup") is INamedTypeSymbol warmup) return warmup;
        }
        return null;
    }

    private static INamedTypeSymbol? Type(AttributeData? traits, string name) =>
        traits is not null && Arguments.TryFind(traits, name, out TypedConstant named) && named.Kind == TypedConstantKind.Type ? named.Value as INamedTypeSymbol : null;

    private static bool? Said(AttributeData? traits, string name) => traits.Named<int>(name) switch { 1 => true, 2 => false, _ => null };
}
