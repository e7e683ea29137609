namespace OptimizerDsl.Package.Tests;

/// <summary>The packed library in fresh projects, and a package of rules that somebody else made with it.</summary>
[Collection("packages")]
public sealed class PackageTests(Workplace workplace)
{
    private const string Rules = """
        using OptimizerDsl;
        using System;

        namespace Third.Rules;

        /// <summary>Steps by the sign of the mean gradient.</summary>
        [SafeLearningRate(Usual = 1e-2, Notice = 1e-1, Warn = 1)]
        public sealed partial class SignOfMeanAttribute : UpdateRuleAttribute
        {
            public double Beta1 { get; set; } = 0.9;
            public double Beta2 { get; set; } = 0.99;

            public void Update(ref Real w, Real g, ref Real m, StepInfo step)
            {
                w -= step.LearningRate * Real.Sign(Beta1 * m + (1 - Beta1) * g);
                m = Beta2 * m + (1 - Beta2) * g;
            }
        }

        /// <summary>Gradients of unit norm.</summary>
        public sealed partial class NormaliseAttribute : GradientTransformAttribute
        {
            public Real Apply(Real g) => g * (1 / (Global.Norm(g) + 1e-12));
        }

        /// <summary>Cuts the rate at each of some steps.</summary>
        public sealed partial class CutAttribute : ScheduleAttribute
        {
            public double Factor { get; set; } = 0.5;
            public long[] AtSteps { get; set; } = [];

            public override double ScaleAt(long t)
            {
                double scale = 1;
                foreach (long at in AtSteps)
                {
                    if (t + PhaseStart >= at) scale *= Factor;
                }
                return scale;
            }
        }
        """;

    private const string App = """
        using OptimizerDsl;
        using Third.Rules;

        float[] w = [3, -2, 1], g = new float[3];
        var optimizer = new Recipe(3);
        for (int step = 0; step < 300; step++)
        {
            for (int i = 0; i < 3; i++) g[i] = w[i];
            optimizer.Step(w, g);
        }
        System.Console.WriteLine($"rate {optimizer.LearningRateAt(299)} distance {System.Math.Abs(w[0]) + System.Math.Abs(w[1]) + System.Math.Abs(w[2]) < 0.1}");

        [Optimizer]
        [Normalise]
        [SignOfMean(LearningRate = 0.02)]
        [Cut(AtSteps = new long[] { 200, 250 })]
        public sealed partial class Recipe;
        """;

    [Fact]
    public void A_packed_rule_transform_and_schedule_of_a_third_assembly_compile_into_a_fresh_project()
    {
        workplace.Write("rules/Third.Rules.csproj", Project("", """<PackageReference Include="OptimizerDsl" Version="0.1.0" PrivateAssets="none" />""", "<IsPackable>true</IsPackable><Version>1.0.0</Version>"));
        workplace.Write("rules/Rules.cs", Rules);
        workplace.Dotnet("rules", "pack", "-c", "Release", "-o", workplace.Feed).Expect(0);

        workplace.Write("app/App.csproj", Project("Exe", """<PackageReference Include="Third.Rules" Version="1.0.0" />"""));
        workplace.Write("app/Program.cs", App);
        string output = workplace.Dotnet("app", "run", "-c", "Release").Expect(0).Output;
        Assert.Contains("rate 0.005 distance True", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistake_in_a_recipe_stops_the_build_with_our_diagnostic_alone()
    {
        workplace.Write("bad/Bad.csproj", Project("Exe", """<PackageReference Include="OptimizerDsl" Version="0.1.0" />"""));
        workplace.Write("bad/Program.cs", """
            using OptimizerDsl;

            new Recipe(3).Step(new float[3], new float[3]);

            [Optimizer]
            public sealed partial class Recipe
            {
                public void Update(ref Real w, Real g, StepInfo step)
                {
                    double s = g > 0 ? 1 : -1;
                    w -= step.LearningRate * s;
                }
            }
            """);
        string output = workplace.Dotnet("bad", "build").Expect(1).Output;
        Assert.Contains("ODSL601", output, StringComparison.Ordinal);
        Assert.DoesNotContain("error CS", output, StringComparison.Ordinal);
        Assert.DoesNotContain("AD0001", output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unsafe_rate_is_a_warning_of_the_build_and_dotnet_format_sets_a_safe_one()
    {
        workplace.Write("unsafe/Unsafe.csproj", Project("", """<PackageReference Include="OptimizerDsl" Version="0.1.0" />""", "<TreatWarningsAsErrors>false</TreatWarningsAsErrors>"));
        static string Source(string rate) => $"using OptimizerDsl;\n\n[Optimizer]\n[AdamW(LearningRate = {rate}, WeightDecay = 0.1)] // as published\npublic sealed partial class Recipe;\n";
        workplace.Write("unsafe/Recipe.cs", Source("3"));
        string output = workplace.Dotnet("unsafe", "build").Expect(0).Output;
        Assert.Contains("Recipe.cs(4,8): warning ODSL101: Learning rate 3 is above 0.1, the usual ceiling for AdamW: each weight moves by about the rate in every step. Use 0.001.", output, StringComparison.Ordinal);
        // No compiler loads the fixes, nor minds them.
        Assert.DoesNotContain("warning CS", output, StringComparison.Ordinal);

        Assert.SkipWhen(workplace.Dotnet("unsafe", "format", "--version").ExitCode != 0, "This SDK has no dotnet format, so the fix was not applied.");
        workplace.Dotnet("unsafe", "format", "analyzers", "--diagnostics", "ODSL101", "--severity", "warn", "--no-restore").Expect(0);
        Assert.Equal(Source("0.001"), File.ReadAllText(workplace.PathOf("unsafe/Recipe.cs")));
        Assert.DoesNotContain("ODSL", workplace.Dotnet("unsafe", "build").Expect(0).Output, StringComparison.Ordinal);
    }

    private static string Project(string outputType, string references, string properties = "") => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            {(outputType.Length == 0 ? "" : $"<OutputType>{outputType}</OutputType>")}
            <Nullable>enable</Nullable>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            {properties}
          </PropertyGroup>
          <ItemGroup>
            {references}
          </ItemGroup>
        </Project>
        """;
}
