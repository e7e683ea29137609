using OptimizerDsl.Benchmarks.Measuring;
using OptimizerDsl.Benchmarks.Rivals;

namespace OptimizerDsl.Benchmarks.Suites;

/// <summary>What it costs when the arrays of a step begin at unlucky places in their pages.</summary>
internal static class PlaceSuite
{
    private const int Count = 64 << 10;

    // Two lines further on: a load meets the stores of two turns before.
    private const int Unlucky = 128;

    internal static void Run(Options options, Report report)
    {
        Contender[] contenders =
        [
            new Generated<AdamWStep>("generated", [Count], 1),
            Attached("generated, arrays alike in their pages", 0),
            Attached("generated, gradients 128 bytes before", Unlucky),
            Limit("limit", 1024),
            Limit("limit, arrays 128 bytes apart", Unlucky),
        ];
        report.Add("AdamW by places in pages", Count, 1, Race.Run(contenders, options.Seconds(Count)));
    }

    /// <summary>Parameters lie further on in their pages than gradients do.</summary>
    private static Calls Attached(string name, int further)
    {
        var parameters = new ParameterSet();
        parameters.Attach("p", Pinned(further), Pinned(0));
        Data.Weights(parameters[0].Values);
        Data.Gradients(parameters[0].Gradients);
        var optimizer = new AdamWStep(parameters) { Threads = 1 };
        return new Calls(name, () => optimizer.Step());
    }

    private static Calls Limit(string name, int apart)
    {
        var model = new Model(Count, apart);
        return new Calls(name, () => Limits.FourInThreeOut(ref model.W.At(0), ref model.G.At(0), ref model.M.At(0), ref model.V.At(0), Count));
    }

    private static unsafe Memory<float> Pinned(int placeInPage)
    {
        float[] array = GC.AllocateArray<float>(Count + 2048, pinned: true);
        fixed (float* start = array)
        {
            nuint page = ((nuint)start + 4095) & ~(nuint)4095;
            return array.AsMemory((int)(page + (nuint)placeInPage - (nuint)start) / sizeof(float), Count);
        }
    }
}
