using System.Numerics;

namespace OptimizerDsl.Kernels.Tests.Running;

/// <summary>What the recipe's own scalar methods make of some tensors, after each step.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="Parameters">By step and tensor.</param>
/// <param name="States">By name, step and tensor.</param>
internal sealed record Trajectory<T>(T[][][] Parameters, IReadOnlyDictionary<string, T[][][]> States)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Runs the reference.</summary>
    /// <param name="recipe">The recipe's class.</param>
    /// <param name="inputs">The numbers to run on; tensor k takes them from its start on.</param>
    /// <param name="steps">The number of steps.</param>
    /// <param name="tensors">Where each tensor's numbers start, and how many they are.</param>
    public static Trajectory<T> Of(Type recipe, Inputs<T> inputs, int steps, params (int Start, int Length)[] tensors)
    {
        ScalarReference reference = ScalarReference.For(recipe, [.. tensors.Select(tensor => tensor.Length)]);
        double[][] parameters = Widen(inputs.Parameters, tensors);
        var after = new T[steps][][];
        var states = reference.State.Keys.ToDictionary(name => name, _ => new T[steps][][], StringComparer.Ordinal);
        for (int step = 0; step < steps; step++)
        {
            reference.Step(parameters, Widen(inputs.Gradients[step], tensors));
            after[step] = Narrow(parameters);
            foreach ((string name, T[][][] values) in states) values[step] = Narrow(reference.State[name]);
        }

        return new(after, states);
    }

    private static double[][] Widen(T[] values, (int Start, int Length)[] tensors) =>
        [.. tensors.Select(tensor => Array.ConvertAll(values[tensor.Start..(tensor.Start + tensor.Length)], double.CreateChecked))];

    // Exact: every value is one of the element type.
    private static T[][] Narrow(double[][] tensors) => [.. tensors.Select(tensor => Array.ConvertAll(tensor, T.CreateTruncating))];
}
