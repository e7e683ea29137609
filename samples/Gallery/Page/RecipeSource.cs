namespace Gallery.Page;

/// <summary>The recipes of a figure, as they stand in its source file.</summary>
internal static class RecipeSource
{
    private const string Start = "#region Recipes\n";
    private const string End = "#endregion";

    /// <summary>The text between the marks of the region.</summary>
    public static string Of(IFigure figure)
    {
        using Stream stream = typeof(RecipeSource).Assembly.GetManifestResourceStream($"Figures/{figure.GetType().Name}")
            ?? throw new InvalidOperationException($"The file of {figure.GetType().Name} has another name.");
        using var reader = new StreamReader(stream);
        string source = reader.ReadToEnd().ReplaceLineEndings("\n");
        int start = source.IndexOf(Start, StringComparison.Ordinal) + Start.Length;
        return source[start..source.IndexOf(End, start, StringComparison.Ordinal)].Trim();
    }
}
