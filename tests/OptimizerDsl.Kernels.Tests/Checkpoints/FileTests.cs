using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using OptimizerDsl.Kernels.Tests.Running;

namespace OptimizerDsl.Kernels.Tests.Checkpoints;

/// <summary>What lies on the disk, and what is left there when a save fails.</summary>
public sealed class FileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("optimizerdsl-files-").FullName;

    private string File => Path.Combine(_folder, "run.safetensors");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_is_what_the_format_says()
    {
        Model model = SmallRecipes.Model("Plain").Train(3);
        model.Optimizer.Save(File);
        byte[] bytes = System.IO.File.ReadAllBytes(File);
        int length = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        Assert.Equal(0, length % 8);
        using JsonDocument header = JsonDocument.Parse(bytes.AsMemory(8, length));
        JsonElement metadata = header.RootElement.GetProperty("__metadata__");
        Assert.Equal("3", metadata.GetProperty("steps").GetString());
        Assert.Equal("0.999", metadata.GetProperty("recipe.Hyperparameters/AdamW.Beta2").GetString());
        Assert.Equal("0.01", metadata.GetProperty("rate").GetString());

        string[] names = [.. header.RootElement.EnumerateObject().Skip(1).Select(tensor => tensor.Name)];
        Assert.Equal(
            ["parameters/dense.weight", "parameters/dense.bias", "state/dense.weight/m", "state/dense.weight/v", "state/dense.bias/m", "state/dense.bias/v"], names);
        string[] sums = metadata.GetProperty("tensor_crc32c").GetString()!.Split(' ');
        int end = 0;
        foreach ((int i, string name) in names.Index())
        {
            JsonElement tensor = header.RootElement.GetProperty(name);
            Assert.Equal("F32", tensor.GetProperty("dtype").GetString());
            Assert.Equal(end, tensor.GetProperty("data_offsets")[0].GetInt32());
            end = tensor.GetProperty("data_offsets")[1].GetInt32();
            Assert.Equal(Crc(bytes.AsSpan(8 + length)[tensor.GetProperty("data_offsets")[0].GetInt32()..end]), sums[i]);
        }

        Assert.Equal(8 + length + end, bytes.Length);
        Assert.Equal("[3,5]", header.RootElement.GetProperty(names[0]).GetProperty("shape").GetRawText());
        float[] weight = model.Set["dense.weight"].Values.ToArray();
        Assert.All(weight, (value, i) => Assert.Equal(value, BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(8 + length + 4 * i))));

        byte[] blank = bytes[8..(8 + length)];
        string said = metadata.GetProperty("header_crc32c").GetString()!;
        int place = blank.AsSpan().IndexOf(Encoding.ASCII.GetBytes(said));
        Encoding.ASCII.GetBytes("00000000", blank.AsSpan(place));
        Assert.Equal(Crc(blank), said);
    }

    [Fact]
    public void The_checksum_is_the_one_of_its_name() => Assert.Equal("e3069283", Crc("123456789"u8));

    [Fact]
    public void Names_are_free()
    {
        (string, int[])[] tensors = [("a/b", [2]), ("a", [3]), ("\"quoted\" \\ \n", [1]), ("größe ∂ 😀", [4]), ("empty", [0, 7]), ("scalar", [])];
        byte[] checkpoint = SmallRecipes.Model("Plain", tensors).Train(3).Saved();
        Model loaded = SmallRecipes.Model("Plain", tensors);
        loaded.Load(checkpoint);
        Assert.Equal(checkpoint, loaded.Saved());
        Assert.Equal(SmallRecipes.Model("Plain", tensors).Train(5).Saved(), loaded.Train(2).Saved());
    }

    [Fact]
    public void A_save_that_fails_leaves_the_old_file_and_nothing_else()
    {
        // Its owner takes the memory away while it is being written.
        var owner = new FailingMemory(100_000);
        var set = new ParameterSet();
        set.Attach("w", owner.Memory, new float[100_000]);
        var optimizer = (IOptimizer)Activator.CreateInstance(SmallRecipes.Named("Plain"), set)!;
        optimizer.Save(File);
        byte[] before = System.IO.File.ReadAllBytes(File);

        optimizer.Step();
        int failures = 0;
        for (int spans = 0; ; spans++)
        {
            owner.Spans = spans;
            try
            {
                optimizer.Save(File);
                break;
            }
            catch (ObjectDisposedException)
            {
                failures++;
            }

            owner.Spans = int.MaxValue;
            Assert.Equal(before, System.IO.File.ReadAllBytes(File));
            Assert.Equal([File], Directory.GetFiles(_folder));
        }

        // At least when it is asked for, when checksums are made, and when it is written.
        Assert.True(failures >= 3);
        Assert.NotEqual(before, System.IO.File.ReadAllBytes(File));
    }

    [Fact]
    public void Places_that_take_no_file()
    {
        Model model = SmallRecipes.Model("Plain").Train(1);
        byte[] before = model.Saved();
        System.IO.File.WriteAllText(File, "no folder");
        Assert.ThrowsAny<IOException>(() => model.Optimizer.Save(Path.Combine(File, "below.safetensors")));
        Assert.ThrowsAny<IOException>(() => model.Optimizer.Save(Path.Combine(_folder, "nowhere", "run.safetensors")));
        string folder = Directory.CreateDirectory(Path.Combine(_folder, "folder")).FullName;
        Exception exception = Assert.ThrowsAny<Exception>(() => model.Optimizer.Save(folder));
        Assert.True(exception is IOException or UnauthorizedAccessException, exception.ToString());
        Assert.ThrowsAny<ArgumentException>(() => model.Optimizer.Save(""));
        Assert.Equal("no folder", System.IO.File.ReadAllText(File));
        Assert.Equal([File], Directory.GetFiles(_folder));
        Assert.Empty(Directory.GetFileSystemEntries(folder));
        Assert.Equal(before, model.Saved());
    }

    [Fact]
    public void A_stream_without_room()
    {
        Model model = SmallRecipes.Model("Plain").Train(1);
        byte[] before = model.Saved();
        if (System.IO.File.Exists("/dev/full"))
        {
            // Its buffer keeps what does not fit, and fails once more.
            var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write);
            Assert.ThrowsAny<IOException>(() => model.Optimizer.Save(full));
            Assert.ThrowsAny<IOException>(full.Dispose);
        }

        byte[] room = new byte[before.Length - 1];
        Assert.Throws<NotSupportedException>(() => model.Optimizer.Save(new MemoryStream(room)));
        Assert.Equal(before, model.Saved());
        model.Train(1);
    }

    [Fact]
    public void Files_that_are_not_there_or_are_something_else()
    {
        Model model = SmallRecipes.Model("Plain").Train(1);
        byte[] before = model.Saved();
        Assert.Throws<FileNotFoundException>(() => model.Optimizer.Load(File));
        foreach (byte[] content in (byte[][])[[], [1, 2, 3], [.. Encoding.UTF8.GetBytes("a text that is not a checkpoint at all")], [8, 0, 0, 0, 0, 0, 0, 0, .. "{}      "u8]])
        {
            System.IO.File.WriteAllBytes(File, content);
            Assert.Throws<CheckpointException>(() => model.Optimizer.Load(File));
        }

        System.IO.File.WriteAllBytes(File, [.. before, 0]);
        Assert.Contains("damaged", Assert.Throws<CheckpointException>(() => model.Optimizer.Load(File)).Message, StringComparison.Ordinal);
        Assert.Equal(before, model.Saved());
    }

    [Fact]
    public void What_a_killed_process_left_goes_with_a_later_save()
    {
        string Leftover(string name, TimeSpan age)
        {
            string path = Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $".{name}.{Guid.NewGuid():N}.tmp"));
            System.IO.File.WriteAllText(path, "half");
            System.IO.File.SetLastWriteTimeUtc(path, DateTime.UtcNow - age);
            return path;
        }

        string old = Leftover("run.safetensors", TimeSpan.FromMinutes(5)), fresh = Leftover("run.safetensors", TimeSpan.Zero);
        string others = Leftover("other.safetensors", TimeSpan.FromMinutes(5)), open = Leftover("run.safetensors", TimeSpan.FromMinutes(5));
        string mine = Path.Combine(_folder, ".run.safetensors.mine.tmp");
        System.IO.File.WriteAllText(mine, "mine");
        System.IO.File.SetLastWriteTimeUtc(mine, DateTime.UtcNow.AddDays(-1));
        using (new FileStream(open, FileMode.Open, FileAccess.Write, FileShare.None))
        {
            SmallRecipes.Model("Plain").Optimizer.Save(File);
        }

        Assert.Equal(new[] { File, fresh, others, open, mine }.Order(StringComparer.Ordinal), Directory.GetFiles(_folder).Order(StringComparer.Ordinal));
        Assert.False(System.IO.File.Exists(old));
    }

    [Fact]
    public void A_link_stays_a_link()
    {
        string link = Path.Combine(_folder, "latest.safetensors");
        System.IO.File.CreateSymbolicLink(link, File);
        Model model = SmallRecipes.Model("Plain").Train(1);
        model.Optimizer.Save(link);
        Assert.Equal(File, new FileInfo(link).LinkTarget);
        Assert.Equal(model.Saved(), System.IO.File.ReadAllBytes(File));
        model.Train(1).Optimizer.Load(link);
        Assert.Equal(1, model.Optimizer.StepCount);
    }

    // Bit by bit, from the polynomial.
    private static string Crc(ReadOnlySpan<byte> bytes)
    {
        uint remainder = uint.MaxValue;
        foreach (byte b in bytes)
        {
            remainder ^= b;
            for (int bit = 0; bit < 8; bit++) remainder = (remainder & 1) != 0 ? remainder >> 1 ^ 0x82F63B78 : remainder >> 1;
        }

        return (~remainder).ToString("x8", CultureInfo.InvariantCulture);
    }

    /// <summary>Memory that is there so many times, and then is gone.</summary>
    private sealed class FailingMemory(int length) : MemoryManager<float>
    {
        private readonly float[] _values = new float[length];

        public int Spans { get; set; } = int.MaxValue;

        public override Span<float> GetSpan() => Spans-- > 0 ? _values : throw new ObjectDisposedException(nameof(FailingMemory));

        public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

        public override void Unpin() => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
        }
    }
}
