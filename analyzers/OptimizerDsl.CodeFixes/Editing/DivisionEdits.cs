using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace OptimizerDsl.CodeFixes.Editing;

/// <summary>Divisions written so that they keep the remainder, or cost nothing for each element.</summary>
internal static class DivisionEdits
{
    /// <summary>A division of whole numbers as one of fractions: by a decimal point where one is a literal, else by a cast.</summary>
    public static IEnumerable<TextChange> MakeFraction(SyntaxNode node)
    {
        if (node is not BinaryExpressionSyntax { RawKind: (int)SyntaxKind.DivideExpression } division) yield break;
        if ((Literal(division.Left) ?? Literal(division.Right)) is LiteralExpressionSyntax literal)
        {
            yield return new(literal.Span, literal.ToString().TrimEnd('l', 'L') + ".0");
            yield break;
        }
        // A cast binds more tightly than the operators that may stand on the left of a division.
        bool isOperand = division.Left is not BinaryExpressionSyntax;
        yield return new(division.Left.Span, isOperand ? $"(double){division.Left}" : $"(double)({division.Left})");
    }

    /// <summary>A product with the divisor's reciprocal in place of a division.</summary>
    public static IEnumerable<TextChange> MultiplyByReciprocal(SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        if (node is not ExpressionSyntax divisor) yield break;
        // The reciprocal of a whole number would be a division of whole numbers.
        bool isWhole = model.GetTypeInfo(divisor, cancellation).Type?.SpecialType is not SpecialType.System_Double;
        while (divisor.Parent is ParenthesizedExpressionSyntax parentheses) divisor = parentheses;
        string reciprocal = $"{(isWhole ? "1.0" : "1")} / {(IsPrimary(divisor) ? divisor.ToString() : $"({divisor})")}";
        if (divisor.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.DivideExpression } division && division.Right == divisor)
        {
            yield return new(division.OperatorToken.Span, "*");
            yield return new(divisor.Span, $"({reciprocal})");
        }
        else if (divisor.Parent is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.DivideAssignmentExpression } assignment && assignment.Right == divisor)
        {
            yield return new(assignment.OperatorToken.Span, "*=");
            yield return new(divisor.Span, reciprocal);
        }
    }

    // Hexadecimal and binary literals take no decimal point.
    private static LiteralExpressionSyntax? Literal(ExpressionSyntax expression) => expression switch
    {
        ParenthesizedExpressionSyntax parentheses => Literal(parentheses.Expression),
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression } minus => Literal(minus.Operand),
        LiteralExpressionSyntax literal when literal.ToString().TrimEnd('l', 'L').All(c => char.IsDigit(c) || c == '_') => literal,
        _ => null,
    };

    private static bool IsPrimary(ExpressionSyntax expression) => expression
        is IdentifierNameSyntax or LiteralExpressionSyntax or ParenthesizedExpressionSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax or CastExpressionSyntax;
}
