using System.Runtime.CompilerServices;

namespace OptimizerDsl.Runtime;

// The update of a run of elements.
internal sealed partial class GroupRunner<T>
{
    private void UpdateRun(in StepRun<T> run, int first, int end)
    {
        if (Layout.Memory.HasBlocks)
        {
            UpdateChunks(run, first, end);
        }
        else
        {
            UpdatePieces(run, first, end, 0);
        }
    }

    /// <summary>
    /// Has the program store whole blocks if it does that, or leave the new values of blocks aside, and stores them when a
    /// number of blocks is complete.
    /// </summary>
    [SkipLocalsInit]
    private unsafe void UpdateChunks(in StepRun<T> run, int first, int end)
    {
        // Parts are cut at other multiples; a block belongs to the part in which it begins.
        first = Math.Min(run.Length, WholeBlocks(first));
        end = Math.Min(run.Length, WholeBlocks(end));
        float* newValues = stackalloc float[Layout.Memory.Addresses.Length * StateChunk.Stride];
        while (first < end)
        {
            int stop = end;
            if (Layout.Tensors[run.Tensor].Rows is { IsPartial: true } rows)
            {
                (first, int count) = rows.Next(first, end);
                stop = first + count;
            }

            if (_storesBlocks)
            {
                int whole = stop - (stop - first) % Block8.Length;
                UpdatePieces(run, first, whole, 0);
                first = whole;
            }
            else
            {
                stop = Math.Min(stop, first + StateChunk.Length);
            }

            if (stop > first)
            {
                UpdatePieces(run, first, stop, (nint)newValues);
                Layout.Memory.StoreBlocks(newValues, run.StateOffset + first, stop - first, _rounding, Layout.Tensors[run.Tensor].FirstElement + (ulong)first);
            }

            first = stop;
        }
    }

    private void UpdatePieces(in StepRun<T> run, int first, int end, nint newValues)
    {
        ref byte values = ref run.Region.Value(run.Offset, run.Length);
        ref byte gradients = ref run.Region.Gradient(run.Offset, run.Length);
        int size = run.Region.ElementSize;
        int start = first;
        while (first < end)
        {
            int count = end - first;
            int segment = -1;
            ulong element = 0;
            if (run.Tensor >= 0 && Layout.Tensors[run.Tensor].Rows is { IsPartial: true } rows)
            {
                (first, count) = rows.Next(first, end);
                if (count == 0)
                {
                    return;
                }
            }

            if (_granularity != Granularity.Flat)
            {
                ref readonly StepTensor<T> tensor = ref Layout.Tensors[run.Tensor];
                element = tensor.FirstElement + (ulong)first;
                segment = run.Tensor;
                if (_granularity == Granularity.Row)
                {
                    int row = first / tensor.RowLength;
                    segment = tensor.FirstRow + row;
                    count = (int)Math.Min(count, (row + 1L) * tensor.RowLength - first);
                }
            }

            var place = new RunPlace
            {
                Segment = segment,
                Element = element,
                StatePlace = run.StateOffset + first,
                StateAddresses = Layout.Memory.Addresses,
                RoundingKey = _rounding.Key,
                NewValues = newValues + (first - start) * sizeof(float),
            };
            _program.Update(place, ref At(ref values, first, size), ref At(ref gradients, first, size), (nuint)count);
            first += count;
        }
    }

    // Elements lie in the type of the arithmetic, or in the fewer bytes that the program knows of.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref T At(ref byte start, int element, int size) => ref Unsafe.As<byte, T>(ref Unsafe.AddByteOffset(ref start, (nint)element * size));

    private static int WholeBlocks(int elements) => (elements + Block8.Length - 1) / Block8.Length * Block8.Length;
}
