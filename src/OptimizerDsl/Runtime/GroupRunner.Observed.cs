using System.Runtime.CompilerServices;

namespace OptimizerDsl.Runtime;

// A group with observers: its update goes block by block, in the shape of reductions, and then they write their state.
internal sealed partial class GroupRunner<T>
{
    /// <summary>Has observers write their state, once the update is done and all totals are whole.</summary>
    internal void Observe(ReadOnlySpan<double> totals)
    {
        _program.Observe(_step, totals);
        if (_granularity == Granularity.Flat)
        {
            return;
        }

        for (int t = 0; t < Layout.Tensors.Length; t++)
        {
            ReadOnlySpan<double> ofTensor = Totals.OfTensor(t);
            ref readonly StepTensor<T> tensor = ref Layout.Tensors[t];
            _program.SetShape(new SegmentShape(tensor.Length, tensor.Rank, tensor.RowLength));
            (int first, int count) = Layout.SegmentsOf(t);
            for (int segment = first; segment < first + count; segment++)
            {
                _program.ObserveSegment(segment, _step, totals, ofTensor);
            }
        }
    }

    private void UpdateBlocks(int block, int end)
    {
        Span<double> lanes = stackalloc double[_observed.Length * ReductionShape.Lanes];
        for (int t = 0; t < Layout.Tensors.Length && block < end; t++)
        {
            ref readonly StepTensor<T> tensor = ref Layout.Tensors[t];
            int tensorEnd = Math.Min(end, tensor.FirstBlock + ReductionShape.BlockCount(tensor.Length));
            for (; block < tensorEnd; block++)
            {
                int start = (block - tensor.FirstBlock) * ReductionShape.BlockLength;
                int stop = start + Math.Min(ReductionShape.BlockLength, tensor.Length - start);
                GroupTotals<T>.Clear(_observed, lanes);
                if (Layout.Memory.HasBlocks)
                {
                    UpdateChunks(t, start, stop, lanes);
                }
                else
                {
                    UpdatePieces(t, start, start, stop, 0, lanes);
                }

                Totals.Combine(_observed, block, lanes);
            }
        }
    }

    /// <summary>As of an update that nothing observes: new values of blocks are left aside, and stored a number of blocks at a time.</summary>
    [SkipLocalsInit]
    private unsafe void UpdateChunks(int t, int block, int end, Span<double> lanes)
    {
        ref readonly StepTensor<T> tensor = ref Layout.Tensors[t];
        float* newValues = stackalloc float[Layout.Memory.Addresses.Length * StateChunk.Stride];
        int first = block;
        while (first < end)
        {
            int stop = end;
            if (tensor.Rows is { IsPartial: true } rows)
            {
                (first, int count) = rows.Next(first, end);
                stop = first + count;
            }

            stop = Math.Min(stop, first + StateChunk.Length);
            if (stop > first)
            {
                // Kernels count from the beginning of the block, new values from that of the chunk.
                UpdatePieces(t, block, first, stop, (nint)newValues - (first - block) * sizeof(float), lanes);
                Layout.Memory.StoreBlocks(newValues, tensor.StateOffset + first, stop - first, _rounding, tensor.FirstElement + (ulong)first);
            }

            first = stop;
        }
    }

    private void UpdatePieces(int t, int block, int first, int end, nint newValues, Span<double> lanes)
    {
        ref readonly StepTensor<T> tensor = ref Layout.Tensors[t];
        ref byte values = ref tensor.Region.Value(tensor.Offset, tensor.Length);
        ref byte gradients = ref tensor.Region.Gradient(tensor.Offset, tensor.Length);
        int size = tensor.Region.ElementSize;
        while (first < end)
        {
            int stop = end;
            int segment = _granularity == Granularity.Flat ? -1 : t;
            if (tensor.Rows is { IsPartial: true } rows)
            {
                (first, int count) = rows.Next(first, end);
                if (count == 0)
                {
                    return;
                }

                stop = first + count;
            }

            if (_granularity == Granularity.Row)
            {
                int row = first / tensor.RowLength;
                segment = tensor.FirstRow + row;
                stop = (int)Math.Min(stop, (row + 1L) * tensor.RowLength);
            }

            var place = new RunPlace
            {
                Segment = segment,
                Element = tensor.FirstElement + (ulong)block,
                StatePlace = tensor.StateOffset + block,
                StateAddresses = Layout.Memory.Addresses,
                RoundingKey = _rounding.Key,
                NewValues = newValues,
            };
            _program.UpdateAndReduce(
                place, ref At(ref values, block, size), ref At(ref gradients, block, size), (nuint)(first - block), (nuint)(stop - block), lanes);
            first = stop;
        }
    }
}
