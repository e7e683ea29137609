namespace OptimizerDsl;

/// <summary>How messages call a fragment: as it is written on a recipe.</summary>
internal static class FragmentName
{
    private const string Suffix = nameof(Attribute);

    internal static string Of(FragmentAttribute fragment)
    {
        string name = fragment.GetType().Name;
        return name.Length > Suffix.Length && name.EndsWith(Suffix, StringComparison.Ordinal) ? name[..^Suffix.Length] : name;
    }
}
