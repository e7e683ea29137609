using System.Diagnostics;
using System.Globalization;

namespace OptimizerDsl.Tests;

/// <summary>Starts this test assembly again without some instruction sets, for the tests of varying bits.</summary>
public sealed class InstructionLevelTests
{
    [Theory]
    [InlineData("DOTNET_EnableAVX512", 256)]
    [InlineData("DOTNET_EnableAVX2", 128)]
    [InlineData("DOTNET_EnableHWIntrinsic", 0)]
    public async Task Bits_stay_the_same_without(string variable, int widest)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(typeof(InstructionLevelTests).Assembly.Location);
        }

        foreach (string argument in (string[])["-class", typeof(VaryingBitsTests).FullName!, "-class", typeof(VaryingNoiseBitsTests).FullName!, "-noColor"])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment[variable] = "0";

        // Fully optimised at once (in a Release build), which is the code that training runs.
        start.Environment["DOTNET_TieredCompilation"] = "0";
        start.Environment[VaryingBitsTests.WidestVariable] = widest.ToString(CultureInfo.InvariantCulture);
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken) + await errors;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output);
        Assert.Matches("Total: [1-9]", output);
    }
}
