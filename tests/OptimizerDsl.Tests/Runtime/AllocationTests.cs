using System.Diagnostics;
using OptimizerDsl.Runtime;

namespace OptimizerDsl.Tests;

[Collection(AloneCollection.Name)]
public sealed class AllocationTests
{
    private const int Steps = 10_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Stepping_a_set_allocates_nothing_on_any_thread(int threads)
    {
        var set = new ParameterSet();
        set.Add("a", 100);
        set.Attach("b", new float[5000], new float[5000]);
        set.Add("c", 77);
        var engine = Engines.Make<float>("R", new QuietProgram(), set, "m").On(threads);
        AssertAllocatesNothing(() => engine.Step(0.1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Stepping_a_vector_allocates_nothing_on_any_thread(int threads)
    {
        var values = new double[5000];
        var gradients = new double[5000];
        var engine = Engines.Make<double>("R", new QuietDoubleProgram(), 5000).On(threads);
        AssertAllocatesNothing(() => engine.Step(0.1, values, gradients));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Groups_segments_gates_and_accumulation_allocate_nothing_on_any_thread(int threads)
    {
        var set = new ParameterSet();
        set.Add("a", 40, 130);
        set.Attach("b.plain", new float[5000], new float[5000], 100, 50);
        set.Add("c", 77);
        set.Add("d.plain", 3);
        var engine = new StepEngine<float>(
            new StepPlan { Recipe = "R", AccumulateSteps = 2, ClearGradients = true, Patterns = [("plain", "*.plain")] },
            set,
            new StepGroup<float>("", new SegmentedProgram(), 1, "m"),
            new StepGroup<float>("plain", new SegmentedProgram(), 1, "m")).On(threads);
        AssertAllocatesNothing(() => engine.Step(0.1));
        Assert.InRange(engine.StepCount, 1, long.MaxValue);
    }

    [Fact]
    public void A_schedule_allocates_nothing()
    {
        var schedule = new RateSchedule(
            new LinearWarmupAttribute { Steps = 5 }, new StepDecayAttribute { Steps = 100, EverySteps = 7 }, new MultiStepDecayAttribute { Steps = 500, AtSteps = [200, 300] },
            new CosineRestartsAttribute { PeriodSteps = 20, Multiplier = 1.5 });
        long step = 0;
        AssertAllocatesNothing(() => schedule.ScaleAt(step++ % 2000));
    }

    private static void AssertAllocatesNothing(Action step)
    {
        for (int i = 0; i < Steps / 10; i++)
        {
            step();
        }

        // The thread pool makes a thread when it sees fit, at times on the thread that queues work, and the test host has threads
        // of its own: now and then that costs some hundred bytes. A step that allocates would leave no round of steps without any.
        long process = 1;
        long thread = 1;
        for (var clock = Stopwatch.StartNew(); (process, thread) != (0, 0) && clock.Elapsed.TotalSeconds < 10;)
        {
            long processBefore = GC.GetTotalAllocatedBytes(precise: true);
            long threadBefore = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < Steps; i++)
            {
                step();
            }

            thread = GC.GetAllocatedBytesForCurrentThread() - threadBefore;
            process = GC.GetTotalAllocatedBytes(precise: true) - processBefore;
        }

        Assert.Equal((0L, 0L), (process, thread));
    }

    private sealed class QuietProgram : StepProgram<float>
    {
        private static readonly ReductionInfo[] _reductions = [new(0, ReductionKind.Sum, ReductionScope.Global)];

        public override int SweepCount => 2;

        public override ReductionInfo[] ReductionsOf(int sweep) => _reductions;

        public override void Prepare(int sweep, in StepInfo step, ReadOnlySpan<double> totals)
        {
        }

        public override void Reduce(int sweep, in RunPlace run, ref float w, ref float g, nuint start, nuint end, Span<double> lanes) =>
            lanes[0] += end - start;

        public override void Update(in RunPlace run, ref float w, ref float g, nuint count) => w += g;
    }

    private sealed class SegmentedProgram : StepProgram<float>
    {
        private static readonly ReductionInfo[] _global = [new(0, ReductionKind.Sum, ReductionScope.Global)];
        private static int _programs;
        private readonly ReductionInfo[] _rows;
        private long _step;

        internal SegmentedProgram() => _rows = [new(++_programs, ReductionKind.Max, ReductionScope.Row)];

        public override int SweepCount => 3;

        public override Granularity Granularity => Granularity.Row;

        public override int SegmentValueCount => 1;

        public override string[] UniformStateNames => ["count"];

        // Every fourth attempt is skipped.
        public override string? WhySkipped => _step % 4 == 0 ? "fourth" : null;

        public override ReductionInfo[] ReductionsOf(int sweep) => sweep == 0 ? _global : _rows;

        public override void Prepare(int sweep, in StepInfo step, ReadOnlySpan<double> totals)
        {
            _step += sweep == 0 ? 1 : 0;
            NextUniformState[0] += totals[0];
        }

        public override void PrepareSegment(
            int sweep, int segment, in StepInfo step, ReadOnlySpan<double> totals, ReadOnlySpan<double> tensorTotals, ReadOnlySpan<double> rowTotals) =>
            SegmentValues[segment] = (float)rowTotals[_rows[0].Index];

        public override void Reduce(int sweep, in RunPlace run, ref float w, ref float g, nuint start, nuint end, Span<double> lanes) =>
            lanes[0] += end - start;

        public override void Update(in RunPlace run, ref float w, ref float g, nuint count) => w += g + SegmentValues[run.Segment];
    }

    private sealed class QuietDoubleProgram : StepProgram<double>
    {
        public override int SweepCount => 1;

        public override void Prepare(int sweep, in StepInfo step, ReadOnlySpan<double> totals)
        {
        }

        public override void Update(in RunPlace run, ref double w, ref double g, nuint count) => w += g;
    }
}
