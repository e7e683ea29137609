namespace OptimizerDsl.Kernels.Tests.Running;

/// <summary>What kind of numbers the parameters and gradients of a run are.</summary>
internal enum Profile
{
    /// <summary>Ordinary numbers, zeros of both signs and subnormal ones: results stay numbers, so that every bit tells.</summary>
    Calm,

    /// <summary>Now and then a huge number, an infinity or a NaN among ordinary ones.</summary>
    Mixed,

    /// <summary>Mostly special values.</summary>
    Hostile,
}
