using System.Globalization;

namespace OptimizerDsl.Kernels.Tests.Docs;

/// <summary>The pages in docs that the code makes are what it makes now.</summary>
public sealed class DocPageTests
{
    private static readonly Lazy<DocFile[]> s_files = new(() => [.. DocPages.All.Where(page => page.IsExact).SelectMany(page => page.Make())]);

    [Fact]
    public void Committed_pages_are_what_the_code_makes()
    {
        foreach (DocFile file in s_files.Value)
        {
            string path = Path.Combine(DocPages.Folder, file.Path);
            string committed = File.Exists(path) ? File.ReadAllText(path) : "";
            Assert.True(committed == file.Text, $"docs/{file.Path} is not what the code makes. Write it anew, and look at what has changed: {DocPages.Command}");
        }

        string[] images = [.. Directory.EnumerateFiles(Path.Combine(DocPages.Folder, "schedules")).Select(image => "schedules/" + Path.GetFileName(image)).Order(StringComparer.Ordinal)];
        Assert.Equal(s_files.Value.Select(file => file.Path).Where(path => path.EndsWith(".svg", StringComparison.Ordinal)).Order(StringComparer.Ordinal), images);
    }

    [Fact]
    public void Every_schedule_of_the_library_stands_on_the_page_once()
    {
        Type[] schedules = [.. typeof(ScheduleAttribute).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && (type.IsSubclassOf(typeof(ScheduleAttribute)) || type.IsSubclassOf(typeof(MetricScheduleAttribute))))];
        Assert.Equal(schedules.Select(type => type.Name).Order(StringComparer.Ordinal), ScheduleExamples.All.Select(example => example.Schedule.Name).Order(StringComparer.Ordinal));
        Assert.All(ScheduleExamples.All, example => Assert.Contains($"[{example.Name}", example.Attributes, StringComparison.Ordinal));
    }

    [Fact]
    public void Pages_are_the_same_in_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            Assert.Equal(s_files.Value, DocPages.All.Where(page => page.IsExact).SelectMany(page => page.Make()));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.All(s_files.Value, file => Assert.DoesNotContain('\r', file.Text));
    }
}
