using System.Runtime.CompilerServices;
using OptimizerDsl.Runtime;

namespace OptimizerDsl.Tests;

/// <summary>Plain descent that calls back, for tests of what happens around it.</summary>
internal sealed class HookProgram : StepProgram<float>
{
    private float _rate;

    internal Action OnPrepare { get; set; } = () => { };

    internal Action<nuint> OnUpdate { get; set; } = _ => { };

    public override int SweepCount => 1;

    public override void Prepare(int sweep, in StepInfo step, ReadOnlySpan<double> totals)
    {
        OnPrepare();
        _rate = (float)step.LearningRate;
    }

    public override void Update(in RunPlace run, ref float w, ref float g, nuint count)
    {
        OnUpdate(count);
        for (nuint i = 0; i < count; i++)
        {
            Unsafe.Add(ref w, i) -= _rate * Unsafe.Add(ref g, i);
        }
    }
}
