namespace OptimizerDsl.Kernels.Tests.Corpus.Drawn;

/// <summary>Choices drawn in advance; after the last one, every choice is the first and simplest alternative.</summary>
internal sealed class ChoiceTape(byte[] choices)
{
    private int _next;

    /// <summary>Whether choices are left. Rules end soon after.</summary>
    public bool HasMore => _next < choices.Length;

    /// <summary>A number from 0 to count - 1.</summary>
    public int Below(int count) => HasMore ? choices[_next++] % count : 0;

    /// <summary>True in so many of a hundred cases; false at the end.</summary>
    public bool Percent(int percent) => HasMore && choices[_next++] * 100 < percent * 256;

    public T Pick<T>(params ReadOnlySpan<T> alternatives) => alternatives[Below(alternatives.Length)];
}
