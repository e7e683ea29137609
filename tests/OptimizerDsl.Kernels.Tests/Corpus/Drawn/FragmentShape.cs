namespace OptimizerDsl.Kernels.Tests.Corpus.Drawn;

/// <summary>A kind of fragment to draw. Hyperparameters are a double, a long, a bool and an array; their names differ, or a target would be a guess.</summary>
/// <param name="Kind">The name of its base class, without what all of them end in.</param>
/// <param name="Hypers">The names of its hyperparameters.</param>
/// <param name="States">The names that its state may have. Some are those of another kind.</param>
/// <param name="Kept">The names of uniform state that its method of elements may write itself.</param>
/// <param name="Scopes">What it may reduce over.</param>
internal sealed record FragmentShape(string Kind, string[] Hypers, string[] States, string[] Kept, string[] Scopes)
{
    private static readonly string[] s_all = ["Global", "PerTensor", "PerRow"];

    public static FragmentShape Rule { get; } = new("UpdateRule", ["Alpha", "Period", "Flag", "Weights"], ["m", "v", "velocity", "count"], ["peak", "total"], s_all);

    public static FragmentShape Transform { get; } = new("GradientTransform", ["Gain", "Turn", "Sharp", "Parts"], ["m", "kept"], ["total"], s_all);

    // A gate answers for the whole model.
    public static FragmentShape Gate { get; } = new("Gate", ["Bound", "Late", "Strict", "Limits"], [], [], ["Global"]);

    public static FragmentShape Averaging { get; } = new("Averaging", ["Keep", "Every", "Eager", "Shares"], ["far"], ["weight"], s_all);

    /// <summary>Whether it may know the shapes of tensors: a gate answers once for all of them.</summary>
    public bool KnowsShapes => Scopes.Length > 1;

    /// <summary>Arguments that set the hyperparameters to something else than their defaults, or none.</summary>
    public string Arguments(ChoiceTape tape) => tape.Pick(
        "",
        $", {Hypers[0]} = 0.99, {Hypers[2]} = true",
        $", {Hypers[0]} = 0, {Hypers[1]} = 1, {Hypers[3]} = new[] {{ 2.0, 0.0, -0.5 }}",
        $", {Hypers[0]} = 1, {Hypers[1]} = 7, {Hypers[2]} = true, {Hypers[3]} = new[] {{ 0.0, 0.25 }}");
}
