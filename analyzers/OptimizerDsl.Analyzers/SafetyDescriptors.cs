using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace OptimizerDsl.Analyzers;

/// <summary>The diagnostics of what a recipe will do. Each finding brings its own sentence and says how sure it is.</summary>
internal static class SafetyDescriptors
{
    private const string Category = "OptimizerDsl.Safety";

    public static readonly DiagnosticDescriptor RateIsNoRate = Error("ODSL001", "The learning rate is no rate");
    public static readonly DiagnosticDescriptor OutOfRange = Error("ODSL002", "A hyperparameter is outside of its range");
    public static readonly DiagnosticDescriptor Constraint = Warning("ODSL003", "Hyperparameters do not fit together");
    public static readonly DiagnosticDescriptor SettingOutOfRange = Error("ODSL004", "A setting is outside of its range");
    public static readonly DiagnosticDescriptor UnusualRate = Warning("ODSL101", "The learning rate is unusual for the rule");
    public static readonly DiagnosticDescriptor EffectiveRate = Warning("ODSL102", "Momentum makes the rate very large");
    public static readonly DiagnosticDescriptor ParameterFreeRate = Warning("ODSL103", "A rule that finds its own rate is given another");
    public static readonly DiagnosticDescriptor Unstable = Warning("ODSL110", "The rate exceeds the stability limit");
    public static readonly DiagnosticDescriptor UnstableInSmallBatches = Suggestion("ODSL111", "The rate exceeds the limit for small batches");
    public static readonly DiagnosticDescriptor Vanishes = Error("ODSL202", "A hyperparameter has no value in the element type");
    public static readonly DiagnosticDescriptor Dominates = Suggestion("ODSL203", "A hyperparameter dominates what it should only keep from zero");
    public static readonly DiagnosticDescriptor DecayRoundsAway = Suggestion("ODSL207", "The weight decay is rounded away");
    public static readonly DiagnosticDescriptor NoWarmup = Suggestion("ODSL208", "The rule starts at full rate");
    public static readonly DiagnosticDescriptor TooLongWarmup = Warning("ODSL301", "The warmup takes all of the plan, or much of it");
    public static readonly DiagnosticDescriptor ClimbsBack = Warning("ODSL302", "The rate rises again after it has fallen");
    public static readonly DiagnosticDescriptor Joins = Warning("ODSL303", "The rate jumps where two schedules meet");
    public static readonly DiagnosticDescriptor NoDecayFactor = Warning("ODSL304", "A factor of decay does not lower the rate");
    public static readonly DiagnosticDescriptor DeadRate = Warning("ODSL305", "The rate is too small to train for much of the run");
    public static readonly DiagnosticDescriptor LostSteps = Suggestion("ODSL306", "Steps are lost beside the weights");

    public static readonly DiagnosticDescriptor NoCurve = Error("ODSL307", "A schedule leaves the finite numbers from 0 up");
    public static readonly DiagnosticDescriptor LengthOfPlan = Suggestion("ODSL308", "The schedules and the plan have different lengths");
    public static readonly DiagnosticDescriptor RunPastEnd = Warning("ODSL309", "A schedule is run past its end");
    public static readonly DiagnosticDescriptor MetricSchedule = Error("ODSL311", "A metric schedule cannot work as it is set");
    public static readonly DiagnosticDescriptor DecayOfScheduleFree = Warning("ODSL313", "A rule that needs no schedule is given one");
    public static readonly DiagnosticDescriptor DecayFlips = Error("ODSL401", "Weight decay flips weights");
    public static readonly DiagnosticDescriptor DecayIsScaled = Suggestion("ODSL402", "Weight decay goes through the scaling of gradients");
    public static readonly DiagnosticDescriptor DecayIsFast = Warning("ODSL403", "Weights decay within an epoch");
    public static readonly DiagnosticDescriptor ScalingBeforeSign = Suggestion("ODSL405", "A transform has no effect before a sign");
    public static readonly DiagnosticDescriptor LongAverage = Warning("ODSL406", "An average is longer than the plan");
    public static readonly DiagnosticDescriptor EpochsForSteps = Warning("ODSL501", "A schedule counts epochs where steps are meant");
    public static readonly DiagnosticDescriptor CallsForSteps = Warning("ODSL502", "A schedule counts calls where steps are meant");
    public static readonly DiagnosticDescriptor AtCallSite = Warning("ODSL503", "A value set at run time is unsafe for the recipe");
    public static readonly DiagnosticDescriptor RateSetInLoop = Warning("ODSL504", "A training loop works against the recipe");
    public static readonly DiagnosticDescriptor Misbehaves = Warning("ODSL602", "The rule does not descend as it should");
    public static readonly DiagnosticDescriptor Unused = Warning("ODSL603", "A state or a hyperparameter has no use");
    public static readonly DiagnosticDescriptor IntegerDivision = Suggestion("ODSL604", "A division drops its remainder");
    public static readonly DiagnosticDescriptor UniformDivisor = Suggestion("ODSL605", "A division by a uniform value costs one for each element");

    public static readonly ImmutableArray<DiagnosticDescriptor> All =
    [
        RateIsNoRate, OutOfRange, Constraint, SettingOutOfRange,
        UnusualRate, EffectiveRate, ParameterFreeRate, Unstable, UnstableInSmallBatches,
        Vanishes, Dominates, DecayRoundsAway, NoWarmup,
        TooLongWarmup, ClimbsBack, Joins, NoDecayFactor, DeadRate, LostSteps, NoCurve, LengthOfPlan, RunPastEnd, MetricSchedule, DecayOfScheduleFree,
        DecayFlips, DecayIsScaled, DecayIsFast, ScalingBeforeSign, LongAverage,
        EpochsForSteps, CallsForSteps, AtCallSite, RateSetInLoop,
        Misbehaves, Unused, IntegerDivision, UniformDivisor,
    ];

    public static DiagnosticDescriptor Of(string id) => All.First(d => d.Id == id);

    private static DiagnosticDescriptor Error(string id, string title) => Make(id, title, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Warning(string id, string title) => Make(id, title, DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Suggestion(string id, string title) => Make(id, title, DiagnosticSeverity.Info);

    private static DiagnosticDescriptor Make(string id, string title, DiagnosticSeverity severity) =>
        new(id, title, "{0}", Category, severity, isEnabledByDefault: true, helpLinkUri: $"docs/diagnostics/{id}.md");
}
