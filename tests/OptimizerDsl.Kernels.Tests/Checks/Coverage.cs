using OptimizerDsl.Kernels.Tests.Corpus;
using OptimizerDsl.Kernels.Tests.Corpus.Drawn;
using OptimizerDsl.Kernels.Tests.Running;

namespace OptimizerDsl.Kernels.Tests.Checks;

/// <summary>One run of a recipe over a plain vector.</summary>
internal readonly record struct VectorRun(Profile Profile, int Length, int Offset, int Steps);

/// <summary>
/// Which runs each recipe makes. Every recipe runs 25 steps of every profile at a handful of lengths around the vector widths,
/// at all four offsets; the lengths around the reduction blocks take fewer steps. A recipe without reductions runs all
/// lengths from 0 to 131 as well: its expected values at one length are the first ones at any greater length, so the slow
/// reference runs once. With reductions every length needs a reference of its own, so there only some recipes run all lengths.
/// Of drawn rules most make few runs. ODSL_EXHAUSTIVE=1 makes every recipe run every profile, length and offset for 25 steps.
/// </summary>
internal static class Coverage
{
    public const int Steps = Inputs<float>.Steps;

    private const int LightSteps = 5;

    private const int LargestSmall = 131;

    private static readonly int[] s_handful = [0, 1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 100, 129, LargestSmall];
    private static readonly int[] s_few = [0, 1, 3, 8, 15, 16, 17, 31, 33, 64, 65, LargestSmall];
    private static readonly int[] s_large = [4095, 4096, 4097, Inputs<float>.Length];
    private static readonly Profile[] s_profiles = Enum.GetValues<Profile>();

    private static readonly HashSet<string> s_thoroughLibrary =
        ["SgdMomentumNorm", "SgdNesterovDecayValueNorm", "AdamWUsualValueNorm", "AdamWAmsGradNormValue", "ScheduledSlowing"];

    public static bool IsExhaustive { get; } = Environment.GetEnvironmentVariable("ODSL_EXHAUSTIVE") == "1";

    /// <summary>The runs of a recipe over a plain vector.</summary>
    public static IEnumerable<VectorRun> Vectors(CompiledCase recipe) =>
        IsExhaustive ? Everything() : IsLight(recipe) ? Light() : recipe.HasReductions ? WithReductions(recipe) : Elementwise();

    /// <summary>The sets of tensors that a recipe runs over, and for how many steps.</summary>
    public static IEnumerable<(Profile Profile, int Steps, SetTensor[] Tensors)> Sets(CompiledCase recipe)
    {
        yield return (Profile.Calm, IsLight(recipe) ? LightSteps : Steps, SetTensor.Small);
        if (IsExhaustive || (recipe.HasReductions && IsThorough(recipe))) yield return (Profile.Calm, IsExhaustive ? Steps : 2, SetTensor.Large);
        if (IsExhaustive || (!recipe.HasReductions && !IsLight(recipe))) yield return (Profile.Mixed, IsExhaustive ? Steps : 8, SetTensor.Small);
    }

    private static IEnumerable<VectorRun> Everything() =>
        from profile in s_profiles
        from length in (int[])[.. Enumerable.Range(0, LargestSmall + 1), .. s_large]
        from offset in Enumerable.Range(0, 4)
        select new VectorRun(profile, length, offset, Steps);

    private static IEnumerable<VectorRun> Elementwise() =>
    [
        .. Enumerable.Range(0, LargestSmall + 1).Select(length => new VectorRun(s_profiles[length / 4 % 3], length, length % 4, Steps)),
        .. s_handful.SelectMany(length => s_profiles.SelectMany(profile => Enumerable.Range(0, 4).Select(offset => new VectorRun(profile, length, offset, Steps)))),
        .. s_large.Select((length, i) => new VectorRun(Profile.Mixed, length, i, 2)),
    ];

    private static IEnumerable<VectorRun> Light() =>
    [
        .. ((int[])[1, 15, 17, 33, 65]).Select(length => new VectorRun(Profile.Calm, length, length % 4, LightSteps)),
        new(Profile.Mixed, 35, 1, LightSteps), new(Profile.Hostile, 17, 2, LightSteps), new(Profile.Calm, 4097, 3, 1),
    ];

    private static IEnumerable<VectorRun> WithReductions(CompiledCase recipe)
    {
        // A NaN anywhere makes a reduction NaN, and with it everything: calm numbers tell more.
        foreach (int length in IsThorough(recipe) ? Enumerable.Range(0, LargestSmall + 1) : s_few) yield return new(Profile.Calm, length, length % 4, Steps);
        foreach (int offset in Enumerable.Range(0, 4)) yield return new(Profile.Calm, 100, offset, Steps);
        foreach (int length in (int[])[1, 16, 35, 100]) yield return new(Profile.Mixed, length, length % 4, Steps);
        foreach (int length in (int[])[2, 17, 33]) yield return new(Profile.Hostile, length, length % 4, Steps);
        foreach (int length in IsThorough(recipe) ? s_large : s_large[2..]) yield return new(Profile.Calm, length, length % 4, 2);
        if (IsThorough(recipe) && recipe.Family == Families.Library) yield return new(Profile.Calm, 4097, 2, Steps);
    }

    /// <summary>Whether a recipe makes few runs.</summary>
    public static bool IsLight(CompiledCase recipe) =>
        !IsExhaustive && recipe.Family is (Families.Drawn or Families.DrawnWhole) && !DrawnRules.IsFull(recipe.Type.Name);

    /// <summary>Whether a recipe with reductions makes the runs that take long.</summary>
    public static bool IsThorough(CompiledCase recipe)
    {
        string name = recipe.Type.Name[..^3];
        return recipe.Family switch
        {
            Families.Written => recipe.ElementType == ElementType.Single,
            Families.Drawn or Families.DrawnWhole => DrawnRules.IsFull(name) && name.EndsWith('0'),
            Families.Features => true,
            _ => s_thoroughLibrary.Contains(name),
        };
    }
}
