using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using OptimizerDsl.Generators.Ir;

namespace OptimizerDsl.Generators.Frontend;

/// <summary>
/// Lowers bound C# to IR, statement by statement. Whatever the language does not have is refused at that very node, never
/// guessed and never skipped.
/// </summary>
internal sealed partial class Lowering(LoweringContext context)
{
    /// <summary>The keys under which a call keeps whether and what it returned.</summary>
    private sealed record ReturnKeys(object Returned, object Result, int VaryingDepth, int ExpressionConditions)
    {
        public static ReturnKeys New(LoweringContext context) =>
            new(new Key("returned"), new Key("result"), context.VaryingDepth, context.ExpressionConditions);

        private sealed class Key(string name)
        {
            public override string ToString() => name;
        }
    }

    // Statements may nest as deeply as nobody writes them, but no deeper than the stack of whoever walks them.
    private const int MaximumNesting = 100;

    // Each assignment makes a value, and passes follow chains of them.
    private const int MaximumLets = 2000;

    private ReturnKeys _return = ReturnKeys.New(context);
    private int _nesting;

    /// <summary>Lowers a method's body and answers what it returned; null where it returns nothing.</summary>
    public Expr? Body(IOperation body)
    {
        ReturnKeys outer = _return;
        _return = ReturnKeys.New(context);
        try
        {
            context.Set(_return.Returned, Build.False);
            Statements(body is IMethodBodyOperation method ? [method.BlockBody ?? method.ExpressionBody!] : [body], 0);
            context.Values.TryGetValue(_return.Result, out Expr? result);
            return result;
        }
        finally
        {
            context.Forget(_return.Returned);
            context.Forget(_return.Result);
            _return = outer;
        }
    }

    private void Statements(IReadOnlyList<IOperation> statements, int start)
    {
        if (_nesting >= MaximumNesting)
        {
            context.RefuseSize(statements[start].Syntax, "The statements are nested too deeply, or too many early returns stand before this one. Move some into a helper method.");
            return;
        }
        _nesting++;
        try
        {
            InOrder(statements, start);
        }
        finally
        {
            _nesting--;
        }
    }

    private void InOrder(IReadOnlyList<IOperation> statements, int start)
    {
        for (int i = start; i < statements.Count; i++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            if (context.Lets.Count > MaximumLets)
            {
                context.RefuseSize(statements[i].Syntax, "The rule has more assignments than a kernel can hold, helpers included. Leave out what it does not need.");
                return;
            }
            Statement(statements[i]);
            Expr returned = context.Values[_return.Returned];
            if (returned is Constant { AsBool: false }) continue;

            // What follows a conditional return runs where it did not return.
            int next = i + 1;
            if (returned is not Constant && next < statements.Count) context.Branch(Build.Not(returned), () => Statements(statements, next), null);
            return;
        }
    }

    private void Statement(IOperation statement)
    {
        switch (statement)
        {
            case IBlockOperation { Operations.IsEmpty: true }:
                break;
            case IBlockOperation block:
                Statements(block.Operations, 0);
                break;
            case IVariableDeclarationGroupOperation group:
                foreach (IVariableDeclarationOperation declaration in group.Declarations)
                {
                    foreach (IVariableDeclaratorOperation declarator in declaration.Declarators) Declare(declarator, declaration);
                }
                break;
            case IExpressionStatementOperation { Operation: var expression }:
                StatementExpression(expression);
                break;
            case IConditionalOperation { IsRef: false } condition:
                If(condition);
                break;
            case IReturnOperation { Kind: OperationKind.Return } result:
                Return(result);
                break;
            case IForEachLoopOperation loop:
                ForEach(loop);
                break;
            case IEmptyOperation:
                break;
            default:
                context.Refuse(statement.Syntax, Describe(statement));
                break;
        }
    }

    private void StatementExpression(IOperation expression)
    {
        // A call of a void helper is the one expression without a value.
        if (expression is IInvocationOperation { TargetMethod.ReturnsVoid: true } call) Call(call);
        else Lower(expression);
    }

    private void Declare(IVariableDeclaratorOperation declarator, IVariableDeclarationOperation declaration)
    {
        ILocalSymbol local = declarator.Symbol;
        IOperation? initializer = declarator.Initializer?.Value ?? declaration.Initializer?.Value;
        if (local.RefKind != RefKind.None)
        {
            context.RefuseLocal(local, declarator.Syntax, "A ref local has no vector form. Use the variable itself.");
            return;
        }
        // C# puts constants in place where they are used.
        if (local.IsConst && Symbols.ToConstant(local.ConstantValue) is not null) return;
        if (!IsReal(local.Type) && local.Type.UniformType() is null)
        {
            context.RefuseLocal(local, declarator.Syntax, $"A local of type {local.Type.ToDisplayString()} has no form in a rule. Use double, long, bool or Real.");
            return;
        }
        context.Declare(local);
        if (initializer is null) return;
        Assign(local, Lower(initializer), declarator.Syntax);
    }

    private void If(IConditionalOperation condition)
    {
        if (condition.Condition.ConstantValue is { HasValue: true, Value: bool known })
        {
            if (known) Statement(condition.WhenTrue);
            else if (condition.WhenFalse is not null) Statement(condition.WhenFalse);
            return;
        }
        Expr test = context.Bind("condition", Lower(condition.Condition));
        if (test.Type is not (IrType.Bool or IrType.Mask)) return;
        context.Branch(test, () => Statements([condition.WhenTrue], 0), condition.WhenFalse is null ? null : () => Statements([condition.WhenFalse], 0));
    }

    private void Return(IReturnOperation statement)
    {
        if (context.VaryingDepth > _return.VaryingDepth)
        {
            context.Refuse(statement.Syntax, "A return under a condition on varying values has no vector form: every element runs to the end. Assign to a Real and return it once.");
            return;
        }
        if (statement.ReturnedValue is not null) context.Set(_return.Result, Lower(statement.ReturnedValue));
        context.Set(_return.Returned, Build.True);
    }

    private static bool IsReal(ITypeSymbol? type) => type.Is(KnownNames.Real);

    private static string Describe(IOperation operation)
    {
        string what = operation switch
        {
            IForLoopOperation or IWhileLoopOperation => "A loop",
            ISwitchOperation or ISwitchExpressionOperation => "A switch",
            ILocalFunctionOperation or IAnonymousFunctionOperation => "A nested function",
            IThrowOperation => "A throw",
            ITryOperation => "A try statement",
            IUsingOperation or IUsingDeclarationOperation => "A using statement",
            ILockOperation => "A lock",
            IDeconstructionAssignmentOperation or ITupleOperation => "A tuple",
            IArrayElementReferenceOperation or IArrayCreationOperation => "An array",
            IFieldReferenceOperation field => $"The field '{field.Field.Name}'",
            IInstanceReferenceOperation => "'this'",
            IAwaitOperation => "An await",
            IObjectCreationOperation => "Creating an object",
            IInvalidOperation => "This",
            _ => $"'{FirstLine(operation.Syntax)}'",
        };
        return what + " has no vector form, so it cannot stand in an update rule. Use locals, arithmetic, comparisons, if/else, Math on uniform values, Real's functions and private helper methods.";
    }

    private static string FirstLine(SyntaxNode node)
    {
        string text = node.ToString();
        int end = text.IndexOfAny(['\r', '\n']);
        if (end >= 0) text = text.Substring(0, end);
        return text.Length <= 60 ? text : text.Substring(0, 57) + "...";
    }
}
