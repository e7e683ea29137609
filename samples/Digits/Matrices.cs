using System.Numerics.Tensors;

namespace Digits;

/// <summary>The three matrix products of backpropagation, over row-major matrices, one row operation at a time.</summary>
/// <remarks>
/// Each works along whole rows, so memory is read in order, and adds in one fixed order, so the same numbers give the
/// same bits. (A dot product sums in vector lanes: a processor with other vectors may differ in the last bits.)
/// </remarks>
internal static class Matrices
{
    /// <summary>result (m x n) = left (m x k) times the transpose of <paramref name="right"/> (n x k).</summary>
    public static void MultiplyTransposed(
        ReadOnlySpan<float> left, ReadOnlySpan<float> right, Span<float> result, int m, int k, int n)
    {
        // The rows of the right matrix are outermost: one of them stays in the first-level cache for a whole batch.
        for (int j = 0; j < n; j++)
        {
            ReadOnlySpan<float> row = right.Slice(j * k, k);
            for (int i = 0; i < m; i++)
                result[i * n + j] = TensorPrimitives.Dot(row, left.Slice(i * k, k));
        }
    }

    /// <summary>result (m x n) = left (m x k) times right (k x n).</summary>
    public static void Multiply(
        ReadOnlySpan<float> left, ReadOnlySpan<float> right, Span<float> result, int m, int k, int n)
    {
        result[..(m * n)].Clear();
        for (int i = 0; i < m; i++)
        {
            Span<float> row = result.Slice(i * n, n);
            for (int j = 0; j < k; j++)
                AddScaled(right.Slice(j * n, n), left[i * k + j], row);
        }
    }

    /// <summary>result (m x n) += the transpose of left (k x m) times right (k x n).</summary>
    public static void AddTransposedProduct(
        ReadOnlySpan<float> left, ReadOnlySpan<float> right, Span<float> result, int m, int k, int n)
    {
        for (int i = 0; i < m; i++)
        {
            Span<float> row = result.Slice(i * n, n);
            for (int j = 0; j < k; j++)
                AddScaled(right.Slice(j * n, n), left[j * m + i], row);
        }
    }

    private static void AddScaled(ReadOnlySpan<float> row, float scale, Span<float> sum)
    {
        // ReLU blocks about half of all gradients, and a blocked one adds nothing but time.
        if (scale != 0)
            TensorPrimitives.MultiplyAdd(row, scale, sum, sum);
    }
}
