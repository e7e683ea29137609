using System.Reflection;

namespace OptimizerDsl.Kernels.Tests.Checks;

/// <summary>One tensor of a model.</summary>
/// <param name="Name">By which groups tell it from others.</param>
/// <param name="Shape">Its dimensions.</param>
/// <param name="IsAttached">Whether it lies in memory of the test's own, at an odd place, or in the set's.</param>
/// <param name="IsRowSparse">Whether most calls touch some of its rows only.</param>
internal sealed record NamedTensor(string Name, int[] Shape, bool IsAttached = false, bool IsRowSparse = false)
{
    public int Length => Shape.Aggregate(1, (product, size) => product * size);
}

/// <summary>A model to step, how many calls, and on how many threads; 0 stands for another number in each call.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Tensors">Its tensors.</param>
/// <param name="IsVector">Whether it is a plain vector, and not a set.</param>
/// <param name="Calls">The number of calls of Step.</param>
/// <param name="Threads">Each of them is a run.</param>
internal sealed record FeatureLayout(string Name, NamedTensor[] Tensors, bool IsVector, int Calls, int[] Threads)
{
    /// <summary>Matrices, vectors, a scalar, tensors of more dimensions, empty ones, and attached ones between the others.</summary>
    public static FeatureLayout Mixed { get; } = new("mixed", [
        new("a.weight", [7, 19]), new("a.bias", [7]), new("none.weight", [0, 5]), new("b.weight", [33, 3], true, IsRowSparse: true), new("b.bias", [1]),
        new("c.weight", [3, 4, 5]), new("d.scale", []), new("e.bias", [131], true), new("none.bias", [0], true), new("f.weight", [1, 70]),
        new("g.weight", [50, 1], true), new("h.bias", [16]), new("i.weight", [16, 16], IsRowSparse: true), new("j.weight", [70, 2], IsRowSparse: true), new("k.bias", [5]),
    ], false, 14, [1, 2, 3, 8]);

    /// <summary>A few tensors of each kind, and no more calls than it takes to meet every change that the script makes.</summary>
    public static FeatureLayout Short { get; } = new("short", [
        new("a.weight", [5, 19]), new("a.bias", [7]), new("none.weight", [0, 5]), new("b.weight", [9, 3], true, IsRowSparse: true), new("c.scale", []),
        new("d.bias", [37], true), new("e.weight", [4, 16], IsRowSparse: true),
    ], false, 9, [1, 2, 3, 4]);

    /// <summary>The same where state lies in blocks, of which rows that are touched alone hold whole ones.</summary>
    public static FeatureLayout MixedInBlocks { get; } = Mixed with { Name = "mixed in blocks", Tensors = [.. Mixed.Tensors.Select(tensor => tensor.Name switch
    {
        "b.weight" => tensor with { Shape = [9, 64] },
        "i.weight" => tensor with { Shape = [5, 128] },
        _ => tensor with { IsRowSparse = false },
    })] };

    /// <summary>The one of the two that a recipe can step.</summary>
    public static FeatureLayout MixedFor(Type recipe) =>
        recipe.GetCustomAttribute<OptimizerAttribute>()!.State == StatePrecision.Block8 ? MixedInBlocks : Mixed;

    /// <summary>Rows and tensors of more than one reduction block.</summary>
    public static FeatureLayout Large { get; } = new("large", [
        new("a.weight", [2, 4500]), new("a.bias", [4099]), new("b.weight", [90, 3], true), new("b.bias", [8], true),
    ], false, 2, [1, 0]);

    /// <summary>Nothing to step.</summary>
    public static FeatureLayout Empty { get; } = new("empty", [], false, 3, [1, 2]);

    public static IEnumerable<FeatureLayout> Vectors { get; } =
        [.. ((int[])[1, 17, 100]).Select(length => new FeatureLayout($"vector of {length}", [new("vector", [length])], true, 10, [1, 2]))];
}
