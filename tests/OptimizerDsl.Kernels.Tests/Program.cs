using OptimizerDsl.Kernels.Tests.Levels;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace OptimizerDsl.Kernels.Tests;

/// <summary>Runs the tests; or, as a child process that one of them started, the checks of one instruction-set level.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (args is [LevelWorker.Argument, string level, string folder]) return LevelWorker.Run(level, folder);
        bool isUnderPlatform = args.Any(arg => arg is "--server" or "--internal-msbuild-node");
        return isUnderPlatform
            ? await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
            : await ConsoleRunner.Run(args);
    }
}
