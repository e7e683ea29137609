namespace OptimizerDsl.Generators.Emit;

/// <summary>The attributes that mark emitted code.</summary>
internal static class CompilerAttributes
{
    public static string GeneratedCode(bool isQualified) =>
        $"[{(isQualified ? "" : "global::System.CodeDom.Compiler.")}GeneratedCode(\"OptimizerDsl\", \"{typeof(CompilerAttributes).Assembly.GetName().Version.ToString(3)}\")]";

    public static string ExcludeFromCoverage => "[global::System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverage]";
}
