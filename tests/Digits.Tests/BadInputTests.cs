using Digits.Tests.Support;

namespace Digits.Tests;

/// <summary>Whatever is wrong with the input, the answer is one line on standard error and exit code 2.</summary>
public sealed class BadInputTests
{
    private const string Images = "t10k-images-idx3-ubyte";
    private const string Labels = "t10k-labels-idx1-ubyte";

    /// <summary>A break of a good pair of ten digits: the file to replace, its new content, words that the line must hold.</summary>
    private static readonly Dictionary<string, (string File, byte[] Content, string Says)> s_breaks = new()
    {
        ["empty file"] = (Images, [], "truncated"),
        ["header cut off"] = (Images, [0, 0, 8, 3, 0, 0, 0], "truncated"),
        ["images cut off"] = (Images, DataFolder.Idx(0x0803, [10, 28, 28], new byte[7839]), "truncated"),
        ["images go on"] = (Images, DataFolder.Idx(0x0803, [10, 28, 28], new byte[7841]), "longer"),
        ["labels cut off"] = (Labels, DataFolder.Idx(0x0801, [10], new byte[9]), "truncated"),
        ["labels go on"] = (Labels, DataFolder.Idx(0x0801, [10], new byte[11]), "longer"),
        ["labels in place of images"] = (Images, DataFolder.Idx(0x0801, [16], new byte[16]), "magic number 0x00000801"),
        ["images in place of labels"] = (Labels, DataFolder.Idx(0x0803, [10, 28, 28], new byte[7840]), "magic number 0x00000803"),
        ["floats in place of bytes"] = (Images, DataFolder.Idx(0x0D03, [10, 28, 28], new byte[4 * 7840]), "magic number 0x00000D03"),
        ["gzip without .gz"] = (Images, DataFolder.Gzip(new byte[100]), "magic number 0x1F8B"),
        ["one label too few"] = (Labels, DataFolder.Idx(0x0801, [9], new byte[9]), "9 labels for the 10 images"),
        ["no images"] = (Labels, DataFolder.Idx(0x0801, [0], []), "0 labels for the 10 images"),
        ["label 10"] = (Labels, DataFolder.Idx(0x0801, [10], [0, 1, 2, 10, 4, 5, 6, 7, 8, 9]), "label 10 at index 3"),
        ["label 255"] = (Labels, DataFolder.Idx(0x0801, [10], [255, 1, 2, 3, 4, 5, 6, 7, 8, 9]), "label 255 at index 0"),
        ["other image size"] = (Images, DataFolder.Idx(0x0803, [10, 32, 32], new byte[10240]), "32x32"),
        ["turned image size"] = (Images, DataFolder.Idx(0x0803, [10, 14, 56], new byte[7840]), "14x56"),
        ["claims 4 Gi labels"] = (Labels, DataFolder.Idx(0x0801, [-1], new byte[10]), "truncated"),
        ["claims 3 TB of images"] = (Images, DataFolder.Idx(0x0803, [-1, 28, 28], new byte[7840]), "truncated"),
    };

    public static TheoryData<string, bool> Breaks
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (string name in s_breaks.Keys)
            {
                data.Add(name, false);
                data.Add(name, true);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Breaks))]
    public void A_bad_file_is_named(string name, bool gzipped)
    {
        (string file, byte[] content, string says) = s_breaks[name];
        string suffix = gzipped ? ".gz" : "";
        using var folder = new DataFolder();
        folder.WritePair("t10k", 10, suffix);
        folder.Write(file + suffix, content);

        long before = GC.GetAllocatedBytesForCurrentThread();
        AssertRefused([folder.PathOf(file + suffix), says], "--data", folder.Path);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 << 20);
    }

    [Theory]
    [InlineData(Images)]
    [InlineData(Labels)]
    public void A_corrupt_gzip_is_named(string file)
    {
        using var folder = new DataFolder();
        folder.WritePair("t10k", 10, ".gz");
        string path = folder.PathOf(file + ".gz");
        byte[] good = File.ReadAllBytes(path);
        byte[][] corrupt =
        [
            [1, 2, 3, 4],
            good[..(good.Length / 2)],
            good[..^8], // all the data, but no checksum
            good[..^1],
            [.. good[..^8], (byte)~good[^8], .. good[^7..]],
        ];

        foreach (byte[] content in corrupt)
        {
            File.WriteAllBytes(path, content);
            AssertRefused([path, "corrupt or truncated gzip"], "--data", folder.Path);
        }
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named()
    {
        using var folder = new DataFolder();
        AssertRefused([folder.PathOf("nowhere"), "no such folder"], "--data", folder.PathOf("nowhere"));
    }

    [Fact]
    public void A_folder_without_a_pair_is_named()
    {
        using var folder = new DataFolder();
        AssertRefused([folder.Path, "no pair"], "--data", folder.Path);

        folder.Write(Images, DataFolder.Idx(0x0803, [10, 28, 28], new byte[7840]));
        AssertRefused([folder.Path, "no pair"], "--data", folder.Path);
    }

    [Theory]
    [InlineData(0, "no images")]
    [InlineData(1, "too few")]
    public void A_pair_too_small_to_split_is_named(int count, string says)
    {
        using var folder = new DataFolder();
        folder.WritePair("t10k", count);
        AssertRefused([folder.Path, says], "--data", folder.Path);
    }

    [Fact]
    public void A_line_break_in_a_name_does_not_break_the_line() =>
        AssertRefused(["no\u003Fsuch\u003Fplace", "no such folder"], "--data", "no\nsuch\rplace");

    [Theory]
    [InlineData("unknown option '--layers'", "--layers", "3")]
    [InlineData("unknown option 'data'", "data")]
    [InlineData("--data needs a value", "--data")]
    [InlineData("--data needs a value", "--data", "--epochs", "3")]
    [InlineData("--epochs needs a value", "--seed", "3", "--epochs")]
    [InlineData("--epochs needs an integer from 1", "--epochs", "0")]
    [InlineData("--epochs needs an integer from 1", "--epochs", "-3")]
    [InlineData("--epochs needs an integer from 1", "--epochs", "2.5")]
    [InlineData("--epochs needs an integer from 1", "--epochs", "99999999999")]
    [InlineData("--seed needs a 32-bit integer", "--seed", "x")]
    [InlineData("--seed needs a 32-bit integer", "--seed", "")]
    public void A_bad_option_is_named(string says, params string[] args) => AssertRefused([says], args);

    private static void AssertRefused(string[] says, params string[] args)
    {
        SampleRun run = SampleRun.InProcess(args);

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.EndsWith("\n", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error, character => character is '\n' or '\r');
        Assert.All(says, words => Assert.Contains(words, run.Error, StringComparison.Ordinal));
    }
}
