using System.Globalization;
using System.Text;

namespace OptimizerDsl;

/// <summary>Writes records as UTF-8 into a buffer that is kept, so that a record allocates nothing once the buffer is large enough.</summary>
internal sealed class RecordWriter(TrainingLogFormat format, string[] columns)
{
    private const int LongestNumber = 32;

    // In JSON the name of each column stands in front of each value.
    private readonly byte[][] _names = format == TrainingLogFormat.JsonLines
        ? [.. columns.Select((name, i) => Encoding.UTF8.GetBytes((i == 0 ? "{" : ",") + Quoted(name) + ":"))]
        : [.. columns.Select((_, i) => Encoding.UTF8.GetBytes(i == 0 ? "" : ","))];

    private byte[] _buffer = new byte[256];
    private int _length;
    private int _column;

    internal ReadOnlySpan<byte> Record => _buffer.AsSpan(0, _length);

    /// <summary>The header; none in JSON lines.</summary>
    internal string Header => format == TrainingLogFormat.Csv ? string.Join(',', columns.Select(Csv)) + "\n" : "";

    internal void Begin() => _length = _column = 0;

    internal void Add(long value)
    {
        Name();
        Room(LongestNumber);
        value.TryFormat(_buffer.AsSpan(_length), out int written, default, CultureInfo.InvariantCulture);
        _length += written;
    }

    internal void Add(double value)
    {
        Name();
        Room(LongestNumber);
        bool isQuoted = format == TrainingLogFormat.JsonLines && !double.IsFinite(value);
        if (isQuoted)
        {
            _buffer[_length++] = (byte)'"';
        }

        // The shortest text that reads back as the same double.
        value.TryFormat(_buffer.AsSpan(_length), out int written, "R", CultureInfo.InvariantCulture);
        _length += written;
        if (isQuoted)
        {
            _buffer[_length++] = (byte)'"';
        }
    }

    /// <summary>A word of ASCII letters.</summary>
    internal void Add(ReadOnlySpan<byte> word)
    {
        Name();
        Put(format == TrainingLogFormat.JsonLines ? "\""u8 : default);
        Put(word);
        Put(format == TrainingLogFormat.JsonLines ? "\""u8 : default);
    }

    internal void AddNothing()
    {
        Name();
        Put(format == TrainingLogFormat.JsonLines ? "null"u8 : default);
    }

    internal void End() => Put(format == TrainingLogFormat.JsonLines ? "}\n"u8 : "\n"u8);

    /// <summary>The number of steps of a line; null where the line is no record.</summary>
    internal long? StepOf(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> first = _names[0];
        if (!line.StartsWith(first) || (format == TrainingLogFormat.JsonLines && !line.EndsWith("}"u8)))
        {
            return null;
        }

        int end = line[first.Length..].IndexOf((byte)',');
        return end > 0 && long.TryParse(line.Slice(first.Length, end), NumberStyles.None, CultureInfo.InvariantCulture, out long step) ? step : null;
    }

    private static string Csv(string name) =>
        name.AsSpan().IndexOfAny(",\"\r\n") < 0 ? name : "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    private static string Quoted(string name) => "\"" + System.Text.Encodings.Web.JavaScriptEncoder.Default.Encode(name) + "\"";

    private void Name() => Put(_names[_column++]);

    private void Put(ReadOnlySpan<byte> bytes)
    {
        Room(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    private void Room(int bytes)
    {
        if (_buffer.Length - _length < bytes)
        {
            Array.Resize(ref _buffer, Math.Max(2 * _buffer.Length, _length + bytes));
        }
    }
}
