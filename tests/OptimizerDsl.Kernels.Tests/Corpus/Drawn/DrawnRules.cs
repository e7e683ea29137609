using System.Globalization;
using CsCheck;

namespace OptimizerDsl.Kernels.Tests.Corpus.Drawn;

/// <summary>A rule that was drawn at random.</summary>
/// <param name="Seed">From which it can be drawn again: set ODSL_SEED to it and ODSL_RULES to 1.</param>
/// <param name="Source">Its C#, and that of the fragments around it.</param>
/// <param name="IsWhole">Whether there is more around it than clips.</param>
/// <param name="Recipes">A recipe for each element type; for most rules, for one of them.</param>
internal sealed record DrawnRule(string Seed, string Source, bool IsWhole, IReadOnlyList<RecipeCase> Recipes);

/// <summary>
/// Draws well-typed rules. Every run draws others; ODSL_SEED draws those of an earlier run again, and ODSL_RULES sets their
/// number.
/// </summary>
internal static class DrawnRules
{
    public const int UsualCount = 300;

    // Rules differ more than the runs of one of them, so most make few runs, for one element type.
    private const int FullEvery = 6;
    private const string Name = "Drawn";

    // A fragment is a sequence of choices, so CsCheck draws sequences: longer ones make longer methods.
    private static readonly Gen<byte[]> s_rule = Gen.Byte.Array[40, 500], s_other = Gen.Byte.Array[20, 150], s_recipe = Gen.Byte.Array[60];

    /// <summary>The number of rules that a run draws.</summary>
    public static int Count =>
        Environment.GetEnvironmentVariable("ODSL_RULES") is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : UsualCount;

    /// <summary>Where a run starts to draw.</summary>
    public static string Seed =>
        Environment.GetEnvironmentVariable("ODSL_SEED") is { Length: > 0 } text ? text : NewSeed();

    /// <summary>A seed that nobody had before.</summary>
    public static string NewSeed() => new PCG(0, (ulong)Random.Shared.NextInt64()).ToString();

    public static IReadOnlyList<DrawnRule> Draw(string seed, int count)
    {
        PCG source = PCG.Parse(seed);
        return [.. Enumerable.Range(0, count).Select(i => Draw(i, source))];
    }

    private static DrawnRule Draw(int index, PCG source)
    {
        // The state before the draw is the seed of this rule and of those after it.
        string seed = source.ToString();
        string name = Name + index.ToString("D3", CultureInfo.InvariantCulture);
        ChoiceTape Tape(Gen<byte[]> choices) => new(choices.Generate(source, null!, out _));
        DrawnRule rule = new RecipeWriter(Tape(s_recipe), shape => Tape(shape == FragmentShape.Rule ? s_rule : s_other), name, seed).Write();
        return index % FullEvery == 0 ? rule : rule with { Recipes = [rule.Recipes[index % 2]] };
    }

    /// <summary>Whether a recipe of a drawn rule makes all runs, or few of them. One that is drawn again by itself makes all.</summary>
    public static bool IsFull(string recipe) => int.Parse(recipe.AsSpan(Name.Length, 3), CultureInfo.InvariantCulture) % FullEvery == 0;
}
