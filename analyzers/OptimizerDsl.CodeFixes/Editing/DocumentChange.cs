using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace OptimizerDsl.CodeFixes.Editing;

/// <summary>A change of the text of one document.</summary>
internal readonly record struct DocumentChange(DocumentId Document, TextChange Change)
{
    /// <summary>Makes changes that were all found in the same solution. Of two that overlap, the later one is left out.</summary>
    public static async Task<Solution> ApplyAsync(Solution solution, IEnumerable<DocumentChange> changes, CancellationToken cancellation)
    {
        foreach (IGrouping<DocumentId, DocumentChange> ofDocument in changes.Distinct().ToArray().GroupBy(c => c.Document))
        {
            SourceText text = await solution.GetDocument(ofDocument.Key)!.GetTextAsync(cancellation).ConfigureAwait(false);
            var made = new List<TextChange>();
            foreach (TextChange change in ofDocument.Select(c => c.Change).OrderBy(c => c.Span.Start).ThenBy(c => c.Span.End))
            {
                if (made.Count == 0 || change.Span.Start >= made[made.Count - 1].Span.End) made.Add(change);
            }
            solution = solution.WithDocumentText(ofDocument.Key, text.WithChanges(made));
        }
        return solution;
    }
}
