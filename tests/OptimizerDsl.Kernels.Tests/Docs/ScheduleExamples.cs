namespace OptimizerDsl.Kernels.Tests.Docs;

/// <summary>A recipe's schedules for the page of schedules.</summary>
/// <param name="Schedule">The schedule that it shows.</param>
/// <param name="Attributes">The schedules, a line each.</param>
/// <param name="Steps">How many steps of its curve are shown.</param>
/// <param name="Metric">What call i = 1, 2, … of Observe is given, after step i; null where the schedule follows the step alone.</param>
/// <param name="MetricText">The same in words.</param>
internal sealed record ScheduleExample(Type Schedule, string Attributes, int Steps = 200, Func<int, double>? Metric = null, string MetricText = "")
{
    public string Name => Schedule.Name[..^"Attribute".Length];
}

/// <summary>One example for each schedule of the library, in the order of the page.</summary>
internal static class ScheduleExamples
{
    public static IReadOnlyList<ScheduleExample> All { get; } =
    [
        new(typeof(ConstantAttribute), "[Constant(Factor = 0.5)]"),
        new(typeof(LinearWarmupAttribute), "[LinearWarmup(Steps = 50)]", 100),
        new(typeof(ConstantWarmupAttribute), "[ConstantWarmup(Steps = 50, From = 0.1)]", 100),
        new(typeof(ExponentialWarmupAttribute), "[ExponentialWarmup(TimeConstantSteps = 20)]", 100),
        new(typeof(LinearDecayAttribute), "[LinearDecay(Steps = 160, Floor = 0.1)]"),
        new(typeof(PolynomialDecayAttribute), "[PolynomialDecay(Steps = 160, Power = 2, Floor = 0.1)]"),
        new(typeof(CosineDecayAttribute), "[CosineDecay(Steps = 160, Floor = 0.1)]"),
        new(typeof(TanhDecayAttribute), "[TanhDecay(Steps = 160, Floor = 0.1)]"),
        new(typeof(RexAttribute), "[Rex(Steps = 160, Floor = 0.1)]"),
        new(typeof(ExponentialDecayAttribute), "[ExponentialDecay(Rate = 0.5, EverySteps = 50)]"),
        new(typeof(InverseTimeDecayAttribute), "[InverseTimeDecay(Rate = 0.5, EverySteps = 20)]"),
        new(typeof(InverseSqrtDecayAttribute), "[LinearWarmup(Steps = 20)]\n[InverseSqrtDecay(Shift = 20)]"),
        new(typeof(NoamAttribute), "[Noam(ModelSize = 512, WarmupSteps = 40)]"),
        new(typeof(StepDecayAttribute), "[StepDecay(EverySteps = 40, Factor = 0.5)]"),
        new(typeof(MultiStepDecayAttribute), "[LinearWarmup(Steps = 20)]\n[MultiStepDecay(AtSteps = new long[] { 60, 120, 160 }, Factor = 0.4)]"),
        new(typeof(PiecewiseConstantAttribute), "[PiecewiseConstant(AtSteps = new long[] { 60, 120, 160 }, Factors = new[] { 0.5, 0.75, 0.1 })]"),
        new(typeof(PiecewiseLinearAttribute), "[PiecewiseLinear(AtSteps = new long[] { 0, 40, 120, 160 }, Factors = new[] { 0.1, 1, 0.8, 0.05 })]"),
        new(typeof(WsdAttribute), "[Wsd(Steps = 180, WarmupSteps = 20, DecaySteps = 40)]"),
        new(typeof(OneCycleAttribute), "[OneCycle(Steps = 180)]"),
        new(typeof(CyclicAttribute), "[Cyclic(UpSteps = 20, DownSteps = 30, Multiplier = 0.7)]"),
        new(typeof(CosineRestartsAttribute), "[CosineRestarts(PeriodSteps = 25, Multiplier = 2)]"),
        new(typeof(ChebyshevAttribute), "[Chebyshev(Condition = 20, PeriodSteps = 32)]", 64),
        new(typeof(ReduceOnPlateauAttribute), "[ReduceOnPlateau(Patience = 15, Factor = 0.5)]", 200, i => Math.Max(1 - i / 100.0, 0.5), "max(1 - i / 100, 0.5)"),
        new(typeof(BoldDriverAttribute), "[BoldDriver]", 200, i => 1.0 / i + (i % 15 == 0 ? 1 : 0), "1 / i, and 1 more in every fifteenth call"),
    ];
}
