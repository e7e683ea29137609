using System.Text.RegularExpressions;
using Xunit;

namespace OptimizerDsl.Analyzers.Tests.Support;

/// <summary>How a message has to be written: one line of prose, the way RS1032 asks for it.</summary>
internal static partial class Prose
{
    public static void Check(string message)
    {
        Assert.NotEmpty(message);
        Assert.DoesNotContain('\n', message);
        Assert.DoesNotContain('\r', message);
        Assert.Equal(message.Trim(), message);
        Assert.DoesNotContain("  ", message, StringComparison.Ordinal);
        Assert.False(Leftover().IsMatch(message), $"a hole was left empty: {message}");
        Assert.True(char.IsUpper(message[0]) || !char.IsLetter(message[0]) || IsName(message), $"a sentence starts with a capital letter: {message}");

        // RS1032: one sentence has no period, several end with one.
        int sentences = SentenceEnd().Count(message) + 1;
        Assert.True(sentences == 1 != message.EndsWith('.'), $"{sentences} sentences: {message}");
    }

    /// <summary>Names that stand first keep their own case, as 'mu' or lower-case classes do.</summary>
    private static bool IsName(string message) => message.StartsWith('\'') || FirstWord().Match(message).Value.Any(char.IsUpper);

    [GeneratedRegex(@"''|: \.|\{\d|, \)|\( ")]
    private static partial Regex Leftover();

    [GeneratedRegex(@"[.!?] (?=[\p{Lu}'\[])")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"^\w+")]
    private static partial Regex FirstWord();
}
