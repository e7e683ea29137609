namespace OptimizerDsl;

/// <summary>A recipe's optimizer that generic code can make.</summary>
/// <typeparam name="TSelf">The recipe's own type.</typeparam>
public interface IOptimizer<TSelf> : IOptimizer
    where TSelf : IOptimizer<TSelf>
{
    /// <summary>Makes an optimizer for these parameters, with all its state.</summary>
    /// <param name="parameters">The parameters; no more can join them afterwards.</param>
    /// <returns>The optimizer, before its first step.</returns>
    static abstract TSelf Create(ParameterSet parameters);
}
