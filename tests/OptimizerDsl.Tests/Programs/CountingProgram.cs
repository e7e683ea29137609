using System.Runtime.CompilerServices;
using OptimizerDsl.Runtime;

namespace OptimizerDsl.Tests;

/// <summary>
/// Adds to each parameter its gradient and the number of the step, which it counts in uniform state, and averages: for tests
/// of what the engine does around a program.
/// </summary>
internal sealed class CountingProgram : StepProgram<float>
{
    private float _count;

    /// <summary>Why the next steps are skipped.</summary>
    internal string? Skip { get; set; }

    /// <summary>What every step is told.</summary>
    internal List<StepInfo> Steps { get; } = [];

    /// <summary>Runs in the update.</summary>
    internal Action OnUpdate { get; set; } = () => { };

    internal bool Clears { get; init; }

    internal bool Averages { get; init; }

    internal double Counted => UniformState[0];

    public override int SweepCount => 1;

    public override string[] UniformStateNames => ["count"];

    public override int TunableCount => 2;

    public override string? AverageState => Averages ? "average" : null;

    public override string? WhySkipped => Skip;

    public override void Prepare(int sweep, in StepInfo step, ReadOnlySpan<double> totals)
    {
        Steps.Add(step);
        Assert.Equal(UniformState[0], NextUniformState[0]);
        NextUniformState[0] += 1;
        _count = (float)NextUniformState[0];
    }

    public override void Update(in RunPlace run, ref float w, ref float g, nuint count)
    {
        OnUpdate();
        for (nuint i = 0; i < count; i++)
        {
            ref float value = ref Unsafe.Add(ref w, i);
            value += _count + Unsafe.Add(ref g, i) + (float)Tunables[1];
            if (Averages)
            {
                ref float average = ref Unsafe.Add(ref run.State<float>(0), i);
                average = _count == 1 ? value : 0.5f * average + 0.5f * value;
            }

            if (Clears)
            {
                Unsafe.Add(ref g, i) = 0;
            }
        }
    }
}
