using System.Text.Json;
using System.Text.RegularExpressions;
using Gallery.Page;
using Gallery.Tests.Support;

namespace Gallery.Tests;

/// <summary>The page as a browser opens it from the disk.</summary>
public sealed class BrowserTests(DrawnGallery gallery)
{
    [Theory]
    [InlineData(1200, false)]
    [InlineData(1200, true)]
    [InlineData(500, false)]
    public async Task Every_picture_loads_and_nothing_is_wider_than_the_window(int width, bool dark)
    {
        Report report = await Open(gallery.Html, width, dark);

        Assert.Equal(Collection.Figures.Count, report.Pictures.Length);
        Assert.All(report.Pictures, picture => Assert.True(picture.Width > 0 && picture.Shown > 0, picture.Source));
        Assert.All(report.Pictures, picture => Assert.EndsWith(dark ? "-dark.png" : ".png", picture.Source, StringComparison.Ordinal));
        Assert.Equal(dark, report.Pictures.All(picture => picture.Source.EndsWith("-dark.png", StringComparison.Ordinal)));
        Assert.True(report.DocumentWidth <= report.WindowWidth, $"{report.DocumentWidth} in {report.WindowWidth}");
    }

    [Fact]
    public async Task Every_drawing_is_one_that_browsers_read()
    {
        string images = string.Concat(Directory.GetFiles(gallery.Folder, "*.svg").Select(path => $"<img src=\"{Path.GetFileName(path)}\" alt=\"\">"));

        Report report = await Open($"<!DOCTYPE html><html lang=\"en\"><body>{images}</body></html>", 1200, dark: false);

        Assert.Equal(2 * Collection.Figures.Count, report.Pictures.Length);
        Assert.All(report.Pictures, picture => Assert.True(picture.Width > 1_000, picture.Source));
    }

    private async Task<Report> Open(string html, int width, bool dark)
    {
        const string Script = """
            <script>
              addEventListener('load', () => {
                const result = document.createElement('pre');
                result.id = 'report';
                result.textContent = JSON.stringify({
                  Pictures: [...document.images].map(i => ({ Source: i.currentSrc, Width: i.naturalWidth, Shown: i.clientWidth })),
                  DocumentWidth: document.documentElement.scrollWidth,
                  WindowWidth: innerWidth,
                });
                document.body.append(result);
              });
            </script>
            """;
        string path = gallery.PathOf($"check-{Guid.NewGuid():N}.html");
        await File.WriteAllTextAsync(path, html.Replace("</body>", Script + "</body>", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        string document = await Chromium.DumpOrSkip(path, width, dark, TestContext.Current.CancellationToken);
        Match report = Regex.Match(document, """<pre id="report">(.*?)</pre>""", RegexOptions.Singleline);
        Assert.True(report.Success, document);
        return JsonSerializer.Deserialize<Report>(System.Net.WebUtility.HtmlDecode(report.Groups[1].Value))!;
    }

    private sealed record Report(PictureReport[] Pictures, double DocumentWidth, double WindowWidth);

    /// <param name="Source">What was loaded.</param>
    /// <param name="Width">Its own width, 0 if it did not load.</param>
    /// <param name="Shown">The width at which it stands on the page.</param>
    private sealed record PictureReport(string Source, double Width, double Shown);
}
