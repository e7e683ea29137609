using System.Globalization;
using System.Numerics;
using OptimizerDsl.Kernels.Tests.Corpus;
using OptimizerDsl.Kernels.Tests.Running;

namespace OptimizerDsl.Kernels.Tests.Checks;

/// <summary>Holds a recipe's kernel for a set of tensors, on one to four threads, against its scalar methods.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class SetCheck<T>(CompiledCase recipe, string[] states, Report report, Fingerprint fingerprint)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Guard = 3;

    /// <summary>Makes all runs, up to the first that fails.</summary>
    public bool Run() => Coverage.Sets(recipe).All(set =>
    {
        Inputs<T> inputs = Inputs<T>.Of(set.Profile);
        Trajectory<T> expected = Trajectory<T>.Of(recipe.Type, inputs, set.Steps, [.. set.Tensors.Select(tensor => (tensor.Start, tensor.Length))]);
        return ((int[])[1, 2, 3, 4]).All(threads => Run(set.Profile, set.Steps, set.Tensors, threads, inputs, expected));
    });

    private bool Run(Profile profile, int steps, SetTensor[] tensors, int threads, Inputs<T> inputs, Trajectory<T> expected)
    {
        var set = new ParameterSet(recipe.ElementType);
        T guard = T.CreateTruncating(-77.25);
        var attached = new List<(T[] Memory, SetTensor Tensor)>();
        foreach ((int index, SetTensor tensor) in tensors.Index())
        {
            string name = "tensor" + index.ToString(CultureInfo.InvariantCulture);
            if (tensor.IsAttached)
            {
                T[] values = new T[tensor.Length + 2 * Guard], gradients = new T[tensor.Length + 2 * Guard];
                Array.Fill(values, guard);
                set.Attach<T>(name, values.AsMemory(Guard, tensor.Length), gradients.AsMemory(Guard, tensor.Length));
                attached.Add((values, tensor));
            }
            else
            {
                set.Add(name, tensor.Length);
            }

            inputs.Parameters.AsSpan(tensor.Start, tensor.Length).CopyTo(set[index].ValuesAs<T>());
        }

        var kernel = new SetKernel<T>(recipe.Type, set);
        kernel.Optimizer.Threads = threads;
        for (int step = 0; step < steps; step++)
        {
            foreach ((int index, SetTensor tensor) in tensors.Index())
            {
                inputs.Gradients[step].AsSpan(tensor.Start, tensor.Length).CopyTo(set[index].GradientsAs<T>());
            }

            kernel.Optimizer.Step();
            for (int index = 0; index < tensors.Length; index++)
            {
                string What(string vector) => string.Create(
                    CultureInfo.InvariantCulture, $"{recipe.Type.Name}, set on {threads} threads, {profile} numbers, step {step + 1}, tensor {index} ({(tensors[index].IsAttached ? "attached" : "added")}), {vector}");
                if (!report.Compare(expected.Parameters[step][index], set[index].ValuesAs<T>(), fingerprint, () => What("parameters"))) return false;
                foreach (string state in states)
                {
                    if (!report.Compare(expected.States[state][step][index], kernel.State(set[index], state), fingerprint, () => What($"state {state}"))) return false;
                }
            }
        }

        bool isOutside = attached.All(a => a.Memory.Take(Guard).Concat(a.Memory.Skip(Guard + a.Tensor.Length)).All(x => x == guard));
        if (!isOutside) report.Fail($"{recipe.Type.Name}, set on {threads} threads: memory around an attached tensor was written");
        return isOutside;
    }
}
