using System.Globalization;
using OptimizerDsl.Kernels.Tests.Checks;
using OptimizerDsl.Kernels.Tests.Corpus;

namespace OptimizerDsl.Kernels.Tests.Checkpoints;

/// <summary>What a child process does: load a checkpoint that another process made, go on to the end, and save that in its place.</summary>
internal static class ResumeWorker
{
    public const string Argument = "--resume";

    public static int Run(string folder, string name, string file, string stop, string gradients)
    {
        CompiledCase recipe = CorpusFile.Load(folder).Single(each => each.Type.Name == name);
        ResumableRun run = ResumableRun.Of(recipe, FeatureLayout.MixedFor(recipe.Type));
        run.Load(File.ReadAllBytes(file));
        run.IsAccumulating = gradients == "accumulating";
        for (int call = int.Parse(stop, CultureInfo.InvariantCulture); call < FeatureLayout.MixedFor(recipe.Type).Calls; call++) run.Call(call, threads: 1);
        File.WriteAllBytes(file, run.Save());
        return 0;
    }
}
