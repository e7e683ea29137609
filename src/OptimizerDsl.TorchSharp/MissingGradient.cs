namespace OptimizerDsl;

/// <summary>What a step does with a parameter for which backward has computed no gradient.</summary>
public enum MissingGradient
{
    /// <summary>
    /// The step leaves the parameter out, as PyTorch's optimizers do: neither its values nor its state change, and weight decay
    /// does not reach it. Norms over the model count it as zero.
    /// </summary>
    LeaveOut,

    /// <summary>The step throws and changes nothing; for models of which every part should take part in every loss.</summary>
    Refuse,
}
