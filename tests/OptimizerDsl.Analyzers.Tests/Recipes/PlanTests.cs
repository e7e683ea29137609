using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using OptimizerDsl.Analyzers.Tests.Support;
using Xunit;

namespace OptimizerDsl.Analyzers.Tests.Recipes;

/// <summary>ODSL912 and ODSL909: how long a run and its schedules are, in steps or epochs.</summary>
public sealed class PlanTests
{
    [Theory]
    [InlineData("[{|ODSL912:TrainingPlan(Steps = -1)|}]", "Steps -1 of TrainingPlan is outside [0, ∞). Use 0 or more.")]
    [InlineData("[{|ODSL912:TrainingPlan(Steps = 5, StepsPerEpoch = -1)|}]", null)]
    [InlineData("[{|ODSL912:TrainingPlan(StepsPerEpoch = 5, Epochs = -0.5)|}]", "Epochs -0.5 of TrainingPlan is outside [0, ∞). Use 0 or more.")]
    [InlineData("[{|ODSL912:TrainingPlan(StepsPerEpoch = 5, Epochs = double.NaN)|}]", "Epochs NaN of TrainingPlan is outside [0, ∞). Use a finite number.")]
    [InlineData("[{|ODSL912:TrainingPlan(StepsPerEpoch = 5, Epochs = double.PositiveInfinity)|}]", null)]
    [InlineData("[{|ODSL912:TrainingPlan(Steps = 5, StepsPerEpoch = 5, Epochs = 1)|}]", "A training plan has Steps or Epochs, not both. Remove one.")]
    [InlineData("[{|ODSL912:TrainingPlan(Epochs = 3)|}]", "A training plan in Epochs needs to know how long one is. Set StepsPerEpoch.")]
    [InlineData("[TrainingPlan(Steps = 100)]", null)]
    [InlineData("[TrainingPlan(Steps = 100, StepsPerEpoch = 7)]", null)]
    [InlineData("[TrainingPlan(StepsPerEpoch = 7, Epochs = 2.5)]", null)]
    [InlineData("[TrainingPlan]", null)]
    [InlineData("[{|ODSL912:AccumulateGradients(Steps = 0)|}]", "Steps 0 of AccumulateGradients is outside [1, 2147483647]. Use 1 or more.")]
    [InlineData("[{|ODSL912:AccumulateGradients(Steps = -4)|}]", "Steps -4 of AccumulateGradients is outside [1, 2147483647]. Use 1 or more.")]
    [InlineData("[{|ODSL912:AccumulateGradients(Steps = 3000000000)|}]", "Steps 3000000000 of AccumulateGradients is outside [1, 2147483647]. Use 2147483647 or less.")]
    [InlineData("[AccumulateGradients(Steps = 4)]", null)]
    [InlineData("[AccumulateGradients(Steps = 1)]", null)]
    public void Of_a_run(string attributes, string? message) => Check(attributes, message);

    [Theory]
    [InlineData("[{|ODSL912:LinearWarmup(Epochs = 2)|}]", "Epochs of LinearWarmup is in epochs, and the recipe does not say how long one is. Add [TrainingPlan(StepsPerEpoch = …)].", true)]
    [InlineData("[TrainingPlan(StepsPerEpoch = 10)] [{|ODSL912:LinearWarmup(Steps = 5, Epochs = 2)|}]", "LinearWarmup sets Steps and Epochs; they are one length in two units. Set one.", false)]
    [InlineData("[{|ODSL912:MultiStepDecay(AtEpochs = new[] { 1.0 })|}]", "AtEpochs of MultiStepDecay is in epochs, and the recipe does not say how long one is. Add [TrainingPlan(StepsPerEpoch = …)].", false)]
    [InlineData("[{|ODSL912:StepDecay(EverySteps = 3, EveryEpochs = 1)|}]", "StepDecay sets EverySteps and EveryEpochs; they are one length in two units. Set one.", false)]
    [InlineData("[TrainingPlan(StepsPerEpoch = 10)] [LinearWarmup(Epochs = 1.5)] [MultiStepDecay(AtEpochs = new[] { 2.5, 3 })]", null, false)]
    [InlineData("[TrainingPlan(Steps = 100)] [LinearWarmup(Steps = 10)] [CosineDecay]", null, false)]
    [InlineData("[TrainingPlan(StepsPerEpoch = 10, Epochs = 10)] [CosineDecay]", null, false)]
    public void Of_schedules(string attributes, string? message, bool hasNoLength)
    {
        // A schedule without a length that it needs is one mistake, in whichever unit.
        if (hasNoLength) Assert.Contains(message!, Analysis.Of(Rules.Usings + Markup.Parse(Recipe(attributes)).Source).Diagnostics.Select(d => d.GetMessage(null)));
        else Check(attributes, message);
    }

    [Theory]
    [InlineData("[{|ODSL909:LinearWarmup(Steps = -5)|}]", "Steps -5 of LinearWarmup is outside [0, ∞). Use 0 or more.")]
    [InlineData("[{|ODSL909:CosineDecay|}]", "CosineDecay is computed from its length, and has none. Set its Steps, or give the recipe a [TrainingPlan(Steps = …)].")]
    [InlineData("[TrainingPlan(Steps = 10)] [LinearWarmup(Steps = 10)] [{|ODSL909:CosineDecay|}]", null)]
    [InlineData("[TrainingPlan(StepsPerEpoch = 10)] [{|ODSL909:CosineDecay|}]", null)]
    [InlineData("[LinearWarmup(Steps = long.MaxValue)] [LinearDecay(Steps = long.MaxValue)] [Constant]", null)]
    public void Lengths(string attributes, string? message) => Check(attributes, message);

    private static void Check(string attributes, string? message)
    {
        ImmutableArray<Diagnostic> found = Verify.Source(Rules.Usings + Recipe(attributes));
        if (message is not null) Assert.Equal(message, Assert.Single(found).GetMessage(null));
    }

    private static string Recipe(string attributes) => $"[Optimizer] [Sgd] {attributes} public sealed partial class Recipe;";
}
