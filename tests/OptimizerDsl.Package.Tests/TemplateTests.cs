using System.Globalization;

namespace OptimizerDsl.Package.Tests;

/// <summary>The packed templates, installed into a place of their own, and what is made with them.</summary>
[Collection("packages")]
public sealed class TemplateTests(Workplace workplace)
{
    [Fact]
    public void An_app_trains_and_a_recipe_that_joins_it_compiles()
    {
        string hive = workplace.PathOf("hive");
        workplace.Write("templates/here.txt", "");
        New("install", workplace.Package("OptimizerDsl.Templates"));
        New("optimizer-app", "-o", "Curve", "--no-update-check");
        Assert.True(File.Exists(workplace.PathOf("templates/Curve/Curve.csproj")));
        workplace.Dotnet("templates/Curve", "new", "optimizer-recipe", "-n", "Careful", "--no-update-check", "--debug:custom-hive", hive).Expect(0);
        string recipe = File.ReadAllText(workplace.PathOf("templates/Curve/Careful.cs"));
        Assert.Contains("namespace Curve;", recipe, StringComparison.Ordinal);
        Assert.Contains("public sealed partial class Careful;", recipe, StringComparison.Ordinal);

        string output = workplace.Dotnet("templates/Curve", "build", "-c", "Release", "-warnaserror").Expect(0).Output;
        Assert.DoesNotContain("ODSL", output, StringComparison.Ordinal);
        output = workplace.Dotnet("templates/Curve", "run", "-c", "Release", "--no-build").Expect(0).Output;
        Assert.Matches("Learning rate over 1000 steps: [▁-█]+ peak 0.02 at step ", output);
        Assert.True(Loss(output, "step 1000") < Loss(output, "step    1") / 50, output);

        string csv = workplace.Dotnet("templates/Curve", "run", "-c", "Release", "--no-build", "--", "--csv").Expect(0).Output;
        string[] lines = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(("step,rate", 1001), (lines[0], lines.Length));

        void New(params string[] arguments) => workplace.Dotnet("templates", ["new", .. arguments, "--debug:custom-hive", hive]).Expect(0);
    }

    private static double Loss(string output, string step)
    {
        string line = output.Split('\n').Single(line => line.StartsWith(step, StringComparison.Ordinal));
        return double.Parse(line.Split("loss")[1].Split("rate")[0], CultureInfo.InvariantCulture);
    }
}
