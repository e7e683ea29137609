namespace OptimizerDsl.Generators.Ir;

/// <summary>A named value; every name is bound once (static single assignment).</summary>
internal sealed record Let(string Name, Expr Value)
{
    /// <summary>The variable of the source that this value belongs to: the name without its versions, of which unrolled loops add one a turn.</summary>
    public static string BaseName(string name)
    {
        int dot = name.LastIndexOf('.');
        return dot > 0 && dot < name.Length - 1 && char.IsDigit(name[dot + 1]) ? BaseName(name.Substring(0, dot)) : name;
    }
}

/// <summary>The final value of a by-reference parameter, or of <c>return</c>.</summary>
internal sealed record Output(string Name, Expr Value);

/// <summary>
/// A parameter of a method: a value, or a reference whose final value is an output; an average is what the recipe shows as the
/// parameter's average. State is stored with <paramref name="Least"/> precision or more, unless a recipe names it.
/// </summary>
internal sealed record Parameter(string Name, IrType Type, bool IsReference, bool IsAverage = false, StatePrecision Least = StatePrecision.Block8);

/// <summary>The straight-line body of a method: lets in order, then outputs.</summary>
internal sealed record Method(
    string Name,
    EquatableArray<Parameter> Parameters,
    EquatableArray<Let> Lets,
    EquatableArray<Output> Outputs)
{
    /// <summary>The name under which a method's return value is an output.</summary>
    public const string Result = "return";

    /// <summary>The prefix of the names of methods that are a fragment's constraints.</summary>
    public const string Constraint = "Constraint.";

    /// <summary>The prefix of the names of tunable hyperparameters: uniform values that the recipe holds.</summary>
    public const string Tunable = "tunable.";

    /// <summary>The place among the recipe's tunables, and the name, of "tunable.2.Momentum"; null for other names.</summary>
    public static (int Index, string Name)? TunableOf(string name)
    {
        if (!name.StartsWith(Tunable, StringComparison.Ordinal)) return null;
        int dot = name.IndexOf('.', Tunable.Length);
        return (int.Parse(name.Substring(Tunable.Length, dot - Tunable.Length), System.Globalization.CultureInfo.InvariantCulture), name.Substring(dot + 1));
    }

    /// <summary>The uniform values that every method sees without declaring them.</summary>
    public static readonly IReadOnlyDictionary<string, IrType> StepValues = new Dictionary<string, IrType>(StringComparer.Ordinal)
    {
        ["step.LearningRate"] = IrType.Double,
        ["step.Count"] = IrType.Long,
        ["step.Loss"] = IrType.Double,
        [TensorCount] = IrType.Long,
        [TensorRank] = IrType.Long,
        [RowCount] = IrType.Long,
    };

    /// <summary>The number of elements of the tensor that the element belongs to.</summary>
    public const string TensorCount = "tensor.Count";

    /// <summary>The number of dimensions of the tensor that the element belongs to.</summary>
    public const string TensorRank = "tensor.Rank";

    /// <summary>The number of elements of the row that the element belongs to; it is the same for all rows of a tensor.</summary>
    public const string RowCount = "row.Count";

    /// <summary>Whether a name stands for something that differs between tensors.</summary>
    public static bool IsShape(string name) => name is TensorCount or TensorRank or RowCount;
}
