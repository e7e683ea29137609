using OptimizerDsl.Generators.Model;
using OptimizerDsl.Generators.Passes;

namespace OptimizerDsl.Generators.Emit;

/// <summary>The buffers that a sweep touches, and their C# names, which are the same in all of its methods.</summary>
internal sealed class BufferNames
{
    /// <summary>Names that the emitted methods use themselves.</summary>
    private static readonly string[] s_reserved = ["i", "block", "start", "end", "count", "done", "inBlock", "lanes", "run", "sweep"];

    private readonly NameScope _scope;
    private readonly Dictionary<string, Storage> _storages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _argumentNames = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _newNames = new(StringComparer.Ordinal);

    public BufferNames(CompiledGroup group, Sweep sweep, UniformEmitter uniforms)
    {
        Reserved = [.. s_reserved, .. uniforms.FieldNames];
        Reserved = [.. Reserved, .. group.Stored.Where(s => s.IsStochastic).Select(s => Storage.NameOfRandom(s.Number))];
        _scope = new(Reserved);
        var touched = new HashSet<string>(sweep.LoopReads.Select(r => r.Name).Concat(sweep.Outputs.Where(Cost.Stores).Select(o => o.Name)), StringComparer.Ordinal);
        string[] all = [group.Weight, group.Gradient, .. group.States];
        Used = all.Where(touched.Contains).ToArray();
        // All are named, used or not, so that a buffer has one name in every sweep.
        foreach (string buffer in all) _ = _scope[buffer];
        if (group.HasMaster)
        {
            Master = _scope.Fresh(NameScope.Identifier(group.Weight) + "Master");
            foreach (string buffer in all.Take(2)) _argumentNames.Add(buffer, _scope.Fresh(NameScope.Identifier(buffer) + "First"));
        }
        for (int i = 0; i < all.Length; i++) _storages[all[i]] = Storage.Of(i < 2 ? null : group.Stored[i - 2], group.ElementType, group.Granularity == Level.Row);
        if (Master is not null)
        {
            _storages[group.Weight] = Storage.OfWeight(group.Parameters, Master);
            _storages[group.Gradient] = Storage.OfGradient(group.Parameters);
            IsMasterUsed = Used.Contains(group.Weight);
        }
        foreach (string buffer in Used.Where(b => _storages[b].NewItem is not null && sweep.Outputs.Any(o => o.Name == b && Cost.Stores(o)))) _newNames.Add(buffer, _scope.Fresh(NameScope.Identifier(buffer) + "New"));
    }

    public string[] Reserved { get; }

    /// <summary>The name of the parameters in full; null where those of the model are so themselves.</summary>
    public string? Master { get; }

    /// <summary>Whether the sweep touches the parameters in full.</summary>
    public bool IsMasterUsed { get; }

    /// <summary>What the engine's reference to a buffer is called, which is of the type of the arithmetic, and where another one, that of the buffer itself.</summary>
    public string ArgumentOf(string buffer) => _argumentNames.TryGetValue(buffer, out string? name) ? name : this[buffer];

    /// <summary>The references that a method of the sweep takes: what is read or written where it is, and where new values go otherwise.</summary>
    public IEnumerable<(string Item, string Name)> References => ReferencesOfBlocks.Concat(NewNames.Select(n => (_storages[n.Key].NewItem!, n.Value)));

    /// <summary>For each buffer that is stored elsewhere than it is loaded from, the name of that place.</summary>
    public IReadOnlyDictionary<string, string> NewNames => _newNames;

    /// <summary>The references that a method takes which goes block by block.</summary>
    public IEnumerable<(string Item, string Name)> ReferencesOfBlocks => Used.Select(b => (_storages[b].Item, this[b])).Concat(IsMasterUsed ? [("float", Master!)] : []);

    /// <summary>Whether a buffer lies in blocks, within which loads have to know their place.</summary>
    public bool HasBlocks => Used.Any(b => _storages[b].NewItem is not null);

    /// <summary>The name of what a buffer is stored to.</summary>
    public string TargetOf(string buffer) => _newNames.TryGetValue(buffer, out string? name) ? name : this[buffer];

    public IReadOnlyList<string> Used { get; }

    public string this[string buffer] => _scope[buffer];

    public Storage StorageOf(string buffer) => _storages[buffer];
}
