namespace OptimizerDsl;

/// <summary>
/// The parameters of a reference whose recipe has them in 16 bits: beside them a copy in full, from which they are rounded, as
/// long as nobody writes others to them.
/// </summary>
internal sealed class ReferenceParameters
{
    private readonly ParameterPrecision _precision;
    private readonly double[][] _masters;

    /// <summary>Makes the copies, zero in every element.</summary>
    internal ReferenceParameters(ParameterPrecision precision, IEnumerable<int> lengths)
    {
        _precision = precision;
        _masters = [.. lengths.Select(length => new double[length])];
    }

    /// <summary>Whether there are copies in full.</summary>
    internal bool AreStored => _precision != ParameterPrecision.Full;

    /// <summary>The copies in full, one array a tensor.</summary>
    internal double[][] Masters => _masters;

    /// <summary>What C# calls the type in which values lie.</summary>
    internal string Type => ElementTypes.Keyword(ElementType.Single, _precision);

    /// <summary>Whether a value is one of those 16 bits.</summary>
    internal bool Holds(double value) => double.IsNaN(value) || AreSame(Round(value), value);

    /// <summary>The parameters from which a step goes on.</summary>
    internal double[][] Load(double[][] parameters)
    {
        if (!AreStored)
        {
            return parameters;
        }

        for (int tensor = 0; tensor < parameters.Length; tensor++)
        {
            for (int i = 0; i < parameters[tensor].Length; i++)
            {
                if (!AreSame(Round(_masters[tensor][i]), parameters[tensor][i]))
                {
                    _masters[tensor][i] = parameters[tensor][i];
                }
            }
        }

        return _masters;
    }

    /// <summary>Stores the parameters of a tensor as a step made them.</summary>
    /// <param name="tensor">Which tensor.</param>
    /// <param name="values">The parameters in full.</param>
    /// <param name="parameters">Takes those that the model has.</param>
    internal void Store(int tensor, double[] values, double[] parameters)
    {
        if (!AreStored)
        {
            values.CopyTo(parameters, 0);
            return;
        }

        values.CopyTo(_masters[tensor], 0);
        for (int i = 0; i < values.Length; i++)
        {
            parameters[i] = Round(values[i]);
        }
    }

    private double Round(double value) => _precision == ParameterPrecision.Half ? (double)(Half)value : ReferenceBFloat16.Round(value);

    private static bool AreSame(double a, double b) => (a == b && double.IsNegative(a) == double.IsNegative(b)) || (double.IsNaN(a) && double.IsNaN(b));
}
