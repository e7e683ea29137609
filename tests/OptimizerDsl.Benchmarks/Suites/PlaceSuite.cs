using OptimizerDsl.Benchmarks.Measuring;
using OptimizerDsl.Benchmarks.Rivals;

namespace OptimizerDsl.Benchmarks.Suites;

/// <summary>What it costs when the arrays of a step begin at unlucky places in their pages.</summary>
internal static class PlaceSuite
{
    private const int Count = 64 << 10;

    // Two lines further on: a load meets the stores of two turns before.
    private const int Unlucky = 128;
    private const int Page = 4096;
    private const int HalfPage = Page / 2;

    internal static void Run(Options options, Report report)
    {
        Contender[] contenders =
        [
            Vector("generated", 0, 0),
            Vector("generated, gradients before", 0, -Unlucky),
            Vector("generated, state behind", HalfPage - Unlucky, HalfPage - Unlucky),
            Limit("limit", 1024),
            Limit("limit, each behind", Unlucky),
        ];
        report.Add("AdamW by places in pages", Count, 1, Race.Run(contenders, options.Seconds(Count)));
    }

    // State lies half a page from the vector of the first step, which begins with a page, and stays when later steps are given another.
    private static Calls Vector(string name, int values, int gradients)
    {
        var optimizer = new AdamWStep(Count) { Threads = 1 };
        optimizer.Step(At(0).Span, At(0).Span);
        Rivals.Buffer w = At(values), g = At(gradients);
        Data.Weights(w.Span);
        Data.Gradients(g.Span);
        return new Calls(name, () => optimizer.Step(w.Span, g.Span));
    }

    private static Calls Limit(string name, int apart)
    {
        var model = new Model(Count, apart);
        return new Calls(name, () => Limits.FourInThreeOut(ref model.W.At(0), ref model.G.At(0), ref model.M.At(0), ref model.V.At(0), Count));
    }

    private static Rivals.Buffer At(int placeInPage) => new(Count, (placeInPage + Page) % Page);
}
