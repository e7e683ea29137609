using OptimizerDsl.Runtime;

namespace OptimizerDsl;

/// <summary>What a step's state becomes when it is stored, in plain arithmetic on numbers, one after the other.</summary>
internal sealed class ReferenceStorage
{
    /// <summary>The precision that any state stands of which nothing is said.</summary>
    internal const StatePrecision Coarsest = StatePrecision.Block8;

    private readonly StatePrecision[] _precisions;

    private readonly bool[] _isNeverNegative;
    private readonly bool[] _isInput;
    private readonly bool _isStochastic;
    private readonly long _seed;
    private readonly double _flushesBelow;

    private ReferenceStorage(OptimizerAttribute recipe, ElementType elementType, StatePrecision[] precisions, bool[] isNeverNegative, bool[] isInput)
    {
        _precisions = precisions;
        _isNeverNegative = isNeverNegative;
        _isInput = isInput;
        _isStochastic = recipe.StateRounding == StateRounding.Stochastic;
        _seed = recipe.StateSeed;
        _flushesBelow = !recipe.FlushSubnormals ? 0 : Math.ScaleB(1, elementType == ElementType.Single ? -126 : -1022);
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

        bool[] isNeverNegative = [.. names.Select(name => recipe.NeverNegative?.Any(state => state.Group == recipe.Groups[group] && state.Name == name) == true)];
        return new ReferenceStorage(recipe.Optimizer, elementType, precisions, isNeverNegative, [.. least.Select(precise => precise is null)]);
    }

    /// <summary>Makes one state of a tensor what is stored of it.</summary>
    /// <param name="state">The state's number.</param>
    /// <param name="values">The values as the step computed them, which become those that are stored.</param>
    /// <param name="isStored">Whether the step stores an element.</param>
    /// <param name="step">The step's count.</param>
    /// <param name="firstElement">The number in the model of the tensor's first element.</param>
    internal void Store(int state, double[] values, Func<int, bool> isStored, long step, ulong firstElement)
    {
        for (int i = 0; i < values.Length && _flushesBelow > 0 && !_isInput[state]; i++)
        {
            values[i] = isStored(i) && Math.Abs(values[i]) < _flushesBelow ? 0 : values[i];
        }

        // Which part of the way to the next value is taken at random before the rest is cut off.
        ulong key = VaryingNoise.Key(_seed, step);
        double Part(int element, int bits) => Math.ScaleB(RandomWord(key, firstElement + (ulong)element, state) >> (32 - bits), -bits);

        switch (_precisions[state])
        {
            case StatePrecision.BFloat16:
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = !isStored(i) ? values[i] : _isStochastic ? ReferenceBFloat16.Round(values[i], Part(i, 16)) : ReferenceBFloat16.Round(values[i]);
                }

                break;
            case StatePrecision.Block8:
                for (int start = 0; start < values.Length; start += ReferenceBlock.Length)
                {
                    // A block is stored as a whole or not at all.
                    if (isStored(start))
                    {
                        int first = start;
                        ReferenceBlock.Round(values.AsSpan(start, Math.Min(ReferenceBlock.Length, values.Length - start)), _isNeverNegative[state], _isStochastic ? i => Part(first + i, 20) : null);
                    }
                }

                break;
        }
    }

    private static uint RandomWord(ulong key, ulong element, int state)
    {
        VaryingNoise.Words(element, key, state / 2, out uint first, out uint second);
        return state % 2 == 0 ? first : second;
    }
}
