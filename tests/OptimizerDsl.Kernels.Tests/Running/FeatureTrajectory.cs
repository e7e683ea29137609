using System.Numerics;
using OptimizerDsl.Kernels.Tests.Checks;

namespace OptimizerDsl.Kernels.Tests.Running;

/// <summary>What the reference has after one call.</summary>
internal sealed record FeatureMoment<T>(StepResult Result, T[][] Parameters, T[][] Gradients, IReadOnlyDictionary<string, T[][]> States, IReadOnlyDictionary<string, double[][]> UniformStates, double[] Rates);

/// <summary>What the recipe's own methods make of a model, call by call.</summary>
internal static class FeatureTrajectory
{
    /// <summary>The steps whose rates are compared.</summary>
    public static long[] RateSteps { get; } = [.. Enumerable.Range(0, 40).Select(step => (long)step), 1000, 1_000_000_000];

    public static FeatureMoment<T>[] Of<T>(Type recipe, ElementType elementType, FeatureLayout layout)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var script = new FeatureScript<T>(recipe, layout);
        ScalarReference reference = ReferenceOf(recipe, elementType, layout);
        int tensors = layout.Tensors.Length;
        double[][] parameters = [.. Enumerable.Range(0, tensors).Select(tensor => Widen(script.Parameters(tensor)))];
        var touched = new HashSet<int>?[tensors];
        var moments = new FeatureMoment<T>[layout.Calls];
        for (int call = 0; call < moments.Length; call++)
        {
            script.Prepare(reference, call);
            double[][] gradients = [.. Enumerable.Range(0, tensors).Select(tensor => Widen(script.Gradients(call, tensor)))];
            foreach (string input in script.Inputs)
            {
                for (int tensor = 0; tensor < tensors; tensor++) FillInput(reference.State[input][tensor], script.Input(call, tensor));
            }

            // Calls that only accumulate leave their rows to the one that steps; one that touches all rows adds none.
            for (int tensor = 0; tensor < tensors; tensor++)
            {
                if (script.TouchedRows(call, tensor) is int[] rows) touched[tensor] = [.. touched[tensor] ?? [], .. rows];
            }

            for (int tensor = 0; tensor < tensors; tensor++)
            {
                foreach ((int element, T value) in script.Written(call, tensor)) parameters[tensor][element] = double.CreateChecked(value);
            }

            StepResult result = reference.Step(parameters, gradients, script.Loss(call), touched);
            if (result.Outcome != StepOutcome.Accumulated) Array.Clear(touched);
            if (recipe.GetMethod("Observe") is not null) reference.Observe(script.Metric(call));
            moments[call] = new(result, Narrow<T>(parameters), Narrow<T>(gradients),
                StatesOf(reference).ToDictionary(state => state.Key, state => Narrow<T>(state.Value), StringComparer.Ordinal), reference.UniformState(), [.. RateSteps.Select(reference.LearningRateAt)]);
        }

        return moments;
    }

    /// <summary>The reference of a recipe for a model.</summary>
    public static ScalarReference ReferenceOf(Type recipe, ElementType elementType, FeatureLayout layout)
    {
        if (layout.IsVector) return ScalarReference.For(recipe, layout.Tensors[0].Length);
        // Groups go by names, which a set has.
        ParameterPrecision precision = StoredValues<float>.PrecisionOf(recipe);
        ParameterSet set = precision == ParameterPrecision.Full ? new(elementType) : new(precision);
        foreach (NamedTensor tensor in layout.Tensors) set.Add(tensor.Name, tensor.Shape);
        return ScalarReference.For(recipe, set);
    }

    private static IEnumerable<KeyValuePair<string, double[][]>> StatesOf(ScalarReference reference) =>
        reference.Masters.Count == 0 ? reference.State : reference.State.Append(new("master", [.. reference.Masters]));

    // A tensor whose group has no such input keeps an empty one.
    private static void FillInput<T>(double[] input, T[]? numbers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (numbers is not null && input.Length == numbers.Length) Widen(numbers).CopyTo(input, 0);
    }

    private static double[] Widen<T>(T[] values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Array.ConvertAll(values, double.CreateChecked);

    // Exact: every value is one of the element type.
    private static T[][] Narrow<T>(double[][] tensors)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => [.. tensors.Select(tensor => Array.ConvertAll(tensor, T.CreateTruncating))];
}
