using Gallery.Drawing;

namespace Gallery.Page;

/// <summary>One entry of the gallery: runs of generated optimizers, and the pictures and sentences made of them.</summary>
internal interface IFigure
{
    /// <summary>The name for options, files and anchors: lower case, with hyphens.</summary>
    string Name { get; }

    string Title { get; }

    /// <summary>What the editor says of the recipes in this figure's file, every word of it, in order.</summary>
    IReadOnlyList<Remark> EditorSays => [];

    /// <summary>Runs the optimizers.</summary>
    Exhibit Make();
}

/// <summary>What a figure's runs came to.</summary>
/// <param name="Text">Sentences, with numbers taken from the runs.</param>
/// <param name="Alternative">What the picture shows, for those who cannot see it.</param>
/// <param name="Picture">The picture.</param>
internal sealed record Exhibit(string Text, string Alternative, Picture Picture);

/// <summary>A diagnostic of a recipe.</summary>
/// <param name="Recipe">The recipe's class.</param>
/// <param name="Severity">warning or suggestion.</param>
/// <param name="Id">The diagnostic's id.</param>
/// <param name="Message">Its message.</param>
internal sealed record Remark(string Recipe, string Severity, string Id, string Message);
