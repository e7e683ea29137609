using System.Globalization;
using System.Numerics;
using OptimizerDsl.Kernels.Tests.Corpus;
using OptimizerDsl.Kernels.Tests.Running;

namespace OptimizerDsl.Kernels.Tests.Checks;

/// <summary>Holds a recipe's kernel for a plain vector against its scalar methods, bit for bit, after every step.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class VectorCheck<T>(CompiledCase recipe, string[] states, Report report, Fingerprint fingerprint)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Guard = 4;

    private readonly Dictionary<(Profile, int), Trajectory<T>> _expected = [];

    /// <summary>Makes all runs, up to the first that fails.</summary>
    public bool Run()
    {
        VectorRun[] runs = [.. Coverage.Vectors(recipe)];
        return runs.All(run => Run(run, Expected(run, runs)));
    }

    private Trajectory<T> Expected(VectorRun run, VectorRun[] runs)
    {
        // Without reductions no element knows of another, so a longer run's first elements are a shorter run's, and so are its first steps.
        bool shares = !recipe.HasReductions;
        VectorRun[] alike = [.. runs.Where(other => other.Profile == run.Profile && (shares ? other.Steps >= run.Steps : other.Length == run.Length))];
        int length = shares ? alike.Max(other => other.Length) : run.Length;
        int steps = shares ? alike.Where(other => other.Length == length).Max(other => other.Steps) : alike.Max(other => other.Steps);
        if (_expected.TryGetValue((run.Profile, length), out Trajectory<T>? known) && known.Parameters.Length >= steps) return known;
        return _expected[(run.Profile, length)] = Trajectory<T>.Of(recipe.Type, Inputs<T>.Of(run.Profile), steps, (0, length));
    }

    private bool Run(VectorRun run, Trajectory<T> expected)
    {
        Inputs<T> inputs = Inputs<T>.Of(run.Profile);
        // Around the vectors lie numbers that no kernel may touch.
        T[] parameters = new T[run.Offset + run.Length + Guard];
        T[] gradients = new T[parameters.Length];
        T guard = T.CreateTruncating(-77.25);
        Array.Fill(parameters, guard);
        inputs.Parameters.AsSpan(0, run.Length).CopyTo(parameters.AsSpan(run.Offset));
        var kernel = new Kernel<T>(recipe.Type, run.Length);
        for (int step = 0; step < run.Steps; step++)
        {
            Array.Fill(gradients, guard);
            inputs.Gradients[step].AsSpan(0, run.Length).CopyTo(gradients.AsSpan(run.Offset));
            Span<T> values = parameters.AsSpan(run.Offset, run.Length);
            StepResult result = kernel.Step(values, gradients.AsSpan(run.Offset, run.Length));
            string What(string vector) => string.Create(CultureInfo.InvariantCulture, $"{recipe.Type.Name}, vector of {run.Length} at offset {run.Offset}, {run.Profile} numbers, step {step + 1}, {vector}");

            if (!result.Applied || result.Count != step + 1) return Fail(What($"answered {result}"));
            if (!report.Compare(expected.Parameters[step][0].AsSpan(0, run.Length), values, fingerprint, () => What("parameters"))) return false;
            foreach (string state in states)
            {
                if (!report.Compare(expected.States[state][step][0].AsSpan(0, run.Length), kernel.State(state), fingerprint, () => What($"state {state}"))) return false;
            }

            bool isOutside = Outside(parameters, run).All(x => x == guard) && Outside(gradients, run).All(x => x == guard);
            if (!isOutside) return Fail(What("memory outside of the vectors was written"));
            if (Bits.FirstDifference(inputs.Gradients[step].AsSpan(0, run.Length), gradients.AsSpan(run.Offset, run.Length)) >= 0) return Fail(What("gradients were written"));
        }

        return true;
    }

    private bool Fail(string message)
    {
        report.Fail(message);
        return false;
    }

    private static IEnumerable<T> Outside(T[] memory, VectorRun run) => memory.Take(run.Offset).Concat(memory.Skip(run.Offset + run.Length));
}
