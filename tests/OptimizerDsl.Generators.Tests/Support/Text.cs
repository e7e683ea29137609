namespace OptimizerDsl.Generators.Tests;

internal static class Text
{
    /// <summary>Fails with both texts in full: xunit's own message shows only the neighbourhood of the difference.</summary>
    public static void Same(string expected, string actual)
    {
        if (expected == actual) return;
        Assert.Fail($"The texts differ at {Place(expected, actual)}.\n---- expected\n{expected}\n---- actual\n{actual}\n----");
    }

    /// <summary>"line 3, column 7": where two texts begin to differ.</summary>
    public static string Place(string expected, string actual)
    {
        int at = expected.Zip(actual).TakeWhile(pair => pair.First == pair.Second).Count();
        string before = expected.Substring(0, at);
        return $"line {before.Count(c => c == '\n') + 1}, column {at - before.LastIndexOf('\n')}";
    }
}
