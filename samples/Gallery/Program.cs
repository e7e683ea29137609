using Gallery.Drawing;
using Gallery.Page;
using Spectre.Console;

namespace Gallery;

internal static class Program
{
    private const int BadInput = 2;

    public static int Main(string[] args) => Run(args, AnsiConsole.Console, Console.Error);

    /// <summary>The whole program, on any console.</summary>
    /// <returns>The exit code: 0, or 2 after one line on <paramref name="error"/>.</returns>
    public static int Run(string[] args, IAnsiConsole console, TextWriter error)
    {
        TextWriter output = console.Profile.Out.Writer;
        try
        {
            Arguments arguments = Arguments.Parse(args);
            if (arguments.Help) output.WriteLine(Arguments.Usage);
            else if (arguments.List) WriteList(output);
            else if (arguments.ReadmeFolder is { } folder) ReadmePicture.Write(folder).ForEach(output.WriteLine);
            else output.WriteLine(GalleryProgress.Show(console, arguments.Figures.Count, onFigure => GalleryFolder.Write(arguments.Folder, arguments.Figures, onFigure)));
            return 0;
        }
        catch (BadInputException e)
        {
            error.WriteLine($"gallery: {e.Message}");
            return BadInput;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The folder cannot be written to.
            error.WriteLine($"gallery: {e.Message.ReplaceLineEndings(" ")}");
            return BadInput;
        }
    }

    private static void WriteList(TextWriter output)
    {
        int width = Collection.Figures.Max(figure => figure.Name.Length);
        foreach (IFigure figure in Collection.Figures) output.WriteLine($"{figure.Name.PadRight(width)}  {figure.Title}");
    }
}
