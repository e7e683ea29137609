using Microsoft.CodeAnalysis;
using OptimizerDsl.Analyzers.Judging;
using OptimizerDsl.Generators.Frontend;
using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;

namespace OptimizerDsl.Analyzers.Findings;

/// <summary>003 and 311: hyperparameters of a fragment that do not fit together, as its author says in constraints.</summary>
internal static class ConstraintFindings
{
    public static IEnumerable<Finding> Of(RecipeFacts recipe)
    {
        foreach (AttributeData attribute in recipe.Places.All)
        {
            if (recipe.UseOf(attribute) is not FragmentUse use || !RangeFindings.IsSound(recipe, attribute)) continue;
            foreach (Method method in use.Fragment.Methods.Where(m => m.Name.StartsWith(Method.Constraint, StringComparison.Ordinal)))
            {
                if (Knowledge.Ask(use, method.Name) is not { Type: IrType.Bool, AsBool: false }) continue;
                if (Find(attribute.AttributeClass!, method.Name.Substring(Method.Constraint.Length)) is not AttributeData constraint || constraint.Text("sentence") is not string sentence) continue;
                string id = use.Fragment.Kind == FragmentKind.MetricSchedule ? "ODSL311" : "ODSL003";
                yield return new(id, SeverityOf(constraint), recipe.Places.Of(attribute), sentence);
            }
        }
    }

    private static AttributeData? Find(INamedTypeSymbol fragment, string property)
    {
        for (INamedTypeSymbol? type = fragment; type is not null; type = type.BaseType)
        {
            if (type.GetMembers(property).FirstOrDefault()?.Attribute(KnownNames.Constraint) is AttributeData constraint) return constraint;
        }
        return null;
    }

    private static DiagnosticSeverity SeverityOf(AttributeData constraint) =>
        constraint.Named<int>("Severity") switch { 0 => DiagnosticSeverity.Info, 2 => DiagnosticSeverity.Error, _ => DiagnosticSeverity.Warning };
}
