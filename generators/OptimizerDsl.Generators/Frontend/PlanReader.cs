using Microsoft.CodeAnalysis;
using OptimizerDsl.Generators.Model;
using OptimizerDsl.Runtime;

namespace OptimizerDsl.Generators.Frontend;

/// <summary>Reads the attributes that say something of the run and are no fragments.</summary>
internal static class PlanReader
{
    public static PlanModel Read(INamedTypeSymbol recipe, IssueSink sink, CancellationToken cancellation)
    {
        if (recipe.Attribute(KnownNames.TrainingPlan) is not AttributeData plan) return new(0, 0);
        long stepsPerEpoch = plan.Named<long>(KnownNames.StepsPerEpoch) ?? 0;
        long steps = plan.Named<long>(KnownNames.Steps) ?? 0;
        double? epochs = plan.Named<double>(KnownNames.Epochs);
        (string Name, double Value)[] lengths = [(KnownNames.Steps, steps), (KnownNames.StepsPerEpoch, stepsPerEpoch), (KnownNames.Epochs, epochs ?? 0)];
        if (lengths.FirstOrDefault(l => !ValueRange.Length.Contains(l.Value)) is { Name: not null } wrong)
        {
            sink.Report(IssueIds.BadPlan, plan.Place(cancellation), ValueRange.Length.Outside(wrong.Name, wrong.Value, "TrainingPlan"));
            return new(0, 0);
        }
        if (epochs is double count)
        {
            if (steps > 0) sink.Report(IssueIds.BadPlan, plan.Place(cancellation), "A training plan has Steps or Epochs, not both. Remove one.");
            else if (stepsPerEpoch == 0) sink.Report(IssueIds.BadPlan, plan.Place(cancellation), "A training plan in Epochs needs to know how long one is. Set StepsPerEpoch.");
            else steps = Epochs.ToSteps(count, stepsPerEpoch);
        }
        return new(steps, stepsPerEpoch);
    }

    public static IEnumerable<GroupPattern> Patterns(INamedTypeSymbol recipe)
    {
        foreach (AttributeData attribute in recipe.GetAttributes().Where(a => a.AttributeClass.Is(KnownNames.ParameterGroup)).OrderBy(a => a.ApplicationSyntaxReference?.Span.Start ?? 0))
        {
            if (attribute.ConstructorArguments is not [{ Value: string name }, { Kind: TypedConstantKind.Array, IsNull: false } patterns]) continue;
            foreach (TypedConstant pattern in patterns.Values)
            {
                if (pattern.Value is string text) yield return new(name, text);
            }
        }
    }

    public static long AccumulateSteps(INamedTypeSymbol recipe, IssueSink sink, CancellationToken cancellation)
    {
        if (recipe.Attribute(KnownNames.AccumulateGradients) is not AttributeData accumulate) return 1;
        long steps = accumulate.Named<long>(KnownNames.Steps) ?? 1;
        if (ValueRange.CallsOfStep.Contains(steps)) return steps;
        sink.Report(IssueIds.BadPlan, accumulate.Place(cancellation), ValueRange.CallsOfStep.Outside(KnownNames.Steps, steps, "AccumulateGradients"));
        return 1;
    }
}

/// <summary>The one conversion of epochs: the library does the same for a recipe that runs through its C# methods.</summary>
internal static class Epochs
{
    public static long ToSteps(double epochs, long stepsPerEpoch) => (long)Math.Round(epochs * stepsPerEpoch);
}
