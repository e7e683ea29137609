using OptimizerDsl.Runtime;

namespace OptimizerDsl.Checkpoints;

/// <summary>
/// All that an optimizer and its parameters are, in memory: a checkpoint with the gradients and the touched rows, and without
/// bytes of a file.
/// </summary>
internal sealed class RunSnapshot
{
    private readonly CheckpointAccess _access;
    private CheckpointValues? _values;
    private Dictionary<string, BufferedTensor> _tensors = [];

    /// <summary>Copies an optimizer.</summary>
    /// <exception cref="InvalidOperationException">
    /// The optimizer is for a plain vector, a step is running, or averages stand in for the parameters.
    /// </exception>
    internal RunSnapshot(IOptimizer optimizer)
    {
        _access = optimizer.Checkpoint;
        _access.Hold(content =>
        {
            _values = new CheckpointValues(content.Metadata().ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal));
            _tensors = content.Tensors.Where(tensor => tensor.Data is not RowsTensor { IsPartial: false })
                .ToDictionary(tensor => tensor.Data.Name, tensor => BufferedTensor.Of(tensor.Data), StringComparer.Ordinal);
        });
    }

    /// <summary>Whether some calls of a step were made, and others are to come.</summary>
    internal bool IsHalfAccumulated => _values!.Accumulated > 0;

    /// <summary>Makes the optimizer what it was, bit for bit.</summary>
    internal void Restore() => _access.Hold(content => _access.Restore(content, _values!, _tensors));
}
