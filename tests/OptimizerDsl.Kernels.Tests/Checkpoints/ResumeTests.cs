using OptimizerDsl.Kernels.Tests.Checks;
using OptimizerDsl.Kernels.Tests.Corpus;
using OptimizerDsl.Kernels.Tests.Levels;
using OptimizerDsl.Kernels.Tests.Running;

namespace OptimizerDsl.Kernels.Tests.Checkpoints;

/// <summary>
/// A run that is stopped after any call and goes on from its checkpoint has the bits of one that never stopped: its answers,
/// and at the end everything that a checkpoint holds.
/// </summary>
public sealed class ResumeTests(CompiledCorpus corpus, ITestOutputHelper output)
{
    // Before the first call, between steps, and in the midst of steps of two and of three calls.
    private static readonly int[] s_stops = [0, 1, 2, 5, 7];

    public static TheoryData<string> AllFamilies =>
        [Families.Library, Families.Written, Families.Intrinsics, Families.Features, Families.Drawn, Families.DrawnWhole];

    [Theory]
    [MemberData(nameof(AllFamilies))]
    public async Task A_resumed_run_has_the_bits_of_one_that_never_stopped(string family)
    {
        await corpus.Compiled;
        int recipes = 0, resumed = 0;
        foreach (CompiledCase recipe in CorpusFile.Load(corpus.Folder).Where(recipe => recipe.Family == family))
        {
            foreach (FeatureLayout layout in LayoutsOf(recipe)) resumed += Resume(recipe, layout);
            recipes++;
        }

        output.WriteLine($"{family}: {recipes} recipes, {resumed} resumed runs.");
        Assert.True(recipes > 0, $"There are no recipes of {family}.");
    }

    [Theory]
    [InlineData("AdamWAmsGradF32")]
    [InlineData("ScheduledWarmF32")]
    [InlineData("NoisySgdEverythingF64")]
    [InlineData("FeatureGroupsOfEverythingF32")]
    [InlineData("FeatureAccumulatedClearedF64")]
    [InlineData("FeatureKeptLevelsF32")]
    [InlineData("FeatureObservedF64")]
    [InlineData("StoredBlock8AdamW")]
    [InlineData("StoredRandomBFloat16AdamW")]
    [InlineData("MixedBFloat16Accumulated")]
    [InlineData("MixedHalfAveraged")]
    public async Task A_new_process_goes_on_with_the_same_bits(string name)
    {
        await corpus.Compiled;
        CompiledCase recipe = CorpusFile.Load(corpus.Folder).Single(each => each.Type.Name == name);
        foreach (int stop in (int[])[1, 4])
        {
            ResumableRun run = ResumableRun.Of(recipe, FeatureLayout.MixedFor(recipe.Type));
            for (int call = 0; call < stop; call++) run.Call(call, threads: 1);
            string file = Path.Combine(corpus.Folder, $"{name}-{stop}.safetensors");
            await File.WriteAllBytesAsync(file, run.Save(), TestContext.Current.CancellationToken);
            bool wasAccumulating = run.IsAccumulating;
            for (int call = stop; call < FeatureLayout.MixedFor(recipe.Type).Calls; call++) run.Call(call, threads: 1);

            LevelResult child = await ChildProcess.Run(null, ResumeWorker.Argument, corpus.Folder, name, file, $"{stop}", wasAccumulating ? "accumulating" : "fresh");
            Assert.True(child.ExitCode == 0, child.Output);
            Assert.Equal(run.Save(), await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        }
    }

    private static IEnumerable<FeatureLayout> LayoutsOf(CompiledCase recipe)
    {
        bool hasGroups = recipe.Type.GetCustomAttributes(typeof(UpdateRuleAttribute), false).Cast<UpdateRuleAttribute>().Any(rule => rule.Group is not null);
        FeatureLayout mixed = FeatureLayout.MixedFor(recipe.Type);
        bool isMixed = StoredValues<float>.PrecisionOf(recipe.Type) != ParameterPrecision.Full;
        return hasGroups || isMixed ? [mixed] : [mixed, FeatureLayout.Vectors.ElementAt(1)];
    }

    private static int Resume(CompiledCase recipe, FeatureLayout layout)
    {
        ResumableRun run = ResumableRun.Of(recipe, layout);
        var checkpoints = new (byte[] Bytes, bool IsAccumulating)[layout.Calls];
        var results = new StepResult[layout.Calls];
        for (int call = 0; call < layout.Calls; call++)
        {
            checkpoints[call] = (run.Save(), run.IsAccumulating);
            results[call] = run.Call(call, threads: 1);
        }

        byte[] end = run.Save();
        int[] stops = [.. s_stops.Where(stop => stop < layout.Calls)];
        foreach (int stop in stops)
        {
            ResumableRun resumed = ResumableRun.Of(recipe, layout);

            // What the resumed run was and did before does not matter.
            if (stop % 2 == 1) resumed.Call(0, threads: 1);
            resumed.Load(checkpoints[stop].Bytes);
            resumed.IsAccumulating = checkpoints[stop].IsAccumulating;
            Assert.Equal(checkpoints[stop].Bytes, resumed.Save());
            for (int call = stop; call < layout.Calls; call++)
            {
                StepResult result = resumed.Call(call, threads: 1);
                Assert.True(results[call] == result, $"{recipe.Type.Name}, {layout.Name}, stopped before call {stop + 1}: call {call + 1} answered {result}, not {results[call]}.");
            }

            Assert.True(end.AsSpan().SequenceEqual(resumed.Save()), $"{recipe.Type.Name}, {layout.Name}, stopped before call {stop + 1}: the end differs.");
        }

        return stops.Length;
    }
}
