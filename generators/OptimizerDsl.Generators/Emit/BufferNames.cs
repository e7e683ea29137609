using OptimizerDsl.Generators.Model;
using OptimizerDsl.Generators.Passes;

namespace OptimizerDsl.Generators.Emit;

/// <summary>The buffers that a sweep touches, and their C# names, which are the same in all of its methods.</summary>
internal sealed class BufferNames
{
    /// <summary>Names that the emitted methods use themselves.</summary>
    private static readonly string[] s_reserved = ["i", "start", "end", "count", "done", "lanes", "run", "sweep"];

    private readonly NameScope _scope;
    private readonly Dictionary<string, Storage> _storages = new(StringComparer.Ordinal);

    public BufferNames(CompiledGroup group, Sweep sweep, UniformEmitter uniforms)
    {
        Reserved = [.. s_reserved, .. uniforms.FieldNames];
        _scope = new(Reserved);
        var touched = new HashSet<string>(sweep.LoopReads.Select(r => r.Name).Concat(sweep.Outputs.Where(Cost.Stores).Select(o => o.Name)), StringComparer.Ordinal);
        string[] all = [group.Weight, group.Gradient, .. group.States];
        Used = all.Where(touched.Contains).ToArray();
        // All are named, used or not, so that a buffer has one name in every sweep.
        foreach (string buffer in all) _ = _scope[buffer];
        for (int i = 0; i < all.Length; i++) _storages[all[i]] = Storage.Of(i < 2 ? StateFormat.Full : group.Formats[i - 2], group.ElementType);
    }

    public string[] Reserved { get; }

    public IReadOnlyList<string> Used { get; }

    public string this[string buffer] => _scope[buffer];

    public Storage StorageOf(string buffer) => _storages[buffer];
}
