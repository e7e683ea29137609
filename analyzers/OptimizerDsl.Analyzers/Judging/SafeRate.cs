using Microsoft.CodeAnalysis;
using OptimizerDsl.Generators.Frontend;

namespace OptimizerDsl.Analyzers.Judging;

/// <summary>What <c>[SafeLearningRate]</c> says of a rule, its bases included; without one, nothing is too large or too small.</summary>
internal sealed record SafeRate(double Usual, double Notice, double Warn, double NoticeBelow, double WarnBelow, string? Why)
{
    public static SafeRate Of(INamedTypeSymbol? rule)
    {
        AttributeData? safe = null;
        for (INamedTypeSymbol? type = rule; type is not null && safe is null; type = type.BaseType) safe = type.Attribute(KnownNames.SafeLearningRate);
        return new(
            safe.Named<double>("Usual") ?? double.NaN,
            safe.Named<double>("Notice") ?? double.PositiveInfinity,
            safe.Named<double>("Warn") ?? double.PositiveInfinity,
            safe.Named<double>("NoticeBelow") ?? 0,
            safe.Named<double>("WarnBelow") ?? 0,
            safe?.Text("Why"));
    }
}
