using System.Numerics;

namespace OptimizerDsl.Kernels.Tests.Running;

/// <summary>The parameters and gradients of all runs of one profile and element type: each run takes the first so many, or a stretch.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class Inputs<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The number of steps for which there are gradients.</summary>
    public const int Steps = 25;

    /// <summary>The number of elements.</summary>
    public const int Length = 10_007;

    private const ulong Seed = 0x6C62_272E_07BB_0142;

    private static readonly Dictionary<Profile, Inputs<T>> s_known = [];

    private Inputs(Profile profile)
    {
        var random = new SplitMix(Seed ^ (ulong)profile * 977);
        Parameters = Draw(profile, random);
        Gradients = [.. Enumerable.Range(0, Steps).Select(_ => Draw(profile, random))];
    }

    public T[] Parameters { get; }

    public T[][] Gradients { get; }

    public static Inputs<T> Of(Profile profile)
    {
        lock (s_known)
        {
            return s_known.TryGetValue(profile, out Inputs<T>? known) ? known : s_known[profile] = new(profile);
        }
    }

    private static T[] Draw(Profile profile, SplitMix random)
    {
        var values = new T[Length];
        for (int i = 0; i < Length; i++) values[i] = Draw(profile, random, random.Below(1000));
        return values;
    }

    private static T Draw(Profile profile, SplitMix random, int permille) => profile switch
    {
        Profile.Calm => permille < 60 ? Zero(random) : permille < 120 ? Subnormal(random) : Ordinary(random),
        Profile.Mixed => permille < 60 ? Zero(random) : permille < 120 ? Subnormal(random) : permille < 135 ? Special(random) : Ordinary(random),
        _ => permille < 700 ? Special(random) : permille < 800 ? Subnormal(random) : Ordinary(random),
    };

    private static T Special(SplitMix random) => Specials.Of<T>()[random.Below(Specials.Of<T>().Length)];

    private static T Zero(SplitMix random) => random.Below(2) == 0 ? T.Zero : T.NegativeZero;

    private static T Subnormal(SplitMix random) =>
        T.CopySign(T.Epsilon * T.CreateChecked(1 + random.Below(1 << 20)), random.Below(2) == 0 ? T.One : -T.One);

    // From 2^-12 to 2^8, with all digits.
    private static T Ordinary(SplitMix random)
    {
        double magnitude = Math.ScaleB(1 + random.Fraction(), random.Below(20) - 12);
        return T.CreateTruncating(random.Below(2) == 0 ? magnitude : -magnitude);
    }
}
