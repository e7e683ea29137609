namespace OptimizerDsl.Kernels.Tests.Docs;

/// <summary>A file of the documentation that the code makes.</summary>
/// <param name="Path">Where it lies, from the folder docs, with slashes.</param>
/// <param name="Text">What is in it, with line ends of one character.</param>
internal sealed record DocFile(string Path, string Text);

/// <summary>A page of the documentation that the code makes, and the images on it. <see cref="DocPages"/> has the list of pages.</summary>
internal interface IDocPage
{
    /// <summary>Whether every machine makes the very same text, so that the committed one has to be it.</summary>
    bool IsExact => true;

    /// <summary>Makes the page; the same text in every culture and on every machine.</summary>
    IReadOnlyList<DocFile> Make();
}
