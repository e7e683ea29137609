using OptimizerDsl.Generators.Model;
using OptimizerDsl.Generators.Passes;

namespace OptimizerDsl.Generators.Emit;

/// <summary>The buffers that a sweep touches, and their C# names, which are the same in all of its methods.</summary>
internal sealed class BufferNames
{
    /// <summary>Names that the emitted methods use themselves.</summary>
    private static readonly string[] s_reserved = ["i", "start", "end", "count", "done", "lanes", "run", "state", "sweep"];

    private readonly NameScope _scope;

    public BufferNames(CompiledGroup group, Sweep sweep, UniformEmitter uniforms)
    {
        Reserved = [.. s_reserved, .. uniforms.FieldNames];
        _scope = new(Reserved);
        var touched = new HashSet<string>(sweep.LoopReads.Select(r => r.Name).Concat(sweep.Outputs.Where(Cost.Stores).Select(o => o.Name)), StringComparer.Ordinal);
        string[] all = [group.Weight, group.Gradient, .. group.States];
        Used = all.Where(touched.Contains).ToArray();
        // All are named, used or not, so that a buffer has one name in every sweep.
        foreach (string buffer in all) _ = _scope[buffer];
    }

    public string[] Reserved { get; }

    public IReadOnlyList<string> Used { get; }

    public string this[string buffer] => _scope[buffer];
}
