using System.Numerics;

namespace OptimizerDsl;

/// <summary>Which rows of a parameter the next step updates: all of them until the first is named.</summary>
/// <param name="rows">The number of rows.</param>
/// <param name="rowLength">The number of elements in a row.</param>
internal sealed class RowSelection(int rows, int rowLength)
{
    private const int Word = 64;
    private readonly ulong[] _bits = new ulong[(rows + Word - 1) / Word];

    /// <summary>Whether rows were named since the last step, and only those are updated.</summary>
    internal bool IsPartial { get; private set; }

    /// <summary>Whether no row is named.</summary>
    internal bool IsEmpty => !_bits.AsSpan().ContainsAnyExcept(0UL);

    internal int RowCount => rows;

    internal int RowLength => rowLength;

    internal bool IsSelected(int row) => (_bits[row / Word] >> row & 1) != 0;

    internal void Add(ReadOnlySpan<int> selected)
    {
        IsPartial = true;
        foreach (int row in selected)
        {
            _bits[row / Word] |= 1UL << row;
        }
    }

    internal void Forget()
    {
        if (IsPartial)
        {
            Array.Clear(_bits);
            IsPartial = false;
        }
    }

    /// <summary>The next run of elements in rows that are updated.</summary>
    /// <param name="first">The first element that may belong to it.</param>
    /// <param name="end">The element behind the last that may belong to it.</param>
    /// <returns>Where the run begins, and its length; 0 where there is none before the end.</returns>
    internal (int First, int Count) Next(int first, int end)
    {
        int row = NextRow(first / rowLength, isSelected: true);
        int start = (int)Math.Max(first, Math.Min((long)row * rowLength, end));
        int stop = (int)Math.Min(end, (long)NextRow(row, isSelected: false) * rowLength);
        return (start, Math.Max(stop - start, 0));
    }

    // The first row from this one on that is selected, or is not; the number of rows where there is none.
    private int NextRow(int row, bool isSelected)
    {
        while (row < rows)
        {
            ulong word = (isSelected ? _bits[row / Word] : ~_bits[row / Word]) >> row;
            if (word != 0)
            {
                return Math.Min(row + BitOperations.TrailingZeroCount(word), rows);
            }

            row = (row / Word + 1) * Word;
        }

        return rows;
    }
}
