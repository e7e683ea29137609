using System.Globalization;
using System.Text.RegularExpressions;
using OptimizerDsl.Kernels.Tests.Corpus;
using OptimizerDsl.Kernels.Tests.Running;

namespace OptimizerDsl.Kernels.Tests.Costs;

/// <summary>What the generated documentation says that a step costs is what the generated program does.</summary>
public sealed partial class CostTests(CompiledCorpus corpus)
{
    private const int Count = 1 << 20;

    /// <summary>Recipes, the names of their state, and how many sweeps they take.</summary>
    public static TheoryData<string, string, int> Recipes => new()
    {
        { "SgdPlain", "", 1 },
        { "SgdMomentum", "velocity", 1 },
        { "SgdMomentumNorm", "velocity", 2 },
        { "SgdEverything", "velocity", 1 },
        { "AdamWUsual", "m v", 1 },
        { "AdamWNoMean", "v", 1 },
        { "AdamWUsualValueNorm", "m v", 2 },
        { "AdamWAmsGrad", "m v vMax", 1 },
        { "AdamWAmsGradNormValue", "m v vMax", 2 },
        { "LambUsual", "m v", 2 },
        { "LambEverything", "m v", 2 },
        { "LarsUsual", "velocity", 2 },
        { "CautiousAdamWUsual", "m v", 2 },
        { "DAdaptAdamWUsual", "m v s", 2 },
        { "ProdigyUsual", "start m v s", 2 },
        { "DoGEverything", "start", 2 },
        { "ScheduleFreeAdamWUsual", "z x v", 1 },
        { "Swaps", "a b c", 1 },
        { "Trust", "m v", 2 },
        { "Chain", "v", 4 },
        { "LargestFirst", "m v", 4 },
    };

    [Theory]
    [MemberData(nameof(Recipes))]
    public Task In_float(string recipe, string states, int sweeps) => Check<float>(recipe + "F32", states, sweeps);

    [Theory]
    [MemberData(nameof(Recipes))]
    public Task In_double(string recipe, string states, int sweeps) => Check<double>(recipe + "F64", states, sweeps);

    private async Task Check<T>(string recipe, string states, int sweeps)
        where T : unmanaged
    {
        Type type = await corpus.TypeOf(recipe);
        string code = corpus.Generated[recipe];
        Match doc = Doc().Match(code);
        Assert.True(doc.Success, $"The documentation of {recipe} says nothing of its costs:\n{code[..1000]}");
        (int state, int traffic, int said) = (Group(doc, 1), Group(doc, 2), Group(doc, 3));
        int size = System.Runtime.CompilerServices.Unsafe.SizeOf<T>();

        Assert.Equal(StateBytes<T>(type, states.Split(' ', StringSplitOptions.RemoveEmptyEntries)), state);
        Assert.Equal(sweeps, said);
        Assert.Equal(sweeps, int.Parse(SweepCount().Match(code).Groups[1].ValueSpan, CultureInfo.InvariantCulture));
        Match[] loops = [.. Loop().Matches(code).Cast<Match>()];
        Assert.Equal(sweeps, loops.Length);
        Assert.Equal(traffic, size * loops.Sum(loop => Accesses(loop.Value)));
        // The loop over vectors moves what the loop over single elements moves, once for each of three unrolled positions.
        string vectors = Assert.Single(Vectors().Matches(code).Cast<Match>()).Value;
        Assert.Equal(3 * Accesses(loops[^1].Value), LoadOrStore().Count(vectors));
    }

    private static int StateBytes<T>(Type recipe, string[] states)
        where T : unmanaged
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        var kernel = new Kernel<T>(recipe, Count);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.All(states, state => Assert.Equal(Count, kernel.State(state).Length));
        // What comes beside the state is small, and does not grow with it.
        Assert.InRange(allocated % Count, 0, 64 * 1024);
        return (int)(allocated / Count);
    }

    // Every read and every write of a buffer at the loop's position.
    private static int Accesses(string loop) => Access().Count(loop);

    private static int Group(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"/// <para>State: (\d+) bytes per parameter\. Traffic: (\d+) bytes per parameter and step, in (\d+) sweeps? over memory\.</para>")]
    private static partial Regex Doc();

    [GeneratedRegex(@"override int SweepCount => (\d+);")]
    private static partial Regex SweepCount();

    [GeneratedRegex(@"private void \w+ByOne\(.*?\n        \}\n", RegexOptions.Singleline)]
    private static partial Regex Loop();

    [GeneratedRegex(@"private nuint UpdateBy512\(.*?\n        \}\n", RegexOptions.Singleline)]
    private static partial Regex Vectors();

    [GeneratedRegex(@"Unsafe\.Add\(ref @?\w+, i\)")]
    private static partial Regex Access();

    [GeneratedRegex(@"\.(LoadUnsafe|StoreUnsafe)\(")]
    private static partial Regex LoadOrStore();
}
