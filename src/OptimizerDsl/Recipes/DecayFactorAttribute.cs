namespace OptimizerDsl;

/// <summary>
/// Marks a hyperparameter of a schedule by which the rate is multiplied again and again: below 1 it makes the rate fall, at 1
/// it does nothing.
/// </summary>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = false, Inherited = true)]
public sealed class DecayFactorAttribute : Attribute;
