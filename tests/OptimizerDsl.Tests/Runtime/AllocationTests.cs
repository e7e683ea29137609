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
        var engine = new StepEngine<float>("R", new QuietProgram(), set, "m") { Threads = threads };
        AssertAllocatesNothing(() => engine.Step(0.1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Stepping_a_vector_allocates_nothing_on_any_thread(int threads)
    {
        var values = new double[5000];
        var gradients = new double[5000];
        var engine = new StepEngine<double>("R", new QuietDoubleProgram(), 5000) { Threads = threads };
        AssertAllocatesNothing(() => engine.Step(0.1, values, gradients));
    }

    [Fact]
    public void A_schedule_allocates_nothing()
    {
        var schedule = new RateSchedule(
            new LinearWarmupAttribute { Steps = 5 }, new StepDecayAttribute { Steps = 100, EverySteps = 7 }, new CosineDecayAttribute { Steps = 1000 });
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
        private static readonly ReductionKind[] _kinds = [ReductionKind.Sum];

        public override int SweepCount => 2;

        public override ReductionKind[] ReductionsOf(int sweep) => _kinds;

        public override void Prepare(int sweep, in StepInfo step, ReadOnlySpan<double> reductions)
        {
        }

        public override void Reduce(int sweep, ref float w, ref float g, ref float state, nuint stateStride, nuint count, Span<double> results) =>
            results[0] = count;

        public override void Update(ref float w, ref float g, ref float state, nuint stateStride, nuint count) => w += g;
    }

    private sealed class QuietDoubleProgram : StepProgram<double>
    {
        public override int SweepCount => 1;

        public override void Prepare(int sweep, in StepInfo step, ReadOnlySpan<double> reductions)
        {
        }

        public override void Update(ref double w, ref double g, ref double state, nuint stateStride, nuint count) => w += g;
    }
}
