using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace OptimizerDsl.CompileBenchmarks;

/// <summary>
/// What generator and analyzers add to <c>dotnet build</c> of a project, in a compiler process that is new each time: the same
/// build with and without the analyzers, in turns, and the compiler's own account of who took how long.
/// </summary>
internal static partial class BuildBars
{
    private const int Recipes = 100, Rounds = 3;

    // The part of a build that analyzers may add.
    private const double Share = 0.05;

    public static IEnumerable<Bar> Measure()
    {
        string folder = Directory.CreateTempSubdirectory("optimizerdsl-build").FullName;
        try
        {
            Write(folder);
            Dotnet(folder, "restore");
            // What nobody has read before comes slowly from the disk.
            Build(folder, withAnalyzers: true);
            Build(folder, withAnalyzers: false);
            var with = new List<Cost>();
            var without = new List<Cost>();
            for (int round = 0; round < Rounds; round++)
            {
                foreach (bool analyze in round % 2 == 0 ? (bool[])[true, false] : [false, true]) (analyze ? with : without).Add(Build(folder, analyze));
            }
            Cost[] reported = [Build(folder, withAnalyzers: true, report: true)];
            return Report(with, without, reported);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static List<Bar> Report(List<Cost> with, List<Cost> without, Cost[] reported)
    {
        double Ratio(Func<Cost, double> of) => Timing.Ratio([.. with.Select(of)], [.. without.Select(of)]);
        double analyzers = Timing.Median(reported.Select(r => r.Analyzers)), generator = Timing.Median(reported.Select(r => r.Generator));
        double wall = Timing.Median(reported.Select(r => r.Wall));
        List<Bar> bars =
        [
            new($"dotnet build of {Recipes} recipes without the analyzers", Timing.Median(without.Select(c => c.Wall)), "ms"),
            new($"dotnet build of {Recipes} recipes with the analyzers", Timing.Median(with.Select(c => c.Wall)), "ms"),
            new("The compiler's account of the generator", generator, "ms"),
            new("The compiler's account of the generator, of the whole build", generator / wall, "x"),
            new("The compiler's account of the analyzers", analyzers, "ms"),
            new("The compiler's account of the analyzers, of the whole build", analyzers / wall, "x"),
            new("dotnet build with the analyzers to without, time that passed", Ratio(c => c.Wall), "x", 1 + Share),
        ];
        if (!double.IsNaN(with[0].Cpu)) bars.Add(new("dotnet build with the analyzers to without, time of processors", Ratio(c => c.Cpu), "x", 1 + Share));
        return bars;
    }

    private static Cost Build(string folder, bool withAnalyzers, bool report = false)
    {
        double before = CpuTime.OfEndedChildren;
        long start = Stopwatch.GetTimestamp();
        string output = Dotnet(folder, "build", "--no-restore", "-t:Rebuild", "-m:1", "-nodeReuse:false", "-p:UseSharedCompilation=false", $"-p:WithAnalyzers={withAnalyzers}", report ? "-p:ReportAnalyzer=true" : "-v:quiet", report ? "-v:detailed" : "-nologo");
        double wall = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        var cost = new Cost(wall, CpuTime.OfEndedChildren - before, Reported(output, "OptimizerDsl.Analyzers"), Reported(output, "OptimizerDsl.Generators"));
        return !report || (cost.Analyzers > 0 && cost.Generator > 0) ? cost : throw new InvalidOperationException("The compiler's account of analyzers and generators was not found in what the build printed.");
    }

    /// <summary>The milliseconds that the compiler reports for all analyzers, or the generator, of an assembly; 0 where it reports none.</summary>
    private static double Reported(string output, string assembly)
    {
        double seconds = 0;
        foreach (string line in output.Split('\n'))
        {
            if (AssemblyLine().Match(line) is { Success: true } match && match.Groups["name"].Value == assembly)
            {
                seconds = double.Parse(match.Groups["seconds"].Value, CultureInfo.InvariantCulture);
            }
        }
        return 1e3 * seconds;
    }

    private static void Write(string folder)
    {
        string Here(string file) => Path.Combine(AppContext.BaseDirectory, file);
        foreach ((string name, string text) in SampleProject.Files(Recipes)) File.WriteAllText(Path.Combine(folder, name), text);
        File.WriteAllText(Path.Combine(folder, "Sample.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{Here("OptimizerDsl.dll")}" />
                <Analyzer Include="{Here("OptimizerDsl.Generators.dll")}" />
                <Analyzer Include="{Here("OptimizerDsl.Analyzers.dll")}" Condition="'$(WithAnalyzers)' == 'True'" />
              </ItemGroup>
            </Project>
            """);
    }

    private static string Dotnet(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException(output + error.Result);
    }

    // "    0.512    61      OptimizerDsl.Analyzers, Version=…": seconds, percent, assembly.
    [GeneratedRegex(@"^\s*<?(?<seconds>[0-9.]+)\s+<?[0-9]+\s+(?<name>[\w.]+), Version=")]
    private static partial Regex AssemblyLine();

    /// <summary>Milliseconds of a build, and of what the compiler says that generator and analyzers took.</summary>
    private readonly record struct Cost(double Wall, double Cpu, double Analyzers, double Generator);
}
