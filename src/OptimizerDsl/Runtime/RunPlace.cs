using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace OptimizerDsl.Runtime;

/// <summary>Where a run of elements lies, and its state.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct RunPlace
{
    /// <summary>
    /// The index of the tensor or the row, by the program's <see cref="Granularity"/>, among those of its group; -1 when the
    /// granularity is <see cref="Granularity.Flat"/>.
    /// </summary>
    public int Segment { get; init; }

    /// <summary>
    /// The index in the model of the element to which the references point: over all tensors of the set in their order,
    /// without padding. In an update it means nothing when the granularity is <see cref="Granularity.Flat"/>.
    /// </summary>
    public ulong Element { get; init; }

    /// <summary>The key of the random numbers by which the step rounds state.</summary>
    public ulong RoundingKey { get; init; }

    /// <summary>The place of that element in every state buffer.</summary>
    public nint StatePlace { get; init; }

    /// <summary>The addresses at which the state buffers begin; they do not move while a step runs.</summary>
    internal nint[] StateAddresses { get; init; }

    /// <summary>Where the step leaves new values of state in blocks, at the run's first element of the first buffer.</summary>
    internal nint NewValues { get; init; }

    /// <summary>How far the run's first element lies behind the beginning of its block.</summary>
    public nuint InBlock
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (nuint)StatePlace % Block8.Length;
    }

    /// <summary>A state buffer that is kept in full, at the run's first element.</summary>
    /// <typeparam name="T">The type of the arithmetic.</typeparam>
    /// <param name="buffer">Which one, from 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe ref T State<T>(int buffer)
        where T : unmanaged => ref Unsafe.AsRef<T>((T*)StateAddresses[buffer] + StatePlace);

    /// <summary>A state buffer of bfloat16, at the run's first element.</summary>
    /// <param name="buffer">Which one, from 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe ref ushort BFloat16State(int buffer) => ref Unsafe.AsRef<ushort>((ushort*)StateAddresses[buffer] + StatePlace);

    /// <summary>A state buffer of blocks, at the block of the run's first element, which is <see cref="InBlock"/> in it.</summary>
    /// <param name="buffer">Which one, from 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe ref byte Block8State(int buffer) => ref Unsafe.AsRef<byte>((byte*)StateAddresses[buffer] + StatePlace / Block8.Length * Block8.Bytes);

    /// <summary>Where an update leaves the new values of a state buffer of blocks, from the run's first element on; the engine stores them.</summary>
    /// <param name="buffer">Which one, from 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe ref float NewState(int buffer) => ref Unsafe.AsRef<float>((float*)NewValues + buffer * StateChunk.Stride);
}
