using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace OptimizerDsl.Generators.Emit;

/// <summary>Gives IR names C# identifiers: unique in their scope, never keywords.</summary>
internal sealed class NameScope(params string[] reserved)
{
    private readonly HashSet<string> _taken = new(reserved, StringComparer.Ordinal);
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>The identifier of a name, made at its first use.</summary>
    public string this[string name] => _names.TryGetValue(name, out string? known) ? known : _names[name] = Fresh(name);

    public string Fresh(string wish)
    {
        string stem = Identifier(wish), fresh = stem;
        for (int i = 2; !_taken.Add(fresh); i++) fresh = stem + "_" + i.ToString(CultureInfo.InvariantCulture);
        return Escape(fresh);
    }

    /// <summary>A member's name as it is, or with a number.</summary>
    public string FreshMember(string wish)
    {
        string fresh = wish;
        for (int i = 2; !_taken.Add(fresh); i++) fresh = wish + i.ToString(CultureInfo.InvariantCulture);
        return fresh;
    }

    public static string Escape(string identifier) =>
        SyntaxFacts.GetKeywordKind(identifier) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(identifier) != SyntaxKind.None
            ? "@" + identifier
            : identifier;

    /// <summary>A camel-case identifier out of any text: "w.1" is w1, "1 - Beta1" is oneMinusBeta1.</summary>
    public static string Identifier(string text)
    {
        var result = new StringBuilder();
        bool startsWord = false;
        void Word(string word)
        {
            result.Append(startsWord && result.Length > 0 ? char.ToUpperInvariant(word[0]) + word.Substring(1) : word);
            startsWord = true;
        }
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (char.IsLetter(c) || c == '_' || char.IsDigit(c) && i > 0 && (char.IsLetterOrDigit(text[i - 1]) || text[i - 1] is '.' or '_') && result.Length > 0)
            {
                if (startsWord || result.Length == 0)
                {
                    string letter = result.Length == 0 ? char.ToLowerInvariant(c).ToString() : char.ToUpperInvariant(c).ToString();
                    result.Append(letter);
                    startsWord = false;
                }
                else
                {
                    result.Append(c);
                }
                continue;
            }
            switch (c)
            {
                case '1': Word("one"); break;
                case '2': Word("two"); break;
                case '-': Word(result.Length == 0 ? "minus" : "Minus"); break;
                case '+': Word("Plus"); break;
                case '*': Word("Times"); break;
                case '/': Word("Over"); break;
                case '.': break;
                default: startsWord = result.Length > 0; break;
            }
        }
        if (result.Length == 0) return "value";
        result[0] = char.ToLowerInvariant(result[0]);
        return result.ToString();
    }
}
