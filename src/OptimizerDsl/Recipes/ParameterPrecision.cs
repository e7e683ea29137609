namespace OptimizerDsl;

/// <summary>
/// How precisely parameters and gradients lie in the model's memory. A step computes in <see cref="float"/> whatever it is;
/// where it is 16 bits, the optimizer keeps the parameters in <see cref="float"/> beside its state, and the model has them
/// rounded.
/// </summary>
public enum ParameterPrecision
{
    /// <summary>As they are computed: 4 bytes a value, and 8 in a recipe of <see cref="ElementType.Double"/>.</summary>
    Full,

    /// <summary><see cref="OptimizerDsl.BFloat16"/>: 2 bytes a value, with the range of <see cref="float"/> and a relative error of at most 2^-8.</summary>
    BFloat16,

    /// <summary>
    /// <see cref="System.Half"/>: 2 bytes a value, with a relative error of at most 2^-11, up to 65,504 and down to 2^-14,
    /// below which the distance between values stays 2^-24.
    /// </summary>
    Half,
}
