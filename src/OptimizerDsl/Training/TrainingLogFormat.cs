namespace OptimizerDsl;

/// <summary>How a <see cref="TrainingLog"/> writes its records.</summary>
public enum TrainingLogFormat
{
    /// <summary>Comma-separated values: a header, then a line a record. What is no number or infinite is NaN, Infinity or -Infinity; what was not observed is empty.</summary>
    Csv,

    /// <summary>JSON lines: an object a line. What is no number or infinite is the string "NaN", "Infinity" or "-Infinity"; what was not observed is null.</summary>
    JsonLines,
}
