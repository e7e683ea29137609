using System.Text;
using static System.Net.WebUtility;

namespace Gallery.Page;

/// <summary>The page of the gallery: one HTML file, with its style inside and its pictures beside it, and without a script.</summary>
internal sealed class IndexPage
{
    private readonly StringBuilder _contents = new();
    private readonly StringBuilder _sections = new();

    /// <summary>Adds a figure after those that are there.</summary>
    public void Add(IFigure figure, Exhibit exhibit)
    {
        _contents.Append($"""      <li><a href="#{figure.Name}">{HtmlEncode(figure.Title)}</a></li>""").Append('\n');
        _sections.Append($"""
              <section id="{figure.Name}">
                <h2>{HtmlEncode(figure.Title)}</h2>
                <p>{HtmlEncode(exhibit.Text.ReplaceLineEndings(" "))}</p>
                <figure>
                  <picture>
                    <source srcset="{figure.Name}-dark.png" media="(prefers-color-scheme: dark)">
                    <img src="{figure.Name}.png" width="{exhibit.Picture.Width}" height="{exhibit.Picture.Height}" alt="{HtmlEncode(exhibit.Alternative)}">
                  </picture>
                  <figcaption>As a drawing without pixels: <a href="{figure.Name}.svg">light</a>, <a href="{figure.Name}-dark.svg">dark</a>.</figcaption>
                </figure>

            """);
        if (figure.EditorSays.Count > 0) _sections.Append(Remarks(figure.EditorSays));
        _sections.Append($"""
                <details open>
                  <summary>The recipes</summary>
                  <pre><code>{HtmlEncode(RecipeSource.Of(figure))}</code></pre>
                </details>
              </section>

            """);
    }

    /// <summary>The whole page.</summary>
    public string ToHtml() => $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <meta name="color-scheme" content="light dark">
          <title>Learning rates in pictures</title>
          <link rel="icon" href="data:,">
          <style>
        {Style()}  </style>
        </head>
        <body>
          <header>
            <h1>Learning rates in pictures</h1>
            <p>Each picture is a run of optimizers that were compiled from the recipes below it, and each number in the text was read off that run.</p>
          </header>
          <nav aria-label="Contents">
            <ol>
        {_contents}    </ol>
          </nav>
          <main>
        {_sections}  </main>
        </body>
        </html>

        """.ReplaceLineEndings("\n");

    private static string Remarks(IReadOnlyList<Remark> remarks)
    {
        var list = new StringBuilder();
        foreach (IGrouping<(string Severity, string Id, string Message), Remark> same in remarks.GroupBy(r => (r.Severity, r.Id, r.Message)))
        {
            string recipes = string.Join(", ", same.Select(r => $"<code>{HtmlEncode(r.Recipe)}</code>"));
            list.Append($"""        <li class="{same.Key.Severity}"><strong>{same.Key.Severity} {same.Key.Id}</strong> at {recipes}: {HtmlEncode(same.Key.Message)}</li>""").Append('\n');
        }

        return $"""
                <aside aria-label="What the editor says">
                  <h3>What the editor says</h3>
                  <ul>
            {list}      </ul>
                </aside>

            """;
    }

    private static string Style()
    {
        using Stream stream = typeof(IndexPage).Assembly.GetManifestResourceStream("page.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
