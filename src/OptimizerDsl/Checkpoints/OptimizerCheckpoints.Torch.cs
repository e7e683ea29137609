using OptimizerDsl.Checkpoints;
using OptimizerDsl.Runtime;

namespace OptimizerDsl;

// What PyTorch left.
public static partial class OptimizerCheckpoints
{
    /// <summary>
    /// Takes over the state of a PyTorch optimizer from a file in the safetensors format, in which the state of parameter
    /// <c>dense.weight</c> is called <c>dense.weight.exp_avg</c> and so on, and the parameter itself, if it is there,
    /// <c>dense.weight</c>.
    /// </summary>
    /// <param name="optimizer">An optimizer of the same rule with the same hyperparameters, over parameters of the same names and shapes.</param>
    /// <param name="path">The file. Its numbers may be of another precision, and are rounded to that of the recipe.</param>
    /// <param name="names">
    /// What PyTorch's names of state are in the recipe, beside and before those that the library knows: exp_avg, exp_avg_sq,
    /// max_exp_avg_sq, exp_inf, momentum_buffer, square_avg, grad_avg, acc_delta, sum, prev, step_size, ax, mu_product and eta.
    /// </param>
    /// <param name="steps">The number of steps that were made; null where the file says it as <c>dense.weight.step</c>.</param>
    /// <remarks>
    /// The rates, hyperparameters and schedules are those of the recipe: PyTorch keeps them elsewhere. Parameters that are not in
    /// the file keep their values.
    /// </remarks>
    /// <exception cref="CheckpointException">The file is damaged, or it and the optimizer's state do not fit together. Nothing was changed.</exception>
    /// <exception cref="InvalidOperationException">
    /// The optimizer is for a plain vector, a step is running or half accumulated, or averages stand in for the parameters. Nothing was changed.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of steps is negative.</exception>
    /// <exception cref="IOException">The file cannot be read. Nothing was changed.</exception>
    public static void ImportTorchState(this IOptimizer optimizer, string path, IReadOnlyDictionary<string, string>? names = null, long? steps = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfNegative(steps ?? 0, nameof(steps));
        CheckpointAccess access = Access(optimizer);
        using FileStream file = CheckpointFile.Open(path, isAsync: false);
        SafetensorsHeader header = SafetensorsHeader.Parse(CheckpointFile.Finish(SafetensorsStream.ReadHeader(file, isAsync: false, default)));
        var import = new TorchImport(access.Outline(), header, names);
        import.Match();
        HashSet<string> read = [.. import.Places.Keys, .. import.Steps];
        Dictionary<string, BufferedTensor> tensors = CheckpointFile.Finish(SafetensorsStream.ReadTensors(file, header, read.Contains, checksums: null, isAsync: false, null, default));
        long count = import.StepsOf(tensors, steps);
        access.Hold(content =>
        {
            if (content.Accumulated > 0)
            {
                throw new InvalidOperationException($"This {content.Recipe} has accumulated {content.Accumulated} of {content.AccumulateSteps} calls; import state between two steps.");
            }

            Dictionary<string, CheckpointTensor> targets = content.Tensors.ToDictionary(tensor => tensor.Data.Name, StringComparer.Ordinal);
            if (import.Places.Values.FirstOrDefault(target => targets[target] is { Role: not TensorRole.Parameter, Data.DataType: not (DataTypes.Single or DataTypes.Double) }) is { } compressed)
            {
                throw new InvalidOperationException(
                    $"{content.Recipe} does not store '{compressed}' in full, as PyTorch does: import into a recipe with State = StatePrecision.Full, and hand its state over with ReadState and WriteState.");
            }

            foreach ((string name, string target) in import.Places)
            {
                ElementReader.Convert(tensors[name], targets[target].Data);

                // What a parameter of 16 bits is rounded from.
                if (targets[target] is { Role: TensorRole.Parameter, Parameter: string parameter } && targets.TryGetValue(TensorNames.State(parameter, StateNames.Master), out CheckpointTensor? master) && content.IsMaster(master))
                {
                    ElementReader.Convert(tensors[name], master.Data);
                }
            }

            access.SetSteps(count);
        });
    }
}
