using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Passes;

namespace OptimizerDsl.Generators.Emit;

/// <summary>
/// Emits the loop of a kernel that goes block by block. No code of a block is known before the largest of its new values, and to
/// find that one takes a chain of instructions of which each waits for the one before. So a block waits for a turn of the loop:
/// its scale is found while the values of the next block are computed, and it is stored after them.
/// </summary>
internal static class BlockLoop
{
    public static void Emit(CodeWriter code, Sweep sweep, LoopBody body, Target.Vector target, Action<BlockLocals> emitPrefetches)
    {
        BlockLocals blocks = body.Blocks!;
        Output[] inBlocks = sweep.Outputs.Where(o => blocks.Stored.Contains(o.Name)).ToArray();
        Output[] others = sweep.Outputs.Where(o => !inBlocks.Contains(o)).ToArray();
        HashSet<string> early = NeededBy(inBlocks, sweep);
        Let[] first = sweep.Varying.Where(l => early.Contains(l.Name)).ToArray();
        Let[] rest = sweep.Varying.Where(l => !early.Contains(l.Name)).ToArray();
        HashSet<string> readFirst = ReadBy(first, inBlocks), readLater = ReadBy(rest, others);
        readLater.ExceptWith(readFirst);

        blocks.EmitBeginning(code);
        using (code.Open($"for (nuint i = 0, block = 0; i < count; i += {WholeBlock.Length}, block += {WholeBlock.Bytes})"))
        {
            blocks.EmitBlocks(code);
            emitPrefetches(blocks);
            blocks.EmitLowest(code);
            EmitPart(readFirst, first, inBlocks);

            // Only here, since at first it is the block that was just loaded.
            blocks.EmitStore(code);
            blocks.EmitWait(code);
            EmitPart(readLater, rest, others);
        }
        using (code.Open(""))
        {
            blocks.EmitLowest(code);
            blocks.EmitStore(code);
        }

        void EmitPart(HashSet<string> read, Let[] lets, Output[] outputs)
        {
            for (int offset = 0; offset < WholeBlock.Length; offset += target.Lanes)
            {
                body.BeginElementApart(offset);
                body.EmitLoads(code, offset, read);
                body.EmitLets(code, lets);
                body.EmitStores(code, offset, outputs);
            }
        }
    }

    private static HashSet<string> ReadBy(IEnumerable<Let> lets, IEnumerable<Output> outputs) =>
        new(lets.Select(l => l.Value).Concat(outputs.Select(o => o.Value)).SelectMany(e => e.Descendants()).OfType<Ref>().Select(r => r.Name), StringComparer.Ordinal);

    /// <summary>The lets of which outputs are made, and those of which these are, and so on.</summary>
    private static HashSet<string> NeededBy(IEnumerable<Output> outputs, Sweep sweep)
    {
        HashSet<string> needed = ReadBy([], outputs);
        foreach (Let let in sweep.Varying.Reverse().Where(l => needed.Contains(l.Name))) needed.UnionWith(ReadBy([let], []));
        return needed;
    }
}
