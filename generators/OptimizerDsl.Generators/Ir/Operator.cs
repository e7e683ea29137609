namespace OptimizerDsl.Generators.Ir;

/// <summary>
/// One row of the operator table: what an operator is called, which types it takes, how C# writes it for uniform values,
/// for one element and for a vector of elements, and what it computes.
/// </summary>
internal sealed class Operator(string name, int arity, Func<IReadOnlyList<IrType>, IrType?> typing)
{
    /// <summary>The name in the IR's text.</summary>
    public string Name { get; } = name;

    public int Arity { get; } = arity;

    /// <summary>
    /// C# for uniform and for single-element values, with {0}, {1}, {2} for the arguments and {T} for the element type
    /// (<c>double</c> on uniforms).
    /// </summary>
    public string Code { get; set; } = "";

    /// <summary>C# for uniform values where it differs from <see cref="Code"/>.</summary>
    public string? UniformCode { get; set; }

    /// <summary>C# for vectors, with {V} for the vector class; null where the operator has no vector form.</summary>
    public string? VectorCode { get; set; }

    /// <summary>How tightly <see cref="Code"/> binds; a call binds tightest.</summary>
    public Precedence Precedence { get; set; } = Precedence.Primary;

    /// <summary>How tightly <see cref="VectorCode"/> binds where it differs.</summary>
    public Precedence? VectorPrecedence { get; set; }

    /// <summary>The value on doubles (for a Real, rounded to the element type by the caller).</summary>
    public Func<double, double, double, double>? OnDouble { get; set; }

    public Func<long, long, long>? OnLong { get; set; }

    /// <summary>The value of a comparison of doubles.</summary>
    public Func<double, double, bool>? CompareDouble { get; set; }

    public Func<long, long, bool>? CompareLong { get; set; }

    /// <summary>
    /// Whether + - * / and the like give the same bits on every machine; only such operators are evaluated at compile time
    /// into a kernel's constants.
    /// </summary>
    public bool IsExact { get; set; } = true;

    public IrType? TypeOf(IReadOnlyList<IrType> arguments) => arguments.Count == Arity ? typing(arguments) : null;

    public override string ToString() => Name;
}

internal enum Precedence
{
    Conditional,
    Or,
    And,
    BitOr,
    BitXor,
    BitAnd,
    Equality,
    Relational,
    Additive,
    Multiplicative,
    Unary,
    Primary,
}
