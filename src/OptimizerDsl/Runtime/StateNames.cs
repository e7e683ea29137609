namespace OptimizerDsl.Runtime;

/// <summary>The names of a group's state buffers.</summary>
internal sealed class StateNames
{
    /// <summary>The name of the parameters in full, where those of the model have 16 bits.</summary>
    internal const string Master = "master";

    private readonly string _owner;
    private readonly string[] _names;

    internal StateNames(string recipe, string group, IReadOnlyList<string> names)
    {
        _owner = group.Length == 0 ? recipe : $"Group '{group}' of {recipe}";
        _names = [.. names];
        for (int i = 0; i < _names.Length; i++)
        {
            if (string.IsNullOrEmpty(_names[i]) || Array.IndexOf(_names, _names[i]) != i)
            {
                throw new ArgumentException($"State {i + 1} of recipe '{recipe}' is called '{_names[i]}'; each state needs a name of its own.", nameof(names));
            }
        }
    }

    internal string this[int index] => _names[index];

    internal IReadOnlyList<string> Names => _names;

    internal int IndexOf(string name)
    {
        int index = Array.IndexOf(_names, name);
        return index >= 0 ? index : throw new ArgumentException(
            $"{_owner} keeps no state '{name}'; it keeps {(_names.Length == 0 ? "none" : string.Join(", ", _names))}.", nameof(name));
    }
}
