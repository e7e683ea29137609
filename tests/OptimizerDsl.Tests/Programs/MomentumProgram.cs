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

    public override ReductionKind[] ReductionsOf(int sweep) => sweep == 0
        ? [ReductionKind.SumOfSquares, ReductionKind.Max]
        : [ReductionKind.Sum];

    public override void Prepare(int sweep, in StepInfo step, ReadOnlySpan<double> reductions)
    {
        Assert.Equal(sweep switch { 0 => 0, 1 => 2, _ => 3 }, reductions.Length);
        _clip = T.One;
        if (reductions.Length == 3)
        {
            Norm = Math.Sqrt(reductions[0]);
            Largest = reductions[1];
            SumOfGradients = reductions[2];
            _clip = T.CreateChecked(Math.Min(1, maxNorm / (Norm + 1e-6)));
        }

        _momentum = T.CreateChecked(momentum);
        _rate = T.CreateChecked(step.LearningRate);
    }

    public override void Reduce(int sweep, ref T w, ref T g, ref T state, nuint stateStride, nuint count, Span<double> results)
    {
        ReductionKind[] kinds = ReductionsOf(sweep);
        Assert.Equal(kinds.Length, results.Length);
        Assert.InRange((int)count, 1, ReductionShape.BlockLength);
        Interlocked.Increment(ref _blocks);
        Span<double> lanes = stackalloc double[ReductionShape.Lanes];
        for (int k = 0; k < kinds.Length; k++)
        {
            lanes.Fill(ReductionShape.Identity(kinds[k]));
            for (nuint j = 0; j < count; j++)
            {
                int lane = (int)(j % ReductionShape.Lanes);
                lanes[lane] = ReductionShape.Accumulate(lanes[lane], double.CreateChecked(Unsafe.Add(ref g, j)), kinds[k]);
            }

            results[k] = ReductionShape.Combine(lanes, kinds[k]);
        }
    }

    public override void Update(ref T w, ref T g, ref T state, nuint stateStride, nuint count)
    {
        for (nuint i = 0; i < count; i++)
        {
            ref T velocity = ref Unsafe.Add(ref state, i);
            velocity = _momentum * velocity + _clip * Unsafe.Add(ref g, i) + Drift;
            Unsafe.Add(ref w, i) -= _rate * velocity;
        }
    }
}
