using OptimizerDsl.Runtime;

namespace OptimizerDsl.Tests;

[Collection(AloneCollection.Name)]
public sealed class ThreadingTests
{
    private const int Length = 16 * 64;

    [Fact]
    public void What_a_worker_throws_surfaces_on_the_caller_and_the_engine_stays_usable()
    {
        int caller = Environment.CurrentManagedThreadId;
        var program = new HookProgram();
        var engine = Engines.Make<float>("R", program, Length).On(2);
        var values = new float[Length];
        float[] gradients = Numbers.Make<float>(Length, 1);
        using var reached = new ManualResetEventSlim();
        program.OnUpdate = _ =>
        {
            if (Environment.CurrentManagedThreadId != caller)
            {
                reached.Set();
                throw new InvalidTimeZoneException("on a worker");
            }

            // The caller holds on to its part, so that the other one falls to a worker.
            reached.Wait(TestContext.Current.CancellationToken);
        };
        Exception thrown = Assert.Throws<InvalidTimeZoneException>(() => engine.Step(1, values, gradients));
        Assert.Equal("on a worker", thrown.Message);
        Assert.Contains(nameof(What_a_worker_throws_surfaces_on_the_caller_and_the_engine_stays_usable), thrown.StackTrace);
        Assert.Equal(0, engine.StepCount);
        program.OnUpdate = _ => { };
        Assert.Equal(1, engine.Step(1, values, gradients).Count);
    }

    [Fact]
    public void What_the_caller_throws_waits_for_the_workers()
    {
        int caller = Environment.CurrentManagedThreadId;
        var program = new HookProgram();
        var engine = Engines.Make<float>("R", program, Length).On(2);
        using var reached = new ManualResetEventSlim();
        bool workerIsDone = false;
        program.OnUpdate = _ =>
        {
            if (Environment.CurrentManagedThreadId == caller)
            {
                reached.Wait(TestContext.Current.CancellationToken);
                throw new InvalidTimeZoneException();
            }

            reached.Set();
            Thread.Sleep(50);
            Volatile.Write(ref workerIsDone, true);
        };
        Assert.Throws<InvalidTimeZoneException>(() => engine.Step(1, new float[Length], new float[Length]));
        Assert.True(Volatile.Read(ref workerIsDone));
    }

    [Fact]
    public void A_starved_thread_pool_makes_steps_slower_but_blocks_none()
    {
        using var release = new ManualResetEventSlim();
        const int Blockers = 64;
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
            // Every thread of the pool is taken, and each new one it makes is taken too: nobody helps, and every step leaves
            // work items behind that find nothing to do later.
            var engine = Engines.Make<float>("R", new HookProgram(), Length).On(8);
            var values = new float[Length];
            float[] gradients = [.. Enumerable.Repeat(-1f, Length)];
            for (int step = 0; step < 1000; step++)
            {
                engine.Step(1, values, gradients);
            }

            long queued = ThreadPool.PendingWorkItemCount;
            Assert.InRange(queued, 0, Blockers + 7 + 50);
            release.Set();
            for (int step = 0; step < 1000; step++)
            {
                engine.Step(1, values, gradients);
            }

            Assert.All(values, x => Assert.Equal(2000, x));
        }
        finally
        {
            release.Set();
            ended.Wait(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public void An_interrupt_waits_until_the_memory_is_nobodys()
    {
        var program = new HookProgram();
        var engine = Engines.Make<float>("R", program, Length).On(2);
        using var reached = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        bool wasInterrupted = false;
        StepResult result = default;
        int stepper = 0;
        program.OnUpdate = _ =>
        {
            if (Environment.CurrentManagedThreadId == Volatile.Read(ref stepper))
            {
                // Not by sleeping, which the interrupt would end.
                while (!reached.IsSet)
                {
                    Thread.SpinWait(10);
                }

                return;
            }

            reached.Set();
            release.Wait();
        };
        var thread = new Thread(() =>
        {
            Volatile.Write(ref stepper, Environment.CurrentManagedThreadId);
            result = engine.Step(1, new float[Length], new float[Length]);
            try
            {
                Thread.Sleep(Timeout.Infinite);
            }
            catch (ThreadInterruptedException)
            {
                wasInterrupted = true;
            }
        });
        thread.Start();
        reached.Wait(TestContext.Current.CancellationToken);
        thread.Interrupt();
        Assert.False(thread.Join(100));
        release.Set();
        Assert.True(thread.Join(10_000));
        Assert.True(result.Applied);
        Assert.True(wasInterrupted);
    }

    [Fact]
    public void Small_models_run_on_one_thread_unless_told_otherwise()
    {
        Assert.Equal(1, Parts(1024 * 1024 - 1, threads: 0));
        Assert.Equal(Math.Min(4, Environment.ProcessorCount), Parts(1024 * 1024, threads: 0));
        Assert.Equal(5, Parts(100, threads: 5));
        Assert.Equal(2, Parts(20, threads: 5));

        static int Parts(int length, int threads)
        {
            int parts = 0;
            var program = new HookProgram { OnUpdate = _ => Interlocked.Increment(ref parts) };
            var engine = Engines.Make<float>("R", program, length).On(threads);
            Assert.Equal(threads, engine.Threads);
            engine.Step(0, new float[length], new float[length]);
            return parts;
        }
    }

    [Fact]
    public void Parts_begin_on_64_byte_boundaries()
    {
        var counts = new System.Collections.Concurrent.ConcurrentBag<nuint>();
        var engine = Engines.Make<float>("R", new HookProgram { OnUpdate = counts.Add }, 1003).On(3);
        engine.Step(0, new float[1003], new float[1003]);
        Assert.Equal(1003, counts.Sum(count => (int)count));
        Assert.Single(counts, count => count % 16 != 0);
    }
}
