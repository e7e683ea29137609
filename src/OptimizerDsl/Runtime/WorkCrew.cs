using System.Runtime.ExceptionServices;

namespace OptimizerDsl.Runtime;

/// <summary>
/// Runs the parts of some work on the calling thread and on threads of the pool, without allocating anything. (The pool itself
/// allocates when it decides to make another thread.)
/// </summary>
/// <remarks>
/// Whoever comes claims the next part. The caller claims too, so it only ever waits for parts that somebody has already begun:
/// a starved pool makes a step slower, but cannot block it.
/// </remarks>
internal sealed class WorkCrew
{
    private readonly IPartWork _work;
    private readonly Helper[] _helpers;
    private readonly object _gate = new();

    // The number of the run in the upper half, the parts that nobody has claimed in the lower one. A helper that comes late
    // finds no parts left, and one that was held up between reading and claiming finds another number.
    private long _ticket;
    private int _parts;
    private int _unfinished;
    private Exception? _failure;

    internal WorkCrew(IPartWork work, int threads)
    {
        _work = work;
        _helpers = new Helper[threads - 1];
        for (int i = 0; i < _helpers.Length; i++)
        {
            _helpers[i] = new Helper(this);
        }
    }

    /// <summary>Runs all parts, and throws on the caller what one of them threw.</summary>
    internal void Run(int parts)
    {
        int helpers = Math.Min(parts - 1, _helpers.Length);
        if (helpers <= 0)
        {
            for (int part = 0; part < parts; part++)
            {
                _work.RunPart(part, parts);
            }

            return;
        }

        _parts = parts;
        _unfinished = parts;
        _failure = null;
        Interlocked.Exchange(ref _ticket, (((_ticket >> 32) + 1) << 32) | (uint)parts);
        for (int i = 0; i < helpers; i++)
        {
            _helpers[i].Wake();
        }

        Help();
        WaitForHelpers();
        if (_failure is { } failure)
        {
            _failure = null;
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    private void Help()
    {
        while (true)
        {
            long ticket = Volatile.Read(ref _ticket);
            int unclaimed = (int)(ticket & uint.MaxValue);
            if (unclaimed == 0)
            {
                return;
            }

            if (Interlocked.CompareExchange(ref _ticket, ticket - 1, ticket) == ticket)
            {
                RunClaimed(_parts - unclaimed);
            }
        }
    }

    private void RunClaimed(int part)
    {
        try
        {
            if (Volatile.Read(ref _failure) is null)
            {
                _work.RunPart(part, _parts);
            }
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref _failure, exception, null);
        }

        if (Interlocked.Decrement(ref _unfinished) == 0)
        {
            lock (_gate)
            {
                Monitor.PulseAll(_gate);
            }
        }
    }

    private void WaitForHelpers()
    {
        // Parts are of equal size, so the others are often about to end: a few microseconds are cheaper than to be woken.
        for (int i = 0; i < 20 && Volatile.Read(ref _unfinished) != 0; i++)
        {
            Thread.SpinWait(4);
        }

        bool interrupted = false;
        while (Volatile.Read(ref _unfinished) != 0)
        {
            try
            {
                lock (_gate)
                {
                    while (_unfinished != 0)
                    {
                        Monitor.Wait(_gate);
                    }
                }
            }
            catch (ThreadInterruptedException)
            {
                // Leaving now would let helpers write to memory that the caller takes back.
                interrupted = true;
            }
        }

        if (interrupted)
        {
            Thread.CurrentThread.Interrupt();
        }
    }

    private sealed class Helper(WorkCrew crew) : IThreadPoolWorkItem
    {
        private int _queued;

        internal void Wake()
        {
            // While it still waits in the pool's queue, a second entry would only make that queue grow.
            if (Interlocked.Exchange(ref _queued, 1) == 0)
            {
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            }
        }

        void IThreadPoolWorkItem.Execute()
        {
            Interlocked.Exchange(ref _queued, 0);
            crew.Help();
        }
    }
}
