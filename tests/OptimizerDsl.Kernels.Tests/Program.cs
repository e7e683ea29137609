using OptimizerDsl.Kernels.Tests.Checkpoints;
using OptimizerDsl.Kernels.Tests.Costs;
using OptimizerDsl.Kernels.Tests.Docs;
using OptimizerDsl.Kernels.Tests.Fuzz;
using OptimizerDsl.Kernels.Tests.Levels;
using OptimizerDsl.Kernels.Tests.Soak;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace OptimizerDsl.Kernels.Tests;

/// <summary>Runs the tests; or fuzzes or soaks for long; or writes the pages of docs; or, where a test started it again as a child process, that child's task.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (args is [LevelWorker.Argument, string level, string folder]) return LevelWorker.Run(level, folder);
        if (args is [AllocationWorker.Argument, string recipe, string compiled]) return AllocationWorker.Run(recipe, compiled);
        if (args is [ResumeWorker.Argument, string made, string name, string file, string stop, string gradients]) return ResumeWorker.Run(made, name, file, stop, gradients);
        if (args is [KillWorker.Argument, string recipes, string checkpoint]) return KillWorker.Run(recipes, checkpoint);
        if (args is [FullDiskWorker.Argument, string library, string disk]) return FullDiskWorker.Run(library, disk);
        if (args is [FuzzRun.Argument, "--hours", string hours]) return await FuzzRun.Run(hours);
        if (args is [SoakRun.Argument, .. string[] scale]) return SoakRun.Run(scale);
        if (args is [DocPages.Argument]) return DocPages.Write();
        bool isUnderPlatform = args.Any(arg => arg is "--server" or "--internal-msbuild-node");
        return isUnderPlatform
            ? await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
            : await ConsoleRunner.Run(args);
    }
}
