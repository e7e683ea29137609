using System.Diagnostics;
using System.Globalization;

namespace OptimizerDsl.Kernels.Tests.Levels;

/// <summary>How a child process ended.</summary>
internal sealed record LevelResult(int ExitCode, string Output);

/// <summary>Starts this very program again, as a child with a task of its own.</summary>
internal static class ChildProcess
{
    /// <param name="level">The level at which it runs; null for the default one, with the runtime's usual tiers of compilation.</param>
    /// <param name="arguments">What it is told to do.</param>
    public static Task<LevelResult> Run(InstructionLevel? level, params string[] arguments) => Run(StartInfo(level, arguments));

    /// <summary>Runs a child at the default level by another program, which is told the child's own command.</summary>
    public static Task<LevelResult> RunUnder(string[] program, params string[] arguments)
    {
        ProcessStartInfo start = StartInfo(null, arguments);
        string[] command = [.. program, start.FileName, .. start.ArgumentList];
        start.FileName = command[0];
        start.ArgumentList.Clear();
        foreach (string argument in command[1..]) start.ArgumentList.Add(argument);
        return Run(start);
    }

    private static async Task<LevelResult> Run(ProcessStartInfo start)
    {
        using var process = new Process { StartInfo = start };
        process.Start();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new(process.ExitCode, await output + errors);
    }

    /// <summary>Starts a child at the default level, and lets it run.</summary>
    public static Process Start(params string[] arguments)
    {
        var process = new Process { StartInfo = StartInfo(null, arguments) };
        process.Start();
        return process;
    }

    private static ProcessStartInfo StartInfo(InstructionLevel? level, string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        bool isHost = Path.GetFileNameWithoutExtension(start.FileName) == "dotnet";
        if (isHost) start.ArgumentList.Add(typeof(ChildProcess).Assembly.Location);
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        foreach (InstructionLevel other in InstructionLevel.All)
        {
            if (other.Switch is string variable) start.Environment.Remove(variable);
        }

        if (level is null) return start;
        if (level.Switch is string off) start.Environment[off] = "0";
        start.Environment[LevelWorker.MachineVariable] = InstructionLevel.WidestHere.ToString(CultureInfo.InvariantCulture);
        // Kernels come fully optimised at once: that is the code whose bits matter, and it is reached in few steps.
        start.Environment["DOTNET_TieredCompilation"] = "0";
        return start;
    }
}
