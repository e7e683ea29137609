using System.Globalization;
using System.Text;

namespace OptimizerDsl.Benchmarks.Measuring;

/// <summary>What was measured, in one or several runs, and whether it is as good as it has to be.</summary>
internal sealed class Report
{
    private readonly Dictionary<(string Workload, long Parameters, int Threads, string Name), List<Timing>> _timings = [];
    private readonly Dictionary<string, (double Bound, bool IsLeast, List<double> Values)> _bars = [];
    private readonly SortedSet<string> _notes = new(StringComparer.Ordinal);

    /// <summary>Whether each bar was met, by the median of all runs.</summary>
    internal bool IsPassed => _bars.Values.All(IsMet);

    internal static string Size(long parameters) =>
        parameters % (1 << 20) == 0 ? $"{parameters >> 20} Mi" : parameters % (1 << 10) == 0 ? $"{parameters >> 10} Ki" : parameters.ToString("N0", CultureInfo.InvariantCulture);

    internal void Add(string workload, long parameters, int threads, IEnumerable<Timing> timings)
    {
        // So that whoever waits sees where it is.
        Console.Error.WriteLine($"measured {workload}, {Size(parameters)} parameters, {threads} thread{(threads == 1 ? "" : "s")}");
        foreach (Timing timing in timings)
        {
            List(_timings, (workload, parameters, threads, timing.Name)).Add(timing);
            if (timing.Name.StartsWith("generated", StringComparison.Ordinal)) AtMost("bytes allocated by a step", timing.Bytes, 0);
        }
    }

    /// <summary>A figure that has to be as large as its bound.</summary>
    internal void AtLeast(string bar, double value, double bound) => Bar(bar, value, bound, isLeast: true);

    /// <summary>A figure that must not be larger than its bound.</summary>
    internal void AtMost(string bar, double value, double bound) => Bar(bar, value, bound, isLeast: false);

    /// <summary>What could not be measured, and why.</summary>
    internal void Note(string note)
    {
        if (_notes.Add(note)) Console.Error.WriteLine(note);
    }

    internal string ToText()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{"what",-26} {"parameters",10} {"threads",7}  {"how",-28} {"ns/param",9} {"time / generated",16} {"bytes/step",10}");
        foreach (((string workload, long parameters, int threads, string name), List<Timing> timings) in _timings)
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"{workload,-26} {Size(parameters),10} {threads,7}  {name,-28} {Nanoseconds(timings) / parameters,9:F4} {Ratio(timings),16:F3} {timings.Max(t => t.Bytes),10:F0}");
        }

        text.AppendLine();
        foreach ((string name, (double bound, bool isLeast, List<double> values) bar) in _bars)
        {
            string range = bar.values.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $" ({bar.values.Min():F3} to {bar.values.Max():F3})") : "";
            text.AppendLine(CultureInfo.InvariantCulture, $"{(IsMet(bar) ? "pass" : "FAIL")}  {name}: {Median(bar.values):F3}{range}, bar {(bar.isLeast ? ">=" : "<=")} {bar.bound}");
        }

        foreach (string note in _notes) text.AppendLine(CultureInfo.InvariantCulture, $"skip  {note}");
        return text.ToString();
    }

    internal string ToCsv()
    {
        var csv = new StringBuilder("what,parameters,threads,how,ns_per_parameter,time_by_generated,bytes_per_step\n");
        foreach (((string workload, long parameters, int threads, string name), List<Timing> timings) in _timings)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{workload},{parameters},{threads},\"{name}\",{Nanoseconds(timings) / parameters:R},{Ratio(timings):R},{timings.Max(t => t.Bytes):R}\n");
        }

        csv.Append("\nbar,median,least,most,runs,bound,passed\n");
        foreach ((string name, (double bound, bool isLeast, List<double> values) bar) in _bars)
        {
            csv.Append(CultureInfo.InvariantCulture,
                $"\"{name}\",{Median(bar.values):R},{bar.values.Min():R},{bar.values.Max():R},{bar.values.Count},{(bar.isLeast ? ">=" : "<=")}{bar.bound:R},{IsMet(bar)}\n");
        }

        return csv.ToString();
    }

    private static double Median(List<double> values) => Race.Median(values);

    private static double Nanoseconds(List<Timing> timings) => Race.Median(timings.Select(timing => timing.Nanoseconds));

    private static double Ratio(List<Timing> timings) => Race.Median(timings.Select(timing => timing.Ratio));

    private static bool IsMet((double Bound, bool IsLeast, List<double> Values) bar) => bar.IsLeast ? Median(bar.Values) >= bar.Bound : Median(bar.Values) <= bar.Bound;

    private static List<T> List<TKey, T>(Dictionary<TKey, List<T>> lists, TKey key)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out List<T>? list)) lists.Add(key, list = []);
        return list;
    }

    private void Bar(string bar, double value, double bound, bool isLeast)
    {
        if (!_bars.TryGetValue(bar, out (double, bool, List<double> Values) known)) _bars.Add(bar, known = (bound, isLeast, []));
        known.Values.Add(value);
    }
}
