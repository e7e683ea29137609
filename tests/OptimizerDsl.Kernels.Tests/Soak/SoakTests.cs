using OptimizerDsl.Kernels.Tests.Levels;

namespace OptimizerDsl.Kernels.Tests.Soak;

/// <summary>Many steps allocate nothing, open nothing, and do not slow down.</summary>
public sealed class SoakTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Nothing_grows()
    {
        LevelResult result = await ChildProcess.Run(null, SoakRun.Argument, SoakRun.Short);
        output.WriteLine(result.Output);
        Assert.True(result.ExitCode == 0, result.Output);
        Assert.InRange(result.Output.Split(SoakRun.Quiet).Length - 1, 3, 9);
    }
}
