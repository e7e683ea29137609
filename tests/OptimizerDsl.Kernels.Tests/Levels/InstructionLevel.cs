using System.Runtime.Intrinsics;

namespace OptimizerDsl.Kernels.Tests.Levels;

/// <summary>A set of vector instructions that the runtime is allowed to use.</summary>
/// <param name="Name">The name of the level.</param>
/// <param name="Switch">The environment variable that is 0 at this level; null at the default one.</param>
/// <param name="Bits">The width of the widest vectors there, if the machine has them.</param>
internal sealed record InstructionLevel(string Name, string? Switch, int Bits)
{
    public static InstructionLevel Default { get; } = new("Default", null, 512);

    public static IReadOnlyList<InstructionLevel> All { get; } =
    [
        Default,
        new("NoAvx512", "DOTNET_EnableAVX512", 256),
        new("NoAvx2", "DOTNET_EnableAVX2", 128),
        new("NoIntrinsics", "DOTNET_EnableHWIntrinsic", 0),
    ];

    /// <summary>The width of the widest vectors that this process computes with in hardware; 0 for none.</summary>
    public static int WidestHere =>
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;

    public static InstructionLevel Named(string name) => All.Single(level => level.Name == name);

    /// <summary>What is wrong with the widths of this process, which should run at this level; null where they are right.</summary>
    /// <param name="machine">The width of the widest vectors that the machine has.</param>
    public string? Mistake(int machine)
    {
        int promised = Math.Min(Bits, machine);
        bool isWhole = Vector512.IsHardwareAccelerated == promised >= 512
            && Vector256.IsHardwareAccelerated == promised >= 256
            && Vector128.IsHardwareAccelerated == promised >= 128;
        return isWhole ? null : $"Level {Name} promises vectors of {promised} bits on a machine of {machine}, but here they are 512: {Vector512.IsHardwareAccelerated}, 256: {Vector256.IsHardwareAccelerated}, 128: {Vector128.IsHardwareAccelerated}.";
    }
}
