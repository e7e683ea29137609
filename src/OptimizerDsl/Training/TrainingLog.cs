using System.Text;
using OptimizerDsl.Runtime;

namespace OptimizerDsl;

/// <summary>
/// Writes a record of each step to a file: step, outcome, rate, loss, and what the recipe's observers keep, such as the norms of
/// <see cref="ObserveNormsAttribute"/>.
/// </summary>
/// <remarks>
/// <para>
/// The columns are <c>step</c>, <c>outcome</c> (applied or skipped), <c>rate</c>, <c>loss</c>, and one for each observed value: the
/// tensor's name, a slash and the name of the state, as in <c>dense.weight/gradientNorm</c>; a value of the whole model has the
/// name of its state. Calls that only accumulate have no record. Numbers are written in the invariant culture, as the shortest
/// text that reads back as the same double.
/// </para>
/// <para>A record allocates nothing, once the first few have been written. A log is used by one thread at a time.</para>
/// </remarks>
public sealed class TrainingLog : IDisposable
{
    private static readonly string[] s_columns = ["step", "outcome", "rate", "loss"];

    private readonly Stream _stream;
    private readonly bool _ownsStream;
    private readonly CheckpointAccess _access;
    private readonly double[] _observed;
    private readonly RecordWriter _writer;
    private readonly int _flushEvery;
    private int _unflushed;

    /// <summary>Begins or continues a log in a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="optimizer">The optimizer whose steps are recorded.</param>
    /// <param name="options">How; null for what the options are unless set.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range. The file is as it was.</exception>
    /// <exception cref="InvalidDataException">The file that is to be continued has other columns, or is of another format. It is as it was.</exception>
    /// <exception cref="IOException">The file cannot be opened or written.</exception>
    public TrainingLog(string path, IOptimizer optimizer, TrainingLogOptions? options = null)
        : this(optimizer, FormatOf(path, options), options)
    {
        bool isResumed = options?.Resume == true && File.Exists(path);
        _stream = new FileStream(path, isResumed ? FileMode.Open : FileMode.Create, isResumed ? FileAccess.ReadWrite : FileAccess.Write, FileShare.Read, 64 * 1024);
        _ownsStream = true;
        try
        {
            if (isResumed)
            {
                LogResumption.Cut(_stream, _writer, optimizer.StepCount, path);
            }

            if (_stream.Position == 0)
            {
                _stream.Write(Encoding.UTF8.GetBytes(_writer.Header));
            }
        }
        catch
        {
            _stream.Dispose();
            throw;
        }
    }

    /// <summary>Begins a log in a stream.</summary>
    /// <param name="stream">Where the log is written, from its position on; it is not closed.</param>
    /// <param name="optimizer">The optimizer whose steps are recorded.</param>
    /// <param name="format">The format.</param>
    public TrainingLog(Stream stream, IOptimizer optimizer, TrainingLogFormat format)
        : this(optimizer, format, null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _stream = stream;
        _stream.Write(Encoding.UTF8.GetBytes(_writer.Header));
    }

    private TrainingLog(IOptimizer optimizer, TrainingLogFormat format, TrainingLogOptions? options)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        _flushEvery = options?.FlushEvery ?? new TrainingLogOptions().FlushEvery;
        ArgumentOutOfRangeException.ThrowIfLessThan(_flushEvery, 1, nameof(TrainingLogOptions.FlushEvery));
        _access = optimizer.Checkpoint;
        ObservedColumns = [.. _access.Observed.Select(value => value.Column)];
        _observed = new double[ObservedColumns.Count];
        _writer = new RecordWriter(format, [.. s_columns, .. ObservedColumns]);
        _stream = Stream.Null;
    }

    /// <summary>The names of the columns of observed values, in their order; none where the recipe has no observer.</summary>
    public IReadOnlyList<string> ObservedColumns { get; }

    /// <summary>The observed values of the last record, in the order of <see cref="ObservedColumns"/>; zeros before the first.</summary>
    public ReadOnlySpan<double> Observed => _observed;

    /// <summary>Records a step; one that only accumulated has no record.</summary>
    /// <param name="result">What the step answered.</param>
    /// <param name="loss">The loss before the step.</param>
    /// <exception cref="IOException">The record cannot be written.</exception>
    /// <exception cref="ObjectDisposedException">The log was disposed.</exception>
    public void Record(in StepResult result, double loss)
    {
        if (result.Outcome == StepOutcome.Accumulated)
        {
            return;
        }

        _writer.Begin();
        _writer.Add(result.Count);
        _writer.Add(result.Applied ? "applied"u8 : "skipped"u8);
        _writer.Add(result.LearningRate);
        _writer.Add(loss);
        if (result.Applied)
        {
            _access.ReadObserved(_observed);
            foreach (double value in _observed)
            {
                _writer.Add(value);
            }
        }
        else
        {
            // Nothing was observed in a step that did not happen.
            for (int i = 0; i < _observed.Length; i++)
            {
                _writer.AddNothing();
            }
        }

        _writer.End();
        _stream.Write(_writer.Record);
        if (++_unflushed >= _flushEvery)
        {
            Flush();
        }
    }

    /// <summary>Writes through what was recorded.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Flush()
    {
        _stream.Flush();
        _unflushed = 0;
    }

    /// <summary>Writes through what was recorded, and closes the file.</summary>
    public void Dispose()
    {
        if (_ownsStream)
        {
            _stream.Dispose();
        }
        else
        {
            _stream.Flush();
        }
    }

    private static TrainingLogFormat FormatOf(string path, TrainingLogOptions? options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        bool isJson = Path.GetExtension(path).ToUpperInvariant() is ".JSONL" or ".NDJSON";
        return options?.Format ?? (isJson ? TrainingLogFormat.JsonLines : TrainingLogFormat.Csv);
    }
}
