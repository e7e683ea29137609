using OptimizerDsl.Benchmarks.Measuring;
using OptimizerDsl.Benchmarks.Rivals;

namespace OptimizerDsl.Benchmarks.Suites;

/// <summary>
/// Parameters that have had no gradient for long, so that their second moments have decayed below the smallest normal number.
/// </summary>
internal static class SubnormalSuite
{
    private const int Count = 64 << 10;

    internal static void Run(Options options, Report report)
    {
        Timing[] timings = Race.Run(
            [
                new Steps("generated", new AdamWStep(Set(out _)), null),
                new Steps("generated, flushing", new FlushingStep(Set(out _)), null),
                new Steps("generated, subnormal", Decayed(new AdamWStep(Set(out Parameter slow)), slow), optimizer => ((AdamWStep)optimizer).State(slow, "v")),
                new Steps("generated, flushing subnormal", Decayed(new FlushingStep(Set(out Parameter cured)), cured), optimizer => ((FlushingStep)optimizer).State(cured, "v")),
            ],
            2 * options.Seconds(Count));
        report.Add("AdamW with subnormal moments", Count, 1, timings);
        report.AtMost("AdamW, 64 Ki, that flushes subnormals, by one that does not", timings.RatioOf("generated, flushing")!.Value, 1.05);
        report.AtMost("AdamW, 64 Ki, that flushes where moments would be subnormal, by the normal step", timings.RatioOf("generated, flushing subnormal")!.Value, 1.05);
    }

    private static ParameterSet Set(out Parameter parameter)
    {
        var set = new ParameterSet();
        parameter = set.Add("p", Count);
        Data.Weights(parameter.Values);
        Data.Gradients(parameter.Gradients);
        return set;
    }

    private static T Decayed<T>(T optimizer, Parameter parameter)
    {
        parameter.Gradients.Clear();
        return optimizer;
    }

    private delegate Span<float> StateOf(IOptimizer optimizer);

    /// <summary>Single steps; where a state is given, it is set to subnormal numbers again before it has decayed to zero.</summary>
    private sealed class Steps : Contender
    {
        private const int StepsToZero = 10_000;

        private readonly IOptimizer _optimizer;
        private readonly StateOf? _state;
        private int _steps;

        internal Steps(string name, IOptimizer optimizer, StateOf? state)
            : base(name)
        {
            _optimizer = optimizer;
            _optimizer.Threads = 1;
            _state = state;
        }

        internal override Action? Prepare => Refill;

        internal override void Run(int steps)
        {
            for (int i = 0; i < steps; i++) _optimizer.Step();
        }

        private void Refill()
        {
            if (_steps++ % StepsToZero == 0 && _state is not null) _state(_optimizer).Fill(1e-38f);
        }
    }
}
