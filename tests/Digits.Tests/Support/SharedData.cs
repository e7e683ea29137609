namespace Digits.Tests.Support;

/// <summary>The folder with real MNIST digits that may lie beside the repository.</summary>
internal static class SharedData
{
    private const string Images = "t10k-images-idx3-ubyte.gz";

    /// <summary>Its path; where it is missing the test that asks is skipped, and says so.</summary>
    public static string FolderOrSkip()
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Directory.Packages.props")))
            root = root.Parent;

        string folder = Path.GetFullPath(Path.Combine(root?.FullName ?? AppContext.BaseDirectory, "..", "shared", "data"));
        if (!File.Exists(Path.Combine(folder, Images)))
            Assert.Skip($"NOT TESTED on real digits: there is no {Images} in {folder}.");
        return folder;
    }
}
