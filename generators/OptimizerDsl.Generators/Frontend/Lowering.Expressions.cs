using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;
using OptimizerDsl.Generators.Ir;

namespace OptimizerDsl.Generators.Frontend;

internal sealed partial class Lowering
{
    // Deeper trees would risk the stack of whoever walks them; nobody writes such a formula.
    private const int MaximumDepth = 200;

    private int _depth;

    /// <summary>Lowers an expression; what C# has folded already is taken as the constant that it is.</summary>
    private Expr Lower(IOperation operation)
    {
        if (operation.ConstantValue.HasValue)
        {
            return Symbols.ToConstant(operation.ConstantValue.Value)
                ?? context.Refuse(operation.Syntax, $"A constant of type {operation.Type?.ToDisplayString() ?? "null"} has no form in a rule. Use double, long or bool.", Expected(operation));
        }
        return Nested(operation, LowerUnfolded);
    }

    private Expr Nested(IOperation operation, Func<IOperation, Expr> lower)
    {
        if (_depth >= MaximumDepth) return context.RefuseSize(operation.Syntax, "This expression is nested too deeply. Name its parts.", Expected(operation));
        _depth++;
        try
        {
            return lower(operation);
        }
        finally
        {
            _depth--;
        }
    }

    private Expr LowerUnfolded(IOperation operation) => operation switch
    {
        IParenthesizedOperation parenthesized => Lower(parenthesized.Operand),
        IConversionOperation conversion => Convert(conversion),
        ILocalReferenceOperation local => Read(local.Local, operation),
        IParameterReferenceOperation parameter => Read(parameter.Parameter, operation),
        IPropertyReferenceOperation { Property: { Name: "Length", ContainingType.SpecialType: SpecialType.System_Array }, Instance: { } instance } when ArrayOf(instance) is Hyper array => Build.Op(Operators.Length, array),
        IArrayElementReferenceOperation { Indices: [var index] } element when ArrayOf(element.ArrayReference) is Hyper array && Lower(index) is { Type: IrType.Long } at => Build.Op(Operators.Item, array, at),
        IPropertyReferenceOperation property => Property(property),
        ISimpleAssignmentOperation { IsRef: false } assignment => Assignment(assignment),
        ICompoundAssignmentOperation compound => CompoundAssignment(compound),
        IIncrementOrDecrementOperation increment => Increment(increment),
        IBinaryOperation { IsLifted: false } binary => Binary(binary),
        IUnaryOperation { IsLifted: false } unary => Unary(unary),
        IConditionalOperation { IsRef: false } conditional => Conditional(conditional),
        IInvocationOperation call => Call(call) ?? Refuse(operation),
        IDefaultValueOperation when IsReal(operation.Type) => Broadcast(operation, Constant.Double(0)),
        IObjectCreationOperation { Arguments.Length: 0, Initializer: null } when IsReal(operation.Type) => Broadcast(operation, Constant.Double(0)),
        _ => Refuse(operation),
    };

    private Expr Refuse(IOperation operation) => context.Refuse(operation.Syntax, Describe(operation), Expected(operation));

    private static IrType Expected(IOperation operation) => IsReal(operation.Type) ? IrType.Real : operation.Type.UniformType() ?? IrType.Double;

    // C# reads no variable before it is assigned, so one without a value lost it to a refusal; a StepInfo has none at all.
    private Expr Read(ISymbol variable, IOperation where) =>
        context.Values.TryGetValue(variable, out Expr? value) ? value
        : context.HasRefused ? context.Forgive(where.Syntax, Expected(where))
        : Refuse(where);

