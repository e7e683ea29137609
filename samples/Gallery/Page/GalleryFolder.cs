using System.Text;
using Gallery.Drawing;

namespace Gallery.Page;

/// <summary>Writes pictures and the page into a folder.</summary>
internal static class GalleryFolder
{
    /// <summary>Runs and draws these figures, and writes their page.</summary>
    /// <param name="folder">Is made where it is not there; files of the same names are replaced.</param>
    /// <param name="figures">What to draw, in the page's order.</param>
    /// <param name="onFigure">Is told each figure before it is made.</param>
    /// <returns>The page's path.</returns>
    public static string Write(string folder, IReadOnlyList<IFigure> figures, Action<IFigure> onFigure)
    {
        Directory.CreateDirectory(folder);
        var page = new IndexPage();
        foreach (IFigure figure in figures)
        {
            onFigure(figure);
            Exhibit exhibit = figure.Make();
            foreach (Theme theme in new[] { Theme.Light, Theme.Dark })
            {
                string name = Path.Combine(folder, figure.Name + theme.Suffix);
                File.WriteAllBytes($"{name}.png", exhibit.Picture.ToPng(theme));
                File.WriteAllBytes($"{name}.svg", exhibit.Picture.ToSvg(theme));
            }

            page.Add(figure, exhibit);
        }

        string path = Path.Combine(folder, "index.html");
        File.WriteAllText(path, page.ToHtml(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return path;
    }
}
