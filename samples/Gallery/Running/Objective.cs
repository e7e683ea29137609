namespace Gallery.Running;

/// <summary>A function to descend.</summary>
/// <param name="weights">Where to evaluate it.</param>
/// <param name="gradient">Its gradient there, or what a noisy measurement of it gave; every element is written.</param>
/// <returns>The loss, without noise.</returns>
internal delegate double Objective(ReadOnlySpan<float> weights, Span<float> gradient);
