namespace OptimizerDsl;

/// <summary>
/// Marks the state of a rule that holds an average of the parameter, as rules keep that are meant to be evaluated there:
/// <c>Average(parameter)</c> gives it, and <c>UseAverages()</c> puts it in the parameters' place, unless the recipe has an
/// averaging of its own.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class AverageAttribute : Attribute;
