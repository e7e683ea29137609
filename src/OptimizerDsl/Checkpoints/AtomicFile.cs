namespace OptimizerDsl.Checkpoints;

/// <summary>
/// Replaces a file as a whole: what is written goes to a temporary file in the same folder, to the disk, and then by a rename
/// to its place. Whoever looks, also after a crash, finds the old file or the new one.
/// </summary>
internal static class AtomicFile
{
    private const string Ending = ".tmp";

    // A process that has just made its file may not have locked it yet.
    private static readonly TimeSpan s_certainlyLocked = TimeSpan.FromMinutes(1);

    /// <summary>Writes a file. When anything throws, the temporary file is deleted, and the file is as it was.</summary>
    /// <param name="path">The file; where it is a link, the file that it leads to.</param>
    /// <param name="length">How many bytes it will have; a disk that has no room for them is noticed before the first is written.</param>
    /// <param name="write">Writes them.</param>
    internal static async ValueTask Write(string path, long length, Func<Stream, ValueTask> write)
    {
        string file = Path.GetFullPath(path);
        if (new FileInfo(file) is { LinkTarget: not null } link)
        {
            file = link.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        }

        string folder = Path.GetDirectoryName(file) ?? throw new ArgumentException($"'{path}' is no file.", nameof(path));
        DeleteLeftovers(folder, Path.GetFileName(file));
        string temporary = Path.Combine(folder, $".{Path.GetFileName(file)}.{Guid.NewGuid():N}{Ending}");
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0, PreallocationSize = length };
            using (var stream = new FileStream(temporary, options))
            {
                await write(stream).ConfigureAwait(false);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, file, overwrite: true);
        }
        catch
        {
            Delete(temporary);
            throw;
        }
    }

    // What processes left that were killed while they wrote: nobody has it open any more.
    private static void DeleteLeftovers(string folder, string name)
    {
        try
        {
            foreach (string leftover in Directory.EnumerateFiles(folder, $".{name}.*{Ending}"))
            {
                if (IsLeftover(leftover, name) && DateTime.UtcNow - File.GetLastWriteTimeUtc(leftover) > s_certainlyLocked && !IsOpen(leftover))
                {
                    Delete(leftover);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Leftovers cost room and nothing else; what is wrong with the folder, the save itself will say.
        }
    }

    // A name may hold characters that mean something to the search, and other files may be called alike.
    private static bool IsLeftover(string path, string name)
    {
        string file = Path.GetFileName(path), before = $".{name}.";
        return file.StartsWith(before, StringComparison.Ordinal) && file.EndsWith(Ending, StringComparison.Ordinal)
            && file.Length > before.Length + Ending.Length && Guid.TryParseExact(file[before.Length..^Ending.Length], "N", out _);
    }

    private static bool IsOpen(string path)
    {
        try
        {
            new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.None).Dispose();
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The failure of the save itself is what the caller has to hear of.
        }
    }
}
