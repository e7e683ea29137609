namespace OptimizerDsl.Runtime;

/// <summary>
/// Decides to which group of a recipe each parameter belongs: <see cref="Parameter.Group"/> when it is set, else the first
/// pattern that fits the name, else the default group.
/// </summary>
internal static class GroupAssignment
{
    /// <summary>Assigns all parameters of a set.</summary>
    /// <param name="recipe">The recipe's name, for messages.</param>
    /// <param name="groups">The names of the recipe's groups; the default group has the empty one.</param>
    /// <param name="patterns">The patterns of the groups, in the order in which they are tried.</param>
    /// <param name="parameters">The parameters: name, and group if it is set.</param>
    /// <returns>For each parameter the index of its group.</returns>
    /// <exception cref="ArgumentException">
    /// A parameter or a pattern is for a group that the recipe does not have, a parameter has no group, or a named group has no parameter.
    /// </exception>
    internal static int[] Assign(
        string recipe, IReadOnlyList<string> groups, IReadOnlyList<(string Group, string Pattern)> patterns, IReadOnlyList<(string Name, string? Group)> parameters)
    {
        string[] names = [.. groups];
        foreach ((string group, string pattern) in patterns)
        {
            if (!names.Contains(group))
            {
                throw new ArgumentException($"Recipe '{recipe}' has the pattern '{pattern}' for group '{group}', but no rule for that group; it has {List(names)}.");
            }
        }

        var assignment = new int[parameters.Count];
        for (int i = 0; i < assignment.Length; i++)
        {
            assignment[i] = Assign(recipe, names, patterns, parameters[i]);
        }

        // An empty set is a model that has no parameters at all; else a group nobody is in is a slip in a name or a pattern.
        // Not so the default group, which is whatever remains.
        int empty = Array.FindIndex(names, name => name.Length > 0 && !assignment.Contains(Array.IndexOf(names, name)));
        if (empty >= 0 && assignment.Length > 0)
        {
            string[] own = [.. patterns.Where(pattern => pattern.Group == names[empty]).Select(pattern => $"'{pattern.Pattern}'")];
            string reason = own.Length == 0 ? "it has no pattern" : $"no name fits {string.Join(" or ", own)} before it fits another group's pattern";
            throw new ArgumentException(
                $"Group '{names[empty]}' of recipe '{recipe}' has no parameter: {reason}, and no parameter has Group = \"{names[empty]}\". The names are {Names(parameters)}.", nameof(parameters));
        }

        return assignment;
    }

    private static int Assign(string recipe, string[] names, IReadOnlyList<(string Group, string Pattern)> patterns, (string Name, string? Group) parameter)
    {
        if (parameter.Group is { } group)
        {
            int own = Array.IndexOf(names, group);
            return own >= 0 ? own : throw new ArgumentException(
                $"Parameter '{parameter.Name}' is meant for group '{group}', which recipe '{recipe}' does not have; it has {List(names)}.", nameof(parameter));
        }

        foreach ((string name, string pattern) in patterns)
        {
            if (NamePattern.Fits(pattern, parameter.Name))
            {
                return Array.IndexOf(names, name);
            }
        }

        int rest = Array.IndexOf(names, "");
        return rest >= 0 ? rest : throw new ArgumentException(
            $"Parameter '{parameter.Name}' fits no pattern of recipe '{recipe}', which has no rule without a group to take what remains. Set its Group, or widen a pattern: {string.Join(", ", patterns.Select(pattern => $"'{pattern.Pattern}' for {pattern.Group}"))}.", nameof(parameter));
    }

    private static string List(string[] names) => string.Join(", ", names.Select(name => name.Length == 0 ? "the default group \"\"" : $"'{name}'"));

    private static string Names(IReadOnlyList<(string Name, string? Group)> parameters) =>
        string.Join(", ", parameters.Take(8).Select(parameter => $"'{parameter.Name}'")) + (parameters.Count > 8 ? ", …" : "");
}
