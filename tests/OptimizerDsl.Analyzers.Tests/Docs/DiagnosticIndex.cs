using System.Text;
using Microsoft.CodeAnalysis;
using OptimizerDsl.Analyzers.Tests.Support;

namespace OptimizerDsl.Analyzers.Tests.Docs;

/// <summary>docs/diagnostics/README.md, which is made from the descriptors.</summary>
internal static class DiagnosticIndex
{
    private const string Head = """
        # Diagnostics

        What the compiler and the editor say of recipes and rules. Schedules are judged by the curve that they give, run by the
        compiler's interpreter over the plan, and rules by what they declare and by what they do for one parameter. No rule is known
        by its name, so yours are judged like the library's.

        An error is what cannot be compiled, or what arithmetic proves wrong. A warning is almost surely a mistake, and no recipe that
        is known to have trained well gets one. A suggestion points at what is often a mistake and sometimes meant. Where the severity
        below is not the only one, the page says which it is when.

        `dotnet_diagnostic.ODSL101.severity = none` in .editorconfig turns one off; `#pragma warning disable` and `SuppressMessage`
        work as for every analyzer. Bounds that can be moved are on the pages, as `dotnet_code_quality.ODSL101.notice = 0.02`.


        """;

    private const string Tail = """

        ## What cannot happen here

        Some mistakes of the field have no diagnostic, because the way an optimizer is built leaves no room for them.

        - **Step counters or 1 - beta^t held in low precision.** Steps are counted in 64-bit whole numbers, and what is uniform over a step
          is computed in double, once, whatever the element type.
        - **A schedule out of step with its optimizer.** The schedule is part of the recipe and a function of the optimizer's own count:
          nobody calls it, so nobody calls it twice, too early or not at all. A step that a gate skips does not count.
        - **State matched by order.** State belongs to a named parameter and is read by its name.
        - **A cycle that moves momentum unasked.** A schedule moves the learning rate; another hyperparameter moves only where a schedule
          names it as its `Target`.

        """;

    private static readonly (string Prefix, string Title)[] s_bands =
    [
        ("ODSL0", "The definition"), ("ODSL1", "Learning rate"), ("ODSL2", "Numerics"), ("ODSL3", "Schedules"), ("ODSL4", "Decay, clipping, averaging"),
        ("ODSL5", "Units and call sites"), ("ODSL6", "Rules"), ("ODSL9", "What keeps code from being generated"),
    ];

    public static string Path { get; } = System.IO.Path.Combine(DiagnosticPage.Folder, "README.md");

    /// <summary>The text of the page.</summary>
    /// <exception cref="InvalidOperationException">An id is in no band.</exception>
    public static string Make()
    {
        var text = new StringBuilder(Head.ReplaceLineEndings("\n"));
        int written = 0;
        foreach ((string prefix, string title) in s_bands)
        {
            DiagnosticDescriptor[] band = [.. AllAnalyzers.Descriptors.Where(d => d.Id.StartsWith(prefix, StringComparison.Ordinal))];
            text.Append($"{(written == 0 ? "" : "\n")}## {title}\n\n| id | title | default severity |\n|---|---|---|\n");
            foreach (DiagnosticDescriptor d in band) text.Append($"| [{d.Id}]({d.Id}.md) | {d.Title} | {Name(d.DefaultSeverity)} |\n");
            written += band.Length;
        }
        if (written != AllAnalyzers.Descriptors.Length) throw new InvalidOperationException("an id is in no band of the index");
        return text.Append(Tail.ReplaceLineEndings("\n")).ToString();
    }

    /// <summary>What people call a severity.</summary>
    public static string Name(DiagnosticSeverity severity) => severity switch { DiagnosticSeverity.Error => "error", DiagnosticSeverity.Warning => "warning", _ => "suggestion" };
}
