using System.Diagnostics;
using System.Globalization;
using OptimizerDsl.Kernels.Tests.Checks;
using OptimizerDsl.Kernels.Tests.Levels;
using OptimizerDsl.Kernels.Tests.Running;

namespace OptimizerDsl.Kernels.Tests.Checkpoints;

/// <summary>
/// A process that trains and saves without pause is killed at random moments. Each time the file on the disk loads, and it is
/// what a run that nobody killed has after as many steps; the next process goes on from it.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private static readonly int s_kills = Coverage.IsExhaustive ? 200 : 20;

    [Fact]
    public async Task A_killed_process_leaves_a_whole_checkpoint()
    {
        string folder = Directory.CreateTempSubdirectory("optimizerdsl-kill-").FullName;
        try
        {
            string assembly = Path.Combine(folder, "recipes.dll"), file = Path.Combine(folder, "run.safetensors");
            await File.WriteAllBytesAsync(assembly, SmallRecipes.Image, TestContext.Current.CancellationToken);
            Model reference = KillWorker.Model(SmallRecipes.Named(KillWorker.Recipe));
            reference.Optimizer.Save(file);

            // A random time behind each start, so that no two runs of the test kill at the same moments.
            var random = new Random();
            int hit = 0;
            for (int kill = 0; kill < s_kills; kill++)
            {
                HashSet<string> before = [.. Directory.EnumerateFiles(folder)];
                using Process child = ChildProcess.Start(KillWorker.Argument, assembly, file);
                Assert.Equal(KillWorker.Ready, await child.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
                await Task.Delay(random.Next(1, 120), TestContext.Current.CancellationToken);
                child.Kill();
                await child.WaitForExitAsync(TestContext.Current.CancellationToken);
                Assert.NotEqual(0, child.ExitCode);
                if (!Directory.EnumerateFiles(folder).All(before.Contains)) hit++;

                Model loaded = KillWorker.Model(SmallRecipes.Named(KillWorker.Recipe));
                loaded.Optimizer.Load(file);
                Assert.InRange(loaded.Optimizer.StepCount, reference.Optimizer.StepCount, long.MaxValue);
                reference.Train((int)(loaded.Optimizer.StepCount - reference.Optimizer.StepCount));
                byte[] left = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
                Assert.True(reference.Saved().AsSpan().SequenceEqual(left), $"Kill {kill + 1}: the file is not that of a run that was never killed.");
            }

            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{s_kills} kills, {hit} of them while a file was being written; {reference.Optimizer.StepCount} steps in all."));
            Assert.True(reference.Optimizer.StepCount >= s_kills, "Hardly anything was saved between the kills.");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
