using OptimizerDsl.Benchmarks.Measuring;
#if TORCHSHARP
using TorchSharp;
using TorchParameter = TorchSharp.Modules.Parameter;
#endif

namespace OptimizerDsl.Benchmarks.Rivals;

/// <summary>TorchSharp's own AdamW over one flat tensor, where the benchmarks were built with it and its native library loads.</summary>
internal static class TorchSharpSteps
{
    internal const string Name = "TorchSharp";

#if TORCHSHARP
    internal static IEnumerable<Contender> AdamW(int count, Report report)
    {
        Contender contender;
        try
        {
            torch.set_num_threads(1);
            var weights = new float[count];
            Data.Weights(weights);
            var parameter = new TorchParameter(torch.tensor(weights));
            Data.Gradients(weights);
            parameter.grad = torch.tensor(weights);
            torch.optim.Optimizer optimizer = torch.optim.AdamW([parameter], lr: 1e-3, weight_decay: 0.01);
            contender = new Calls(Name, () => optimizer.step());
        }
        catch (Exception exception) when (exception is TypeInitializationException or DllNotFoundException or NotSupportedException)
        {
            report.Note($"TorchSharp: its native library does not load here ({exception.Message})");
            yield break;
        }

        yield return contender;
    }
#else
    internal static IEnumerable<Contender> AdamW(int count, Report report)
    {
        _ = count;
        report.Note("TorchSharp: not built in; build with -p:TorchSharp=true (600 MB)");
        return [];
    }
#endif
}
