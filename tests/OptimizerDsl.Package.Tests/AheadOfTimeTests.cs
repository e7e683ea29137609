using System.Runtime.InteropServices;

namespace OptimizerDsl.Package.Tests;

/// <summary>A fresh project with the package, compiled to native code.</summary>
[Collection("packages")]
public sealed class AheadOfTimeTests(Workplace workplace)
{
    private const string Program = """
        using OptimizerDsl;
        using System.Runtime.CompilerServices;

        var parameters = new ParameterSet();
        Parameter w = parameters.Add("w", 1000);
        w.Values.Fill(3);
        var optimizer = new Recipe(parameters);
        for (int step = 0; step < 400; step++)
        {
            w.Values.CopyTo(w.Gradients);
            optimizer.Step();
        }
        System.Console.WriteLine($"compiled at run time: {RuntimeFeature.IsDynamicCodeSupported}, trained: {System.Math.Abs(w.Values[999]) < 0.01}, {Recipe.Describe().Contains("v = Beta2 * v")}");

        [Optimizer]
        [AdamW(LearningRate = 0.05)]
        [ClipByGlobalNorm(1.0)]
        [LinearWarmup(Steps = 20)]
        [CosineDecay(Steps = 380, Floor = 0.01)]
        public sealed partial class Recipe;
        """;

    [Fact]
    public void It_is_published_without_a_warning_and_trains()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && IsThere("clang", "gcc"), "NOT TESTED ahead of time: it takes Linux with clang or gcc here.");
        workplace.Write("native/Native.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
                <PublishAot>true</PublishAot>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <StripSymbols>false</StripSymbols>
                <InvariantGlobalization>true</InvariantGlobalization>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="OptimizerDsl" Version="0.1.0" />
              </ItemGroup>
            </Project>
            """);
        workplace.Write("native/Program.cs", Program);
        string rid = "linux-" + RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant();
        // The compiler is a package too, which comes from wherever this machine has its packages.
        ProcessResult restored = workplace.Dotnet("native", ["restore", "-r", rid, .. workplace.SourcesOfThisMachine()]);
        Assert.SkipWhen(restored.ExitCode != 0 && !restored.Output.Contains("OptimizerDsl", StringComparison.Ordinal), $"NOT TESTED ahead of time: this machine gets no compiler for it.\n{restored.Output}");
        string output = workplace.Dotnet("native", "publish", "-c", "Release", "-r", rid, "--no-restore", "-o", workplace.PathOf("native/out")).Expect(0).Output;
        Assert.DoesNotContain("warning", output, StringComparison.Ordinal);
        output = workplace.Start(workplace.PathOf("native/out/Native"), "native").Expect(0).Output;
        Assert.Contains("compiled at run time: False, trained: True, True", output, StringComparison.Ordinal);
    }

    private static bool IsThere(params string[] programs) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => programs.Any(program => File.Exists(Path.Combine(folder, program))));
}
