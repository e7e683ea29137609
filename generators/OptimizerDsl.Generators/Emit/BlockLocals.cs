namespace OptimizerDsl.Generators.Emit;

/// <summary>
/// The locals of a kernel that goes block by block: for each state in blocks a reference to its block; where it is stored, its
/// new values, a vector after the other, and of the block before what has to be known to store it.
/// </summary>
internal sealed class BlockLocals
{
    private readonly BufferNames _buffers;
    private readonly Target.Vector _target;
    private readonly Dictionary<string, string> _blocks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Waiting> _waiting = new(StringComparer.Ordinal);

    /// <param name="buffers">The sweep's buffers.</param>
    /// <param name="target">The width.</param>
    /// <param name="fresh">Makes a name of a wish.</param>
    public BlockLocals(BufferNames buffers, Target.Vector target, Func<string, string> fresh)
    {
        _buffers = buffers;
        _target = target;
        foreach (string buffer in buffers.Used.Where(b => buffers.StorageOf(b).Whole is not null)) _blocks[buffer] = fresh(buffers[buffer] + "Block");
        foreach (KeyValuePair<string, string> place in buffers.NewNames)
        {
            string state = buffers[place.Key];
            string[] values = Enumerable.Range(0, WholeBlock.Length / target.Lanes).Select(i => fresh(place.Value + i)).ToArray();
            _waiting[place.Key] = new(buffers.StorageOf(place.Key).Whole!, state, _blocks[place.Key], values, fresh(state + "Waiting"), fresh(state + "Lower"), fresh(state + "Upper"), fresh(state + "Largest"), fresh(state + "Lowest"));
        }
    }

    /// <summary>The state that is stored in blocks.</summary>
    public IEnumerable<string> Stored => _waiting.Keys;

    /// <summary>The reference to a buffer's block; null for what does not lie in blocks.</summary>
    public string? BlockOf(string buffer) => _blocks.TryGetValue(buffer, out string? block) ? block : null;

    public void EmitBlocks(CodeWriter code)
    {
        foreach (KeyValuePair<string, string> block in _blocks) code.Line($"ref byte {block.Value} = ref Unsafe.Add(ref {_buffers[block.Key]}, block);");
    }

    public string? LoadOf(string buffer, int offset) => BlockOf(buffer) is string block ? _buffers.StorageOf(buffer).Whole!.Load(block, offset) : null;

    public string? StoreOf(string buffer, int offset, string value) =>
        _waiting.TryGetValue(buffer, out Waiting? waiting) ? $"{_target.Type} {waiting.Values[offset / _target.Lanes]} = {value};" : null;

    /// <summary>Nothing waits at first: zeros, for the first block, which is stored again when its values are known.</summary>
    public void EmitBeginning(CodeWriter code)
    {
        foreach (Waiting waiting in _waiting.Values)
        {
            code.Line($"ref byte {waiting.Block} = ref {waiting.State};");
            code.Line($"{_target.Class}<short> {waiting.Lower} = {_target.Class}<short>.Zero, {waiting.Upper} = {_target.Class}<short>.Zero;");
            code.Line($"{_target.Class}<uint> {waiting.Largest} = {_target.Class}<uint>.Zero;");
        }
    }

    public void EmitLowest(CodeWriter code)
    {
        foreach (Waiting waiting in _waiting.Values) code.Line($"Vector128<uint> {waiting.Lowest} = {waiting.Whole.Lowest(waiting.Largest)};");
    }

    public void EmitStore(CodeWriter code)
    {
        foreach (Waiting waiting in _waiting.Values) code.Line(waiting.Whole.Store(waiting.Lower, waiting.Upper, waiting.Lowest, waiting.Block));
    }

    /// <summary>The block at hand is the one that waits from here on.</summary>
    public void EmitWait(CodeWriter code)
    {
        foreach (Waiting waiting in _waiting.Values)
        {
            code.Line($"{waiting.Block} = ref {waiting.Next};");
            code.Line($"{waiting.Lower} = {WholeBlock.UpperHalves(waiting.Values[0], waiting.Values[1])};");
            code.Line($"{waiting.Upper} = {WholeBlock.UpperHalves(waiting.Values[2], waiting.Values[3])};");
            code.Line($"{waiting.Largest} = {WholeBlock.Largest(waiting.Values)};");
        }
    }

    /// <summary>The locals of a state that is stored: the new values of the block at hand, <paramref name="Next"/>, and what is known of the block that waits.</summary>
    private sealed record Waiting(WholeBlock Whole, string State, string Next, string[] Values, string Block, string Lower, string Upper, string Largest, string Lowest);
}
