namespace OptimizerDsl;

/// <summary>What a fragment does in a step.</summary>
internal enum FragmentKind
{
    /// <summary>Changes the gradient: Apply.</summary>
    Transform,

    /// <summary>Decides whether the step happens: Proceed.</summary>
    Gate,

    /// <summary>Changes the parameter: Update.</summary>
    Rule,

    /// <summary>Follows the parameter: Average.</summary>
    Averaging,

    /// <summary>Looks at what the step did: Observe.</summary>
    Observer,
}
