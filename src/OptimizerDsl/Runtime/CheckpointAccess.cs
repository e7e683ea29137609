using System.ComponentModel;
using OptimizerDsl.Checkpoints;

namespace OptimizerDsl.Runtime;

/// <summary>How <see cref="OptimizerCheckpoints"/> gets at what an optimizer has.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class CheckpointAccess
{
    private protected CheckpointAccess()
    {
    }

    /// <summary>How many calls have joined the step that is still to come.</summary>
    internal abstract int Accumulated { get; }

    /// <summary>What the optimizer has, but for the memory of a plain vector, which is not there.</summary>
    internal abstract CheckpointContent Outline();

    /// <summary>Does something with all that the optimizer has, while it does nothing else.</summary>
    /// <exception cref="InvalidOperationException">
    /// The optimizer is for a plain vector, a step is running, or averages stand in for the parameters.
    /// </exception>
    internal abstract void Hold(Action<CheckpointContent> use);

    /// <summary>Takes over a checkpoint that was compared with <see cref="Outline"/>, as a part of <see cref="Hold"/>.</summary>
    /// <param name="content">The optimizer.</param>
    /// <param name="values">The numbers of the checkpoint.</param>
    /// <param name="tensors">Its tensors.</param>
    internal abstract void Restore(CheckpointContent content, CheckpointValues values, IReadOnlyDictionary<string, BufferedTensor> tensors);

    /// <summary>The recipe's name.</summary>
    internal abstract string Recipe { get; }

    /// <summary>What the recipe's observers keep, in the order of <see cref="ReadObserved"/>.</summary>
    internal abstract IReadOnlyList<ObservedValue> Observed { get; }

    /// <summary>Copies what observers keep, as the last step left it. Allocates nothing.</summary>
    /// <param name="values">One value for each of <see cref="Observed"/>.</param>
    internal abstract void ReadObserved(Span<double> values);

    /// <summary>Sets the number of steps, as a part of <see cref="Hold"/>.</summary>
    internal abstract void SetSteps(long count);
}

/// <summary>The same for an optimizer of some element type.</summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class CheckpointAccess<T> : CheckpointAccess
    where T : unmanaged
{
    private protected CheckpointAccess()
    {
    }

    /// <summary>Does something with all that an optimizer of a plain vector has, while it does nothing else.</summary>
    /// <param name="values">The vector.</param>
    /// <param name="gradients">Its gradients; they may be left out where no step is half accumulated.</param>
    /// <param name="use">What is done.</param>
    /// <exception cref="InvalidOperationException">
    /// The optimizer is for a set of parameters, a step is running, or averages stand in for the parameters.
    /// </exception>
    /// <exception cref="ArgumentException">A length is not that of the optimizer.</exception>
    internal abstract void Hold(ReadOnlySpan<T> values, ReadOnlySpan<T> gradients, Action<CheckpointContent> use);
}
