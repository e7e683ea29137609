using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using OptimizerDsl.Analyzers.Tests.Support;
using OptimizerDsl.Generators.Frontend;
using Xunit;

namespace OptimizerDsl.Analyzers.Tests;

/// <summary>The table of diagnostics, and what has to be kept up with it.</summary>
public sealed partial class DescriptorTests
{
    [Fact]
    public void Ids_are_unique() => Assert.Equal(AllAnalyzers.Descriptors.Length, AllAnalyzers.Descriptors.Select(d => d.Id).Distinct().Count());

    [Fact]
    public void Every_id_of_the_front_end_has_a_descriptor()
    {
        IEnumerable<string> ids = typeof(IssueIds).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!);
        Assert.Equal(ids.Order(StringComparer.Ordinal), Descriptors.All.Select(d => d.Id).Where(ids.Contains).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_descriptor_is_supported_and_on() => Assert.All([.. Descriptors.All, .. SafetyDescriptors.All], d =>
    {
        Assert.Contains(d, AllAnalyzers.Descriptors);
        Assert.True(d.IsEnabledByDefault);
        Assert.Matches("^ODSL[0-9]{3}$", d.Id);
        Assert.DoesNotMatch(@"[.!]$|^\s|\s$|\n", d.Title.ToString(CultureInfo.InvariantCulture));
    });

    [Fact]
    public void Every_descriptor_stands_in_the_release_notes_as_it_is()
    {
        string[] rows = [.. Resources("Releases.").SelectMany(r => ReleaseRow().Matches(r.Text)).Select(m => $"{m.Groups[1]} {m.Groups[2]} {m.Groups[3]} {m.Groups[4]}")];
        Assert.Equal(
            AllAnalyzers.Descriptors.Select(d => $"{d.Id} {d.Category} {d.DefaultSeverity} {d.Title}").Order(StringComparer.Ordinal),
            rows.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_descriptor_has_a_test()
    {
        string tests = string.Concat(Resources("Tests.").Select(r => r.Text));
        Assert.All(AllAnalyzers.Descriptors, d => Assert.True(tests.Contains("{|" + d.Id + ":", StringComparison.Ordinal) || tests.Contains($"\"{d.Id}\"", StringComparison.Ordinal), d.Id));
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    public void Messages_and_code_are_the_same_in_every_culture(string culture)
    {
        string[] sources =
        [
            Rules.Update("int i = 0; if (g > 0.5) return; w -= (double)g * 1.5 * Math.Round(Beta, MidpointRounding.ToZero);"),
            Rules.Usings + "[Optimizer] [ClipByGlobalNorm(0.75)] [AdamW(LearningRate = 1234.5e-7, Beta1 = 0.25)] [LinearWarmup(Steps = 1234567)] [CosineDecay(Steps = 9, Floor = 0.125)] public sealed partial class Idiom;",
            Rules.Usings + "[Optimizer] [Sgd] [Constant] [CosineDecay] public sealed partial class Recipe; [Optimizer] struct INIT;",
        ];
        string[] Say() => [.. sources.SelectMany(s => Analysis.Of(s) is var a ? a.Diagnostics.Select(d => d.GetMessage(null)).Concat(a.Output.SyntaxTrees.Select(t => t.ToString())) : [])];

        string[] invariant = Say();
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal(invariant, Say());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static IEnumerable<(string Name, string Text)> Resources(string prefix)
    {
        foreach (string name in typeof(DescriptorTests).Assembly.GetManifestResourceNames().Where(n => n.StartsWith(prefix, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(typeof(DescriptorTests).Assembly.GetManifestResourceStream(name)!);
            yield return (name, reader.ReadToEnd());
        }
    }

    [GeneratedRegex(@"^(ODSL\d+)\s*\|\s*([\w.]+)\s*\|\s*(\w+)\s*\|\s*(.*?)\s*$", RegexOptions.Multiline)]
    private static partial Regex ReleaseRow();
}
