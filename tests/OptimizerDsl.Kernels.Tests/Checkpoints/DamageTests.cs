using System.Globalization;
using OptimizerDsl.Kernels.Tests.Checks;
using OptimizerDsl.Kernels.Tests.Running;

namespace OptimizerDsl.Kernels.Tests.Checkpoints;

/// <summary>A damaged file is refused with a reason, before anything changes, and takes no more memory than it has bytes for.</summary>
public sealed class DamageTests(ITestOutputHelper output)
{
    private static readonly int s_damages = Coverage.IsExhaustive ? 10_000 : 500;

    [Fact]
    public void Every_bit_of_a_small_checkpoint()
    {
        var target = new Target(SmallRecipes.Model("Plain", ("w", [3])).Train(2).Saved(), SmallRecipes.Model("Plain", ("w", [3])).Train(1));
        byte[] file = [.. target.Checkpoint];
        for (int position = 0; position < file.Length; position++)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                file[position] ^= (byte)(1 << bit);
                target.Refuses(file, string.Create(CultureInfo.InvariantCulture, $"bit {bit} of byte {position}"));
                file[position] ^= (byte)(1 << bit);
            }
        }

        target.Takes(file);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file.Length} bytes, {8 * file.Length} flipped bits, all refused."));
    }

    [Fact]
    public void Every_length_of_a_small_checkpoint()
    {
        var target = new Target(SmallRecipes.Model("Plain", ("w", [3])).Train(2).Saved(), SmallRecipes.Model("Plain", ("w", [3])).Train(1));
        for (int length = 0; length < target.Checkpoint.Length; length++)
        {
            target.Refuses(target.Checkpoint[..length], string.Create(CultureInfo.InvariantCulture, $"the first {length} bytes"));
            target.Refuses(target.Checkpoint[..length], string.Create(CultureInfo.InvariantCulture, $"the first {length} bytes, of a stream that does not know its end"), canSeek: false);
        }
    }

    [Fact]
    public void Random_damages_of_a_larger_checkpoint()
    {
        (string, int[])[] tensors = [("a.weight", [100, 150]), ("a.bias", [150]), ("b.weight", [150, 30]), ("b.bias", [30])];
        var target = new Target(SmallRecipes.Model("Grouped", tensors).Train(2).Saved(), SmallRecipes.Model("Grouped", tensors).Train(1));
        var random = new SplitMix(11);
        int unchanged = 0;
        for (int damage = 0; damage < s_damages; damage++)
        {
            byte[] file = Damaged(target.Checkpoint, random, out string what);
            if (file.AsSpan().SequenceEqual(target.Checkpoint)) unchanged++;
            else target.Refuses(file, string.Create(CultureInfo.InvariantCulture, $"damage {damage}: {what}"), canSeek: damage % 2 == 0);
        }

        target.Takes(target.Checkpoint);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{target.Checkpoint.Length} bytes, {s_damages - unchanged} damages, all refused; {unchanged} had changed nothing."));
        Assert.InRange(unchanged, 0, s_damages / 4);
    }

    private static byte[] Damaged(byte[] file, SplitMix random, out string what)
    {
        byte[] damaged = [.. file];
        int start = random.Below(file.Length), length = 1 + random.Below(Math.Min(4096, file.Length - start));

        // The header is a small part of the file, and most that can go wrong goes wrong in it.
        if (random.Below(3) == 0) (start, length) = (random.Below(3000), 1 + random.Below(64));
        int kind = random.Below(6);
        what = string.Create(CultureInfo.InvariantCulture, $"kind {kind} at {start}, {length} bytes");
        switch (kind)
        {
            case 0:
                for (int flips = 1 + random.Below(5); flips > 0; flips--) damaged[random.Below(file.Length)] ^= (byte)(1 << random.Below(8));
                break;
            case 1:
                damaged.AsSpan(start, length).Clear();
                break;
            case 2:
                foreach (ref byte b in damaged.AsSpan(start, length)) b = (byte)random.Below(256);
                break;
            case 3:
                return damaged[..start];
            case 4:
                return [.. damaged[..start], .. damaged[(start + length)..]];
            default:
                damaged.AsSpan(start, length).CopyTo(damaged.AsSpan(random.Below(file.Length - length)));
                break;
        }

        return damaged;
    }

    /// <summary>An optimizer into which files are loaded.</summary>
    private sealed class Target(byte[] checkpoint, Model model)
    {
        private readonly byte[] _before = model.Saved();

        public byte[] Checkpoint { get; } = checkpoint;

        public void Refuses(byte[] file, string what, bool canSeek = true)
        {
            using Stream stream = canSeek ? new MemoryStream(file) : new PipeStream(file);
            long allocated = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                model.Optimizer.Load(stream);
            }
            catch (CheckpointException exception)
            {
                // Reading takes the file once; comparing and the message take what the header and the model warrant.
                allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
                long warranted = 8L * file.Length + 256 * 1024;
                Assert.True(allocated <= warranted, $"{what}: {allocated} bytes were allocated for a file of {file.Length}.");
                Assert.True(exception.Message.Length > 20, $"{what}: says only '{exception.Message}'.");
                Assert.True(_before.AsSpan().SequenceEqual(model.Saved()), $"{what}: something changed.");
                return;
            }

            Assert.Fail($"{what}: was loaded.");
        }

        public void Takes(byte[] file)
        {
            model.Load(file);
            Assert.Equal(Checkpoint, model.Saved());
        }
    }
}
