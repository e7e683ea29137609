using System.Diagnostics;
using System.Globalization;

namespace OptimizerDsl.Kernels.Tests.Soak;

/// <summary>What some steps cost, at their beginning and at their end.</summary>
internal sealed class SoakMeasure
{
    // The pool makes threads and the runtime compiles again what runs often, which costs some ten thousand bytes, however many
    // steps, and more the longer a busy machine takes for them. The smallest object is of 24 bytes, so that steps which allocate
    // would cost twice what is allowed here.
    private const long FewBytes = 64 * 1024;
    private const long BytesPerStep = 12;

    // Other programs share caches and memory. A step that slows down with its number does so by more.
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
            // Of all threads, so that waiting for a processor does not count.
            TimeSpan start = Environment.CpuUsage.TotalTime;
            Run(optimizer, part);
            times[i] = (Environment.CpuUsage.TotalTime - start).TotalMicroseconds / part;
        }

        _threadBytes = GC.GetAllocatedBytesForCurrentThread() - threadBytes;
        _processBytes = GC.GetTotalAllocatedBytes(precise: true) - processBytes;
        _handles = Handles() - handles;
        _first = Median(times.AsSpan(0, Parts / 4));
        _last = Median(times.AsSpan(Parts * 3 / 4));
    }

    /// <summary>Whether nothing was allocated or opened.</summary>
    public bool IsQuiet => _threadBytes == 0 && _processBytes <= Math.Max(FewBytes, BytesPerStep * _steps) && _handles <= 0;

    /// <summary>Whether a step takes in the end what it took in the beginning.</summary>
    public bool IsSteady => _last <= MostSlowdown * _first;

    public override string ToString()
    {
        string grown = _threadBytes == 0 && _handles <= 0 ? SoakRun.Quiet : $"{_threadBytes} bytes on the stepping thread, {_handles} open files more";
        return string.Create(CultureInfo.InvariantCulture,
            $"{_steps} steps, {grown}, {_processBytes} bytes by the runtime's own threads; {_first:F2} us of processor time a step in the first quarter, {_last:F2} us in the last (medians){(IsQuiet ? "" : ": FAILED")}{(IsSteady ? "" : ": SLOWER")}");
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
