namespace OptimizerDsl.Generators.Emit;

/// <summary>The attributes that mark emitted code.</summary>
internal static class CompilerAttributes
{
    public static string GeneratedCode(bool isQualified) =>
        $"[{(isQualified ? "" : "global::System.CodeDom.Compiler.")}GeneratedCode(\"OptimizerDsl\", \"{typeof(CompilerAttributes).Assembly.GetName().Version.ToString(3)}\")]";

    /// <summary>
    /// A kernel is compiled in full at once. What the runtime would learn of its first runs makes it no faster, and sometimes
    /// slower; and a model's first steps are as fast as all others.
    /// </summary>
    public static string Kernel => "[MethodImpl(MethodImplOptions.AggressiveOptimization)]";

    public static string ExcludeFromCoverage => "[global::System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverage]";
}
