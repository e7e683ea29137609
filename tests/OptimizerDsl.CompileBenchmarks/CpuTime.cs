using System.Diagnostics;
using System.Runtime.InteropServices;

namespace OptimizerDsl.CompileBenchmarks;

/// <summary>
/// Time that processors spent, which others on the same machine lengthen far less than the time that passed. Of processes that
/// have ended only Linux and macOS tell; elsewhere there is none.
/// </summary>
internal static partial class CpuTime
{
    private const int OfChildren = -1;

    /// <summary>The milliseconds of this process so far.</summary>
    public static double OfThisProcess => Process.GetCurrentProcess().TotalProcessorTime.TotalMilliseconds;

    /// <summary>The milliseconds of all processes so far that this one has started and that have ended, and of theirs.</summary>
    public static double OfEndedChildren => OperatingSystem.IsWindows() || GetUsage(OfChildren, out Usage usage) != 0
        ? double.NaN
        : 1e3 * (usage.UserSeconds + usage.SystemSeconds) + 1e-3 * (usage.UserMicroseconds + usage.SystemMicroseconds);

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetUsage(int who, out Usage usage);

    // Two times, and fourteen counts that nobody asks for.
    [StructLayout(LayoutKind.Sequential, Size = 144)]
    private struct Usage
    {
        public long UserSeconds, UserMicroseconds, SystemSeconds, SystemMicroseconds;
    }
}
