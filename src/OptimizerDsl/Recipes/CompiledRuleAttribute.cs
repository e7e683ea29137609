using System.ComponentModel;

namespace OptimizerDsl;

/// <summary>
/// Carries a fragment's compiled form in its assembly's metadata, so that recipes of other projects can use it. The
/// compiler of this package writes it; it is not meant to be written by hand.
/// </summary>
/// <param name="text">The fragment in the compiler's intermediate language.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class CompiledRuleAttribute(string text) : Attribute
{
    /// <summary>The fragment in the compiler's intermediate language.</summary>
    public string Text { get; } = text;
}
