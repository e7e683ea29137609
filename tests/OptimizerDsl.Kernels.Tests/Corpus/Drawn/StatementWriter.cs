using System.Globalization;
using System.Text;

namespace OptimizerDsl.Kernels.Tests.Corpus.Drawn;

/// <summary>Writes the statements of a drawn method.</summary>
/// <param name="tape">The choices.</param>
/// <param name="scope">What is in scope.</param>
/// <param name="expressions">Writes the expressions.</param>
/// <param name="scopes">What may be reduced over.</param>
/// <param name="isSegmented">Whether values that are known at the beginning may differ between tensors or rows.</param>
internal sealed class StatementWriter(ChoiceTape tape, Scope scope, ExpressionWriter expressions, string[] scopes, bool isSegmented)
{
    private const int Depth = 3;

    // Names that emitted code uses itself, keywords, and plain ones.
    private static readonly string[] s_names = ["a", "b", "i", "count", "done", "lanes", "state", "@event", "one", "zero", "constant", "sweep", "results", "x1", "Rate", "condition"];

    private readonly StringBuilder _text = new();
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    // Whether a value may differ between tensors or rows. A reduction stands under no condition of such a value.
    private bool _isSegmented = isSegmented;

    /// <summary>How many reductions may still be written: each makes the reference run over everything once more.</summary>
    public int Reductions { get; set; }

    /// <summary>Whether the method may return early, and what it then returns.</summary>
    public string? Returned { get; set; }

    /// <summary>Void helpers of the rule that take a Real by reference and one by value: "Name(ref {0}, {1});".</summary>
    public List<string> Helpers { get; } = [];

    /// <summary>Void helpers of the rule that take a Real and give another one: "Name({0}, out Real {1});".</summary>
    public List<string> OutHelpers { get; } = [];

    public string Text => _text.ToString();

    public void Reserve(string name) => _taken.Add(name);

    public void Line(string text) => _text.Append(' ', 8 + 4 * scope.Depth).Append(text).Append('\n');

    /// <summary>Writes up to so many statements, fewer where the tape ends.</summary>
    public void Statements(int most)
    {
        for (int i = 0; i < most && tape.HasMore; i++) Statement();
    }

    private void Statement()
    {
        switch (tape.Below(18))
        {
            case < 4:
                Declare(tape.Pick(Kind.Real, Kind.Real, Kind.Double, Kind.Mask, Kind.Long, Kind.Bool));
                break;
            case < 9:
                Assign();
                break;
            case 9 or 10:
                Branch(Kind.Mask);
                break;
            case 11 or 12:
                Branch(Kind.Bool);
                break;
            case 13:
                Reduce();
                break;
            case 14:
                CallHelper();
                break;
            case 15 or 16:
                Loop();
                break;
            default:
                ReturnEarly();
                break;
        }
    }

    private string Fresh()
    {
        string stem = tape.Pick(s_names), name = stem;
        for (int i = 2; !_taken.Add(name); i++) name = stem + i.ToString(CultureInfo.InvariantCulture);
        return name;
    }

    private void Declare(Kind kind)
    {
        string value = kind == Kind.Real && tape.Percent(15) ? expressions.Operand(Depth - 1) : expressions.Of(kind, Depth);
        string name = Fresh();
        Line($"{(kind switch { Kind.Real => "Real", Kind.Double => "double", Kind.Long => "long", _ => "bool" })} {name} = {value};");
        scope.Add(name, kind);
    }

    private void Assign()
    {
        Variable[] targets = scope.Assignable(Kind.Real, Kind.Double, Kind.Long, Kind.Mask, Kind.Bool);
        if (tape.Percent(60)) targets = scope.Assignable(Kind.Real);
        if (targets.Length == 0) return;
        Variable target = tape.Pick(targets);
        if (target.Kind is Kind.Mask or Kind.Bool)
        {
            Line($"{target.Name} = {expressions.Of(target.Kind, Depth)};");
            return;
        }

        if (target.Kind == Kind.Long && tape.Percent(20))
        {
            Line($"{target.Name}{tape.Pick("++", "--")};");
            return;
        }

        string value = target.Kind == Kind.Real && tape.Percent(15) ? expressions.Operand(Depth - 1) : expressions.Of(target.Kind, Depth);
        string sign = tape.Pick("=", "=", "+=", "-=", "*=");
        Line($"{target.Name} {sign} {value};");
    }

    private void Branch(Kind kind)
    {
        if (scope.Depth >= 3) return;
        Line($"if ({expressions.Of(kind, Depth - 1)})");
        Block(kind);
        if (!tape.Percent(45)) return;
        Line("else");
        Block(kind);
    }

    private void Block(Kind kind)
    {
        Line("{");
        int before = scope.Count;
        scope.Depth++;
        if (kind == Kind.Mask) scope.VaryingDepth++;
        Statements(1 + tape.Below(3));
        if (kind == Kind.Mask) scope.VaryingDepth--;
        scope.Depth--;
        scope.Count = before;
        Line("}");
    }

    private void Loop()
    {
        if (scope.Array is null || scope.IsInLoop || scope.Depth >= 2) return;
        string item = Fresh();
        int before = scope.Count;
        Line($"foreach (double {item} in {scope.Array})");
        scope.Add(item, Kind.Double, isReadOnly: true);
        scope.IsInLoop = true;
        Block(Kind.Bool);
        scope.IsInLoop = false;
        scope.Count = before;
    }

    private void Reduce()
    {
        // In a loop there is one for each item, of three at most.
        int cost = scope.IsInLoop ? 3 : 1;
        if (Reductions < cost || scope.VaryingDepth > 0 || (_isSegmented && scope.Depth > 0)) return;
        Reductions -= cost;
        string over = scope.IsInLoop ? "Global" : tape.Pick(scopes);
        _isSegmented |= over != "Global";
        string value = $"{over}.{tape.Pick("Norm", "Sum", "Max")}({(tape.Percent(10) ? "1" : expressions.Real(Depth - 1))})";
        value = tape.Below(3) switch
        {
            0 => value,
            1 => $"Math.Min({expressions.Literal()}, {expressions.Literal()} / ({value} + 1e-6))",
            _ => $"Math.Tanh({value}) + {expressions.Literal()}",
        };
        string name = Fresh();
        Line($"double {name} = {value};");
        scope.Add(name, Kind.Double);
    }

    private void CallHelper()
    {
        if (OutHelpers.Count > 0 && tape.Percent(40))
        {
            string argument = expressions.Real(1), name = Fresh();
            Line(string.Format(CultureInfo.InvariantCulture, tape.Pick(OutHelpers.ToArray()), argument, name));
            scope.Add(name, Kind.Real);
            return;
        }

        Variable[] targets = scope.Assignable(Kind.Real);
        if (Helpers.Count == 0 || targets.Length == 0) return;
        string call = tape.Pick(Helpers.ToArray());
        Line(call.Replace("{0}", tape.Pick(targets).Name, StringComparison.Ordinal).Replace("{1}", expressions.Real(1), StringComparison.Ordinal));
    }

    private void ReturnEarly()
    {
        if (Returned is null || scope.VaryingDepth > 0 || scope.Depth > 1) return;
        if (_isSegmented) Reductions = 0;
        Line($"if ({expressions.Bool(1)}) return{Returned};");
    }
}
