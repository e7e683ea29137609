namespace OptimizerDsl.Runtime;

/// <summary>Patterns for names of parameters: <c>*</c> is any run of characters, <c>?</c> is one, all others are themselves.</summary>
internal static class NamePattern
{
    /// <summary>Whether a pattern fits a whole name, case included.</summary>
    internal static bool Fits(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        int p = 0;
        int n = 0;

        // Where to go on when what follows the last * does not fit: that * takes in one character more.
        int star = -1;
        int taken = 0;
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                taken = n;
            }
            else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == name[n]))
            {
                p++;
                n++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                n = ++taken;
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].TrimStart('*').IsEmpty;
    }
}
