using System.Diagnostics;
using System.Reflection;

namespace OptimizerDsl.Package.Tests;

/// <summary>
/// A folder outside of the repository with a feed of its own, in which the packed library and nothing else can be installed:
/// what a user's machine sees. All tests share it, one after the other, so that packages are made and unpacked once.
/// </summary>
public sealed class Workplace : IDisposable
{
    /// <summary>The version of all packages.</summary>
    public const string Version = "0.1.0";

    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);

    private readonly string _root = Directory.CreateTempSubdirectory("optimizerdsl-").FullName;

    public Workplace()
    {
        Directory.CreateDirectory(Feed);
        // Restores from the local feed alone, into a cache of its own.
        Write("nuget.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{Path.Combine(_root, "packages")}" /></config>
              <packageSources><clear /><add key="feed" value="{Feed}" /></packageSources>
            </configuration>
            """);
        // Stops the search for settings of folders above.
        Write("Directory.Build.props", "<Project />");
        Write("Directory.Build.targets", "<Project />");
        foreach (string package in new[] { "OptimizerDsl", "OptimizerDsl.TorchSharp", "OptimizerDsl.Templates" })
        {
            string project = Path.Combine(Metadata("Repository"), "src", package, package + ".csproj");
            PackOutput += Run("dotnet", Metadata("Repository"), "pack", project, "--no-build", "-c", Metadata("Configuration"), "-o", Feed).Expect(0).Output;
        }
    }

    /// <summary>What packing said.</summary>
    public string PackOutput { get; } = "";

    public string Feed => Path.Combine(_root, "feed");

    public string PathOf(string relative) => Path.Combine(_root, relative);

    public void Write(string relative, string text)
    {
        string path = PathOf(relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    /// <summary>The package of a name, as it was packed.</summary>
    public string Package(string name, string extension = "nupkg") => Path.Combine(Feed, $"{name}.{Version}.{extension}");

    /// <summary>Runs dotnet in a folder of the workplace.</summary>
    public ProcessResult Dotnet(string folder, params string[] arguments) => Run("dotnet", PathOf(folder), arguments);

    /// <summary>Runs a program in a folder of the workplace.</summary>
    public ProcessResult Start(string program, string folder) => Run(program, PathOf(folder));

    /// <summary>
    /// What has a restore look beyond the workplace: at the feed and the sources of this machine, and at what is unpacked already.
    /// </summary>
    public string[] SourcesOfThisMachine()
    {
        string[] listed = Run("dotnet", Metadata("Repository"), "nuget", "list", "source", "--format", "short").Expect(0).Output.Split('\n');
        IEnumerable<string> enabled = listed.Where(line => line.StartsWith("E ", StringComparison.Ordinal)).Select(line => line[2..].Trim());
        string unpacked = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        return [.. enabled.Prepend(Feed).SelectMany(source => new[] { "--source", source }), .. Directory.Exists(unpacked) ? [$"-p:RestoreFallbackFolders={unpacked}"] : Array.Empty<string>()];
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static string Metadata(string key) =>
        typeof(Workplace).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;

    private static ProcessResult Run(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        // What the test runner's own build has set must not reach the builds inside.
        foreach (string name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray()) start.Environment.Remove(name);
        // It would go before the cache that the workplace names, which must not know the packages of an earlier run.
        start.Environment.Remove("NUGET_PACKAGES");
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(s_limit))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} ran for more than {s_limit}.");
        }
        return new(process.ExitCode, output.Result + error.Result, $"{program} {string.Join(' ', arguments)}");
    }
}

public sealed record ProcessResult(int ExitCode, string Output, string Command)
{
    public ProcessResult Expect(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"{Command} ended with {ExitCode}, not {exitCode}:\n{Output}");
        return this;
    }
}
