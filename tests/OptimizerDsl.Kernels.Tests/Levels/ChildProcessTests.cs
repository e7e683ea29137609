using OptimizerDsl.Kernels.Tests.Corpus;

namespace OptimizerDsl.Kernels.Tests.Levels;

/// <summary>A child process whose checks say nothing does not pass.</summary>
public sealed class ChildProcessTests
{
    [Fact]
    public async Task A_child_that_checks_nothing_fails()
    {
        string folder = Directory.CreateTempSubdirectory("optimizerdsl-empty-").FullName;
        CorpusFile.WriteList(folder, []);
        LevelResult result = await ChildProcess.Run(InstructionLevel.Default, LevelWorker.Argument, InstructionLevel.Default.Name, folder);
        Directory.Delete(folder, recursive: true);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("compared 0 vectors of 0 recipes", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_child_that_runs_at_another_level_than_it_should_fails()
    {
        LevelResult result = await ChildProcess.Run(InstructionLevel.Named("NoIntrinsics"), LevelWorker.Argument, InstructionLevel.Default.Name, "nowhere");
        Assert.Equal(InstructionLevel.WidestHere == 0 ? 1 : 2, result.ExitCode);
        Assert.Contains($"promises vectors of 512 bits on a machine of {InstructionLevel.WidestHere}", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_child_throws_is_in_its_output()
    {
        LevelResult result = await ChildProcess.Run(InstructionLevel.Default, LevelWorker.Argument, InstructionLevel.Default.Name, "nowhere");
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("nowhere", result.Output, StringComparison.Ordinal);
    }
}
