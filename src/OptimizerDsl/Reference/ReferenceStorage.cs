namespace OptimizerDsl;

/// <summary>What a step's state becomes when it is stored, in plain arithmetic on numbers, one after the other.</summary>
internal sealed class ReferenceStorage
{
    /// <summary>The precision that any state stands of which nothing is said.</summary>
    internal const StatePrecision Coarsest = StatePrecision.Block8;

    private readonly StatePrecision[] _precisions;

    private readonly bool[] _isNeverNegative;

    private ReferenceStorage(StatePrecision[] precisions, bool[] isNeverNegative)
    {
        _precisions = precisions;
        _isNeverNegative = isNeverNegative;
    }

    /// <summary>Decides how the states of a group are stored.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="group">The group's number.</param>
    /// <param name="binding">Its methods.</param>
    /// <param name="elementType">The type of the arithmetic.</param>
    /// <exception cref="ArgumentException">
    /// The recipe is of doubles, which are stored in full; or state lies in blocks, and nothing is known of its sign.
    /// </exception>
    internal static ReferenceStorage Of(ReferenceRecipe recipe, int group, FragmentBinding binding, ElementType elementType)
    {
        string[] names = binding.StateNames();
        StatePrecision?[] least = binding.LeastPrecisions();
        StatePrecision[] precisions = [.. names.Select((name, i) => least[i] is not { } precise ? StatePrecision.Full
            : recipe.Stored.FirstOrDefault(stored => stored.Name == name)?.Precision ?? (StatePrecision)Math.Min((int)recipe.Optimizer.State, (int)precise))];
        if (elementType == ElementType.Double && precisions.Any(precision => precision != StatePrecision.Full))
        {
            throw new ArgumentException($"{recipe.Name} computes in double, and state of doubles is stored in full: leave State and StoreState away, or make it a recipe of ElementType.Single.");
        }

        if (precisions.Contains(StatePrecision.Block8) && recipe.NeverNegative is null)
        {
            throw new ArgumentException($"{recipe.Name} stores state in blocks, whose form depends on what the compiler proved of its sign: make the reference of a compiled recipe's type.");
        }

        return new ReferenceStorage(precisions, [.. names.Select(name => recipe.NeverNegative?.Any(state => state.Group == recipe.Groups[group] && state.Name == name) == true)]);
    }

    /// <summary>Rounds one state of a tensor to what is stored.</summary>
    /// <param name="state">The state's number.</param>
    /// <param name="values">The values as the step computed them, which become those that are stored.</param>
    /// <param name="isStored">Whether the step stores an element.</param>
    internal void Round(int state, double[] values, Func<int, bool> isStored)
    {
        switch (_precisions[state])
        {
            case StatePrecision.BFloat16:
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = isStored(i) ? ToBFloat16(values[i]) : values[i];
                }

                break;
            case StatePrecision.Block8:
                for (int start = 0; start < values.Length; start += ReferenceBlock.Length)
                {
                    // A block is stored as a whole or not at all.
                    if (isStored(start))
                    {
                        ReferenceBlock.Round(values.AsSpan(start, Math.Min(ReferenceBlock.Length, values.Length - start)), _isNeverNegative[state]);
                    }
                }

                break;
        }
    }

    /// <summary>
    /// The nearest bfloat16, the even one of two: numbers between two powers of 2 are 128 equal steps apart, and those below
    /// 2^-126 as far apart as the smallest above.
    /// </summary>
    internal static double ToBFloat16(double value)
    {
        const int MantissaBits = 7;
        const int SmallestExponent = -126;
        const double Largest = 3.3895313892515355e38;
        if (value == 0 || !double.IsFinite(value))
        {
            return value;
        }

        double step = Math.ScaleB(1, Math.Max(Math.ILogB(value), SmallestExponent) - MantissaBits);
        double rounded = Math.Round(value / step, MidpointRounding.ToEven) * step;
        return Math.Abs(rounded) > Largest ? Math.CopySign(double.PositiveInfinity, value) : Math.CopySign(rounded, value);
    }
}
