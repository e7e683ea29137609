namespace OptimizerDsl;

/// <summary>
/// Marks a <see cref="bool"/> property of a fragment that is true where its hyperparameters fit together. The analyzers run it
/// for every recipe, and say the sentence where it is false.
/// </summary>
/// <param name="sentence">What is wrong where the property is false and why, and what to do about it; one or two sentences.</param>
/// <example>
/// <code>
/// [Constraint("Adam can diverge unless Beta1 is below the root of Beta2 (Reddi et al., 2018). Raise Beta2.")]
/// public bool Converges => Beta1 &lt; Math.Sqrt(Beta2);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = false, Inherited = true)]
public sealed class ConstraintAttribute(string sentence) : Attribute
{
    /// <summary>What is wrong where the property is false, and what to do about it.</summary>
    public string Sentence { get; } = sentence;

    /// <summary>How sure it is that a recipe with this is wrong.</summary>
    public FindingSeverity Severity { get; set; } = FindingSeverity.Warning;
}
