using OptimizerDsl.Benchmarks.Measuring;
using OptimizerDsl.Benchmarks.Rivals;

namespace OptimizerDsl.Benchmarks.Suites;

/// <summary>A rule, and everything that steps it.</summary>
/// <param name="Name">The rule.</param>
/// <param name="Generated">The compiled recipe over a number of parameters, with a number of threads.</param>
/// <param name="Limit">The kernel that moves the same bytes, the same way.</param>
/// <param name="CName">The rule in kernels.c; null where it is not there.</param>
/// <param name="Rate">Its rate.</param>
/// <param name="Others">Other ways to step it on one thread.</param>
internal sealed record Workload(
    string Name, Func<int, int, Contender> Generated, Func<int, int, Contender> Limit, string? CName, double Rate, Func<int, IEnumerable<Contender>> Others)
{
    internal static Workload AdamW { get; } = new("AdamW", Compiled<AdamWStep>, Threaded<Model>(
        count => new Model(count),
        (model, start, count) => Limits.FourInThreeOut(ref model.W.At(start), ref model.G.At(start), ref model.M.At(start), ref model.V.At(start), (nuint)count)), "adamw", 1e-3, OtherAdamW);

    internal static Workload Sgd { get; } = new("SGD with momentum", Compiled<SgdStep>, Threaded<Model>(
        count => new Model(count),
        (model, start, count) => Limits.ThreeInTwoOut(ref model.W.At(start), ref model.G.At(start), ref model.M.At(start), (nuint)count)), "sgd", 0.01, OtherSgd);

    internal static Workload Lion { get; } = new("Lion", Compiled<LionStep>, Threaded<Model>(
        count => new Model(count),
        (model, start, count) => Limits.ThreeInTwoOut(ref model.W.At(start), ref model.G.At(start), ref model.M.At(start), (nuint)count)), "lion", 1e-4, OtherLion);

    internal static Workload Lamb { get; } = new("LAMB", Compiled<LambStep>, Threaded<Model>(
        count => new Model(count),
        (model, start, count) =>
        {
            Limits.FourIn(ref model.W.At(start), ref model.G.At(start), ref model.M.At(start), ref model.V.At(start), (nuint)count);
            Limits.FourInThreeOut(ref model.W.At(start), ref model.G.At(start), ref model.M.At(start), ref model.V.At(start), (nuint)count);
        }), "lamb", 1e-3, OtherLamb);

    internal static Workload[] All => [AdamW, Sgd, Lion, Lamb];

    private static Contender Compiled<T>(int count, int threads)
        where T : class, IOptimizer<T> => new Generated<T>("generated", [count], threads);

    private static Func<int, int, Contender> Threaded<T>(Func<int, T> make, Action<T, int, int> kernel) => (count, threads) =>
    {
        T model = make(count);
        int part = count / threads / 64 * 64;
        return new Calls("limit", threads == 1
            ? () => kernel(model, 0, count)
            : () => Parallel.For(0, threads, i => kernel(model, i * part, i == threads - 1 ? count - i * part : part)));
    };

    private static IEnumerable<Contender> OtherAdamW(int count)
    {
        var scalar = new Arrays(count);
        long t = 0;
        yield return new Calls("scalar C#", () => ScalarLoops.AdamW(scalar.W, scalar.G, scalar.M, scalar.V, 1e-3, ++t));
        foreach ((string name, int block) in Blocks(count))
        {
            var model = new Model(count);
            var spare = new Rivals.Buffer(block);
            long s = 0;
            yield return new Calls(name, () => Primitives.AdamW(model.W.Span, model.G.Span, model.M.Span, model.V.Span, spare.Span, block, 1e-3, ++s));
        }
    }

    private static IEnumerable<Contender> OtherSgd(int count)
    {
        var scalar = new Arrays(count);
        yield return new Calls("scalar C#", () => ScalarLoops.Sgd(scalar.W, scalar.G, scalar.M, 0.01));
        foreach ((string name, int block) in Blocks(count))
        {
            var model = new Model(count);
            yield return new Calls(name, () => Primitives.Sgd(model.W.Span, model.G.Span, model.M.Span, block, 0.01));
        }
    }

    private static IEnumerable<Contender> OtherLion(int count)
    {
        var scalar = new Arrays(count);
        yield return new Calls("scalar C#", () => ScalarLoops.Lion(scalar.W, scalar.G, scalar.M, 1e-4));
        foreach ((string name, int block) in Blocks(count))
        {
            var model = new Model(count);
            var spare = new Rivals.Buffer(block);
            var ones = new Rivals.Buffer(block);
            ones.Span.Fill(1);
            yield return new Calls(name, () => Primitives.Lion(model.W.Span, model.G.Span, model.M.Span, spare.Span, ones.Span, block, 1e-4));
        }
    }

    private static IEnumerable<Contender> OtherLamb(int count)
    {
        var scalar = new Arrays(count);
        long t = 0;
        yield return new Calls("scalar C#", () => ScalarLoops.Lamb(scalar.W, scalar.G, scalar.M, scalar.V, scalar.U, 1e-3, ++t));
    }

    private static (string Name, int Block)[] Blocks(int count) => [("TensorPrimitives", count), ("TensorPrimitives, blocked", Primitives.Block)];
}
