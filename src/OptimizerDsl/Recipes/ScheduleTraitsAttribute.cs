namespace OptimizerDsl;

/// <summary>What a schedule means by its curve.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = true)]
public sealed class ScheduleTraitsAttribute : Attribute
{
    /// <summary>Whether it is meant to rise again after it has fallen.</summary>
    public bool Restarts { get; set; }

    /// <summary>Whether it is meant for exactly its length, so that running it further is a mistake.</summary>
    public bool IsBounded { get; set; }
}
