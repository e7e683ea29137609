namespace OptimizerDsl;

/// <summary>How messages call a fragment: as it is written on a recipe. A recipe that is its own rule goes by its class.</summary>
internal static class FragmentName
{
    private const string Suffix = nameof(Attribute);

    internal static string Of(object fragment)
    {
        string name = fragment.GetType().Name;
        return name.Length > Suffix.Length && name.EndsWith(Suffix, StringComparison.Ordinal) ? name[..^Suffix.Length] : name;
    }
}
