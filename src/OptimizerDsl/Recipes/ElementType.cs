namespace OptimizerDsl;

/// <summary>The type in which parameters, gradients and state are stored and computed.</summary>
public enum ElementType
{
    /// <summary><see cref="float"/>: 32 bits an element.</summary>
    Single,

    /// <summary><see cref="double"/>: 64 bits an element.</summary>
    Double,
}
