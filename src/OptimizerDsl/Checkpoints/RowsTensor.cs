namespace OptimizerDsl.Checkpoints;

/// <summary>Which rows of a row-sparse parameter the next step updates, a byte a row: 1 for those that it does.</summary>
internal sealed class RowsTensor : TensorData
{
    private readonly RowSelection _rows;
    private readonly byte[] _bytes;

    internal RowsTensor(string name, RowSelection rows)
        : base(name, DataTypes.Byte, [rows.RowCount])
    {
        _rows = rows;
        _bytes = new byte[rows.RowCount];
        for (int row = 0; row < _bytes.Length; row++)
        {
            _bytes[row] = rows.IsSelected(row) ? (byte)1 : (byte)0;
        }
    }

    /// <summary>Whether rows were named, so that the others stay out of the step.</summary>
    internal bool IsPartial => _rows.IsPartial;

    internal override Span<byte> Bytes(long start, int count) => _bytes.AsSpan((int)start, count);

    internal override void Commit()
    {
        _rows.Forget();
        _rows.Add([.. Enumerable.Range(0, _bytes.Length).Where(row => _bytes[row] != 0)]);
    }

    /// <summary>Has the next step update all rows.</summary>
    internal void Forget() => _rows.Forget();
}
