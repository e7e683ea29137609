using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using OptimizerDsl.Analyzers.Judging;
using OptimizerDsl.Generators.Frontend;

namespace OptimizerDsl.Analyzers.Findings;

/// <summary>604 and 605: divisions in fragments that lose something, a remainder or time.</summary>
internal static class DivisionFindings
{
    public static Finding? Of(IOperation operation) => operation switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Divide } division => OfWhole(division) ?? OfVarying(division, division.LeftOperand, division.RightOperand),
        ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Divide } division => OfVarying(division, division.Target, division.Value),
        _ => null,
    };

    /// <summary>Whole numbers whose quotient becomes a fraction, which it no longer is.</summary>
    private static Finding? OfWhole(IBinaryOperation division)
    {
        bool isWhole = division.Type?.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64;
        bool isExact = division.LeftOperand.ConstantValue.Value is object a && division.RightOperand.ConstantValue.Value is object b
            && ToLong(a) is long left && ToLong(b) is long right && right != 0 && left % right == 0;
        if (!isWhole || isExact || !BecomesFraction(division)) return null;
        string text = division.Syntax.ToString();
        string value = division.ConstantValue is { HasValue: true, Value: object known } ? $" is {known}" : "";
        return new("ODSL604", DiagnosticSeverity.Info, division.Syntax.GetLocation(), $"'{text}'{value} divides whole numbers and drops the remainder. Write a decimal point, as in '{division.LeftOperand.Syntax}.0', or a cast to double.");
    }

    private static bool BecomesFraction(IOperation operation)
    {
        for (IOperation? parent = operation.Parent; parent is IConversionOperation or IParenthesizedOperation or IBinaryOperation; parent = parent.Parent)
        {
            if (parent.Type?.SpecialType == SpecialType.System_Double || parent.Type.Is(KnownNames.Real)) return true;
        }
        return false;
    }

    /// <summary>A uniform divisor: its reciprocal is taken once, in double, and costs no more than half a unit in the last place.</summary>
    private static Finding? OfVarying(IOperation division, IOperation dividend, IOperation divisor)
    {
        if (!division.Type.Is(KnownNames.Real) || IsBroadcast(dividend) || !IsBroadcast(divisor)) return null;
        string text = divisor.Syntax.ToString();
        string reciprocal = divisor.Syntax is Microsoft.CodeAnalysis.CSharp.Syntax.IdentifierNameSyntax or Microsoft.CodeAnalysis.CSharp.Syntax.ParenthesizedExpressionSyntax or Microsoft.CodeAnalysis.CSharp.Syntax.LiteralExpressionSyntax ? text : $"({text})";
        return new("ODSL605", DiagnosticSeverity.Info, divisor.Syntax.GetLocation(), $"Every element is divided by '{text}', which is the same for all. Multiply by ({(IsWhole(divisor) ? "1.0" : "1")} / {reciprocal}), which is computed once, in double.");
    }

    private static bool IsBroadcast(IOperation operation) => operation switch
    {
        IParenthesizedOperation parentheses => IsBroadcast(parentheses.Operand),
        IConversionOperation conversion => conversion.Type.Is(KnownNames.Real) && !conversion.Operand.Type.Is(KnownNames.Real),
        _ => false,
    };

    /// <summary>Whether a divisor is a whole number before it is broadcast, so that 1 divided by it would be one too.</summary>
    private static bool IsWhole(IOperation divisor) => divisor switch
    {
        IParenthesizedOperation parentheses => IsWhole(parentheses.Operand),
        IConversionOperation conversion => IsWhole(conversion.Operand),
        _ => divisor.Type?.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64,
    };

    private static long? ToLong(object value) => value is int or long ? Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture) : null;
}
