namespace OptimizerDsl.Runtime;

/// <summary>A value that an observer keeps.</summary>
/// <param name="State">The name of the uniform state.</param>
/// <param name="Group">The group; empty for the default group.</param>
/// <param name="Parameter">The tensor of which it is; null for a value of the whole group.</param>
internal readonly record struct ObservedValue(string State, string Group, string? Parameter)
{
    /// <summary>The name of a column: the tensor or the group, a slash, and the state.</summary>
    internal string Column => Parameter is not null ? $"{Parameter}/{State}" : Group.Length > 0 ? $"{Group}/{State}" : State;
}
