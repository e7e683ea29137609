using Gallery.Page;

namespace Gallery;

/// <summary>The command line, read.</summary>
internal sealed record Arguments
{
    public const string Usage = """
        Draws what learning rates do, with runs of optimizers compiled from recipes.

          Gallery [--out DIR] [--only NAME]... [--list] [--readme DIR]

          --out DIR     the folder to write index.html and its pictures to (default artifacts/gallery)
          --only NAME   this figure alone; give it several times for several figures
          --list        the names of the figures, and what they show
          --readme DIR  writes the picture at the head of the README to this folder, and nothing else
          --help        this text

        Input that cannot be used gets one line on standard error and exit code 2.
        """;

    public string Folder { get; init; } = Path.Combine("artifacts", "gallery");

    /// <summary>The figures to draw, in the page's order.</summary>
    public IReadOnlyList<IFigure> Figures { get; init; } = Collection.Figures;

    /// <summary>The folder for the README's picture, or null to draw the gallery.</summary>
    public string? ReadmeFolder { get; init; }

    public bool List { get; init; }

    public bool Help { get; init; }

    /// <exception cref="BadInputException">An option is unknown, or its value is missing or no figure.</exception>
    public static Arguments Parse(ReadOnlySpan<string> args)
    {
        var result = new Arguments();
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--help" or "-h":
                    return result with { Help = true };
                case "--list":
                    result = result with { List = true };
                    break;
                case "--out":
                    result = result with { Folder = ValueOf(args, i++) };
                    break;
                case "--readme":
                    result = result with { ReadmeFolder = ValueOf(args, i++) };
                    break;
                case "--only":
                    names.Add(FigureOf(ValueOf(args, i++)));
                    break;
                default:
                    throw new BadInputException($"unknown option '{args[i]}' (--help lists the options)");
            }
        }

        return names.Count == 0 ? result : result with { Figures = [.. Collection.Figures.Where(figure => names.Contains(figure.Name))] };
    }

    private static string ValueOf(ReadOnlySpan<string> args, int option)
    {
        // "--out --list" is a forgotten value, not a folder by the name of "--list".
        if (option + 1 == args.Length || args[option + 1].Length == 0 || args[option + 1].StartsWith("--", StringComparison.Ordinal))
            throw new BadInputException($"option {args[option]} needs a value");
        return args[option + 1];
    }

    private static string FigureOf(string name) => Collection.Figures.Any(figure => figure.Name == name)
        ? name
        : throw new BadInputException($"there is no figure '{name}' (--list lists them)");
}
