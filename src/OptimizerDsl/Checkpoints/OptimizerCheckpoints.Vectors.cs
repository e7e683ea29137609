using OptimizerDsl.Checkpoints;
using OptimizerDsl.Runtime;

namespace OptimizerDsl;

// The same for optimizers of a plain vector, whose memory the caller hands over.
public static partial class OptimizerCheckpoints
{
    /// <summary>Saves an optimizer of a plain vector, and the vector, to a file.</summary>
    /// <typeparam name="T">The element type of the recipe.</typeparam>
    /// <param name="optimizer">The optimizer; it cannot step meanwhile.</param>
    /// <param name="path">The file, which is made or replaced.</param>
    /// <param name="values">The vector.</param>
    /// <param name="gradients">Its gradients, which are needed and saved only in the midst of an accumulated step.</param>
    /// <exception cref="InvalidOperationException">
    /// The optimizer is for a set of parameters, a step is running or half accumulated, or averages stand in for the vector.
    /// </exception>
    /// <exception cref="ArgumentException">A length is not that of the optimizer, or the recipe has other elements.</exception>
    /// <exception cref="IOException">The file cannot be written; the old one, if any, is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void Save<T>(this IOptimizer optimizer, string path, ReadOnlySpan<T> values, ReadOnlySpan<T> gradients = default)
        where T : unmanaged
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Access<T>(optimizer).Hold(values, gradients, content => CheckpointFile.Write(content, path));
    }

    /// <summary>Saves an optimizer of a plain vector, and the vector, to a stream.</summary>
    /// <typeparam name="T">The element type of the recipe.</typeparam>
    /// <param name="optimizer">The optimizer; it cannot step meanwhile.</param>
    /// <param name="stream">Where the checkpoint is written, and nothing else.</param>
    /// <param name="values">The vector.</param>
    /// <param name="gradients">Its gradients, which are needed and saved only in the midst of an accumulated step.</param>
    /// <exception cref="InvalidOperationException">
    /// The optimizer is for a set of parameters, a step is running or half accumulated, or averages stand in for the vector.
    /// </exception>
    /// <exception cref="ArgumentException">A length is not that of the optimizer, or the recipe has other elements.</exception>
    public static void Save<T>(this IOptimizer optimizer, Stream stream, ReadOnlySpan<T> values, ReadOnlySpan<T> gradients = default)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(stream);
        Access<T>(optimizer).Hold(values, gradients, content => CheckpointFile.Write(content, stream));
    }

    /// <summary>
    /// Saves an optimizer of a plain vector, and the vector, to a file, as they are at the call: it copies them, and both may
    /// change as soon as there is a task.
    /// </summary>
    /// <typeparam name="T">The element type of the recipe.</typeparam>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="path">The file, which is made or replaced.</param>
    /// <param name="values">The vector.</param>
    /// <param name="gradients">Its gradients, which are needed and saved only in the midst of an accumulated step.</param>
    /// <param name="progress">Is told the fraction that is written, from 0 to 1.</param>
    /// <param name="cancellation">Ends the task; the file is then as it was.</param>
    /// <returns>Ends when the file is in its place.</returns>
    /// <exception cref="InvalidOperationException">
    /// The optimizer is for a set of parameters, a step is running or half accumulated, or averages stand in for the vector.
    /// </exception>
    /// <exception cref="ArgumentException">A length is not that of the optimizer, or the recipe has other elements.</exception>
    public static Task SaveAsync<T>(
        this IOptimizer optimizer, string path, ReadOnlySpan<T> values, ReadOnlySpan<T> gradients = default, IProgress<double>? progress = null, CancellationToken cancellation = default)
        where T : unmanaged
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Snapshot? snapshot = null;
        Access<T>(optimizer).Hold(values, gradients, content => snapshot = CheckpointFile.Copy(content));
        return snapshot!.Write(path, progress, cancellation).AsTask();
    }

    /// <summary>Loads an optimizer of a plain vector, and the vector, from a file.</summary>
    /// <typeparam name="T">The element type of the recipe.</typeparam>
    /// <param name="optimizer">An optimizer of the same recipe for as many elements.</param>
    /// <param name="path">The file.</param>
    /// <param name="values">The vector, which is overwritten.</param>
    /// <param name="gradients">Its gradients, which are needed where the checkpoint was made in the midst of an accumulated step.</param>
    /// <param name="allow">In what the checkpoint may differ from the optimizer, where a change is meant.</param>
    /// <exception cref="CheckpointException">
    /// The file is damaged, or differs from the optimizer in something that is not allowed. Nothing was changed.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// The optimizer is for a set of parameters, a step is running, or averages stand in for the vector. Nothing was changed.
    /// </exception>
    /// <exception cref="ArgumentException">A length is not that of the optimizer, or gradients are missing. Nothing was changed.</exception>
    /// <exception cref="IOException">The file cannot be read. Nothing was changed.</exception>
    public static void Load<T>(
        this IOptimizer optimizer, string path, Span<T> values, Span<T> gradients = default, CheckpointDifferences allow = CheckpointDifferences.None)
        where T : unmanaged
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        CheckpointAccess<T> access = Access<T>(optimizer);
        using FileStream file = CheckpointFile.Open(path, isAsync: false);
        Load(access, file, values, gradients, allow, isWhole: true);
    }

    /// <summary>Loads an optimizer of a plain vector, and the vector, from a stream.</summary>
    /// <typeparam name="T">The element type of the recipe.</typeparam>
    /// <param name="optimizer">An optimizer of the same recipe for as many elements.</param>
    /// <param name="stream">The checkpoint; what comes behind it is not read.</param>
    /// <param name="values">The vector, which is overwritten.</param>
    /// <param name="gradients">Its gradients, which are needed where the checkpoint was made in the midst of an accumulated step.</param>
    /// <param name="allow">In what the checkpoint may differ from the optimizer, where a change is meant.</param>
    /// <exception cref="CheckpointException">
    /// The checkpoint is damaged, or differs from the optimizer in something that is not allowed. Nothing was changed.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// The optimizer is for a set of parameters, a step is running, or averages stand in for the vector. Nothing was changed.
    /// </exception>
    /// <exception cref="ArgumentException">A length is not that of the optimizer, or gradients are missing. Nothing was changed.</exception>
    public static void Load<T>(
        this IOptimizer optimizer, Stream stream, Span<T> values, Span<T> gradients = default, CheckpointDifferences allow = CheckpointDifferences.None)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(stream);
        Load(Access<T>(optimizer), stream, values, gradients, allow, isWhole: false);
    }

    /// <summary>Loads an optimizer of a plain vector, and the vector, from a file. Both change at the end, as a whole.</summary>
    /// <inheritdoc cref="Load{T}(IOptimizer, string, Span{T}, Span{T}, CheckpointDifferences)"/>
    /// <param name="optimizer">An optimizer of the same recipe for as many elements; it must not step until the task ends.</param>
    /// <param name="path">The file.</param>
    /// <param name="values">The vector, which is overwritten.</param>
    /// <param name="gradients">Its gradients, which are needed where the checkpoint was made in the midst of an accumulated step.</param>
    /// <param name="allow">In what the checkpoint may differ from the optimizer, where a change is meant.</param>
    /// <param name="progress">Is told the fraction that is read, from 0 to 1.</param>
    /// <param name="cancellation">Ends the task; nothing is changed then.</param>
    /// <returns>Ends when all is loaded.</returns>
    public static async Task LoadAsync<T>(
        this IOptimizer optimizer, string path, Memory<T> values, Memory<T> gradients = default, CheckpointDifferences allow = CheckpointDifferences.None,
        IProgress<double>? progress = null, CancellationToken cancellation = default)
        where T : unmanaged
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        CheckpointAccess<T> access = Access<T>(optimizer);
        FileStream file = CheckpointFile.Open(path, isAsync: true);
        await using (file.ConfigureAwait(false))
        {
            LoadedCheckpoint checkpoint = await CheckpointFile.Read(access, file, allow, !gradients.IsEmpty || values.IsEmpty, isAsync: true, isWhole: true, progress, cancellation).ConfigureAwait(false);
            access.Hold(values.Span, gradients.Span, content => access.Restore(content, checkpoint.Values, checkpoint.Tensors));
        }
    }

    private static void Load<T>(CheckpointAccess<T> access, Stream stream, Span<T> values, Span<T> gradients, CheckpointDifferences allow, bool isWhole)
        where T : unmanaged
    {
        LoadedCheckpoint checkpoint = CheckpointFile.Finish(CheckpointFile.Read(access, stream, allow, !gradients.IsEmpty || values.IsEmpty, isAsync: false, isWhole, null, default));
        access.Hold(values, gradients, content => access.Restore(content, checkpoint.Values, checkpoint.Tensors));
    }

    private static CheckpointAccess<T> Access<T>(IOptimizer optimizer)
        where T : unmanaged
    {
        CheckpointAccess access = Access(optimizer);
        return access as CheckpointAccess<T> ?? throw new ArgumentException($"The recipe steps other elements than {typeof(T).Name}: hand over a vector of those.", nameof(optimizer));
    }
}
