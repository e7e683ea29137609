using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using OptimizerDsl.Generators.Ir;

namespace OptimizerDsl.Generators.Frontend;

/// <summary>Assignments: each makes a new value, and the variable stands for it from there on.</summary>
internal sealed partial class Lowering
{
    private ISymbol? Target(IOperation target)
    {
        switch (target)
        {
            case ILocalReferenceOperation local:
                return local.Local;
            case IParameterReferenceOperation parameter:
                return parameter.Parameter;
            case IDeclarationExpressionOperation { Expression: ILocalReferenceOperation declared }:
                context.Declare(declared.Local);
                return declared.Local;
            default:
                context.Refuse(target.Syntax, $"An update rule can assign only to its own locals and parameters, which '{FirstLine(target.Syntax)}' is not. Declare a local of type Real or double.");
                return null;
        }
    }

    private Expr Assignment(ISimpleAssignmentOperation assignment)
    {
        if (assignment.Target is IDiscardOperation) return Lower(assignment.Value);
        ISymbol? target = Target(assignment.Target);
        Expr value = Lower(assignment.Value);
        return target is null ? value : Assign(target, value, assignment.Syntax);
    }

    private Expr CompoundAssignment(ICompoundAssignmentOperation assignment)
    {
        ISymbol? target = Target(assignment.Target);
        if (target is null) return LoweringContext.Placeholder(Expected(assignment));
        Expr current = Read(target, assignment.Target);
        Expr value = Lower(assignment.Value);
        if (assignment.IsChecked && OverflowsWhenChecked(assignment.OperatorKind, current)) return RefuseChecked(assignment);
        return Assign(target, Combine(assignment.OperatorKind, current, value, assignment.Value, assignment), assignment.Syntax);
    }

    private Expr Increment(IIncrementOrDecrementOperation increment)
    {
        ISymbol? target = Target(increment.Target);
        if (target is null) return LoweringContext.Placeholder(Expected(increment));
        Expr before = Read(target, increment.Target);
        if (increment.OperatorMethod is not null || !IsOfLanguage(increment.Type) || before.Type is not (IrType.Double or IrType.Long)) return Refuse(increment);
        if (increment.IsChecked && before.Type == IrType.Long) return RefuseChecked(increment);
        Expr one = before.Type == IrType.Double ? Constant.Double(1) : Constant.Long(1);
        Operator op = increment.Kind == OperationKind.Increment ? Operators.Add : Operators.Subtract;
        Expr after = Assign(target, Build.Op(op, before, one), increment.Syntax);
        return increment.IsPostfix ? before : after;
    }

    private Expr Assign(ISymbol target, Expr value, SyntaxNode where)
    {
        if (context.ExpressionConditions > _return.ExpressionConditions)
        {
            return context.Refuse(where, "An assignment inside a conditional expression has no form in a rule. Use an if statement.", value.Type);
        }
        if (value.Type is IrType.Double or IrType.Long && context.IsUnderVaryingConditionSinceDeclared(target))
        {
            if (!context.Values.ContainsKey(target)) context.Set(target, LoweringContext.Placeholder(value.Type));
            return context.Refuse(where, $"'{target.Name}' is uniform, one value for the whole step, so it cannot be assigned under a condition on varying values. Declare it as Real.", value.Type);
        }
        Expr bound = context.Bind(target.Name, value);
        context.Set(target, bound);
        return bound;
    }
}
