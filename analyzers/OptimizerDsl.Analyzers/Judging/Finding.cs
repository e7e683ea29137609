using Microsoft.CodeAnalysis;

namespace OptimizerDsl.Analyzers.Judging;

/// <summary>Something unsafe about a recipe: which diagnostic, how sure, where, in which words, and what a code fix would do.</summary>
internal sealed record Finding(string Id, DiagnosticSeverity Severity, Location Location, string Message, params Fix[] Fixes)
{
    public Diagnostic ToDiagnostic() =>
        Diagnostic.Create(SafetyDescriptors.Of(Id), Location, Severity, additionalLocations: null, FixText.Write(Fixes), Message);
}

/// <summary>
/// A change of the recipe's attributes that removes a finding. It travels in the diagnostic's properties, so that code fixes
/// know nothing but how to edit.
/// </summary>
/// <param name="Kind">What is done.</param>
/// <param name="Attribute">The number of the attribute among all of the recipe's, in the order of the source.</param>
/// <param name="Text">What is set, inserted or renamed to, as C#.</param>
/// <param name="Title">What the editor offers, with the new value in it.</param>
internal sealed record Fix(FixKind Kind, int Attribute, string Text, string Title)
{
    /// <summary>The argument that is set or removed; empty where the whole attribute is meant.</summary>
    public string Argument { get; init; } = "";
}

internal enum FixKind
{
    /// <summary>Gives an argument another value, or adds it.</summary>
    SetArgument,

    /// <summary>Removes an argument.</summary>
    RemoveArgument,

    /// <summary>Removes an attribute.</summary>
    RemoveAttribute,

    /// <summary>Puts an attribute before this one.</summary>
    InsertBefore,

    /// <summary>Gives an attribute another name, and leaves its arguments.</summary>
    Rename,
}
