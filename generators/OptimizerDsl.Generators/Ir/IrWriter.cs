using System.Globalization;
using System.Text;

namespace OptimizerDsl.Generators.Ir;

/// <summary>The IR's one printable form; <see cref="IrReader"/> reads it back to an equal tree.</summary>
internal static class IrWriter
{
    /// <summary>Goes up whenever older readers could misunderstand newer text.</summary>
    public const int Version = 1;

    public static string Write(Fragment fragment)
    {
        var text = new StringBuilder();
        text.Append("(fragment ").Append(Version.ToString(CultureInfo.InvariantCulture)).Append(' ')
            .Append(fragment.Kind.ToString().ToLowerInvariant()).Append(' ').Append(SExpression.Quote(fragment.Name));
        foreach (HyperDeclaration hyper in fragment.Hypers)
        {
            text.Append("\n  (hyper ").Append(hyper.Name).Append(' ').Append(hyper.Type.Text()).Append(' ').Append(Default(hyper)).Append(')');
        }
        foreach (Method method in fragment.Methods) text.Append("\n  ").Append(Write(method, "  "));
        return text.Append(')').ToString();
    }

    public static string Write(Method method, string indent = "")
    {
        var text = new StringBuilder();
        text.Append("(method ").Append(method.Name).Append(" (");
        text.Append(string.Join(" ", method.Parameters.Select(p => $"({(p.IsAverage ? "average" : p.IsReference ? "ref" : "in")} {p.Type.Text()} {Name(p.Name)}{(p.Least == StatePrecision.Block8 ? "" : " " + p.Least.ToString().ToLowerInvariant())})")));
        text.Append(')');
        foreach (Let let in method.Lets) text.Append('\n').Append(indent).Append("  (let ").Append(Name(let.Name)).Append(' ').Append(Write(let.Value)).Append(')');
        foreach (Output output in method.Outputs) text.Append('\n').Append(indent).Append("  (out ").Append(Name(output.Name)).Append(' ').Append(Write(output.Value)).Append(')');
        return text.Append(')').ToString();
    }

    public static string Write(Expr expr)
    {
        var text = new StringBuilder();
        Write(expr, text);
        return text.ToString();
    }

    private static void Write(Expr expr, StringBuilder text)
    {
        switch (expr)
        {
            case Constant constant when constant.Label is not null:
                text.Append("(const ").Append(Bare(constant)).Append(' ').Append(SExpression.Quote(constant.Label)).Append(')');
                break;
            case Constant constant:
                text.Append(Bare(constant));
                break;
            case Ref reference:
                text.Append(Name(reference.Name));
                break;
            case Hyper hyper:
                text.Append("(hyper ").Append(hyper.Name).Append(')');
                break;
            case Reduce reduce:
                text.Append("(reduce ").Append(reduce.Kind switch { ReductionKind.Sum => "sum", ReductionKind.Max => "max", _ => "sumOfSquares" })
                    .Append(' ').Append(reduce.Scope.ToString().ToLowerInvariant()).Append(' ');
                Write(reduce.Argument, text);
                text.Append(')');
                break;
            case Loop loop:
                text.Append("(foreach ").Append(loop.Item).Append(' ');
                Write(loop.Array, text);
                text.Append(" (").Append(string.Join(" ", loop.Carried.Select(c => $"({c.Name} {Write(c.Initial)})"))).Append(')');
                foreach (Let let in loop.Lets) text.Append(" (let ").Append(let.Name).Append(' ').Append(Write(let.Value)).Append(')');
                text.Append(" (next").Append(string.Concat(loop.Carried.Select(c => " " + Write(c.Next)))).Append("))");
                break;
            case LoopResult result:
                text.Append("(result ").Append(result.Loop).Append(' ').Append(result.Index.ToString(CultureInfo.InvariantCulture)).Append(')');
                break;
            case Apply apply:
                text.Append('(').Append(apply.Op.Name);
                foreach (Expr argument in apply.Arguments)
                {
                    text.Append(' ');
                    Write(argument, text);
                }
                text.Append(')');
                break;
        }
    }

    private static string Default(HyperDeclaration hyper) => hyper.Type.ItemType() is null
        ? Write(hyper.Default[0])
        : "(" + string.Join(" ", hyper.Default.Select(Write)) + ")";

    // C# lets a variable be called @true.
    private static string Name(string name) => name is "true" or "false" ? "@" + name : name;

    private static string Bare(Constant constant) => constant.Type switch
    {
        IrType.Double => NumberText.Double(constant.AsDouble),
        IrType.Long => constant.Bits.ToString(CultureInfo.InvariantCulture),
        _ => constant.AsBool ? "true" : "false",
    };
}
