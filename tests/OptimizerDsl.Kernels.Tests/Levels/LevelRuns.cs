using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using OptimizerDsl.Kernels.Tests.Corpus;

namespace OptimizerDsl.Kernels.Tests.Levels;

/// <summary>How a child process ended.</summary>
internal sealed record LevelResult(int ExitCode, string Output);

/// <summary>Runs this very program once at each level, as many at a time as there are processors, all on one compiled corpus.</summary>
internal sealed class LevelRuns(CompiledCorpus corpus) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Task<LevelResult>>> _runs = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _processors = new(Environment.ProcessorCount);

    /// <summary>The result of a level, which is started with all others when the first is asked for.</summary>
    public Task<LevelResult> Of(InstructionLevel level)
    {
        foreach (InstructionLevel each in InstructionLevel.All) _ = Start(each);
        return Start(level);
    }

    public void Dispose() => _processors.Dispose();

    private Task<LevelResult> Start(InstructionLevel level) => _runs.GetOrAdd(level.Name, _ => new(() => Task.Run(() => Run(level)))).Value;

    private async Task<LevelResult> Run(InstructionLevel level)
    {
        await corpus.Compiled;
        await _processors.WaitAsync();
        try
        {
            using var process = new Process { StartInfo = StartInfo(level) };
            process.Start();
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            string errors = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            return new(process.ExitCode, await output + errors);
        }
        finally
        {
            _processors.Release();
        }
    }

    private ProcessStartInfo StartInfo(InstructionLevel level)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        bool isHost = Path.GetFileNameWithoutExtension(start.FileName) == "dotnet";
        if (isHost) start.ArgumentList.Add(typeof(LevelRuns).Assembly.Location);
        foreach (string argument in (string[])[LevelWorker.Argument, level.Name, corpus.Folder]) start.ArgumentList.Add(argument);
        foreach (InstructionLevel other in InstructionLevel.All)
        {
            if (other.Switch is string variable) start.Environment.Remove(variable);
        }

        if (level.Switch is string off) start.Environment[off] = "0";
        start.Environment[LevelWorker.MachineVariable] = InstructionLevel.WidestHere.ToString(CultureInfo.InvariantCulture);
        // Kernels come fully optimised at once: that is the code whose bits matter, and it is reached in few steps.
        start.Environment["DOTNET_TieredCompilation"] = "0";
        return start;
    }
}
