using System.Globalization;

namespace OptimizerDsl;

/// <summary>
/// A varying number: one value for each parameter, computed in the recipe's element type. What uses <see cref="double"/>,
/// <see cref="long"/> or <see cref="bool"/> instead is uniform: one value for the whole step.
/// </summary>
/// <remarks>
/// A <see cref="double"/> becomes a Real by a broadcast, rounded once to the element type; never the other way, save by a
/// reduction such as <see cref="Global.Norm"/>. Outside of generated code, each broadcast and each operation rounds to the
/// element type in force on this thread: <see cref="ElementType.Single"/> unless <see cref="As"/> says otherwise. There is
/// deliberately no conversion from <see cref="float"/>: with one, an integer such as <c>2</c> or <c>step.Count</c> would be
/// converted through <see cref="float"/> and lose digits.
/// </remarks>
public readonly partial struct Real : IEquatable<Real>
{
    // For float operands, + - * / and the square root in double rounded once to float are what float arithmetic gives:
    // 53 bits are more than twice 24 and two (Figueroa, "When is double rounding innocuous?", SIGNUM 30(3), 1995).
    private readonly double _value;

    private Real(double exact) => _value = exact;

    [field: ThreadStatic]
    internal static ElementType Ambient { get; set; }

    internal double Value => _value;

    /// <summary>Puts an element type in force on this thread until the answer is disposed; scopes nest.</summary>
    /// <param name="elementType">The type to which every broadcast and operation rounds.</param>
    /// <returns>The scope; disposing of it restores the element type in force before.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The element type is not one of the enumeration.</exception>
    public static ElementTypeScope As(ElementType elementType)
    {
        if (elementType is not (ElementType.Single or ElementType.Double))
        {
            throw new ArgumentOutOfRangeException(nameof(elementType), elementType, "Reals round to ElementType.Single or ElementType.Double.");
        }

        var scope = new ElementTypeScope(Ambient);
        Ambient = elementType;
        return scope;
    }

    internal static Real Exact(double value) => new(value);

    private static Real Round(double value) => new(Ambient == ElementType.Single ? (float)value : value);

    /// <summary>Broadcasts a uniform value, rounded once to the element type.</summary>
    /// <param name="value">The uniform value.</param>
    public static implicit operator Real(double value) => Round(value);

    /// <summary>The value, exactly. In a rule this is refused by the compiler: varying values do not become uniform.</summary>
    /// <param name="value">The varying value.</param>
    public static explicit operator double(Real value) => value._value;

    /// <summary>a + b.</summary>
    /// <param name="a">The first summand.</param>
    /// <param name="b">The second summand.</param>
    public static Real operator +(Real a, Real b) => Round(a._value + b._value);

    /// <summary>a - b.</summary>
    /// <param name="a">The minuend.</param>
    /// <param name="b">The subtrahend.</param>
    public static Real operator -(Real a, Real b) => Round(a._value - b._value);

    /// <summary>a * b.</summary>
    /// <param name="a">The first factor.</param>
    /// <param name="b">The second factor.</param>
    public static Real operator *(Real a, Real b) => Round(a._value * b._value);

    /// <summary>a / b.</summary>
    /// <param name="a">The dividend.</param>
    /// <param name="b">The divisor.</param>
    public static Real operator /(Real a, Real b) => Round(a._value / b._value);

    /// <summary>x with the opposite sign, zeros included.</summary>
    /// <param name="x">The operand.</param>
    public static Real operator -(Real x) => new(-x._value);

    /// <summary>a &lt; b; false when one is NaN.</summary>
    /// <param name="a">The left side.</param>
    /// <param name="b">The right side.</param>
    public static bool operator <(Real a, Real b) => a._value < b._value;

    /// <summary>a &lt;= b; false when one is NaN.</summary>
    /// <param name="a">The left side.</param>
    /// <param name="b">The right side.</param>
    public static bool operator <=(Real a, Real b) => a._value <= b._value;

    /// <summary>a &gt; b; false when one is NaN.</summary>
    /// <param name="a">The left side.</param>
    /// <param name="b">The right side.</param>
    public static bool operator >(Real a, Real b) => a._value > b._value;

    /// <summary>a &gt;= b; false when one is NaN.</summary>
    /// <param name="a">The left side.</param>
    /// <param name="b">The right side.</param>
    public static bool operator >=(Real a, Real b) => a._value >= b._value;

    /// <summary>a == b as numbers: the zeros are equal, NaN equals nothing.</summary>
    /// <param name="a">The left side.</param>
    /// <param name="b">The right side.</param>
    public static bool operator ==(Real a, Real b) => a._value == b._value;

    /// <summary>Not a == b: true when one is NaN.</summary>
    /// <param name="a">The left side.</param>
    /// <param name="b">The right side.</param>
    public static bool operator !=(Real a, Real b) => a._value != b._value;

    /// <summary>The square root, correctly rounded.</summary>
    /// <param name="x">The operand; NaN comes of a negative one.</param>
    /// <returns>The square root.</returns>
    public static Real Sqrt(Real x) => Round(Math.Sqrt(x._value));

    /// <summary>The magnitude.</summary>
    /// <param name="x">The operand.</param>
    /// <returns>x without its sign.</returns>
    public static Real Abs(Real x) => new(Math.Abs(x._value));

    /// <summary>The smaller one: NaN when one is NaN, and -0 is below +0.</summary>
    /// <param name="a">The first value.</param>
    /// <param name="b">The second value.</param>
    /// <returns>The smaller of the two.</returns>
    public static Real Min(Real a, Real b) => new(Math.Min(a._value, b._value));

    /// <summary>The larger one: NaN when one is NaN, and +0 is above -0.</summary>
    /// <param name="a">The first value.</param>
    /// <param name="b">The second value.</param>
    /// <returns>The larger of the two.</returns>
    public static Real Max(Real a, Real b) => new(Math.Max(a._value, b._value));

    /// <summary>min(max(x, a), b): x within [a, b], NaN where one is NaN; b where a is above b. Never throws.</summary>
    /// <param name="x">The value.</param>
    /// <param name="a">The lower bound.</param>
    /// <param name="b">The upper bound.</param>
    /// <returns>The value within the bounds.</returns>
    public static Real Clamp(Real x, Real a, Real b) => Min(Max(x, a), b);

    /// <summary>1 for a positive x, -1 for a negative one, else x itself: zeros keep their sign, and NaN stays NaN.</summary>
    /// <param name="x">The value.</param>
    /// <returns>The sign.</returns>
    public static Real Sign(Real x) => x._value > 0 ? new Real(1) : x._value < 0 ? new Real(-1) : x;

    /// <summary>The magnitude of x with the sign of another value, whose zeros and NaN have signs too.</summary>
    /// <param name="x">The magnitude.</param>
    /// <param name="sign">The sign.</param>
    /// <returns>x with that sign.</returns>
    public static Real CopySign(Real x, Real sign) => new(Math.CopySign(x._value, sign._value));

    /// <summary>a * b + c, rounded once. Nothing else in a rule is ever contracted to this.</summary>
    /// <param name="a">The first factor.</param>
    /// <param name="b">The second factor.</param>
    /// <param name="c">The summand.</param>
    /// <returns>The product plus the summand.</returns>
    public static Real FusedMultiplyAdd(Real a, Real b, Real c) => Ambient == ElementType.Single
        ? new Real(MathF.FusedMultiplyAdd((float)a._value, (float)b._value, (float)c._value))
        : new Real(Math.FusedMultiplyAdd(a._value, b._value, c._value));

    /// <summary>a + t * (b - a), in three rounded operations.</summary>
    /// <param name="a">The value at t = 0.</param>
    /// <param name="b">The value near t = 1.</param>
    /// <param name="t">The position between them; it may lie outside of [0, 1].</param>
    /// <returns>The interpolated value.</returns>
    public static Real Lerp(Real a, Real b, Real t) => a + t * (b - a);

    /// <summary>Equality as of keys, unlike ==: NaN equals NaN.</summary>
    /// <param name="other">The other value.</param>
    /// <returns>Whether both are the same value.</returns>
    public bool Equals(Real other) => _value.Equals(other._value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Real other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _value.GetHashCode();

    /// <summary>The shortest text that reads back as this value, in the invariant culture.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => _value.ToString("R", CultureInfo.InvariantCulture);
}
