namespace Digits.Data;

/// <summary>Reads the MNIST files in a folder: the pairs "train" and "t10k" of images and labels, each gzipped or not.</summary>
internal static class MnistFolder
{
    private const string Images = "-images-idx3-ubyte";
    private const string Labels = "-labels-idx1-ubyte";

    /// <summary>With both pairs, trains on train and tests on t10k; a single pair is split 80 : 20 in the file's order.</summary>
    /// <exception cref="BadInputException">There is no such folder, no pair in it, or a file that cannot be used.</exception>
    public static DigitData Read(string folder)
    {
        if (!Directory.Exists(folder))
            throw new BadInputException($"{folder}: no such folder");

        DigitSet? train = ReadPair(folder, "train");
        DigitSet? test = ReadPair(folder, "t10k");
        return (train, test) switch
        {
            (not null, not null) => new DigitData(train, test, $"train and t10k of {folder}"),
            (not null, null) => Split(train, folder, "train"),
            (null, not null) => Split(test, folder, "t10k"),
            _ => throw new BadInputException(
                $"{folder}: no pair of MNIST files, neither train{Images} and train{Labels} nor t10k{Images} and t10k{Labels} (or .gz)"),
        };
    }

    private static DigitData Split(DigitSet all, string folder, string name)
    {
        int train = (int)(all.Count * 4L / 5);
        if (train == 0)
            throw new BadInputException($"{Path.Combine(folder, name + Images)}: a single image is too few to train and to test");
        return new DigitData(all.Slice(0, train), all.Slice(train, all.Count - train), $"{name} of {folder}, split");
    }

    /// <summary>One pair, or null where it is not there.</summary>
    private static DigitSet? ReadPair(string folder, string name)
    {
        string? imagesPath = Find(folder, name + Images);
        string? labelsPath = Find(folder, name + Labels);
        if (imagesPath is null || labelsPath is null)
            return null;

        byte[] pixels = IdxFile.Read(imagesPath, IdxKind.Images);
        byte[] labels = IdxFile.Read(labelsPath, IdxKind.Labels);
        int images = pixels.Length / DigitSet.PixelCount;
        if (images != labels.Length)
            throw new BadInputException($"{labelsPath}: {labels.Length} labels for the {images} images of {Path.GetFileName(imagesPath)}");
        if (images == 0)
            throw new BadInputException($"{imagesPath}: no images in it");

        int wrong = labels.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)(DigitSet.ClassCount - 1));
        if (wrong >= 0)
            throw new BadInputException($"{labelsPath}: label {labels[wrong]} at index {wrong}, digits go from 0 to 9");
        return new DigitSet(pixels, labels);
    }

    private static string? Find(string folder, string name)
    {
        string path = Path.Combine(folder, name);
        return File.Exists(path) ? path : File.Exists(path + ".gz") ? path + ".gz" : null;
    }
}
