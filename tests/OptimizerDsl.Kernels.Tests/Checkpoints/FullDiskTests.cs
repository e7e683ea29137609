using OptimizerDsl.Kernels.Tests.Levels;
using OptimizerDsl.Kernels.Tests.Running;

namespace OptimizerDsl.Kernels.Tests.Checkpoints;

/// <summary>On a disk that has no room for a second checkpoint beside the first, the first one stays.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public async Task The_old_file_stays_and_nothing_else_is_left()
    {
        // A disk of a megabyte in memory, which only this child process sees. It takes Linux, and the right to mount.
        const string Mount = "mount -t tmpfs -o size=1m tmpfs \"$0\"";
        string folder = Directory.CreateTempSubdirectory("optimizerdsl-full-").FullName;
        try
        {
            if (!OperatingSystem.IsLinux() || await Shell(Mount, folder) != 0) Assert.Skip("This machine lets no process mount a small disk.");
            string assembly = Path.Combine(Path.GetTempPath(), Path.GetFileName(folder) + ".dll");
            await File.WriteAllBytesAsync(assembly, SmallRecipes.Image, TestContext.Current.CancellationToken);
            LevelResult result = await ChildProcess.RunUnder(["unshare", "--mount", "sh", "-c", Mount + " && exec \"$@\"", folder], FullDiskWorker.Argument, assembly, folder);
            File.Delete(assembly);
            Assert.True(result.ExitCode == 0, result.Output);
            Assert.Contains(FullDiskWorker.Done, result.Output, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<int> Shell(string command, string folder)
    {
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("unshare", ["--mount", "sh", "-c", command, folder]) { RedirectStandardError = true })!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}

/// <summary>What a child process does on the small disk.</summary>
internal static class FullDiskWorker
{
    public const string Argument = "--fill-disk";
    public const string Done = "the old file stayed";

    public static int Run(string assembly, string folder)
    {
        Model model = KillWorker.Model(System.Reflection.Assembly.LoadFrom(assembly).GetType(KillWorker.Recipe, throwOnError: true)!, rows: 150);
        string file = Path.Combine(folder, "run.safetensors");
        model.Optimizer.Save(file);
        byte[] old = File.ReadAllBytes(file);
        model.Train(1);
        byte[] before = model.Saved();
        try
        {
            model.Optimizer.Save(file);
            Console.WriteLine("Two files fit.");
            return 1;
        }
        catch (IOException exception)
        {
            Console.WriteLine(exception.Message);
        }

        if (!old.AsSpan().SequenceEqual(File.ReadAllBytes(file)) || Directory.GetFileSystemEntries(folder).Length != 1) return 2;
        if (!before.AsSpan().SequenceEqual(model.Saved())) return 3;
        model.Optimizer.Load(file);
        Console.WriteLine(Done);
        return model.Optimizer.StepCount == 0 ? 0 : 4;
    }
}