    // ---- conversions ------------------------------------------------------------------------------------------------
    private Expr Convert(IConversionOperation conversion)
    {
        IOperation operand = conversion.Operand;
        bool isOfTarget = conversion.Conversion.IsIdentity || operand is IDefaultValueOperation or IObjectCreationOperation && SymbolEqualityComparer.Default.Equals(operand.Type, conversion.Type);
        if (isOfTarget) return Lower(operand);
        if (conversion.OperatorMethod is not null)
        {
            if (IsReal(conversion.Type) && conversion.OperatorMethod.Name == WellKnownMemberNames.ImplicitConversionName) return LowerAsReal(operand);
            if (IsReal(operand.Type))
            {
                return context.Refuse(conversion.Syntax, "A cast out of Real has no vector form: every element has a value of its own. Only a reduction makes a uniform value of a varying one.", Expected(conversion));
            }
            Lower(operand);
            return Refuse(conversion);
        }

        IrType? target = conversion.Type?.TypeKind == TypeKind.Enum ? null : conversion.Type.UniformType();
        bool fromInteger = operand.Type is { SpecialType: SpecialType.System_Int32 or SpecialType.System_Int16 or SpecialType.System_Byte or SpecialType.System_SByte or SpecialType.System_UInt16 or SpecialType.System_UInt32 };
        IrType? source = fromInteger ? IrType.Long : operand.Type.UniformType();
        Expr value = Lower(operand);
        if (target is null || source is null)
        {
            return context.Refuse(conversion.Syntax, $"A conversion from {operand.Type?.ToDisplayString() ?? "null"} to {conversion.Type?.ToDisplayString()} has no form in a rule. Uniform values are double, long and bool.", Expected(conversion));
        }
        if (conversion.IsChecked && source == IrType.Double && target == IrType.Long) return RefuseChecked(conversion);
        return (value.Type, target) switch
        {
            (IrType.Long, IrType.Double) => Build.Op(Operators.ToDouble, value),
            (IrType.Double, IrType.Long) => Build.Op(Operators.ToLong, value),
            _ when value.Type == target => value,
            _ => Refuse(conversion),
        };
    }

    /// <summary>
    /// The broadcast. In <c>w = g > 0 ? 1 : 0</c> C# converts the chosen int, outside the choice; since each arm converts to the
    /// same value as the choice would, the broadcast moves into the arms, where a varying condition can choose.
    /// </summary>
    private Expr LowerAsReal(IOperation operand) =>
        operand.ConstantValue.HasValue ? Broadcast(operand, AsDouble(Lower(operand))) : Nested(operand, LowerUnfoldedAsReal);

    private Expr LowerUnfoldedAsReal(IOperation operand)
    {
        switch (operand)
        {
            case IParenthesizedOperation parenthesized:
                return LowerAsReal(parenthesized.Operand);
            case IConversionOperation { OperatorMethod: null, IsImplicit: true } conversion when conversion.Type?.SpecialType is SpecialType.System_Double or SpecialType.System_Int64:
                return LowerAsReal(conversion.Operand);
            case IConditionalOperation conditional:
                Expr condition = Lower(conditional.Condition);
                if (condition.Type is not (IrType.Bool or IrType.Mask)) return LoweringContext.Placeholder(IrType.Real);
                condition = context.Bind("condition", condition);
                return Build.Select(condition, Arm(condition, () => LowerAsReal(conditional.WhenTrue)), Arm(Build.Not(condition), () => LowerAsReal(conditional.WhenFalse!)));
            default:
                Expr value = Lower(operand);
                return value.Type is IrType.Double or IrType.Long ? Broadcast(operand, AsDouble(value)) : context.Refuse(operand.Syntax, Describe(operand), IrType.Real);
        }
    }

    /// <summary>One uniform value for every element. All that varies in a uniform method begins with one, so there it is refused.</summary>
    private Expr Broadcast(IOperation source, Expr uniform) => !context.IsUniform ? Build.Broadcast(uniform) : context.Refuse(
        source.Syntax, "A Real varies from element to element, but this method runs once a step and sees none of them. Use double.", IrType.Real);

    private static Expr AsDouble(Expr value) => value switch
    {
        Constant { Type: IrType.Long } constant => Constant.Double(constant.Bits),
        { Type: IrType.Long } => Build.Op(Operators.ToDouble, value),
        _ => value,
    };

