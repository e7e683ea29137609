namespace OptimizerDsl;

/// <summary>How sure the analyzers are of something that they say about a recipe.</summary>
public enum FindingSeverity
{
    /// <summary>Unusual, and it may be meant.</summary>
    Suggestion,

    /// <summary>Almost surely wrong.</summary>
    Warning,

    /// <summary>Wrong, as arithmetic proves.</summary>
    Error,
}
