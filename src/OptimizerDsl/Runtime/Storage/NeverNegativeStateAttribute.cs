using System.ComponentModel;

namespace OptimizerDsl.Runtime;

/// <summary>
/// What the compiler has proved of a recipe's state that it stores in blocks: it is never negative, and so has no sign there. The
/// scalar reference, which proves nothing, reads it.
/// </summary>
/// <param name="group">The name of the group; empty for the default group.</param>
/// <param name="name">The name of the state.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class NeverNegativeStateAttribute(string group, string name) : Attribute
{
    /// <summary>The name of the group; empty for the default group.</summary>
    public string Group { get; } = group;

    /// <summary>The name of the state.</summary>
    public string Name { get; } = name;
}
