namespace OptimizerDsl.Kernels.Tests.Checks;

/// <summary>One tensor of a set.</summary>
/// <param name="Start">Where in the inputs its numbers start.</param>
/// <param name="Length">The number of its elements.</param>
/// <param name="IsAttached">Whether it lies in memory of the test's own, at an odd place, or in the set's.</param>
internal readonly record struct SetTensor(int Start, int Length, bool IsAttached)
{
    /// <summary>Odd sizes, one that is empty, and attached ones between the others.</summary>
    public static SetTensor[] Small { get; } =
        [new(0, 5, false), new(7, 0, false), new(11, 17, false), new(40, 33, true), new(100, 1, false), new(200, 64, false), new(300, 131, true), new(500, 48, false)];

    /// <summary>More than one reduction block in a tensor, and in an attached one.</summary>
    public static SetTensor[] Large { get; } =
        [new(3, 4099, false), new(9, 0, true), new(13, 8192, false), new(17, 4097, true), new(19, 3, false), new(23, 1000, true)];
}
