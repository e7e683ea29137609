using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OptimizerDsl.Generators.Ir;

namespace OptimizerDsl.Generators.Frontend;

/// <summary>
/// What lowering knows while it walks a method: the current value of every variable, the conditions it stands under, and the
/// lets made so far. Assignments make new lets; where two paths meet, a select joins them.
/// </summary>
internal sealed class LoweringContext(Compilation compilation, INamedTypeSymbol fragment, IssueSink sink, CancellationToken cancellation)
{
    private List<Let> _lets = [];
    private Dictionary<object, Expr> _values = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<ISymbol, int> _declaredAt = new(SymbolEqualityComparer.Default);
    private readonly List<SyntaxNode> _refused = [];
    private readonly HashSet<string> _refusedLocals = new(StringComparer.Ordinal);
    private bool _isTooLarge;

    public Compilation Compilation { get; } = compilation;

    /// <summary>The attribute class whose method is lowered: its properties are hyperparameters.</summary>
    public INamedTypeSymbol Fragment { get; } = fragment;

    public CancellationToken Cancellation { get; } = cancellation;

    public IReadOnlyList<Let> Lets => _lets;

    /// <summary>The value of every variable in scope. Keys are symbols; a call's return state has keys of its own.</summary>
    public IReadOnlyDictionary<object, Expr> Values => _values;

    /// <summary>How many varying conditions enclose this place.</summary>
    public int VaryingDepth { get; set; }

    /// <summary>Whether this place is evaluated only on some condition inside one expression.</summary>
    public int ExpressionConditions { get; set; }

    /// <summary>The uniform condition under which this place is reached.</summary>
    public Expr Path { get; private set; } = Build.True;

    /// <summary>The calls of reductions, each with the uniform condition under which it is reached.</summary>
    public List<(SyntaxNode Call, Expr Path)> Reductions { get; } = [];

    public Stack<IMethodSymbol> Calls { get; } = new();

    /// <summary>How many bodies were inlined so far: helpers that call each other twice grow without bounds.</summary>
    public int InlinedBodies { get; set; }

    /// <summary>Whether the method has one run per step, and so nothing that varies.</summary>
    public bool IsUniform { get; init; }

    public void Declare(ISymbol symbol) => _declaredAt[symbol] = VaryingDepth;

    /// <summary>Whether a varying condition stands between a variable's declaration and this place.</summary>
    public bool IsUnderVaryingConditionSinceDeclared(ISymbol symbol) =>
        VaryingDepth > (_declaredAt.TryGetValue(symbol, out int depth) ? depth : 0);

    /// <summary>The path as a name: what divides by a guarded divisor holds it once, however long the path grows.</summary>
    public Expr BindPath() => Path = Bind("path", Path);

    public void Reserve(string name) => _names.Add(name);

    /// <summary>Gives a value a name; constants and names stay as they are.</summary>
    public Expr Bind(string name, Expr value)
    {
        if (value is Constant or Ref or Hyper) return value;
        return BindAlways(name, value);
    }

    public Ref BindAlways(string name, Expr value)
    {
        string fresh = FreshName(name);
        _lets.Add(new(fresh, value));
        return new(fresh, value.Type);
    }

    public string FreshName(string name)
    {
        string fresh = name;
        for (int version = 1; !_names.Add(fresh); version++) fresh = name + "." + version.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return fresh;
    }

    /// <summary>Collects lets apart, for the body of a loop, until <see cref="EndLets"/> is given what this answered.</summary>
    public (List<Let> Lets, Expr Path) BeginLets()
    {
        (List<Let>, Expr) outer = (_lets, Path);
        _lets = [];
        return outer;
    }

    public IReadOnlyList<Let> EndLets((List<Let> Lets, Expr Path) outer)
    {
        List<Let> inner = _lets;
        // A name that the path was given inside means nothing outside.
        (_lets, Path) = outer;
        return inner;
    }

    /// <summary>
    /// Gives a variable its value. A method, and not an indexer that writes: the value is lowered first, and lowering a branch puts
    /// other values in place.
    /// </summary>
    public void Set(object key, Expr value) => _values[key] = value;

    public void Forget(object key) => _values.Remove(key);

    public Dictionary<object, Expr> CopyValues() => new(_values);

    public void RestoreValues(Dictionary<object, Expr> values) => _values = values;

    /// <summary>
    /// Reports a construct that has no vector form, and answers a value of the expected type so that lowering goes on. What only
    /// holds something refused already is no mistake of its own.
    /// </summary>
    public Expr Refuse(SyntaxNode where, string message, IrType type = IrType.Double)
    {
        bool isConsequence = _refused.Any(r => r.SyntaxTree == where.SyntaxTree && where.Span.Contains(r.Span))
            || where is ExpressionSyntax && where.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(n => _refusedLocals.Contains(n.Identifier.ValueText));
        _refused.Add(where);
        if (isConsequence) sink.Fail();
        else sink.Report(IssueIds.NoVectorForm, Place(where), message);
        return Placeholder(type);
    }

