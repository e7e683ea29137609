using System.Numerics;
using System.Runtime.CompilerServices;
using OptimizerDsl.Runtime;

namespace OptimizerDsl.Tests;

/// <summary>
/// What the compiler would write, as plain loops, for <see cref="RowScaledRuleAttribute"/>, behind a clip by the global norm
/// that it may share with other groups as reduction 0.
/// </summary>
internal sealed class RowScaledProgram<T>(double maxNorm = double.PositiveInfinity) : StepProgram<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int _clips = double.IsPositiveInfinity(maxNorm) ? 0 : 1;
    private T _clip;
    private T _rate;
    private T _sum;

    public override int SweepCount => _clips + 4;

    public override Granularity Granularity => Granularity.Row;

    // 1 / (1 + largest), 1 / (1 + row).
    public override int SegmentValueCount => 2;

    public override ReductionInfo[] ReductionsOf(int sweep) => (sweep - _clips) switch
    {
        -1 => [new(0, ReductionKind.SumOfSquares, ReductionScope.Global)],
        0 => [new(1, ReductionKind.SumOfSquares, ReductionScope.Global), new(2, ReductionKind.Max, ReductionScope.Tensor)],
        1 => [new(3, ReductionKind.SumOfSquares, ReductionScope.Row)],
        _ => [new(4, ReductionKind.Sum, ReductionScope.Global)],
    };

    public override void Prepare(int sweep, in StepInfo step, ReadOnlySpan<double> totals)
    {
        _clip = _clips == 0 ? T.One : T.CreateChecked(Math.Min(1, maxNorm / (Math.Sqrt(totals[0]) + 1e-6)));
        if (sweep == SweepCount - 1)
        {
            _rate = T.CreateChecked(step.LearningRate / (1 + Math.Sqrt(totals[1])));
            _sum = T.CreateChecked(totals[4] * 1e-3);
        }
    }

    public override void PrepareSegment(
        int sweep, int segment, in StepInfo step, ReadOnlySpan<double> totals, ReadOnlySpan<double> tensorTotals, ReadOnlySpan<double> rowTotals)
    {
        SegmentValues[segment * 2] = T.CreateChecked(1 / (1 + tensorTotals[2]));
        SegmentValues[segment * 2 + 1] = T.CreateChecked(1 / (1 + Math.Sqrt(rowTotals[3])));
    }

    public override void Reduce(int sweep, in RunPlace run, ref T w, ref T g, nuint start, nuint end, Span<double> lanes)
    {
        for (nuint i = start; i < end; i++)
        {
            T d = _clip * Unsafe.Add(ref g, i);
            int lane = (int)(i % ReductionShape.Lanes);
            switch (sweep - _clips)
            {
                case -1:
                    Add(ref lanes[lane], Unsafe.Add(ref g, i), ReductionKind.SumOfSquares);
                    break;
                case 0:
                    Add(ref lanes[lane], d, ReductionKind.SumOfSquares);
                    Add(ref lanes[ReductionShape.Lanes + lane], T.Abs(Unsafe.Add(ref w, i)), ReductionKind.Max);
                    break;
                case 1:
                    Add(ref lanes[lane], d * SegmentValues[run.Segment * 2], ReductionKind.SumOfSquares);
                    break;
                default:
                    Add(ref lanes[lane], d * SegmentValues[run.Segment * 2 + 1], ReductionKind.Sum);
                    break;
            }
        }

        static void Add(ref double lane, T x, ReductionKind kind) => lane = ReductionShape.Accumulate(lane, double.CreateChecked(x), kind);
    }

    public override void Update(in RunPlace run, ref T w, ref T g, nuint count)
    {
        T half = T.CreateChecked(0.5);
        for (nuint i = 0; i < count; i++)
        {
            ref T m = ref Unsafe.Add(ref run.State<T>(0), i);
            m = half * m + _clip * Unsafe.Add(ref g, i) * SegmentValues[run.Segment * 2 + 1];
            Unsafe.Add(ref w, i) -= _rate * (m + _sum);
        }
    }
}
