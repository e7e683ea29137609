using System.Diagnostics;
using System.Globalization;

namespace OptimizerDsl.Kernels.Tests.Soak;

/// <summary>What some steps cost, at their beginning and at their end.</summary>
internal sealed class SoakMeasure
{
    // A new thread of the pool costs some hundred bytes, and there are few of them, however many steps. What each step allocates
    // would be millions.
    private const long MostBytesOfOthers = 64 * 1024;

    // Other programs share the processors. A step that slows down with its number does so by more.
    private const double MostSlowdown = 2;

    private const int Parts = 100;

    private readonly int _steps;
    private readonly long _threadBytes, _processBytes, _handles;
    private readonly double _first, _last;

    /// <summary>Runs the steps, and a tenth of them before, which warms up.</summary>
    public SoakMeasure(IOptimizer optimizer, int steps)
    {
        _steps = steps;
        var times = new double[Parts];
        int part = Math.Max(steps / Parts, 1);
        Run(optimizer, steps / 10);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        _ = Handles();
        long handles = Handles();
        long processBytes = GC.GetTotalAllocatedBytes(precise: true);
        long threadBytes = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Parts; i++)
        {
            long start = Stopwatch.GetTimestamp();
            Run(optimizer, part);
            times[i] = (double)(Stopwatch.GetTimestamp() - start) / part;
        }

        _threadBytes = GC.GetAllocatedBytesForCurrentThread() - threadBytes;
        _processBytes = GC.GetTotalAllocatedBytes(precise: true) - processBytes;
        _handles = Handles() - handles;
        _first = Median(times.AsSpan(0, Parts / 4));
        _last = Median(times.AsSpan(Parts * 3 / 4));
    }

    /// <summary>Whether nothing grew.</summary>
    public bool IsQuiet => _threadBytes == 0 && _processBytes <= MostBytesOfOthers && _handles <= 0 && _last <= MostSlowdown * _first;

    public override string ToString()
    {
        string grown = _threadBytes == 0 && _handles <= 0 ? SoakRun.Quiet : $"{_threadBytes} bytes on the stepping thread, {_handles} open files more";
        double microsecond = Stopwatch.Frequency / 1e6;
        return string.Create(CultureInfo.InvariantCulture,
            $"{_steps} steps, {grown}, {_processBytes} bytes by the runtime's own threads; {_first / microsecond:F2} us a step in the first quarter, {_last / microsecond:F2} us in the last (medians){(IsQuiet ? "" : ": FAILED")}");
    }

    private static void Run(IOptimizer optimizer, int steps)
    {
        for (int i = 0; i < steps; i++) optimizer.Step();
    }

    // Where the system tells; elsewhere what the runtime counts, which is 0 for Unix.
    private static long Handles() => Directory.Exists("/proc/self/fd") ? Directory.GetFileSystemEntries("/proc/self/fd").Length : Process.GetCurrentProcess().HandleCount;

    private static double Median(Span<double> times)
    {
        times.Sort();
        return times[times.Length / 2];
    }
}