    // ---- operators --------------------------------------------------------------------------------------------------
    private Expr Unary(IUnaryOperation unary)
    {
        if (unary.OperatorMethod is not null && !IsReal(unary.OperatorMethod.ContainingType)) return Refuse(unary);
        Expr operand = Lower(unary.Operand);
        if (unary.Type?.SpecialType == SpecialType.System_Int32) return RefuseInt(unary);
        if (!IsOfLanguage(unary.Type)) return Refuse(unary);
        if (unary.IsChecked && operand.Type == IrType.Long && unary.OperatorKind == UnaryOperatorKind.Minus) return RefuseChecked(unary);
        return (unary.OperatorKind, operand.Type) switch
        {
            (UnaryOperatorKind.Minus, IrType.Double or IrType.Long or IrType.Real) => Build.Op(Operators.Negate, operand),
            (UnaryOperatorKind.Plus, IrType.Double or IrType.Long or IrType.Real) => operand,
            (UnaryOperatorKind.Not, IrType.Bool or IrType.Mask) => Build.Not(operand),
            _ => Refuse(unary),
        };
    }

    private Expr Binary(IBinaryOperation binary)
    {
        if (binary.OperatorMethod is not null && !IsReal(binary.OperatorMethod.ContainingType)) return Refuse(binary);
        if (binary.OperatorKind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr) return ShortCircuit(binary);
        Expr left = Lower(binary.LeftOperand);
        Expr right = Lower(binary.RightOperand);
        if (binary.IsChecked && OverflowsWhenChecked(binary.OperatorKind, left)) return RefuseChecked(binary);
        return Combine(binary.OperatorKind, left, right, binary.RightOperand, binary);
    }

    private Expr ShortCircuit(IBinaryOperation binary)
    {
        bool isAnd = binary.OperatorKind == BinaryOperatorKind.ConditionalAnd;
        Expr left = Lower(binary.LeftOperand);
        if (left.Type is not (IrType.Bool or IrType.Mask)) return LoweringContext.Placeholder(IrType.Bool);
        Expr right = Arm(isAnd ? left : Build.Not(left), () => Lower(binary.RightOperand));
        return Combine(isAnd ? BinaryOperatorKind.And : BinaryOperatorKind.Or, left, right, binary.RightOperand, binary);
    }

    /// <summary>Applies a binary operator; a bool beside a mask becomes one, and a divisor that may be zero is guarded by the path.</summary>
    private Expr Combine(BinaryOperatorKind kind, Expr left, Expr right, IOperation rightSource, IOperation whole)
    {
        if (whole.Type?.SpecialType == SpecialType.System_Int32) return RefuseInt(whole);
        // In uint or float, C# would wrap or round where long and double do not.
        if (!IsOfLanguage(whole.Type)) return Refuse(whole);
        if (left.Type == IrType.Mask || right.Type == IrType.Mask)
        {
            left = Build.Broadcast(left);
            right = Build.Broadcast(right);
            if (kind is BinaryOperatorKind.Equals) return left.Type == right.Type ? Build.Not(Build.Op(Operators.Xor, left, right)) : Refuse(whole);
            if (kind is BinaryOperatorKind.NotEquals) kind = BinaryOperatorKind.ExclusiveOr;
        }

        Operator? op = kind switch
        {
            BinaryOperatorKind.Add => Operators.Add,
            BinaryOperatorKind.Subtract => Operators.Subtract,
            BinaryOperatorKind.Multiply => Operators.Multiply,
            BinaryOperatorKind.Divide => Operators.Divide,
            BinaryOperatorKind.Remainder => Operators.Remainder,
            BinaryOperatorKind.LessThan => Operators.Less,
            BinaryOperatorKind.LessThanOrEqual => Operators.LessOrEqual,
            BinaryOperatorKind.GreaterThan => Operators.Greater,
            BinaryOperatorKind.GreaterThanOrEqual => Operators.GreaterOrEqual,
            BinaryOperatorKind.Equals => Operators.Equal,
            BinaryOperatorKind.NotEquals => Operators.NotEqual,
            BinaryOperatorKind.And => Operators.And,
            BinaryOperatorKind.Or => Operators.Or,
            BinaryOperatorKind.ExclusiveOr => Operators.Xor,
            _ => null,
        };
        if (op is null || op.TypeOf([left.Type, right.Type]) is null) return Refuse(whole);
        if (left.Type == IrType.Long && (op == Operators.Divide || op == Operators.Remainder)) right = GuardDivisor(right, rightSource);
        return Build.Op(op, left, right);
    }

