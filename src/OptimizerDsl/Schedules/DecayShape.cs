namespace OptimizerDsl;

/// <summary>How a rate falls from the base rate to its floor, with x the part of the way that is behind.</summary>
public enum DecayShape
{
    /// <summary>Floor + (1 - Floor) (1 - x): a straight line.</summary>
    Linear,

    /// <summary>Floor + (1 - Floor) (1 + cos(π x)) / 2: half a cosine.</summary>
    Cosine,

    /// <summary>Floor + (1 - Floor) (1 - √x): steep at first, then ever less so.</summary>
    OneMinusSqrt,

    /// <summary>Floor^x: by the same factor in each step. It needs a floor above 0.</summary>
    Exponential,
}
