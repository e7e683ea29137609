namespace OptimizerDsl.Generators.Emit;

/// <summary>
/// The locals of a kernel that goes block by block: for each state in blocks a reference to its block, and where it is stored
/// its new values, a vector after the other, since no code is known before the block's largest value.
/// </summary>
internal sealed class BlockLocals
{
    private readonly BufferNames _buffers;
    private readonly Target.Vector _target;
    private readonly Dictionary<string, string> _blocks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]> _values = new(StringComparer.Ordinal);

    /// <param name="buffers">The sweep's buffers.</param>
    /// <param name="target">The width.</param>
    /// <param name="fresh">Makes a name of a wish.</param>
    public BlockLocals(BufferNames buffers, Target.Vector target, Func<string, string> fresh)
    {
        _buffers = buffers;
        _target = target;
        foreach (string buffer in buffers.Used.Where(b => buffers.StorageOf(b).Whole is not null)) _blocks[buffer] = fresh(buffers[buffer] + "Block");
        foreach (KeyValuePair<string, string> place in buffers.NewNames) _values[place.Key] = Enumerable.Range(0, WholeBlock.Length / target.Lanes).Select(i => fresh(place.Value + i)).ToArray();
    }

    /// <summary>The reference to a buffer's block; null for what does not lie in blocks.</summary>
    public string? BlockOf(string buffer) => _blocks.TryGetValue(buffer, out string? block) ? block : null;

    public void EmitBeginning(CodeWriter code)
    {
        foreach (KeyValuePair<string, string> block in _blocks) code.Line($"ref byte {block.Value} = ref Unsafe.Add(ref {_buffers[block.Key]}, block);");
        foreach (string[] values in _values.Values) code.Line($"{_target.Type} {string.Join(", ", values)};");
    }

    public string? LoadOf(string buffer, int offset) => BlockOf(buffer) is string block ? _buffers.StorageOf(buffer).Whole!.Load(block, offset) : null;

    public string? StoreOf(string buffer, int offset, string value) => _values.TryGetValue(buffer, out string[]? values) ? $"{values[offset / _target.Lanes]} = {value};" : null;

    public void EmitEnd(CodeWriter code)
    {
        foreach (KeyValuePair<string, string[]> stored in _values) code.Line(_buffers.StorageOf(stored.Key).Whole!.Store(_blocks[stored.Key], stored.Value));
    }
}
