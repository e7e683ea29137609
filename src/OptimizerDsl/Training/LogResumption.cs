using System.Text;

namespace OptimizerDsl;

/// <summary>Finds where a log goes on.</summary>
internal static class LogResumption
{
    /// <summary>Cuts off the records behind a step, and a last line that is not whole, and stands at the end of what is left.</summary>
    /// <exception cref="InvalidDataException">The file has other columns. It is as it was.</exception>
    internal static void Cut(Stream stream, RecordWriter writer, long steps, string path)
    {
        long end = 0;
        bool isHeader = writer.Header.Length > 0;
        foreach ((byte[] line, long lineEnd) in Lines(stream))
        {
            if (isHeader)
            {
                string header = Encoding.UTF8.GetString(line);
                if (header + "\n" != writer.Header)
                {
                    throw new InvalidDataException($"The log '{path}' has the columns {header}, and this optimizer's has {writer.Header.TrimEnd('\n')}: begin a new file.");
                }

                isHeader = false;
            }
            else
            {
                long step = writer.StepOf(line) ?? throw new InvalidDataException($"The log '{path}' has a line that is no record of this format: {Encoding.UTF8.GetString(line)}");
                if (step > steps)
                {
                    break;
                }
            }

            end = lineEnd;
        }

        stream.SetLength(end);
        stream.Position = end;
    }

    // Whole lines, without their ends, and where the next one begins.
    private static IEnumerable<(byte[] Line, long End)> Lines(Stream stream)
    {
        var line = new List<byte>();
        var buffer = new byte[64 * 1024];
        long end = 0;
        stream.Position = 0;
        for (int read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
        {
            for (int i = 0; i < read; i++)
            {
                end++;
                if (buffer[i] != (byte)'\n')
                {
                    line.Add(buffer[i]);
                    continue;
                }

                yield return ([.. line], end);
                line.Clear();
            }
        }
    }
}
