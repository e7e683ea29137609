using OptimizerDsl.Kernels.Tests.Corpus;
using OptimizerDsl.Kernels.Tests.Levels;

namespace OptimizerDsl.Kernels.Tests.Costs;

/// <summary>Steps of generated optimizers allocate nothing, on any number of threads.</summary>
public sealed class AllocationTests(CompiledCorpus corpus, ITestOutputHelper output)
{
    [Theory]
    [InlineData("SgdPlainF32")]
    [InlineData("AdamWUsualF32")]
    [InlineData("AdamWEverythingValueNormF64")]
    [InlineData("ScheduledWarmF32")]
    [InlineData("ScheduledSlowingF64")]
    [InlineData("ChainF32")]
    [InlineData("EasedF64")]
    public async Task Stepping_allocates_nothing(string recipe)
    {
        await corpus.Compiled;
        LevelResult result = await ChildProcess.Run(null, AllocationWorker.Argument, recipe, corpus.Folder);
        output.WriteLine(result.Output);
        Assert.True(result.ExitCode == 0, result.Output);
        // The vector, and the set on each number of threads.
        Assert.Equal(1 + AllocationWorker.Threads.Count, result.Output.Split(AllocationWorker.Quiet).Length - 1);
    }

    /// <summary>Groups, segments, gates, averages, accumulation, tunables and metric schedules: steps that are applied, and ones that are skipped.</summary>
    [Theory]
    [InlineData("FeatureGroupsOfEverythingF32")]
    [InlineData("FeatureGuardedLayersF64")]
    [InlineData("FeatureOwnGuardedF32")]
    [InlineData("FeatureWatchedGroupsF32")]
    public async Task Steps_of_whole_models_allocate_nothing(string recipe)
    {
        await corpus.Compiled;
        LevelResult result = await ChildProcess.Run(null, AllocationWorker.Argument, recipe, corpus.Folder);
        output.WriteLine(result.Output);
        Assert.True(result.ExitCode == 0, result.Output);
        Assert.Equal(2 * AllocationWorker.Threads.Count, result.Output.Split(AllocationWorker.Quiet).Length - 1);
    }
}
