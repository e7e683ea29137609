using Digits.Data;
using Digits.Tests.Support;

namespace Digits.Tests;

public sealed class MnistFolderTests
{
    [Theory]
    [InlineData("")]
    [InlineData(".gz")]
    public void Both_pairs_are_training_and_test(string suffix)
    {
        using var folder = new DataFolder();
        folder.WritePair("train", 7, suffix);
        folder.WritePair("t10k", 3, suffix, offset: 100);

        DigitData data = MnistFolder.Read(folder.Path);

        Assert.Equal((7, 3), (data.Train.Count, data.Test.Count));
        Assert.Equal([0, 1, 2, 3, 4, 5, 6], data.Train.Labels.ToArray());
        Assert.All(Enumerable.Range(0, 7), i => Assert.Equal(Grey(i), data.Train.Image(i).ToArray()));
        Assert.All(Enumerable.Range(0, 3), i => Assert.Equal(Grey(100 + i), data.Test.Image(i).ToArray()));
    }

    [Theory]
    [InlineData("train", "", 10, 8)]
    [InlineData("t10k", ".gz", 14, 11)]
    [InlineData("t10k", "", 2, 1)]
    public void A_single_pair_is_split_in_file_order(string name, string suffix, int count, int expectedTrain)
    {
        using var folder = new DataFolder();
        folder.WritePair(name, count, suffix);

        DigitData data = MnistFolder.Read(folder.Path);

        Assert.Equal((expectedTrain, count - expectedTrain), (data.Train.Count, data.Test.Count));
        Assert.Equal(Grey(expectedTrain - 1), data.Train.Image(expectedTrain - 1).ToArray());
        Assert.Equal(Grey(expectedTrain), data.Test.Image(0).ToArray());
        Assert.Equal(expectedTrain % 10, data.Test.Labels[0]);
    }

    [Fact]
    public void A_file_without_its_partner_is_no_pair()
    {
        using var folder = new DataFolder();
        folder.WritePair("t10k", 10);
        folder.WritePair("train", 10);
        File.Delete(folder.PathOf("train-labels-idx1-ubyte"));

        Assert.Equal(8, MnistFolder.Read(folder.Path).Train.Count);
    }

    [Fact]
    public void Gathered_pixels_go_from_0_to_1()
    {
        using var folder = new DataFolder();
        folder.WritePair("train", 256);
        DigitSet digits = MnistFolder.Read(folder.Path).Test;
        var images = new float[2 * DigitSet.PixelCount];
        var labels = new byte[2];

        digits.Gather([digits.Count - 1, 0], images, labels);

        Assert.Equal([255 % 10, 204 % 10], labels);
        Assert.All(images[..DigitSet.PixelCount], pixel => Assert.Equal(1f, pixel, 1e-6f));
        Assert.All(images[DigitSet.PixelCount..], pixel => Assert.Equal(204 / 255f, pixel, 1e-6f));
    }

    private static byte[] Grey(int value) => [.. Enumerable.Repeat((byte)value, DigitSet.PixelCount)];
}
