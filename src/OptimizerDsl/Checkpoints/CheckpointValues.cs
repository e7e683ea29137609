using System.Globalization;

namespace OptimizerDsl.Checkpoints;

/// <summary>The numbers in the metadata of a checkpoint.</summary>
internal sealed class CheckpointValues
{
    private readonly IReadOnlyDictionary<string, string> _metadata;

    /// <exception cref="CheckpointException">The file is no checkpoint, or something in it is no number.</exception>
    internal CheckpointValues(IReadOnlyDictionary<string, string> metadata)
    {
        _metadata = metadata;
        string format = metadata.GetValueOrDefault(CheckpointContent.FormatKey, "");
        if (format != CheckpointContent.Format)
        {
            throw new CheckpointException($"The file is of the format '{format}', and this version of the library reads '{CheckpointContent.Format}'.");
        }

        Steps = Whole(CheckpointContent.StepsKey, long.MaxValue);
        Accumulated = (int)Whole(CheckpointContent.AccumulatedKey, int.MaxValue);
        LossSum = Number(CheckpointContent.LossSumKey) ?? throw Missing(CheckpointContent.LossSumKey);
    }

    /// <summary>The number of steps.</summary>
    internal long Steps { get; }

    /// <summary>How many calls have joined the step that is still to come.</summary>
    internal int Accumulated { get; }

    /// <summary>The sum of their losses.</summary>
    internal double LossSum { get; }

    /// <summary>The number of some key; null where there is none.</summary>
    internal double? Number(string key)
    {
        if (!_metadata.TryGetValue(key, out string? text))
        {
            return null;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : throw NoNumber(key, text);
    }

    /// <summary>The value that an optimizer takes for one of its numbers; null where it keeps its own.</summary>
    internal double? For(NamedNumber number)
    {
        bool isSetAnew = number.Field is { } field && _metadata.GetValueOrDefault(CheckpointContent.KeyOf(field)) != field.Value;
        return isSetAnew ? null : Number(number.Key);
    }

    /// <summary>Checks that an optimizer can take the numbers.</summary>
    /// <exception cref="CheckpointException">It cannot.</exception>
    internal void Check(CheckpointContent content)
    {
        if (Accumulated >= content.AccumulateSteps)
        {
            throw new CheckpointException(
                $"The checkpoint was made after {Accumulated} calls of a step that was still to come, and {content.Recipe} makes a step of {content.AccumulateSteps}: load one that was made between two steps.");
        }

        foreach (NamedNumber number in content.Numbers)
        {
            if (For(number) is double value && number.Mistake(value) is string mistake)
            {
                throw new CheckpointException($"The checkpoint cannot be loaded: {number.Key} {mistake}");
            }
        }
    }

    private long Whole(string key, long largest)
    {
        string text = _metadata.GetValueOrDefault(key) ?? throw Missing(key);
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number <= largest ? number : throw NoNumber(key, text);
    }

    private static CheckpointException Missing(string key) => new($"The checkpoint says nothing of '{key}'.");

    private static CheckpointException NoNumber(string key, string text) => new($"The checkpoint says '{text}' of '{key}', which is no such number.");
}
