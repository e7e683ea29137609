using OptimizerDsl.Runtime;

namespace OptimizerDsl;

/// <summary>The parameters that one rule of a recipe steps, and their learning rate.</summary>
public sealed class OptimizerGroup
{
    private readonly string _recipe;
    private double _learningRate;

    internal OptimizerGroup(string recipe, string name, double learningRate, IReadOnlyList<Parameter> parameters)
    {
        _recipe = recipe;
        Name = name;
        Parameters = parameters;
        _learningRate = InitialRate = RateChecks.Checked(Title, learningRate);
    }

    /// <summary>The group's name; empty for the default group.</summary>
    public string Name { get; }

    /// <summary>The base rate, which the recipe's schedules scale. Setting it takes effect with the next step.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate is negative, infinite or not a number.</exception>
    public double LearningRate
    {
        get => _learningRate;
        set => _learningRate = RateChecks.Checked(Title, value);
    }

    /// <summary>The parameters, in the order of their set; none for an optimizer of a plain vector.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>The base rate that the recipe says.</summary>
    internal double InitialRate { get; }

    private string Title => Name.Length == 0 ? _recipe : $"group '{Name}' of {_recipe}";

    /// <summary>The name, for people.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Name.Length == 0 ? "(default)" : Name;
}
