using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Runtime;

namespace OptimizerDsl.Generators.Model;

/// <summary>
/// Everything about a recipe that its generated code depends on, and nothing else: no symbols, syntax or locations, so that
/// two equal models generate equal code and an unrelated edit changes nothing.
/// </summary>
internal sealed record RecipeModel(
    string HintName,
    string Namespace,
    EquatableArray<TypeHeader> Containers,
    TypeHeader Type,
    string Label,
    ElementType ElementType,
    EquatableArray<GroupModel> Groups,
    EquatableArray<ScheduleTrack> Tracks,
    EquatableArray<FragmentUse> Metrics,
    EquatableArray<TunableModel> Tunables,
    EquatableArray<GroupPattern> Patterns,
    PlanModel Plan,
    long AccumulateSteps,
    bool ClearGradients,
    StorageModel Storage,
    EquatableArray<string> Members,
    EquatableArray<string> PartialProperties,
    bool IsBroken);

/// <summary>How a partial declaration of a type begins: "partial record", "Name", "&lt;T&gt;".</summary>
internal sealed record TypeHeader(string Keyword, string Name, string TypeParameters);

/// <summary>The parameters that one rule updates, and all that is done to them, in order; the default group's name is empty.</summary>
internal sealed record GroupModel(
    string Name,
    double LearningRate,
    EquatableArray<FragmentUse> BeforeRule,
    FragmentUse Rule,
    EquatableArray<FragmentUse> Averaging,
    EquatableArray<FragmentUse> Observers)
{
    /// <summary>All fragments, in the order in which a step runs them.</summary>
    public IEnumerable<FragmentUse> Uses => BeforeRule.Concat([Rule]).Concat(Averaging).Concat(Observers);
}

/// <summary>
/// A fragment as a recipe uses it; <paramref name="Index"/> is its place among the recipe's fragments, and a shared one works
/// on all groups, so that its global reductions are over all of them.
/// </summary>
internal sealed record FragmentUse(string Label, int Index, bool IsShared, Fragment Fragment, EquatableArray<HyperValue> Values);

/// <summary>A hyperparameter's value in a recipe: its constants (one, or an array's items), or the place among the tunables that holds it.</summary>
internal sealed record HyperValue(string Name, IrType Type, EquatableArray<Constant> Items, int Tunable = HyperValue.Fixed)
{
    public const int Fixed = -1;

    public Constant Value => Items[0];
}

/// <summary>The phases that move one value, the rate or (by its place) a tunable, one after the other.</summary>
internal sealed record ScheduleTrack(int Tunable, EquatableArray<SchedulePhase> Phases)
{
    public const int Rate = -1;
}

/// <summary>A schedule in its place; <paramref name="Length"/> is 0 where it runs on.</summary>
internal sealed record SchedulePhase(string Label, Fragment Fragment, EquatableArray<HyperValue> Values, long Start, long Length);

/// <summary>
/// A hyperparameter that is not folded: declared tunable by a partial property of the recipe (whose declaration it repeats), or
/// moved by a schedule.
/// </summary>
internal sealed record TunableModel(string Name, string? Property, string? Declaration, IrType Type, Constant Initial, ValueRange Range, string Owner, string Group);

/// <summary>
/// How precisely a recipe stores its state, what it says of single ones, and how it rounds; and how parameters and gradients lie
/// in memory.
/// </summary>
internal sealed record StorageModel(
    StatePrecision Precision, EquatableArray<StateOverride> Overrides, bool IsStochastic, long Seed, bool FlushSubnormals, ParameterPrecision Parameters);

internal sealed record StateOverride(string Name, StatePrecision Precision);

internal sealed record GroupPattern(string Group, string Pattern);

/// <summary>What the run will be, as far as the recipe says; 0 where it does not.</summary>
internal sealed record PlanModel(long Steps, long StepsPerEpoch);
