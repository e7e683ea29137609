using Gallery.Page;

[assembly: AssemblyFixture(typeof(Gallery.Tests.Support.DrawnGallery))]

namespace Gallery.Tests.Support;

/// <summary>The whole gallery, drawn once for all tests, in a folder that goes when they are done.</summary>
public sealed class DrawnGallery : IDisposable
{
    public DrawnGallery()
    {
        GalleryFolder.Write(Folder, Collection.Figures, _ => { });
        Html = File.ReadAllText(PathOf("index.html"));
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("gallery-").FullName;

    public string Html { get; }

    public string PathOf(string file) => Path.Combine(Folder, file);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
