using System.ComponentModel;

namespace OptimizerDsl.Runtime;

/// <summary>One group of a recipe: what its parameters are stepped by.</summary>
/// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="name">The group's name; empty for the default group, to which all parameters belong that no other group takes.</param>
/// <param name="program">What it does; it must belong to this group of one engine alone.</param>
/// <param name="learningRate">Its base rate before anybody sets another.</param>
/// <param name="stateNames">The names of its state buffers.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StepGroup<T>(string name, StepProgram<T> program, double learningRate, params string[] stateNames)
    where T : unmanaged
{
    /// <summary>The group's name; empty for the default group.</summary>
    public string Name { get; } = name;

    /// <summary>What it does.</summary>
    public StepProgram<T> Program { get; } = program;

    /// <summary>Its base rate before anybody sets another.</summary>
    public double LearningRate { get; } = learningRate;

    /// <summary>The names of its state buffers.</summary>
    public IReadOnlyList<string> StateNames { get; } = stateNames;

    /// <summary>The formats of its state buffers; all are kept in full unless set.</summary>
    public IReadOnlyList<StateFormat> StateFormats { get; init; } = new StateFormat[stateNames.Length];

    /// <summary>The seed by which state is rounded at random; null where it is rounded to the nearest.</summary>
    public long? RoundingSeed { get; init; }

    /// <summary>The numbers of the state buffers among all states that the group's fragments have; empty where nothing is rounded at random.</summary>
    public IReadOnlyList<int> StateNumbers { get; init; } = [];
}
