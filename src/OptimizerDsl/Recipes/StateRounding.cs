namespace OptimizerDsl;

/// <summary>How state is rounded to the precision with which it is stored.</summary>
public enum StateRounding
{
    /// <summary>To the nearest value that can be stored. Changes of less than half a step are lost.</summary>
    Nearest,

    /// <summary>
    /// Up or down at random, the more often the nearer, so that the mean of what is stored is what was computed, and small
    /// changes count as often as they amount to a step. The numbers are made of <see cref="OptimizerAttribute.StateSeed"/>, the
    /// step, the state and the element's number in the model, so a run can be repeated to the last bit.
    /// </summary>
    Stochastic,
}
