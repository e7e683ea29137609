using System.Numerics;
using System.Runtime.CompilerServices;
using OptimizerDsl.Runtime;

namespace OptimizerDsl.Tests;

/// <summary>What the compiler would write, as plain loops, for momentum behind a clip by the global norm.</summary>
/// <remarks>It also asks for a maximum and a sum, and moves the padding, so that tests see whether both are handled.</remarks>
internal class MomentumProgram<T>(double momentum = 0.9, double maxNorm = double.PositiveInfinity) : StepProgram<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private T _clip;
    private T _momentum;
    private T _rate;
    private int _blocks;

    /// <summary>How many blocks were reduced, over all sweeps.</summary>
    internal int Blocks => _blocks;

    internal double Norm { get; private set; }

    internal double Largest { get; private set; }

    internal double SumOfGradients { get; private set; }

    /// <summary>Added to every element, padding included.</summary>
    internal T Drift { get; init; }

    public override int SweepCount => double.IsPositiveInfinity(maxNorm) ? 1 : 3;

    public override ReductionInfo[] ReductionsOf(int sweep) => sweep == 0
        ? [new(0, ReductionKind.SumOfSquares, ReductionScope.Global), new(1, ReductionKind.Max, ReductionScope.Global)]
        : [new(2, ReductionKind.Sum, ReductionScope.Global)];

    public override void Prepare(int sweep, in StepInfo step, ReadOnlySpan<double> totals)
    {
        // What is not known yet is 0.
        if (SweepCount > 1)
        {
            Assert.Equal(3, totals.Length);
            Assert.True(sweep > 0 || totals[0] == 0);
            Assert.True(sweep > 1 || totals[2] == 0);
        }

        _clip = T.One;
        if (sweep == 2)
        {
            Norm = Math.Sqrt(totals[0]);
            Largest = totals[1];
            SumOfGradients = totals[2];
            _clip = T.CreateChecked(Math.Min(1, maxNorm / (Norm + 1e-6)));
        }

        _momentum = T.CreateChecked(momentum);
        _rate = T.CreateChecked(step.LearningRate);
    }

    public override void Reduce(int sweep, in RunPlace run, ref T w, ref T g, nuint start, nuint end, Span<double> lanes)
    {
        ReductionInfo[] reductions = ReductionsOf(sweep);
        Assert.Equal(reductions.Length * ReductionShape.Lanes, lanes.Length);
        Assert.InRange((int)(end - start), 1, ReductionShape.BlockLength);
        Interlocked.Increment(ref _blocks);
        Assert.Equal(-1, run.Segment);
        for (int k = 0; k < reductions.Length; k++)
        {
            Span<double> own = lanes.Slice(k * ReductionShape.Lanes, ReductionShape.Lanes);
            for (nuint i = start; i < end; i++)
            {
                ref double lane = ref own[(int)(i % ReductionShape.Lanes)];
                lane = ReductionShape.Accumulate(lane, double.CreateChecked(Unsafe.Add(ref g, i)), reductions[k].Kind);
            }
        }
    }

    public override void Update(in RunPlace run, ref T w, ref T g, nuint count)
    {
        for (nuint i = 0; i < count; i++)
        {
            ref T velocity = ref Unsafe.Add(ref run.State<T>(0), i);
            velocity = _momentum * velocity + _clip * Unsafe.Add(ref g, i) + Drift;
            Unsafe.Add(ref w, i) -= _rate * velocity;
        }
    }
}