    /// <summary>Reports a local that no rule can have; what is done with it needs no words of its own.</summary>
    public void RefuseLocal(ILocalSymbol local, SyntaxNode where, string message)
    {
        Refuse(where, message);
        _refusedLocals.Add(local.Name);
    }

    /// <summary>Reports where a method outgrew its limits: every branch that goes on from there would do so again.</summary>
    public Expr RefuseSize(SyntaxNode where, string message, IrType type = IrType.Double)
    {
        if (_isTooLarge) return Forgive(where, type);
        _isTooLarge = true;
        return Refuse(where, message, type);
    }

    /// <summary>Whether a variable may lack its value because what gave it one was refused.</summary>
    public bool HasRefused => _refused.Count > 0;

    /// <summary>Takes note of what follows from an earlier refusal, without a word.</summary>
    public Expr Forgive(SyntaxNode where, IrType type)
    {
        _refused.Add(where);
        return Placeholder(type);
    }

    /// <summary>Notes a mistake that the C# compiler reports itself.</summary>
    public Expr Fail(SyntaxNode where, IrType type)
    {
        sink.Fail();
        return Forgive(where, type);
    }

    // A loop is underlined at its keyword: all of it would be a page of red.
    private static Location Place(SyntaxNode node) => node switch
    {
        LocalFunctionStatementSyntax function => function.Identifier.GetLocation(),
        LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } declaration => declaration.UsingKeyword.GetLocation(),
        StatementSyntax and not (ReturnStatementSyntax or LocalDeclarationStatementSyntax or ExpressionStatementSyntax) => node.GetFirstToken().GetLocation(),
        _ => node.GetLocation(),
    };

    public static Expr Placeholder(IrType type) => type switch
    {
        IrType.Real => Build.Broadcast(Constant.Double(0)),
        IrType.Mask => Build.Broadcast(Build.False),
        IrType.Bool => Build.False,
        IrType.Long => Constant.Long(1),
        _ => Constant.Double(0),
    };

    /// <summary>The value of what returned none because something in it was refused: C# itself lets nothing else get here.</summary>
    public Expr Missing(ISymbol member, IrType type) =>
        HasRefused ? Placeholder(type) : throw new InvalidOperationException($"lowering lost what '{member.Name}' returns.");

    /// <summary>Lowers something that is reached only where <paramref name="condition"/> holds.</summary>
    public void Under(Expr condition, Action lower)
    {
        Expr path = Path;
        bool varies = condition.Type == IrType.Mask;
        if (varies) VaryingDepth++;
        else Path = path is Constant ? condition : Build.Op(Operators.And, path, condition);
        try
        {
            lower();
        }
        finally
        {
            Path = path;
            if (varies) VaryingDepth--;
        }
    }

    /// <summary>
    /// Lowers both arms of a condition, each from the values before it, and joins what they assigned. A uniform variable that a
    /// varying condition assigned has been refused at the assignment; a bool joins as a mask.
    /// </summary>
    public void Branch(Expr condition, Action whenTrue, Action? whenFalse)
    {
        Dictionary<object, Expr> before = _values;

        _values = new(before);
        Under(condition, whenTrue);
        Dictionary<object, Expr> afterTrue = _values;

        _values = new(before);
        if (whenFalse is not null) Under(Build.Not(condition), whenFalse);
        Dictionary<object, Expr> afterFalse = _values;

        // Variables declared inside an arm end with it; those assigned in one arm only were unassigned before.
        _values = new(before);
        foreach (object key in afterTrue.Keys.Union(afterFalse.Keys))
        {
            bool hasTrue = afterTrue.TryGetValue(key, out Expr? valueTrue);
            bool hasFalse = afterFalse.TryGetValue(key, out Expr? valueFalse);
            if (!hasTrue || !hasFalse) _values[key] = hasTrue ? valueTrue! : valueFalse!;
            else if (!valueTrue!.Equals(valueFalse)) _values[key] = Bind(NameOf(key), Join(condition, valueTrue, valueFalse!));
        }
    }

    private static Expr Join(Expr condition, Expr whenTrue, Expr whenFalse)
    {
        // Already refused where it was assigned.
        if (condition.Type == IrType.Mask && whenTrue.Type is (IrType.Double or IrType.Long)) return Placeholder(whenTrue.Type);
        if (condition.Type == IrType.Mask || whenTrue.Type != whenFalse.Type)
        {
            whenTrue = Build.Broadcast(whenTrue);
            whenFalse = Build.Broadcast(whenFalse);
        }
        if (whenTrue.Type == whenFalse.Type) return Build.Select(condition, whenTrue, whenFalse);
        return Placeholder(whenTrue.Type);
    }

    public static string NameOf(object key) => key is ISymbol symbol ? symbol.Name : key.ToString();
}
