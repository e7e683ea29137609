using System.Reflection;
using OptimizerDsl.Kernels.Tests.Running;

namespace OptimizerDsl.Kernels.Tests.Checkpoints;

/// <summary>What a child process does until it is killed: go on from a checkpoint, step, save, step, save.</summary>
internal static class KillWorker
{
    public const string Argument = "--save-for-ever";
    public const string Recipe = "Averaged";
    public const string Ready = "ready";

    /// <summary>Large enough for a save to take some time.</summary>
    public static Model Model(Type recipe, int rows = 300) => new(recipe, [("a.weight", [rows, 200]), ("a.bias", [200]), ("b.weight", [200, 50])]);

    public static int Run(string assembly, string file)
    {
        Model model = Model(Assembly.LoadFrom(assembly).GetType(Recipe, throwOnError: true)!);
        model.Optimizer.Load(file);
        for (bool isFirst = true; ; isFirst = false)
        {
            model.Train(1);
            model.Optimizer.Save(file);

            // The code is compiled now, and saves follow each other closely.
            if (isFirst) Console.WriteLine(Ready);
        }
    }
}
