using Gallery.Page;
using Gallery.Tests.Support;
using Spectre.Console;

namespace Gallery.Tests;

/// <summary>The program as a user starts it.</summary>
public sealed class ProgramTests
{
    [Fact]
    public void One_figure_alone()
    {
        using var folder = new TemporaryFolder();

        (int exitCode, string output, string error) = Run("--only", "rate-size", "--out", folder.Path);

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Equal(Path.Combine(folder.Path, "index.html"), output.Trim());
        Assert.Equal(
            ["index.html", "rate-size-dark.png", "rate-size-dark.svg", "rate-size.png", "rate-size.svg"],
            Directory.GetFiles(folder.Path).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_list_names_every_figure()
    {
        (int exitCode, string output, string error) = Run("--list");

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Equal(Collection.Figures.Select(figure => figure.Name), output.TrimEnd().Split('\n').Select(line => line.Split(' ')[0]));
    }

    [Fact]
    public void The_readme_s_picture_is_small_and_shows_its_recipe()
    {
        using var folder = new TemporaryFolder();

        (int exitCode, string output, string error) = Run("--readme", folder.Path);

        Assert.Equal((0, ""), (exitCode, error));
        string[] paths = output.TrimEnd().Split('\n');
        Assert.Equal(["learning-rates.png", "learning-rates-dark.png"], paths.Select(path => Path.GetFileName(path)));
        Assert.All(paths, path => Assert.InRange(new FileInfo(path).Length, 20_000, 200_000));

        using var reader = new StreamReader(typeof(ProgramTests).Assembly.GetManifestResourceStream("README.md")!);
        string readme = reader.ReadToEnd();
        string[] recipe = [.. typeof(SmallGpt).GetCustomAttributesData().Where(a => a.AttributeType.Namespace == "OptimizerDsl").Select(a => a.AttributeType.Name)];
        Assert.Equal(["OptimizerAttribute", "AdamWAttribute", "ClipByGlobalNormAttribute", "LinearWarmupAttribute", "CosineDecayAttribute"], recipe);
        Assert.Contains("peak 0.0003 at step 500, end 3e-5", readme, StringComparison.Ordinal);
        OptimizerDsl.LearningRateCurve curve = SmallGpt.Curve(10_500);
        Assert.Equal((3e-4, 3e-5), (curve.Max(), Math.Round(curve[^1], 8)));
    }

    [Theory]
    [InlineData("there is no figure 'nothing' (--list lists them)", "--only", "nothing")]
    [InlineData("option --only needs a value", "--only")]
    [InlineData("option --out needs a value", "--out", "--list")]
    [InlineData("unknown option '--fast' (--help lists the options)", "--fast")]
    public void Bad_input_is_one_line_and_exit_code_2(string message, params string[] args) =>
        Assert.Equal((2, "", $"gallery: {message}\n"), Run(args));

    [Fact]
    public void A_folder_that_cannot_be_is_one_line_and_exit_code_2()
    {
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.Path, "file");
        File.WriteAllText(file, "");

        (int exitCode, string output, string error) = Run("--only", "rate-size", "--out", Path.Combine(file, "below"));

        Assert.Equal((2, ""), (exitCode, output));
        Assert.StartsWith("gallery: ", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void Help_is_no_error()
    {
        (int exitCode, string output, string error) = Run("--help");

        Assert.Equal((0, ""), (exitCode, error));
        Assert.All(["--out", "--only", "--list", "--readme"], option => Assert.Contains(option, output, StringComparison.Ordinal));
    }

    private static (int ExitCode, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        int exitCode = Program.Run(args, console, error);
        return (exitCode, output.ToString(), error.ToString());
    }
}
