using OptimizerDsl.Checkpoints;
using OptimizerDsl.Runtime;

namespace OptimizerDsl;

/// <summary>
/// Saves all that an optimizer is, parameters, state and step count, and loads it again, so that the run goes on with the bits of
/// one that never stopped.
/// </summary>
/// <remarks>
/// <para>
/// A checkpoint is a file in the safetensors format, which Python's package of that name reads: the values of a parameter are
/// <c>parameters/NAME</c>, its state <c>state/NAME/STATE</c>. It also holds what the recipe says, and checksums of everything.
/// </para>
/// <para>
/// A file is replaced as a whole: after a crash there is the old checkpoint or the new one. Loading checks everything before it
/// changes anything. Gradients are saved where some calls of a step are done and others are to come, and otherwise not.
/// </para>
/// </remarks>
public static partial class OptimizerCheckpoints
{
    /// <summary>Saves an optimizer and its parameters to a file.</summary>
    /// <param name="optimizer">The optimizer; it cannot step meanwhile.</param>
    /// <param name="path">The file, which is made or replaced.</param>
    /// <exception cref="InvalidOperationException">
    /// The optimizer is for a plain vector, a step is running, or averages stand in for the parameters.
    /// </exception>
    /// <exception cref="IOException">The file cannot be written; the old one, if any, is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void Save(this IOptimizer optimizer, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Access(optimizer).Hold(content => CheckpointFile.Write(content, path));
    }

    /// <summary>Saves an optimizer and its parameters to a stream.</summary>
    /// <param name="optimizer">The optimizer; it cannot step meanwhile.</param>
    /// <param name="stream">Where the checkpoint is written, and nothing else.</param>
    /// <exception cref="InvalidOperationException">
    /// The optimizer is for a plain vector, a step is running, or averages stand in for the parameters.
    /// </exception>
    public static void Save(this IOptimizer optimizer, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Access(optimizer).Hold(content => CheckpointFile.Write(content, stream));
    }

    /// <summary>
    /// Saves an optimizer and its parameters to a file, as they are at the call: it copies them, and the optimizer may step on as
    /// soon as there is a task.
    /// </summary>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="path">The file, which is made or replaced.</param>
    /// <param name="progress">Is told the fraction that is written, from 0 to 1.</param>
    /// <param name="cancellation">Ends the task; the file is then as it was.</param>
    /// <returns>Ends when the file is in its place. Its exceptions are those of <see cref="Save(IOptimizer, string)"/>.</returns>
    /// <exception cref="InvalidOperationException">
    /// The optimizer is for a plain vector, a step is running, or averages stand in for the parameters.
    /// </exception>
    public static Task SaveAsync(this IOptimizer optimizer, string path, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Copy(optimizer).Write(path, progress, cancellation).AsTask();
    }

    /// <summary>
    /// Saves an optimizer and its parameters to a stream, as they are at the call: it copies them, and the optimizer may step on as
    /// soon as there is a task.
    /// </summary>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="stream">Where the checkpoint is written, and nothing else.</param>
    /// <param name="progress">Is told the fraction that is written, from 0 to 1.</param>
    /// <param name="cancellation">Ends the task.</param>
    /// <returns>Ends when all is written.</returns>
    /// <exception cref="InvalidOperationException">
    /// The optimizer is for a plain vector, a step is running, or averages stand in for the parameters.
    /// </exception>
    public static Task SaveAsync(this IOptimizer optimizer, Stream stream, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Copy(optimizer).Write(stream, progress, cancellation).AsTask();
    }

    /// <summary>Loads what <see cref="Save(IOptimizer, string)"/> saved, into the parameters and the state as they lie.</summary>
    /// <param name="optimizer">An optimizer of the same recipe over parameters of the same names and shapes.</param>
    /// <param name="path">The file.</param>
    /// <param name="allow">In what the checkpoint may differ from the optimizer, where a change is meant.</param>
    /// <exception cref="CheckpointException">
    /// The file is damaged, or differs from the optimizer in something that is not allowed. Nothing was changed.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// The optimizer is for a plain vector, a step is running, or averages stand in for the parameters. Nothing was changed.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read. Nothing was changed.</exception>
    public static void Load(this IOptimizer optimizer, string path, CheckpointDifferences allow = CheckpointDifferences.None)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        CheckpointAccess access = Access(optimizer);
        using FileStream file = CheckpointFile.Open(path, isAsync: false);
        TakeOver(access, CheckpointFile.Finish(CheckpointFile.Read(access, file, allow, hasGradients: true, isAsync: false, isWhole: true, null, default)));
    }

    /// <summary>Loads what <see cref="Save(IOptimizer, Stream)"/> saved, into the parameters and the state as they lie.</summary>
    /// <param name="optimizer">An optimizer of the same recipe over parameters of the same names and shapes.</param>
    /// <param name="stream">The checkpoint; what comes behind it is not read.</param>
    /// <param name="allow">In what the checkpoint may differ from the optimizer, where a change is meant.</param>
    /// <exception cref="CheckpointException">
    /// The checkpoint is damaged, or differs from the optimizer in something that is not allowed. Nothing was changed.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// The optimizer is for a plain vector, a step is running, or averages stand in for the parameters. Nothing was changed.
    /// </exception>
    public static void Load(this IOptimizer optimizer, Stream stream, CheckpointDifferences allow = CheckpointDifferences.None)
    {
        ArgumentNullException.ThrowIfNull(stream);
        CheckpointAccess access = Access(optimizer);
        TakeOver(access, CheckpointFile.Finish(CheckpointFile.Read(access, stream, allow, hasGradients: true, isAsync: false, isWhole: false, null, default)));
    }

    /// <summary>Loads what was saved to a file. The optimizer changes at the end, as a whole, and must not step until then.</summary>
    /// <inheritdoc cref="Load(IOptimizer, string, CheckpointDifferences)"/>
    /// <param name="optimizer">An optimizer of the same recipe over parameters of the same names and shapes.</param>
    /// <param name="path">The file.</param>
    /// <param name="allow">In what the checkpoint may differ from the optimizer, where a change is meant.</param>
    /// <param name="progress">Is told the fraction that is read, from 0 to 1.</param>
    /// <param name="cancellation">Ends the task; nothing is changed then.</param>
    /// <returns>Ends when all is loaded. Its exceptions are those of <see cref="Load(IOptimizer, string, CheckpointDifferences)"/>.</returns>
    public static async Task LoadAsync(
        this IOptimizer optimizer, string path, CheckpointDifferences allow = CheckpointDifferences.None, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        CheckpointAccess access = Access(optimizer);
        FileStream file = CheckpointFile.Open(path, isAsync: true);
        await using (file.ConfigureAwait(false))
        {
            TakeOver(access, await CheckpointFile.Read(access, file, allow, hasGradients: true, isAsync: true, isWhole: true, progress, cancellation).ConfigureAwait(false));
        }
    }

    /// <summary>Loads what was saved to a stream. The optimizer changes at the end, as a whole, and must not step until then.</summary>
    /// <inheritdoc cref="Load(IOptimizer, Stream, CheckpointDifferences)"/>
    /// <param name="optimizer">An optimizer of the same recipe over parameters of the same names and shapes.</param>
    /// <param name="stream">The checkpoint; what comes behind it is not read.</param>
    /// <param name="allow">In what the checkpoint may differ from the optimizer, where a change is meant.</param>
    /// <param name="progress">Is told the fraction that is read, from 0 to 1.</param>
    /// <param name="cancellation">Ends the task; nothing is changed then.</param>
    /// <returns>Ends when all is loaded. Its exceptions are those of <see cref="Load(IOptimizer, Stream, CheckpointDifferences)"/>.</returns>
    public static async Task LoadAsync(
        this IOptimizer optimizer, Stream stream, CheckpointDifferences allow = CheckpointDifferences.None, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        CheckpointAccess access = Access(optimizer);
        TakeOver(access, await CheckpointFile.Read(access, stream, allow, hasGradients: true, isAsync: true, isWhole: false, progress, cancellation).ConfigureAwait(false));
    }

    private static CheckpointAccess Access(IOptimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        return optimizer.Checkpoint;
    }

    private static void TakeOver(CheckpointAccess access, LoadedCheckpoint checkpoint) =>
        access.Hold(content => access.Restore(content, checkpoint.Values, checkpoint.Tensors));

    private static Snapshot Copy(IOptimizer optimizer)
    {
        Snapshot? snapshot = null;
        Access(optimizer).Hold(content => snapshot = CheckpointFile.Copy(content));
        return snapshot!;
    }
}
