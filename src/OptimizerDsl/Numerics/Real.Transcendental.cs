using OptimizerDsl.Runtime;

namespace OptimizerDsl;

/// <content>
/// Transcendental functions: those of <see cref="VaryingMath"/>, in the ambient element type, so that kernels of any width and
/// machine give the same bits.
/// </content>
public readonly partial struct Real
{
    /// <summary>e to the power of x; less than one unit of the last place off.</summary>
    /// <param name="x">The operand.</param>
    /// <returns>0 for negative infinity, infinity for it.</returns>
    public static Real Exp(Real x) => Ambient == ElementType.Single
        ? new Real(VaryingMath.Exp((float)x._value))
        : new Real(VaryingMath.Exp(x._value));

    /// <summary>The natural logarithm; less than one unit of the last place off.</summary>
    /// <param name="x">The operand.</param>
    /// <returns>Negative infinity for a zero of either sign, NaN for what is negative.</returns>
    public static Real Log(Real x) => Ambient == ElementType.Single
        ? new Real(VaryingMath.Log((float)x._value))
        : new Real(VaryingMath.Log(x._value));

    /// <summary>The hyperbolic tangent; less than one unit of the last place off.</summary>
    /// <param name="x">The operand.</param>
    /// <returns>A value from -1 to 1 with the sign of x, zeros included.</returns>
    public static Real Tanh(Real x) => Ambient == ElementType.Single
        ? new Real(VaryingMath.Tanh((float)x._value))
        : new Real(VaryingMath.Tanh(x._value));

    /// <summary>x to the power of y; less than one unit of the last place off.</summary>
    /// <param name="x">The base.</param>
    /// <param name="y">The exponent.</param>
    /// <returns>
    /// As in IEEE 754 and C: 1 where y is 0 or x is 1, even beside NaN; NaN for a negative x whose y is no integer.
    /// </returns>
    public static Real Pow(Real x, Real y) => Ambient == ElementType.Single
        ? new Real(VaryingMath.Pow((float)x._value, (float)y._value))
        : new Real(VaryingMath.Pow(x._value, y._value));
}