    /// <summary>
    /// Uniform code is hoisted out of the conditions that it stands under, so an integer division must not throw where the
    /// source would not have come to it: off the path, it divides by one.
    /// </summary>
    private Expr GuardDivisor(Expr divisor, IOperation source)
    {
        if (divisor is Constant { Bits: not (0 or -1) }) return divisor;
        if (context.VaryingDepth > 0)
        {
            return context.Refuse(source.Syntax, "An integer division by a value that may be zero cannot stand under a condition on varying values. Take it out of the condition, or divide doubles.", IrType.Long);
        }
        return Build.Select(context.BindPath(), divisor, Constant.Long(1));
    }

    private Expr Conditional(IConditionalOperation conditional)
    {
        Expr condition = Lower(conditional.Condition);
        if (condition.Type is not (IrType.Bool or IrType.Mask)) return LoweringContext.Placeholder(Expected(conditional));
        condition = context.Bind("condition", condition);
        if (condition.Type == IrType.Mask && conditional.Type.UniformType() is IrType.Double or IrType.Long || condition.Type == IrType.Mask && conditional.Type?.SpecialType == SpecialType.System_Int32)
        {
            return context.Refuse(conditional.Syntax, $"A value of type {conditional.Type!.ToDisplayString()} is uniform, one value for the whole step, so a condition on varying values cannot choose it. Make it a Real.", conditional.Type.UniformType() ?? IrType.Long);
        }
        Expr whenTrue = Arm(condition, () => Lower(conditional.WhenTrue));
        Expr whenFalse = Arm(Build.Not(condition), () => Lower(conditional.WhenFalse!));
        if (whenTrue.Type == IrType.Mask || whenFalse.Type == IrType.Mask || condition.Type == IrType.Mask)
        {
            whenTrue = Build.Broadcast(whenTrue);
            whenFalse = Build.Broadcast(whenFalse);
        }
        return whenTrue.Type == whenFalse.Type ? Build.Select(condition, whenTrue, whenFalse) : Refuse(conditional);
    }

    /// <summary>Lowers what is evaluated only where a condition inside the same expression holds.</summary>
    private Expr Arm(Expr condition, Func<Expr> lower)
    {
        Expr result = null!;
        context.ExpressionConditions++;
        try
        {
            context.Under(condition, () => result = lower());
        }
        finally
        {
            context.ExpressionConditions--;
        }
        return result;
    }

    private Expr RefuseInt(IOperation operation) =>
        context.Refuse(operation.Syntax, "Integer arithmetic in a rule is done in long. Write one of the operands as long (2L) or as double (2.0).", IrType.Long);

    private Expr RefuseChecked(IOperation operation) =>
        context.Refuse(operation.Syntax, "Checked arithmetic throws on overflow, which no kernel can. Write unchecked(...) around it.", Expected(operation));

    private static bool OverflowsWhenChecked(BinaryOperatorKind kind, Expr left) =>
        left.Type == IrType.Long && kind is (BinaryOperatorKind.Add or BinaryOperatorKind.Subtract or BinaryOperatorKind.Multiply);

    private static bool IsOfLanguage(ITypeSymbol? type) =>
        IsReal(type) || type is { SpecialType: SpecialType.System_Double or SpecialType.System_Int64 or SpecialType.System_Boolean };
}
