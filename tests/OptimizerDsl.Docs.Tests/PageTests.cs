using System.Reflection;
using Microsoft.CodeAnalysis;
using OptimizerDsl.TestKit;

[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace OptimizerDsl.Docs.Tests;

/// <summary>
/// The code of README and docs compiles without a warning of the compiler or of the analyzers, runs, and prints what the page
/// shows. Code whose fence names diagnostics gets just these.
/// </summary>
public sealed class PageTests
{
    public static TheoryData<string> Pages => [.. MarkdownPage.Names];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Its_code_runs_and_prints_what_it_shows(string name)
    {
        MarkdownPage page = MarkdownPage.Of(name);
        var program = new PageProgram(page);
        if (program.IsEmpty) return;
        GeneratedCompilation generated = Compile(program.Source, "Page" + Path.GetFileNameWithoutExtension(name).Replace("-", "", StringComparison.Ordinal)).Generate();
        IEnumerable<Diagnostic> mistakes = generated.CompilerDiagnostics.Concat(generated.AnalyzeAll().Where(d => d.Severity >= DiagnosticSeverity.Warning && !d.IsSuppressed));
        Assert.True(!mistakes.Any(), $"{name}: {string.Join("\n", mistakes.Take(8))}\n{program.Source}");

        var outputs = new List<(MarkdownBlock Block, string Printed)>();
        Type type = generated.Load().GetType(PageProgram.TypeName)!;
        foreach (int section in program.Sections)
        {
            string[] printed = Run(type.GetMethod(PageProgram.MethodOf(section))!).Split(PageProgram.EndOfOutput);
            outputs.AddRange(page.Sections[section].Where(block => block.IsOutput).Zip(printed, (block, text) => (block, text.TrimEnd('\n') + "\n")));
        }

        if (Environment.GetEnvironmentVariable("ODSL_WRITE") == "1") page.Write(outputs);
        else Assert.All(outputs, output => Assert.Equal(output.Block.Text, output.Printed));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Its_diagnosed_code_gets_just_these_diagnostics(string name)
    {
        foreach ((int i, MarkdownBlock block) in MarkdownPage.Of(name).Blocks.Where(block => block.IsDiagnosed).Index())
        {
            IEnumerable<string> ids = Compile(SourceCompilation.Usings + block.Text.Replace("using OptimizerDsl;\n", "", StringComparison.Ordinal), $"Diagnosed{i}").Generate().AnalyzeAll().Where(d => d.Severity >= DiagnosticSeverity.Info).Select(d => d.Id);
            Assert.Equal(block.Words, ids);
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Its_quoted_code_is_what_the_file_has(string name) => Assert.All(
        MarkdownPage.Of(name).Blocks.Where(block => block.QuotedFile is not null),
        block => Assert.Contains(Flat(block.Text), Flat(File.ReadAllText(Path.Combine(MarkdownPage.Root, block.QuotedFile!))), StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Pages))]
    public void Its_code_is_marked_as_what_it_is(string name) =>
        Assert.All(MarkdownPage.Of(name).Blocks, block => Assert.True(
            block.IsProgram || block.IsDiagnosed || block.IsOutput || block.QuotedFile is not null || (block.Words.Length == 0 && block.Language is "text" or "console" or "python" or "xml" or "lisp" or "ini" or ""),
            $"{name}({block.Line}): a block of '{block.Language} {string.Join(' ', block.Words)}'."));

    private static string Flat(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    private static SourceCompilation Compile(string source, string assembly) => SourceCompilation.Of([source], assembly, NullableContextOptions.Enable);

    // In a folder of its own, for the files that examples write.
    private static string Run(MethodInfo method)
    {
        string before = Environment.CurrentDirectory;
        TextWriter console = Console.Out;
        string folder = Directory.CreateTempSubdirectory("optimizerdsl-docs-").FullName;
        using var output = new StringWriter { NewLine = "\n" };
        try
        {
            Environment.CurrentDirectory = folder;
            Console.SetOut(output);
            ((Task)method.Invoke(null, null)!).GetAwaiter().GetResult();
            return output.ToString();
        }
        finally
        {
            Console.SetOut(console);
            Environment.CurrentDirectory = before;
            Directory.Delete(folder, recursive: true);
        }
    }
}
