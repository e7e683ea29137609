using OptimizerDsl.Generators.Ir;

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
    ElementType ElementType,
    double LearningRate,
    EquatableArray<FragmentUse> Transforms,
    FragmentUse? Rule,
    EquatableArray<ScheduleUse> Schedules,
    EquatableArray<string> Members,
    bool IsBroken)
{
    /// <summary>The recipe in one line, as its author wrote it.</summary>
    public string Label => string.Join(", ",
        Transforms.Select(t => t.Label).Concat(Rule is null ? [] : [Rule.Label]).Concat(Schedules.Select(s => s.Label)));
}

/// <summary>How a partial declaration of a type begins: "partial record", "Name", "&lt;T&gt;".</summary>
internal sealed record TypeHeader(string Keyword, string Name, string TypeParameters);

/// <summary>A fragment as a recipe uses it.</summary>
internal sealed record FragmentUse(string Label, Fragment Fragment, EquatableArray<HyperValue> Values);

/// <summary>A hyperparameter's value in a recipe.</summary>
internal sealed record HyperValue(string Name, Constant Value);

/// <summary>A phase of the learning-rate schedule: the C# that makes its attribute object.</summary>
internal sealed record ScheduleUse(string Label, string Creation);
