namespace OptimizerDsl.Kernels.Tests.Corpus.Drawn;

/// <summary>What a variable holds: a varying number or condition, or a uniform one.</summary>
internal enum Kind
{
    Real,
    Mask,
    Double,
    Long,
    Bool,
}

/// <summary>A variable of a drawn method.</summary>
/// <param name="IsReadOnly">Whether it cannot be assigned, such as a hyperparameter.</param>
/// <param name="VaryingDepth">How many varying conditions enclosed its declaration.</param>
internal sealed record Variable(string Name, Kind Kind, bool IsReadOnly, int VaryingDepth);

/// <summary>The variables in scope at a place of a drawn method, and the conditions around it.</summary>
internal sealed class Scope
{
    private readonly List<Variable> _variables = [];

    /// <summary>How many varying conditions enclose this place.</summary>
    public int VaryingDepth { get; set; }

    /// <summary>Whether this is a helper or a property, which may be called under a varying condition.</summary>
    public bool IsHelper { get; set; }

    /// <summary>Whether the step's information is at hand, which noise needs.</summary>
    public bool HasStep { get; set; }

    /// <summary>Whether the shapes of tensors are at hand.</summary>
    public bool HasShapes { get; init; }

    /// <summary>An array among the hyperparameters, of two items or more; null where there is none.</summary>
    public string? Array { get; set; }

    /// <summary>Whether this place is in a loop.</summary>
    public bool IsInLoop { get; set; }

    /// <summary>How many blocks enclose this place.</summary>
    public int Depth { get; set; }

    /// <summary>How many variables there are: what a block declares goes when it ends.</summary>
    public int Count
    {
        get => _variables.Count;
        set => _variables.RemoveRange(value, _variables.Count - value);
    }

    public void Add(string name, Kind kind, bool isReadOnly = false) => _variables.Add(new(name, kind, isReadOnly, VaryingDepth));

    public Variable[] Of(Kind kind) => [.. _variables.Where(variable => variable.Kind == kind)];

    /// <summary>The variables that may be assigned here: uniform ones only where no varying condition came since their declaration.</summary>
    public Variable[] Assignable(params Kind[] kinds) => [.. _variables.Where(variable =>
        kinds.Contains(variable.Kind) && !variable.IsReadOnly && (variable.Kind is Kind.Real or Kind.Mask || variable.VaryingDepth == VaryingDepth))];
}
