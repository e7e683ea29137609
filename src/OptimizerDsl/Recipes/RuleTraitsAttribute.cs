namespace OptimizerDsl;

/// <summary>What an update rule is like, as far as the analyzers cannot find out by running it.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = true)]
public sealed class RuleTraitsAttribute : Attribute
{
    /// <summary>Whether the rule finds its own rate, of which the learning rate is a factor near 1.</summary>
    public bool IsParameterFree { get; set; }

    /// <summary>Whether the rule averages by itself what others need a falling rate for.</summary>
    public bool IsScheduleFree { get; set; }

    /// <summary>The rule that is the same but for a weight decay that stands apart from the gradient; null where there is none.</summary>
    public Type? Decoupled { get; set; }

    /// <summary>The schedule with which editors warm a recipe of the rule up; null for that of the rule's base.</summary>
    public Type? Warmup { get; set; }

    /// <summary>Whether the size of a step is independent of the size of the gradients.</summary>
    public Trait IsScaleInvariant { get; set; }

    /// <summary>Whether a step is the sign of its gradient, of which no size is remembered.</summary>
    public Trait IsSign { get; set; }
}
