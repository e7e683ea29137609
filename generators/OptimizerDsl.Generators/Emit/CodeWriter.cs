using System.Text;

namespace OptimizerDsl.Generators.Emit;

/// <summary>Writes indented C# with line feeds only, the same on every machine.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _indent;

    public void Line(string line = "")
    {
        if (line.Length > 0) _text.Append(' ', 4 * _indent).Append(line);
        _text.Append('\n');
    }

    /// <summary>Writes several lines, each indented.</summary>
    public void Lines(string lines)
    {
        foreach (string line in lines.Replace("\r", "").Split('\n')) Line(line);
    }

    /// <summary>Writes a header and opens its braces; disposing closes them.</summary>
    public Block Open(string header) => Open(header, "{", "}");

    /// <summary>The same with other brackets, such as those of an argument list.</summary>
    public Block Open(string header, string opening, string closing)
    {
        if (header.Length > 0) Line(header);
        if (opening.Length > 0) Line(opening);
        _indent++;
        return new(this, closing);
    }

    /// <summary>A block in which integers wrap around, whatever the user's project says, if one is needed.</summary>
    public Block? OpenUnchecked(IEnumerable<Ir.Expr> expressions)
    {
        bool hasIntegers = expressions.SelectMany(Ir.ExprExtensions.Descendants).Any(e => e is Ir.Apply { Type: Ir.IrType.Long });
        return hasIntegers ? Open("unchecked") : null;
    }

    public override string ToString() => _text.ToString();

    public readonly struct Block(CodeWriter writer, string closing) : IDisposable
    {
        public void Dispose()
        {
            writer._indent--;
            writer.Line(closing);
        }
    }
}
