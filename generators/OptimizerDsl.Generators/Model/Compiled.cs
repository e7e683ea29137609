using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Passes;

namespace OptimizerDsl.Generators.Model;

/// <summary>A recipe after all passes: what the emitter prints.</summary>
internal sealed record CompiledRecipe(ElementType ElementType, IReadOnlyList<CompiledGroup> Groups, IReadOnlyList<Reduction> Reductions)
{
    /// <summary>Whether a rule asks for the loss.</summary>
    public bool UsesLoss => Groups.Any(g => g.AllCode.Any(e => e is Ref { Name: "step.Loss" }));
}

/// <summary>One group's method and its sweeps.</summary>
internal sealed record CompiledGroup(
    GroupModel Model,
    ElementType ElementType,
    Method Fused,
    Method Hoisted,
    IReadOnlyList<Sweep> Sweeps,
    IReadOnlyList<BeginPart> Begins,
    IReadOnlyList<GatePart> Gates,
    string? AverageState,
    IReadOnlyList<StoredState> Stored)
{
    /// <summary>How parameters and gradients lie in memory.</summary>
    public ParameterPrecision Parameters { get; init; }

    /// <summary>Whether the engine keeps the parameters in full, as one more buffer behind the states.</summary>
    public bool HasMaster => Parameters != ParameterPrecision.Full;

    public string Weight => Fused.Parameters[0].Name;

    public string Gradient => Fused.Parameters[1].Name;

    /// <summary>The buffers of state and of inputs, in the order of their slabs.</summary>
    public IEnumerable<string> States => Fused.Parameters.Skip(2).Where(p => p.Type == IrType.Real).Select(p => p.Name);

    /// <summary>The buffers among them that the rule reads and users fill.</summary>
    public IEnumerable<string> Inputs => Fused.Parameters.Skip(2).Where(p => p.Type == IrType.Real && !p.IsReference).Select(p => p.Name);

    /// <summary>The uniform state that the step itself writes.</summary>
    public IEnumerable<string> Kept => Fused.Parameters.Skip(2).Where(p => p.Type == IrType.Double && p.IsReference).Select(p => p.Name);

    /// <summary>How finely runs must be cut: where a value differs between tensors or rows, each is a run of its own.</summary>
    public Level Granularity { get; } = (Level)Math.Max((int)Levels.Granularity(Fused), (int)(RoundsInKernels(Stored) ? Level.Tensor : Level.Step));

    /// <summary>Whether kernels need random numbers to store; blocks are stored by the engine.</summary>
    public bool IsRoundedInKernels => RoundsInKernels(Stored);

    public Cost Cost => Cost.Of(this);

    private static bool RoundsInKernels(IReadOnlyList<StoredState> stored) => stored.Any(s => s is { IsStochastic: true, Format: StateFormat.BFloat16 });

    /// <summary>Every expression of the group's code.</summary>
    public IEnumerable<Expr> AllCode =>
        Fused.Lets.Select(l => l.Value).Concat(Fused.Outputs.Select(o => o.Value)).Concat(Begins.SelectMany(b => b.Method.Lets.Select(l => l.Value).Concat(b.Method.Outputs.Select(o => o.Value)))).SelectMany(e => e.Descendants());
}

/// <summary>A fragment's Begin method; <paramref name="Names"/> maps its uniform state to the recipe's names for it.</summary>
internal sealed record BeginPart(Method Method, EquatableArray<StateName> Names);

internal sealed record StateName(string Own, string InRecipe);

/// <summary>A gate: the uniform value that lets the step proceed, and who asks for it.</summary>
internal sealed record GatePart(string Label, Expr Proceed);

/// <summary>What a step costs, read off the sweeps.</summary>
/// <param name="StateBytes">Bytes of state per parameter.</param>
/// <param name="Traffic">Bytes read and written per parameter and step.</param>
/// <param name="Sweeps">Passes over memory.</param>
internal sealed record Cost(double StateBytes, double Traffic, int Sweeps)
{
    public static Cost Of(CompiledGroup group)
    {
        double full = group.ElementType == ElementType.Single ? 4 : 8;
        (double parameter, double master) = group.HasMaster ? (2.0, full) : (full, 0.0);
        var sizes = new Dictionary<string, double>(StringComparer.Ordinal) { [group.Weight] = parameter + master, [group.Gradient] = parameter };
        foreach ((string state, StateFormat format) in group.States.Zip(group.Stored, (state, stored) => (state, stored.Format))) sizes[state] = BytesOf(format, full);
        IEnumerable<string> Accesses(Sweep sweep) => sweep.LoopReads.Select(r => r.Name).Where(sizes.ContainsKey).Distinct().Concat(sweep.Outputs.Where(Stores).Select(o => o.Name));
        return new(group.Stored.Sum(s => BytesOf(s.Format, full)) + master, group.Sweeps.SelectMany(Accesses).Sum(name => sizes[name]), group.Sweeps.Count(s => s.Reductions.Count > 0 || s.Outputs.Any()));
    }

    private static double BytesOf(StateFormat format, double full) => format switch
    {
        StateFormat.BFloat16 => 2,
        StateFormat.Block8Signed or StateFormat.Block8Unsigned => 1 + 4.0 / 64,
        _ => full,
    };

    /// <summary>An output that is its own input needs no store.</summary>
    public static bool Stores(Output output) => output.Value is not Ref reference || reference.Name != output.Name;
}
