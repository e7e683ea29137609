using OptimizerDsl.Runtime;

namespace OptimizerDsl.Tests;

/// <summary>Many optimizers that step at once on few processors: none waits for ever, and each has the bits that it has alone.</summary>
[Collection(AloneCollection.Name)]
public sealed class CrowdTests
{
    private const int Length = 2000;
    private const int Steps = 40;

    // What takes this long is a deadlock, also on a machine with other things to do.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    private static readonly float[] s_alone = Run(threads: 1);

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void Many_threads_step_an_optimizer_each(int threads)
    {
        var results = new float[24][];
        Thread[] callers = [.. results.Select((_, i) => new Thread(() => results[i] = Run(threads)) { IsBackground = true })];
        foreach (Thread caller in callers)
        {
            caller.Start();
        }

        Assert.All(callers, caller => Assert.True(caller.Join(s_patience), "A step hangs."));
        AssertSame(results);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void Steps_run_inside_a_parallel_loop(int threads)
    {
        var results = new float[48][];
        InTime(() => Parallel.For(0, results.Length, i => results[i] = Run(threads)));
        AssertSame(results);
    }

    [Fact]
    public void A_pool_whose_every_thread_steps_comes_to_its_end()
    {
        var results = new float[256][];
        using var left = new CountdownEvent(results.Length);
        for (int i = 0; i < results.Length; i++)
        {
            int mine = i;
            ThreadPool.UnsafeQueueUserWorkItem(
                _ =>
                {
                    results[mine] = Run(threads: 4);
                    left.Signal();
                },
                null);
        }

        Assert.True(left.Wait(s_patience, TestContext.Current.CancellationToken), $"{left.CurrentCount} optimizers hang.");
        AssertSame(results);
    }

    [Fact]
    public void Many_optimizers_step_while_the_pool_is_starved()
    {
        const int Blockers = 64;
        using var release = new ManualResetEventSlim();
        using var ended = new CountdownEvent(Blockers);
        for (int i = 0; i < Blockers; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(
                _ =>
                {
                    release.Wait();
                    ended.Signal();
                },
                null);
        }

        try
        {
            Many_threads_step_an_optimizer_each(8);
        }
        finally
        {
            release.Set();
            ended.Wait(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public void A_step_inside_of_a_step_of_another_optimizer_is_a_step()
    {
        float[] inner = [];
        var outer = Engines.Make<float>("R", new HookProgram { OnPrepare = () => inner = Run(threads: 3) }, Length).On(3);
        InTime(() => outer.Step(1, new float[Length], new float[Length]));
        AssertSame([inner]);
    }

    [Fact]
    public void When_every_part_throws_one_exception_surfaces_and_the_engine_stays_usable()
    {
        var program = new HookProgram { OnUpdate = _ => throw new InvalidTimeZoneException("everywhere") };
        var engine = Engines.Make<float>("R", program, Length).On(8);
        for (int step = 0; step < 50; step++)
        {
            InTime(() => Assert.Throws<InvalidTimeZoneException>(() => engine.Step(1, new float[Length], new float[Length])));
        }

        Assert.Equal(0, engine.StepCount);
        program.OnUpdate = _ => { };
        Assert.Equal(1, engine.Step(1, new float[Length], new float[Length]).Count);
    }

    private static float[] Run(int threads)
    {
        var values = Numbers.Make<float>(Length, 1);
        var engine = Engines.Make<float>("R", new MomentumProgram<float>(maxNorm: 1.5), Length, "velocity").On(threads);
        for (int step = 0; step < Steps; step++)
        {
            engine.Step(0.1, values, Numbers.Make<float>(Length, 2 + step));
        }

        return values;
    }

    private static void InTime(Action action)
    {
        Exception? thrown = null;
        var thread = new Thread(() => thrown = Record.Exception(action)) { IsBackground = true };
        thread.Start();
        Assert.True(thread.Join(s_patience), "A step hangs.");
        Assert.Null(thrown);
    }

    private static void AssertSame(float[][] results) => Assert.All(results, result => Assert.Equal(s_alone, result));
}
