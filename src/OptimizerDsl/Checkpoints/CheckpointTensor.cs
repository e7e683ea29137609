namespace OptimizerDsl.Checkpoints;

/// <summary>What a tensor of a checkpoint is.</summary>
internal enum TensorRole
{
    /// <summary>The values of a parameter.</summary>
    Parameter,

    /// <summary>State that one parameter has for itself.</summary>
    State,

    /// <summary>State of a group.</summary>
    GroupState,

    /// <summary>What metric schedules keep.</summary>
    Metric,

    /// <summary>The gradients of a parameter: there where a step is half accumulated.</summary>
    Gradient,

    /// <summary>The rows that the next step updates: there where a step is half accumulated, and rows were named.</summary>
    Rows,
}

/// <summary>A tensor of an optimizer.</summary>
/// <param name="Role">What it is.</param>
/// <param name="Parameter">The parameter that it belongs to; null where it belongs to none.</param>
/// <param name="Data">Where it is.</param>
internal sealed record CheckpointTensor(TensorRole Role, string? Parameter, TensorData Data);
