using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using OptimizerDsl.Analyzers.Judging;
using OptimizerDsl.Generators.Frontend;
using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;

namespace OptimizerDsl.Analyzers.Findings;

/// <summary>503 and 504: what a program sets on an optimizer, and how its loop goes with the recipe.</summary>
internal static class CallSiteFindings
{
    /// <summary>A constant rate is judged as if it stood in the recipe, a constant tunable by its range.</summary>
    public static IEnumerable<Finding> OfValue(RecipeFacts recipe, IPropertySymbol property, ISimpleAssignmentOperation assignment)
    {
        if (assignment.Value.ConstantValue is not { HasValue: true, Value: object written } || Symbols.ToConstant(written) is not Constant constant || constant.Type == IrType.Bool) yield break;
        double value = constant.Type == IrType.Long ? constant.Bits : constant.AsDouble;
        Location place = assignment.Value.Syntax.GetLocation();
        if (property.Name == KnownNames.LearningRate)
        {
            // Another group's rate is set on the group.
            GroupFacts group = recipe.Groups.FirstOrDefault(g => g.Model.Name.Length == 0) ?? recipe.Groups[0];
            double peak = value < 0 || recipe.Trace.Peak <= 0 ? value : value * recipe.Trace.Peak;
            foreach (Finding finding in RateFindings.OfPeak(recipe, group, peak, place)) yield return finding with { Id = "ODSL503", Fixes = [] };
            yield break;
        }
        if (recipe.Model.Tunables.FirstOrDefault(t => t.Property == property.Name) is not TunableModel tunable || tunable.Range.Contains(value)) yield break;
        yield return new("ODSL503", DiagnosticSeverity.Error, place, tunable.Range.Outside(property.Name, value, recipe.Recipe.Name));
    }

    /// <summary>A loop that sets the rate in each turn, which the recipe's schedules scale once more.</summary>
    public static IEnumerable<Finding> OfLoop(RecipeFacts recipe, IPropertySymbol property, IAssignmentOperation assignment)
    {
        if (property.Name != KnownNames.LearningRate || !recipe.Trace.HasSchedule || LoopOf(assignment.Syntax) is null) yield break;
        // What takes up the rate as it is may well mean to change it for good.
        bool isRelative = assignment is ICompoundAssignmentOperation || assignment.Value.Descendants().Any(o => o is IPropertyReferenceOperation { Property.Name: KnownNames.LearningRate });
        yield return new("ODSL504", isRelative ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning, assignment.Syntax.GetLocation(),
            $"The loop sets LearningRate, which the schedules of {recipe.Recipe.Name} multiply once more in every step. Leave it to the schedules, or remove them.");
    }

    /// <summary>A gate may hold a step back, and a loop that counts its turns then counts more steps than there were.</summary>
    public static Finding? OfIgnoredResult(RecipeFacts recipe, IInvocationOperation call)
    {
        bool hasGate = recipe.Model.Groups.Any(g => g.BeforeRule.Any(f => f.Fragment.Kind == FragmentKind.Gate));
        if (!hasGate || LoopOf(call.Syntax) is not SyntaxNode loop || !CountsInside(loop)) return null;
        return new("ODSL504", DiagnosticSeverity.Info, call.Syntax.GetLocation(),
            $"A gate of {recipe.Recipe.Name} may skip this step, and the loop counts it all the same. Look at the result, or count with StepCount.");
    }

    private static SyntaxNode? LoopOf(SyntaxNode node) => node.Ancestors()
        .TakeWhile(n => n is not (MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
        .FirstOrDefault(n => n is ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax);

    // A loop whose own variable counts turns makes no claim to count steps.
    private static bool CountsInside(SyntaxNode loop) => loop.DescendantNodes().OfType<ExpressionStatementSyntax>().Any(s => s.Expression
        is PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax
        or AssignmentExpressionSyntax { RawKind: (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.AddAssignmentExpression, Right: LiteralExpressionSyntax });
}
