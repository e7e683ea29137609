namespace OptimizerDsl.Generators.Emit;

/// <summary>How a block of state is written in C# as a whole: its loads, and one store of all its values, which wait in locals.</summary>
internal sealed record WholeBlock(bool IsSigned)
{
    /// <summary>The library's Block8.Length.</summary>
    public const int Length = 64;

    /// <summary>The library's Block8.Bytes.</summary>
    public const int Bytes = 68;

    /// <summary>The width of the kernels that have registers enough.</summary>
    public const int Bits = 512;

    public static string Text(bool isSigned) => isSigned ? "true" : "false";

    /// <param name="block">The block.</param>
    /// <param name="offset">The first lane's element, counted from the block's beginning.</param>
    public string Load(string block, int offset) => $"Block8Storage.LoadOfBlock{Bits}(ref {block}, {offset}, isSigned: {Text(IsSigned)})";

    /// <param name="block">The block.</param>
    /// <param name="values">The locals, in order.</param>
    public string Store(string block, IEnumerable<string> values) => $"Block8Storage.StoreBlock{Bits}({string.Join(", ", values)}, ref {block}, isSigned: {Text(IsSigned)});";
}
