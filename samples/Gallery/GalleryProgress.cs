using Gallery.Page;
using Spectre.Console;

namespace Gallery;

/// <summary>Shows which figure is being drawn: on a terminal with a bar, elsewhere not at all.</summary>
internal static class GalleryProgress
{
    /// <summary>Draws, and shows the progress on the console while it lasts.</summary>
    /// <param name="console">Where to show it.</param>
    /// <param name="count">How many figures there are.</param>
    /// <param name="draw">Draws them, and tells each before it begins with it.</param>
    public static string Show(IAnsiConsole console, int count, Func<Action<IFigure>, string> draw)
    {
        if (!console.Profile.Out.IsTerminal || !console.Profile.Capabilities.Interactive) return draw(_ => { });

        return console.Progress()
            .AutoClear(true)
            .Columns(new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn(), new ElapsedTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask("drawing", maxValue: count);
                bool isFirst = true;
                string result = draw(figure =>
                {
                    if (!isFirst) task.Increment(1);
                    isFirst = false;
                    task.Description = Markup.Escape(figure.Title);
                });
                task.Increment(1);
                return result;
            });
    }
}
