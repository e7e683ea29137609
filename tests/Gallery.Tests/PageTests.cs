using System.Text.RegularExpressions;
using System.Xml.Linq;
using Gallery.Page;
using Gallery.Tests.Support;

namespace Gallery.Tests;

/// <summary>What is written into the folder.</summary>
public sealed class PageTests(DrawnGallery gallery)
{
    private static readonly byte[] s_pngSignature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static TheoryData<string> Names => [.. Collection.Figures.Select(figure => figure.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_figure_writes_bitmaps_and_drawings(string name)
    {
        foreach (string file in new[] { name, name + "-dark" })
        {
            byte[] bitmap = File.ReadAllBytes(gallery.PathOf(file + ".png"));
            Assert.Equal(s_pngSignature, bitmap[..8]);
            Assert.InRange(bitmap.Length, 20_000, 600_000);

            XElement drawing = XDocument.Load(gallery.PathOf(file + ".svg")).Root!;
            Assert.Equal("svg", drawing.Name.LocalName);
            Assert.True(drawing.Descendants().Count(e => e.Name.LocalName is "path" or "text" or "polyline" or "polygon") > 50);
        }

        Assert.NotEqual(File.ReadAllBytes(gallery.PathOf(name + ".png")), File.ReadAllBytes(gallery.PathOf(name + "-dark.png")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_figure_has_a_section_with_a_picture_and_its_recipes(string name)
    {
        IFigure figure = Collection.Figures.Single(f => f.Name == name);
        string section = Regex.Match(gallery.Html, $"""<section id="{name}">.*?</section>""", RegexOptions.Singleline).Value;

        Assert.Contains($"""<a href="#{name}">""", gallery.Html, StringComparison.Ordinal);
        Assert.Matches($"""<img src="{name}\.png" width="\d+" height="\d+" alt="[^"]+">""", section);
        Assert.Contains($"srcset=\"{name}-dark.png\"", section, StringComparison.Ordinal);
        Assert.Contains("[Optimizer]\n[", section, StringComparison.Ordinal);
        Assert.Contains(System.Net.WebUtility.HtmlEncode(RecipeSource.Of(figure)), section, StringComparison.Ordinal);
        Assert.DoesNotContain("#region", section, StringComparison.Ordinal);
        Assert.Equal(figure.EditorSays.Count > 0, section.Contains("What the editor says", StringComparison.Ordinal));
    }

    [Fact]
    public void The_page_needs_nothing_from_elsewhere_and_runs_no_script()
    {
        Assert.DoesNotContain("http", gallery.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", gallery.Html, StringComparison.Ordinal);
        foreach (Match reference in Regex.Matches(gallery.Html, "(?:src|srcset|href)=\"([^\"#][^\"]*)\""))
        {
            string target = reference.Groups[1].Value;
            Assert.True(target == "data:," || File.Exists(gallery.PathOf(target)), target);
        }
    }

    [Fact]
    public void The_same_figure_is_the_same_every_time()
    {
        using var again = new TemporaryFolder();
        GalleryFolder.Write(again.Path, [.. Collection.Figures.Where(f => f.Name is "decay" or "inflection" or "saddle")], _ => { });

        string[] files = [.. Directory.GetFiles(again.Path).Select(path => Path.GetFileName(path)).Where(file => file != "index.html")];
        Assert.Equal(3 * 4, files.Length);
        Assert.All(files, file => Assert.Equal(File.ReadAllBytes(gallery.PathOf(file)), File.ReadAllBytes(Path.Combine(again.Path, file))));
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.12345, "0.12")]
    [InlineData(-0.00123, "-0.0012")]
    [InlineData(2.0, "2")]
    [InlineData(34.6, "35")]
    [InlineData(12_345, "12,345")]
    [InlineData(4e5, "4e5")]
    [InlineData(5.62e-7, "5.6e-7")]
    public void Numbers_have_two_digits(double value, string text) => Assert.Equal(text, Say.Number(value));
}
