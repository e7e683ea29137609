using System.Globalization;
using OptimizerDsl.Kernels.Tests.Corpus;

namespace OptimizerDsl.Kernels.Tests.Soak;

/// <summary>
/// Steps one small model and one large for long, and sees whether anything grows: bytes allocated, open files, the time of a
/// step. Without an argument it makes a million steps and a thousand; "--short" is what CI does.
/// </summary>
internal static class SoakRun
{
    public const string Argument = "--soak";
    public const string Short = "--short";
    public const string Quiet = "no byte on the stepping thread, no open file more";

    // Everything that a step can be: a gate, a reduction, state, an average, a schedule.
    private static readonly RecipeCase s_recipe = new("Soaked", "[SkipNonFinite]\n[ClipByGlobalNorm(1)]\n[AdamW(LearningRate = 1e-3)]\n[Ema(0.99)]\n[LinearWarmup(Steps = 100)]\n[CosineDecay(Steps = 100000, Floor = 0.1)]", ElementType.Single);

    /// <returns>0 where nothing grew.</returns>
    public static int Run(string[] scale)
    {
        bool isShort = scale is [Short];
        if (!isShort && scale.Length > 0) throw new ArgumentException($"'{string.Join(' ', scale)}' is no scale; say {Short}, or nothing.");
        (byte[] image, _) = RecipeCompiler.Compile("Soak", [], [s_recipe]);
        Type recipe = System.Reflection.Assembly.Load(image).GetType(s_recipe.Name, throwOnError: true)!;
        bool isQuiet = Soak(recipe, "small", [64, 32], 3, isShort ? 50_000 : 1_000_000, 1);
        isQuiet &= Soak(recipe, "small, on 2 threads", [64, 32], 3, isShort ? 20_000 : 200_000, 2);
        isQuiet &= isShort ? Soak(recipe, "large", [1024, 256], 4, 100, 0) : Soak(recipe, "large", [4096, 1024], 4, 1000, 0);
        return isQuiet ? 0 : 1;
    }

    private static bool Soak(Type recipe, string name, int[] shape, int tensors, int steps, int threads)
    {
        var set = new ParameterSet();
        for (int i = 0; i < tensors; i++) set.Add(string.Create(CultureInfo.InvariantCulture, $"tensor{i}"), shape);
        IOptimizer optimizer = (IOptimizer)Activator.CreateInstance(recipe, set)!;
        optimizer.Threads = threads;
        foreach (Parameter parameter in set)
        {
            parameter.Values.Fill(0.5f);
            for (int i = 0; i < parameter.Length; i++) parameter.Gradients[i] = (i % 17 - 8) * 0.01f;
        }

        // What slows down with its steps is slower each time; a machine that others use is so now and then.
        bool isSteady = false, isQuiet = true;
        for (int run = 0; run < 3 && isQuiet && !isSteady; run++)
        {
            var measured = new SoakMeasure(optimizer, steps);
            (isQuiet, isSteady) = (measured.IsQuiet, measured.IsSteady);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} ({set.ElementCount} parameters): {measured}"));
        }

        return isQuiet && isSteady && optimizer.StepCount >= steps && set.All(parameter => float.IsFinite(parameter.Values[0]));
    }
}
