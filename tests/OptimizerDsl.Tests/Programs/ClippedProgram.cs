using System.Numerics;
using System.Runtime.CompilerServices;
using OptimizerDsl.Runtime;

namespace OptimizerDsl.Tests;

/// <summary>
/// What the compiler would write, as plain loops, for plain descent behind <see cref="TensorClipAttribute"/> and a clip by the
/// global norm, which it shares with other groups as reduction 0.
/// </summary>
internal sealed class ClippedProgram<T>(double maxNorm) : StepProgram<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private T _clip;
    private T _rate;

    public override int SweepCount => 3;

    public override Granularity Granularity => Granularity.Tensor;

    public override int SegmentValueCount => 1;

    public override ReductionInfo[] ReductionsOf(int sweep) => sweep == 0
        ? [new(5, ReductionKind.SumOfSquares, ReductionScope.Tensor)]
        : [new(0, ReductionKind.SumOfSquares, ReductionScope.Global)];

    public override void Prepare(int sweep, in StepInfo step, ReadOnlySpan<double> totals)
    {
        _clip = T.CreateChecked(Math.Min(1, maxNorm / (Math.Sqrt(totals[0]) + 1e-6)));
        _rate = T.CreateChecked(step.LearningRate);
    }

    public override void PrepareSegment(
        int sweep, int segment, in StepInfo step, ReadOnlySpan<double> totals, ReadOnlySpan<double> tensorTotals, ReadOnlySpan<double> rowTotals) =>
        SegmentValues[segment] = T.CreateChecked(Math.Min(1, 1 / (Math.Sqrt(tensorTotals[5]) + 1e-6)));

    public override void Reduce(int sweep, in RunPlace run, ref T w, ref T g, nuint start, nuint end, Span<double> lanes)
    {
        for (nuint i = start; i < end; i++)
        {
            T x = sweep == 0 ? Unsafe.Add(ref g, i) : SegmentValues[run.Segment] * Unsafe.Add(ref g, i);
            ref double lane = ref lanes[(int)(i % ReductionShape.Lanes)];
            lane = ReductionShape.Accumulate(lane, double.CreateChecked(x), ReductionKind.SumOfSquares);
        }
    }

    public override void Update(in RunPlace run, ref T w, ref T g, nuint count)
    {
        for (nuint i = 0; i < count; i++)
        {
            Unsafe.Add(ref w, i) -= _rate * (_clip * (SegmentValues[run.Segment] * Unsafe.Add(ref g, i)));
        }
    }
}
