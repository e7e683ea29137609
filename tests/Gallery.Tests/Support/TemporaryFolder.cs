namespace Gallery.Tests.Support;

/// <summary>A folder that goes when the test is done.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("gallery-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
