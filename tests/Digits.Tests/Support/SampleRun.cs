using System.Diagnostics;
using Spectre.Console;

namespace Digits.Tests.Support;

/// <summary>What a run of the sample answered.</summary>
internal sealed record SampleRun(int ExitCode, string Output, string Error)
{
    public string[] OutputLines => Output.TrimEnd('\n').Split('\n');

    /// <summary>The whole program, in this process.</summary>
    public static SampleRun InProcess(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        int exitCode = Program.Run(args, console, error);
        return new SampleRun(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>The program as its user starts it.</summary>
    public static async Task<SampleRun> InProcessOfItsOwn(CancellationToken cancellation, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Digits.dll"), .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancellation);
        Task<string> error = process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return new SampleRun(
            process.ExitCode,
            (await output).ReplaceLineEndings("\n"),
            (await error).ReplaceLineEndings("\n"));
    }
}
