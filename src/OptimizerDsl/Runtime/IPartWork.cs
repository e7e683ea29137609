namespace OptimizerDsl.Runtime;

/// <summary>Work that is cut into parts which can run at the same time.</summary>
internal interface IPartWork
{
    /// <summary>Does one part.</summary>
    void RunPart(int part, int parts);
}
