using OptimizerDsl.Generators.Ir;

namespace OptimizerDsl.Generators.Passes;

/// <summary>
/// Writes IR as a person writes a formula: hyperparameters by name, conversions left out, variables without their versions.
/// </summary>
internal static class Formula
{
    public static IEnumerable<string> Lines(Method method)
    {
        foreach (Let let in method.Lets) yield return $"{Let.BaseName(let.Name)} = {Print(let.Value)}";
        foreach (Output output in method.Outputs)
        {
            bool isNamed = output.Value is Ref reference && Let.BaseName(reference.Name) == output.Name;
            if (!isNamed) yield return $"{(output.Name == Method.Result ? "result" : output.Name)} = {Print(output.Value)}";
        }
    }

    public static string Print(Expr expr) => Print(expr, out _);

    private static string Print(Expr expr, out Precedence precedence)
    {
        precedence = Precedence.Primary;
        switch (expr)
        {
            case Constant { Label: string label }:
                if (label.IndexOf(' ') >= 0) precedence = Precedence.Conditional;
                else if (label.StartsWith("-", StringComparison.Ordinal)) precedence = Precedence.Unary;
                return label;
            case Constant { Type: IrType.Double } constant:
                string number = NumberText.CSharp(constant.AsDouble);
                if (number[0] == '-') precedence = Precedence.Unary;
                return number.EndsWith(".0", StringComparison.Ordinal) ? number.Substring(0, number.Length - 2) : number;
            case Constant { Type: IrType.Long } constant:
                if (constant.Bits < 0) precedence = Precedence.Unary;
                return constant.Bits.ToString(System.Globalization.CultureInfo.InvariantCulture);
            case Constant constant:
                return constant.AsBool ? "true" : "false";
            case Ref reference:
                if (Method.TunableOf(reference.Name) is (_, string tunable)) return tunable;
                return Let.BaseName(reference.Name) is var name && name.StartsWith("step.", StringComparison.Ordinal) ? Step(name) : name;
            case Hyper hyper:
                return hyper.Name;
            case Reduce { Kind: ReductionKind.SumOfSquares } reduce:
                return $"sum over the {Scope(reduce)} of ({Print(reduce.Argument)})^2";
            case Reduce reduce:
                return $"{(reduce.Kind == ReductionKind.Sum ? "sum" : "maximum")} over the {Scope(reduce)} of {Print(reduce.Argument)}";
            case Apply { Op: var op } conversion when op == Operators.Broadcast || op == Operators.ToDouble:
                return Print(conversion[0], out precedence);
            case Apply apply:
                return Print(apply, out precedence);
            default:
                return expr.ToString();
        }
    }

    private static string Print(Apply apply, out Precedence precedence)
    {
        precedence = apply.Op.Precedence;
        if (precedence == Precedence.Primary)
        {
            return $"{apply.Op.Name}({string.Join(", ", apply.Arguments.Select(Print))})";
        }
        string code = apply.Op == Operators.ToLong ? "truncate({0})" : apply.Op.Code;
        if (apply.Op == Operators.ToLong) precedence = Precedence.Primary;
        for (int i = 0; i < apply.Arguments.Count; i++)
        {
            string argument = Print(apply[i], out Precedence inner);
            // Operators group from the left, so a right operand of the same rank keeps its parentheses.
            bool needsParentheses = precedence != Precedence.Primary && (inner < precedence || inner == precedence && (i > 0 || precedence is Precedence.Unary or Precedence.Conditional));
            code = code.Replace("{" + i + "}", needsParentheses ? "(" + argument + ")" : argument);
        }
        return code;
    }

    private static string Scope(Reduce reduce) => reduce.Scope switch { ReductionScope.Global => "model", ReductionScope.Tensor => "tensor", _ => "row" };

    private static string Step(string name) => name switch { "step.LearningRate" => "learningRate", "step.Loss" => "loss", _ => "t" };
}
