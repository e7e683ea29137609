namespace OptimizerDsl.Runtime;

/// <summary>A stretch of elements that an update runs over in one loop, or that it cuts into rows.</summary>
/// <param name="Region">The memory of values and gradients.</param>
/// <param name="Offset">Where in the region the stretch begins.</param>
/// <param name="StateOffset">Where in each state buffer it begins, a multiple of 16.</param>
/// <param name="Length">The number of elements.</param>
/// <param name="Tensor">The tensor within the group; -1 for a stretch of several.</param>
internal readonly record struct StepRun<T>(MemoryRegion Region, int Offset, nint StateOffset, int Length, int Tensor)
    where T : unmanaged;
