using System.Numerics.Tensors;

namespace Digits.Data;

/// <summary>Labelled images of 28 x 28 grey values, kept as the bytes they come in: a quarter of the size of floats.</summary>
internal sealed class DigitSet
{
    public const int Side = 28;
    public const int PixelCount = Side * Side;
    public const int ClassCount = 10;

    private readonly ReadOnlyMemory<byte> _pixels;
    private readonly ReadOnlyMemory<byte> _labels;

    /// <param name="pixels">The images one after the other, row by row, 0 for paper and 255 for ink.</param>
    /// <param name="labels">One label from 0 to 9 for each image.</param>
    public DigitSet(ReadOnlyMemory<byte> pixels, ReadOnlyMemory<byte> labels)
    {
        if (pixels.Length != (long)labels.Length * PixelCount)
            throw new ArgumentException($"{pixels.Length} pixels are not {labels.Length} images of {PixelCount}.", nameof(pixels));
        (_pixels, _labels) = (pixels, labels);
    }

    public int Count => _labels.Length;

    public ReadOnlySpan<byte> Labels => _labels.Span;

    public ReadOnlySpan<byte> Image(int index) => _pixels.Span.Slice(index * PixelCount, PixelCount);

    /// <summary>A part of the set, without a copy.</summary>
    public DigitSet Slice(int start, int count) =>
        new(_pixels.Slice(start * PixelCount, count * PixelCount), _labels.Slice(start, count));

    /// <summary>Gathers the images and labels with the given numbers; the pixels become floats from 0 to 1.</summary>
    public void Gather(ReadOnlySpan<int> indices, Span<float> images, Span<byte> labels)
    {
        for (int i = 0; i < indices.Length; i++)
        {
            Span<float> image = images.Slice(i * PixelCount, PixelCount);
            TensorPrimitives.ConvertTruncating(Image(indices[i]), image);
            TensorPrimitives.Multiply(image, 1f / 255, image);
            labels[i] = Labels[indices[i]];
        }
    }
}

/// <summary>What a run needs: digits to learn from, and others to be judged by.</summary>
internal sealed record DigitData(DigitSet Train, DigitSet Test, string Source);
