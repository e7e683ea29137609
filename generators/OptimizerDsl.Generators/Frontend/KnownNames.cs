namespace OptimizerDsl.Generators.Frontend;

/// <summary>
/// Names of the library's types as metadata spells them. The compiler does not reference the library (which builds with it);
/// a test holds these names against the real types.
/// </summary>
internal static class KnownNames
{
    public const string Namespace = "OptimizerDsl";
    public const string Optimizer = "OptimizerDsl.OptimizerAttribute";
    public const string UpdateRule = "OptimizerDsl.UpdateRuleAttribute";
    public const string GradientTransform = "OptimizerDsl.GradientTransformAttribute";
    public const string Gate = "OptimizerDsl.GateAttribute";
    public const string Averaging = "OptimizerDsl.AveragingAttribute";
    public const string Observer = "OptimizerDsl.ObserverAttribute";
    public const string MetricSchedule = "OptimizerDsl.MetricScheduleAttribute";
    public const string Schedule = "OptimizerDsl.ScheduleAttribute";
    public const string SafeLearningRate = "OptimizerDsl.SafeLearningRateAttribute";
    public const string CompiledRule = "OptimizerDsl.CompiledRuleAttribute";
    public const string Contract = "OptimizerDsl.OptimizerDslContractAttribute";
    public const string Real = "OptimizerDsl.Real";
    public const string StepInfo = "OptimizerDsl.StepInfo";
    public const string Global = "OptimizerDsl.Global";
    public const string PerTensor = "OptimizerDsl.PerTensor";
    public const string PerRow = "OptimizerDsl.PerRow";
    public const string Noise = "OptimizerDsl.Noise";
    public const string TrainingPlan = "OptimizerDsl.TrainingPlanAttribute";
    public const string AccumulateGradients = "OptimizerDsl.AccumulateGradientsAttribute";
    public const string ParameterGroup = "OptimizerDsl.ParameterGroupAttribute";
    public const string Tunable = "OptimizerDsl.TunableAttribute";
    public const string Constraint = "OptimizerDsl.ConstraintAttribute";
    public const string RuleTraits = "OptimizerDsl.RuleTraitsAttribute";
    public const string ConvertsTo = "OptimizerDsl.ConvertsToAttribute";
    public const string ScheduleTraits = "OptimizerDsl.ScheduleTraitsAttribute";
    public const string DecayFactor = "OptimizerDsl.DecayFactorAttribute";
    public const string AverageMark = "OptimizerDsl.AverageAttribute";
    public const string LeastPrecision = "OptimizerDsl.LeastPrecisionAttribute";
    public const string StoreState = "OptimizerDsl.StoreStateAttribute";
    public const string ValidRange = "OptimizerDsl.ValidRangeAttribute";

    public const string LearningRate = "LearningRate";
    public const string Steps = "Steps";
    public const string Epochs = "Epochs";
    public const string StepsPerEpoch = "StepsPerEpoch";
    public const string PhaseStart = "PhaseStart";
    public const string Target = "Target";
    public const string Group = "Group";
    public const string Update = "Update";
    public const string Apply = "Apply";
    public const string Begin = "Begin";
    public const string ScaleAt = "ScaleAt";
    public const string Proceed = "Proceed";
    public const string Average = "Average";
    public const string Observe = "Observe";
    public const string Adapt = "Adapt";
    public const string StabilityLimit = "StabilityLimit";
    public const string RecommendedWarmup = "RecommendedWarmup";

    /// <summary>The state of the parameters in full, where those of the model have 16 bits.</summary>
    public const string Master = "master";

    /// <summary>The version of the contract between generated code and library that this compiler writes for.</summary>
    public const int ContractVersion = 7;
}
