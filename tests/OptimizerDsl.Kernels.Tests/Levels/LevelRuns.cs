using System.Collections.Concurrent;
using OptimizerDsl.Kernels.Tests.Corpus;

namespace OptimizerDsl.Kernels.Tests.Levels;

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
            return await ChildProcess.Run(level, LevelWorker.Argument, level.Name, corpus.Folder);
        }
        finally
        {
            _processors.Release();
        }
    }
}
