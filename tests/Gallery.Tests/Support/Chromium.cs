using System.Diagnostics;

namespace Gallery.Tests.Support;

/// <summary>A headless browser, where one is installed.</summary>
internal static class Chromium
{
    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome"];

    /// <summary>The document of a page after its scripts ran. Skips the test where there is no browser.</summary>
    public static async Task<string> DumpOrSkip(string path, int width, bool dark, CancellationToken cancellation)
    {
        string? browser = Find();
        if (browser is null) Assert.Skip($"NO BROWSER: the page was not opened, since none of {string.Join(", ", s_names)} is on the PATH.");
        string profile = Directory.CreateTempSubdirectory("chromium-").FullName;
        try
        {
            var start = new ProcessStartInfo(browser!)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            string[] flags =
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", $"--user-data-dir={profile}", $"--window-size={width},900",
                $"--blink-settings=preferredColorScheme={(dark ? 0 : 1)}", "--virtual-time-budget=20000", "--dump-dom", new Uri(path).AbsoluteUri,
            ];
            foreach (string flag in flags) start.ArgumentList.Add(flag);

            using Process process = Process.Start(start)!;
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(TimeSpan.FromMinutes(2));
            try
            {
                Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
                Task<string> error = process.StandardError.ReadToEndAsync(limit.Token);
                await process.WaitForExitAsync(limit.Token);
                await error;
                return await output;
            }
            finally
            {
                if (!process.HasExited) process.Kill(entireProcessTree: true);
            }
        }
        finally
        {
            Directory.Delete(profile, recursive: true);
        }
    }

    private static string? Find() =>
        (from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
         from name in s_names
         let path = Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name)
         where File.Exists(path)
         select path).FirstOrDefault();
}
