namespace OptimizerDsl;

/// <summary>Whether a rule has a trait.</summary>
public enum Trait
{
    /// <summary>The analyzers find out by running the rule for one parameter.</summary>
    Probed,

    /// <summary>It has.</summary>
    Yes,

    /// <summary>It has not.</summary>
    No,
}
