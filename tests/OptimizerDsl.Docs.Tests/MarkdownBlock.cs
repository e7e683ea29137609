namespace OptimizerDsl.Docs.Tests;

/// <summary>What stands between two fences of a page, or in a comment that begins with "setup".</summary>
/// <param name="Language">The first word behind the fence.</param>
/// <param name="Words">The words behind it.</param>
/// <param name="Text">The lines between the fences.</param>
/// <param name="Line">The number of its first line on the page.</param>
internal sealed record MarkdownBlock(string Language, string[] Words, string Text, int Line)
{
    /// <summary>Code that readers do not see, and the code that they see needs.</summary>
    public const string Setup = "setup";

    /// <summary>C# that belongs to the page's program.</summary>
    public bool IsProgram => Language == Setup || Language == "csharp" && (Words.Length == 0 || IsOnlyCompiled);

    /// <summary>C# that needs what a test does not have, such as a model or days.</summary>
    public bool IsOnlyCompiled => Words is ["norun"];

    /// <summary>C# of which the analyzers say something: their ids stand behind the language.</summary>
    public bool IsDiagnosed => Language == "csharp" && Words.Length > 0 && Words.All(word => word.StartsWith("ODSL", StringComparison.Ordinal));

    /// <summary>The file of the repository from which the block is quoted, or null.</summary>
    public string? QuotedFile => Language == "csharp" && Words is ["from", string file] ? file : null;

    /// <summary>What the section's program has printed since the last such block.</summary>
    public bool IsOutput => Language == "text" && Words is ["output"];
}
