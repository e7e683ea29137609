using System.Collections;

namespace OptimizerDsl;

/// <summary>The groups of an optimizer, in the order of its recipe. A recipe that names no groups has one, the default group.</summary>
public sealed class OptimizerGroups : IReadOnlyCollection<OptimizerGroup>
{
    private readonly string _recipe;
    private readonly OptimizerGroup[] _groups;

    internal OptimizerGroups(string recipe, OptimizerGroup[] groups)
    {
        _recipe = recipe;
        _groups = groups;
    }

    /// <summary>The number of groups.</summary>
    public int Count => _groups.Length;

    /// <summary>The group of a name; the default group has the empty one.</summary>
    /// <param name="name">The name, in the very case in which the recipe has it.</param>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public OptimizerGroup this[string name]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(name);
            foreach (OptimizerGroup group in _groups)
            {
                if (group.Name == name)
                {
                    return group;
                }
            }

            throw new KeyNotFoundException($"{_recipe} has no group '{name}'; it has {string.Join(", ", _groups.Select(group => $"'{group.Name}'"))}.");
        }
    }

    /// <summary>The default group; the first one of a recipe that has a name for each.</summary>
    internal OptimizerGroup Main => Array.Find(_groups, group => group.Name.Length == 0) ?? _groups[0];

    /// <summary>Enumerates the groups in the order of the recipe.</summary>
    /// <returns>The enumerator.</returns>
    public IEnumerator<OptimizerGroup> GetEnumerator() => ((IEnumerable<OptimizerGroup>)_groups).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
