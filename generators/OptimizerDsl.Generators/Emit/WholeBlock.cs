namespace OptimizerDsl.Generators.Emit;

/// <summary>How a block of state is written in C# as a whole: its loads, what is found of its new values, and one store of all of them.</summary>
internal sealed record WholeBlock(bool IsSigned)
{
    /// <summary>The library's Block8.Length.</summary>
    public const int Length = 64;

    /// <summary>The library's Block8.Bytes.</summary>
    public const int Bytes = 68;

    /// <summary>The width of the kernels that have registers enough.</summary>
    public const int Bits = 512;

    public static string Text(bool isSigned) => isSigned ? "true" : "false";

    public static string UpperHalves(string first, string second) => $"Block8Storage.UpperHalves{Bits}({first}, {second})";

    public static string Largest(IEnumerable<string> values) => $"Block8Storage.LargestOf{Bits}({string.Join(", ", values)})";

    /// <param name="block">The block.</param>
    /// <param name="offset">The first lane's element, counted from the block's beginning.</param>
    public string Load(string block, int offset) => $"Block8Storage.LoadOfBlock{Bits}(ref {block}, {offset}, isSigned: {Text(IsSigned)})";

    public string Lowest(string largest) => $"Block8Storage.LowestOf{Bits}({largest}, isSigned: {Text(IsSigned)})";

    public string Store(string lower, string upper, string lowest, string block) => $"Block8Storage.StoreBlock{Bits}({lower}, {upper}, {lowest}, ref {block}, isSigned: {Text(IsSigned)});";
}
