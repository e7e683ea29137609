using OptimizerDsl.Runtime;

namespace OptimizerDsl.Tests;

public sealed class ReductionShapeTests
{
    [Fact]
    public void Lanes_combine_in_a_fixed_tree()
    {
        double[] x = [.. Enumerable.Range(0, 16).Select(i => Math.Pow(10, i % 2 == 0 ? i : -i))];
        double[] a = [.. Enumerable.Range(0, 8).Select(i => x[i] + x[i + 8])];
        double[] b = [.. Enumerable.Range(0, 4).Select(i => a[i] + a[i + 4])];
        double expected = b[0] + b[2] + (b[1] + b[3]);
        Assert.Equal(expected, ReductionShape.Combine(x, ReductionKind.Sum));
        Assert.Equal(expected, ReductionShape.Combine(x, ReductionKind.SumOfSquares));
        Assert.Equal(x.Max(), ReductionShape.Combine(x, ReductionKind.Max));
        x[11] = double.NaN;
        Assert.Equal(double.NaN, ReductionShape.Combine(x, ReductionKind.Max));
        Assert.Throws<ArgumentException>(() => ReductionShape.Combine(x.AsSpan(1), ReductionKind.Sum));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(4096, 1)]
    [InlineData(4097, 2)]
    [InlineData(int.MaxValue, 524_288)]
    public void Blocks_are_of_4096_elements(int length, int blocks) => Assert.Equal(blocks, ReductionShape.BlockCount(length));

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(10_000)]
    public void A_tensor_is_summed_lane_by_lane_and_block_by_block(int length)
    {
        double[] x = Numbers.Make<double>(length, length);
        double sum = 0;
        double squares = 0;
        for (int start = 0; start < length; start += 4096)
        {
            var lanes = new double[16];
            var squareLanes = new double[16];
            for (int lane = 0; lane < 16; lane++)
            {
                for (int i = start + lane; i < Math.Min(start + 4096, length); i += 16)
                {
                    lanes[lane] += x[i];
                    squareLanes[lane] += x[i] * x[i];
                }
            }

            sum += ReductionShape.Combine(lanes, ReductionKind.Sum);
            squares += ReductionShape.Combine(squareLanes, ReductionKind.SumOfSquares);
        }

        Assert.Equal(sum, ReductionShape.ReduceTensor(x, ReductionKind.Sum));
        Assert.Equal(squares, ReductionShape.ReduceTensor(x, ReductionKind.SumOfSquares));
        Assert.Equal(x.Max(), ReductionShape.ReduceTensor(x, ReductionKind.Max));
        x[length / 2] = double.NaN;
        Assert.Equal(double.NaN, ReductionShape.ReduceTensor(x, ReductionKind.Max));
    }

    [Fact]
    public void Nothing_reduces_to_the_identity()
    {
        Assert.Equal(0, ReductionShape.ReduceTensor([], ReductionKind.Sum));
        Assert.Equal(0, ReductionShape.ReduceTensor([], ReductionKind.SumOfSquares));
        Assert.Equal(double.NegativeInfinity, ReductionShape.ReduceTensor([], ReductionKind.Max));
    }
}
