using System.Numerics;
using OptimizerDsl.Kernels.Tests.Corpus;
using OptimizerDsl.Kernels.Tests.Running;

namespace OptimizerDsl.Kernels.Tests.Checks;

/// <summary>All checks of one compiled recipe.</summary>
internal static class CaseCheck
{
    public static void Run(CompiledCase recipe, Report report)
    {
        if (recipe.ElementType == ElementType.Single) Run<float>(recipe, report);
        else Run<double>(recipe, report);
    }

    private static void Run<T>(CompiledCase recipe, Report report)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var fingerprint = new Fingerprint();
        try
        {
            if (recipe.Family == Families.Intrinsics)
            {
                new IntrinsicCheck<T>(recipe, report, fingerprint).Run();
            }
            else if (recipe.Family is Families.Features or Families.DrawnWhole)
            {
                new FeatureCheck<T>(recipe, report, fingerprint).Run();
            }
            else
            {
                string[] states = Kernel<T>.StatesOf(recipe.Type, ScalarReference.For(recipe.Type, 1).State.Keys.Order(StringComparer.Ordinal));
                if (new VectorCheck<T>(recipe, states, report, fingerprint).Run()) new SetCheck<T>(recipe, states, report, fingerprint).Run();
            }
        }
        catch (Exception exception)
        {
            report.Fail($"{recipe.Type.Name} threw {exception}");
        }

        report.Fingerprints.Add(recipe.Type.Name, fingerprint.Value);
    }
}
