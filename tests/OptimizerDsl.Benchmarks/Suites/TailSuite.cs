using OptimizerDsl.Benchmarks.Measuring;
using OptimizerDsl.Benchmarks.Rivals;

namespace OptimizerDsl.Benchmarks.Suites;

/// <summary>All that comes after a backward pass (clip, AdamW, average, clear): fused into two sweeps, and one thing after the other.</summary>
internal static class TailSuite
{
    internal const int Count = 16 << 20;

    internal static void Run(Options options, Report report)
    {
        Timing[] timings = Race.Run([new Generated<TailStep>("generated", [Count], 1, refill: true), new LimitOfTail(Count), new OneAfterTheOther(Count)], 2 * options.Seconds(Count));
        report.Add("clip + AdamW + EMA + clear", Count, 1, timings);
        report.AtLeast("whole recipe, 16 Mi, of the limit for two sweeps", timings.RatioOf("limit")!.Value, 0.93);
        report.AtLeast("whole recipe, 16 Mi, by its parts one after the other", timings.RatioOf("one after the other")!.Value, 2);
    }

    private static Action Refill(Model model)
    {
        float[] gradients = model.G.Span.ToArray();
        return () => gradients.CopyTo(model.G.Span);
    }

    /// <summary>One sweep that reads gradients, and one that reads and writes all five arrays.</summary>
    private sealed class LimitOfTail : Contender
    {
        private readonly Model _model;

        internal LimitOfTail(int count)
            : base("limit")
        {
            _model = new Model(count);
            Prepare = Refill(_model);
        }

        internal override Action? Prepare { get; }

        internal override void Run(int steps)
        {
            for (int i = 0; i < steps; i++)
            {
                Limits.OneIn(ref _model.G.At(0), (nuint)_model.Count);
                Limits.FiveInFiveOut(ref _model.W.At(0), ref _model.G.At(0), ref _model.M.At(0), ref _model.V.At(0), ref _model.Average.At(0), (nuint)_model.Count);
            }
        }
    }

    /// <summary>
    /// Four operations, each as fast as memory lets it be alone: the norm and the scaling of gradients, the compiled AdamW, the
    /// average, and clearing.
    /// </summary>
    private sealed class OneAfterTheOther : Contender
    {
        private readonly ParameterSet _parameters = new();
        private readonly Parameter _parameter;
        private readonly AdamWStep _optimizer;
        private readonly float[] _gradients;
        private readonly Rivals.Buffer _average;

        internal OneAfterTheOther(int count)
            : base("one after the other")
        {
            _parameter = _parameters.Add("p", count);
            _optimizer = new AdamWStep(_parameters) { Threads = 1 };
            _average = new Rivals.Buffer(count);
            Data.Weights(_parameter.Values);
            Data.Gradients(_parameter.Gradients);
            _gradients = _parameter.Gradients.ToArray();
        }

        internal override Action? Prepare => () => _gradients.CopyTo(_parameter.Gradients);

        internal override void Run(int steps)
        {
            for (int i = 0; i < steps; i++)
            {
                float norm = System.Numerics.Tensors.TensorPrimitives.Norm<float>(_parameter.Gradients);
                System.Numerics.Tensors.TensorPrimitives.Multiply(_parameter.Gradients, Math.Min(1, 1 / (norm + 1e-6f)), _parameter.Gradients);
                _optimizer.Step();
                Primitives.Average(_parameter.Values, _average.Span);
                _parameter.Gradients.Clear();
            }
        }
    }
}
