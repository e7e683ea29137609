using OptimizerDsl.Runtime;

namespace OptimizerDsl.Checkpoints;

/// <summary>A number of an optimizer that can change while it runs, such as a base rate.</summary>
/// <param name="Key">The name in the metadata of a file.</param>
/// <param name="Field">
/// The field of the recipe from which it began: where a checkpoint has another value there, the number stays as it is.
/// </param>
/// <param name="Get">Its value.</param>
/// <param name="Set">Sets it.</param>
/// <param name="Mistake">What is wrong with a value, as a clause; null where it is right.</param>
internal sealed record NamedNumber(string Key, RecipeField? Field, Func<double> Get, Action<double> Set, Func<double, string?> Mistake);
