using OptimizerDsl.Generators.Ir;

namespace OptimizerDsl.Generators.Emit;

/// <summary>Where an expression is printed to: uniform code, one element, or a vector of some width.</summary>
internal abstract record Target
{
    public sealed record Uniform : Target;

    public sealed record Scalar(ElementType Element) : Target;

    public sealed record Vector(ElementType Element, int Bits) : Target
    {
        public string Class => "Vector" + Bits;

        public string Type => $"{Class}<{KeywordOf(Element)}>";

        /// <summary>How many elements one vector holds.</summary>
        public int Lanes => Bits / (Element == ElementType.Single ? 32 : 64);
    }

    public static string KeywordOf(ElementType element) => element == ElementType.Single ? "float" : "double";

    /// <summary>The C# type of a varying value.</summary>
    public string TypeOf(IrType type) => this switch
    {
        Vector vector => vector.Type,
        Scalar scalar => type == IrType.Mask ? "bool" : KeywordOf(scalar.Element),
        _ => type.Text(),
    };
}

/// <summary>
/// Prints expressions as C#, the same way for every target; the operator table says how each operator is written.
/// Parentheses stand where the order of operations needs them, because no operation may move.
/// </summary>
internal sealed class CSharpPrinter(Target target, Func<string, string> nameOf, Func<Apply, string?> broadcastOf)
{
    /// <summary>The index in the model of the position's first element, for noise.</summary>
    public string Element { get; set; } = "run.Element";

    public string Print(Expr expr) => Print(expr, out _);

    private string Print(Expr expr, out Precedence precedence)
    {
        precedence = Precedence.Primary;
        switch (expr)
        {
            case Constant constant:
                string literal = Literal(constant);
                if (literal[0] == '-') precedence = Precedence.Unary;
                return literal;
            case Ref reference:
                return nameOf(reference.Name);
            case Apply apply when apply.Op == Operators.Broadcast && broadcastOf(apply) is string known:
                if (known[0] == '-') precedence = Precedence.Unary;
                return known;
            case Apply apply:
                return Print(apply, out precedence);
            default:
                throw new InvalidOperationException($"cannot print {IrWriter.Write(expr)}");
        }
    }

    private string Print(Apply apply, out Precedence precedence)
    {
        Operator op = apply.Op;
        if (apply.Type == IrType.Long && (op == Operators.Divide || op == Operators.Remainder) && apply[1] is Constant { Bits: 0 or -1 })
        {
            // C# refuses to compile a division by the constant zero; the rule divides by it when it runs, and throws then.
            precedence = Precedence.Primary;
            return $"Math.DivRem({Print(apply[0])}, {Print(apply[1])}).{(op == Operators.Divide ? "Quotient" : "Remainder")}";
        }
        bool isVector = target is Target.Vector && apply.Type.IsVarying();
        // One condition for all elements is a branch, for vectors as for scalars.
        if (op == Operators.Select && apply[0].Type == IrType.Bool) isVector = false;
        string code = isVector ? op.VectorCode! : target is Target.Uniform ? op.UniformCode ?? op.Code : op.Code;
        precedence = isVector ? op.VectorPrecedence ?? op.Precedence : op.Precedence;
        // A call written as an operator's text separates its arguments by itself.
        bool isCall = isVector && op.VectorPrecedence == Precedence.Primary || precedence == Precedence.Primary || code.StartsWith("~{V}", StringComparison.Ordinal);

        string[] arguments = new string[apply.Arguments.Count];
        for (int i = 0; i < arguments.Length; i++)
        {
            string text = Print(apply[i], out Precedence inner);
            bool needsParentheses = !isCall && (inner < precedence || inner == precedence && (i > 0 || precedence is Precedence.Unary or Precedence.Conditional));
            arguments[i] = needsParentheses ? "(" + text + ")" : text;
        }
        if (op == Operators.Min && !isVector && apply.Type != IrType.Long && Array.FindIndex(arguments, IsMinusZero) is int zero and >= 0)
        {
            // The runtime's compiler takes 0 for the smaller of 0 and the constant -0. It knows the larger of 0 and -0.
            precedence = Precedence.Unary;
            return "-" + Fill(target is Target.Uniform ? Operators.Max.UniformCode! : Operators.Max.Code, [$"-({arguments[1 - zero]})", arguments[zero].Substring(1)]);
        }
        return Fill(code, arguments);
    }

    private static bool IsMinusZero(string text) => text[0] == '-' && text.Trim('-', '0', '.', 'f').Length == 0;

    private string Fill(string code, string[] arguments)
    {
        code = code.Replace("{E}", Element);
        if (target is Target.Vector vector) code = code.Replace("{V}", vector.Class).Replace("{K}", vector.Element.ToString()).Replace("{B}", vector.Bits.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (target is Target.Scalar scalar) code = code.Replace("{T}", Target.KeywordOf(scalar.Element)).Replace("{K}", scalar.Element.ToString());
        var result = new System.Text.StringBuilder();
        for (int i = 0; i < code.Length; i++)
        {
            bool isHole = code[i] == '{' && i + 2 < code.Length && code[i + 2] == '}';
            if (!isHole)
            {
                result.Append(code[i]);
                continue;
            }
            result.Append(arguments[code[i + 1] - '0']);
            i += 2;
        }
        return result.ToString();
    }

    private static string Literal(Constant constant) => constant.Type switch
    {
        IrType.Double => NumberText.CSharp(constant.AsDouble),
        IrType.Long => constant.Bits == long.MinValue ? "long.MinValue" : constant.Bits.ToString(System.Globalization.CultureInfo.InvariantCulture) + "L",
        _ => constant.AsBool ? "true" : "false",
    };

    /// <summary>The literal of a constant rounded to the element type.</summary>
    public static string ElementLiteral(Constant constant, ElementType element) =>
        constant.Type == IrType.Bool ? (constant.AsBool ? "true" : "false")
        : element == ElementType.Single ? NumberText.CSharp((float)constant.AsDouble)
        : NumberText.CSharp(constant.AsDouble);
}
