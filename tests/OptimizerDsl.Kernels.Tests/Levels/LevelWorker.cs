using System.Diagnostics;
using System.Globalization;
using OptimizerDsl.Kernels.Tests.Checks;
using OptimizerDsl.Kernels.Tests.Corpus;

namespace OptimizerDsl.Kernels.Tests.Levels;

/// <summary>What a child process does: all checks of the compiled corpus, at the level at which it was started.</summary>
internal static class LevelWorker
{
    public const string Argument = "--instruction-level";

    /// <summary>The variable in which a child is told how wide the machine's vectors are.</summary>
    public const string MachineVariable = "ODSL_MACHINE_BITS";

    /// <summary>The file in which a level leaves the fingerprints of its results.</summary>
    public static string FingerprintFile(string folder, string level) => Path.Combine(folder, level + ".fingerprints.txt");

    /// <summary>The line by which a child says that it came to its end, and what it compared.</summary>
    public static string Summary(string level) => $"{level} compared ";

    /// <returns>0 where all results are right.</returns>
    public static int Run(string name, string folder)
    {
        InstructionLevel level = InstructionLevel.Named(name);
        if (!int.TryParse(Environment.GetEnvironmentVariable(MachineVariable), CultureInfo.InvariantCulture, out int machine)) machine = InstructionLevel.WidestHere;
        if (level.Mistake(machine) is string mistake)
        {
            Console.WriteLine(mistake);
            return 2;
        }

        if (machine < level.Bits) Console.WriteLine($"ATTENTION: this machine has no vectors of {level.Bits} bits, so level {name} runs at {machine} and the wider kernels are NOT tested here.");
        var report = new Report();
        var watch = Stopwatch.StartNew();
        foreach (IGrouping<string, CompiledCase> family in CorpusFile.Load(folder).Where(recipe => recipe.Family != Families.Torch).GroupBy(recipe => recipe.Family))
        {
            TimeSpan start = watch.Elapsed;
            foreach (CompiledCase recipe in family) CaseCheck.Run(recipe, report);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {family.Count()} recipes of {family.Key} in {(watch.Elapsed - start).TotalSeconds:F1} s"));
        }

        foreach (string failure in report.Failures) Console.WriteLine("FAILED: " + failure);
        File.WriteAllLines(FingerprintFile(folder, name), report.Fingerprints.Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Key} {f.Value:X16}")));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Summary(name)}{report.Comparisons} vectors of {report.Fingerprints.Count} recipes, {report.Values} values, {report.Numbers} of them finite; {report.Failures.Count} recipes failed."));
        return report.Failures.Count == 0 && report.Comparisons > 0 ? 0 : 1;
    }
}
