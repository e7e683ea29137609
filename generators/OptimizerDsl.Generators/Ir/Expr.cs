namespace OptimizerDsl.Generators.Ir;

/// <summary>A pure expression. Evaluation has no side effect and no order; names refer to parameters and earlier lets.</summary>
internal abstract record Expr(IrType Type);

/// <summary>
/// A uniform constant; <paramref name="Bits"/> are those of the double, the long, or 0 and 1.
/// <paramref name="Label"/> says where it came from ("1 - Beta1"), for names and comments in emitted code.
/// </summary>
internal sealed record Constant(IrType Type, long Bits, string? Label = null) : Expr(Type)
{
    public static Constant Double(double value, string? label = null) => new(IrType.Double, BitConverter.DoubleToInt64Bits(value), label);

    public static Constant Long(long value, string? label = null) => new(IrType.Long, value, label);

    public static Constant Bool(bool value, string? label = null) => new(IrType.Bool, value ? 1 : 0, label);

    public double AsDouble => BitConverter.Int64BitsToDouble(Bits);

    public bool AsBool => Bits != 0;

    public bool IsDouble(double value) => Type == IrType.Double && Bits == BitConverter.DoubleToInt64Bits(value);
}

/// <summary>The value of a parameter, of a let, or of <c>step.LearningRate</c> and its like.</summary>
internal sealed record Ref(string Name, IrType Type) : Expr(Type);

/// <summary>A hyperparameter of the fragment; the specialise pass replaces it by the recipe's constant.</summary>
internal sealed record Hyper(string Name, IrType Type) : Expr(Type);

/// <summary>An operator of the table applied to arguments.</summary>
internal sealed record Apply(Operator Op, IrType Type, EquatableArray<Expr> Arguments) : Expr(Type)
{
    public Expr this[int index] => Arguments[index];
}

/// <summary>
/// A loop over the items of an array hyperparameter. It carries values from turn to turn: each starts at its initial value,
/// has <see cref="Carried.Name"/> inside a turn, and becomes <see cref="Carried.Next"/>. The specialise pass unrolls it.
/// </summary>
internal sealed record Loop(Expr Array, string Item, EquatableArray<Carried> Carried, EquatableArray<Let> Lets) : Expr(IrType.Long);

internal sealed record Carried(string Name, Expr Initial, Expr Next);

/// <summary>What a loop has carried when it ends; it refers to the let that holds the loop.</summary>
internal sealed record LoopResult(string Loop, int Index, IrType Type) : Expr(Type);

/// <summary>A reduction of a varying value to one uniform value.</summary>
internal sealed record Reduce(ReductionKind Kind, ReductionScope Scope, Expr Argument) : Expr(IrType.Double);

internal enum ReductionKind
{
    Sum,
    SumOfSquares,
    Max,
}

internal enum ReductionScope
{
    /// <summary>Over every parameter of the model.</summary>
    Global,

    /// <summary>Over one tensor.</summary>
    Tensor,

    /// <summary>Over one row of a matrix.</summary>
    Row,
}
