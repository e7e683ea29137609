using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace OptimizerDsl;

/// <summary>Makes a recipe that is its own rule, for the sake of its methods and hyperparameters.</summary>
internal static class OwnRule
{
    /// <summary>Makes one by whichever constructor it has: for no parameters, where it is compiled; else the parameterless one.</summary>
    /// <exception cref="ArgumentException">It has no such constructor.</exception>
    [RequiresUnreferencedCode("Calls the recipe's constructor.")]
    internal static object Make(Type recipe, ElementType elementType)
    {
        ConstructorInfo? ofSet = recipe.GetConstructor([typeof(ParameterSet)]);
        ConstructorInfo? plain = recipe.GetConstructor(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance, []);
        return ofSet?.Invoke([new ParameterSet(elementType)]) ?? plain?.Invoke([]) ?? throw new ArgumentException(
            $"{recipe.Name} has neither a constructor that takes a ParameterSet nor one that takes nothing; its Update method needs an instance.", nameof(recipe));
    }
}
