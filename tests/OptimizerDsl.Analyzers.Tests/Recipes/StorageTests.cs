using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using OptimizerDsl.Analyzers.Tests.Support;
using Xunit;

namespace OptimizerDsl.Analyzers.Tests.Recipes;

/// <summary>ODSL913: how a recipe stores its state.</summary>
public sealed class StorageTests
{
    [Theory]
    [InlineData("State = StatePrecision.BFloat16", "[AdamW] [StoreState(\"v\", StatePrecision.Full)]")]
    [InlineData("State = StatePrecision.Block8", "[AdamW] [StoreState(\"vMax\", StatePrecision.BFloat16)]")]
    [InlineData("ClearGradients = true", "[Sgd(Momentum = 0.9)] [Ema(0.9)] [StoreState(\"average\", StatePrecision.BFloat16)] [StoreState(\"velocity\", StatePrecision.Block8)]")]
    [InlineData("ElementType = ElementType.Double", "[AdamW] [StoreState(\"v\", StatePrecision.Full)]")]
    [InlineData("Parameters = ParameterPrecision.BFloat16, State = StatePrecision.Block8", "[AdamW] [StoreState(\"v\", StatePrecision.Full)]")]
    [InlineData("Parameters = ParameterPrecision.Full, ElementType = ElementType.Double", "[AdamW]")]
    public void Right(string options, string attributes) => Check(options, attributes, null);

    [Theory]
    [InlineData("State = StatePrecision.BFloat16", "[AdamW] [{|ODSL913:StoreState(\"variance\", StatePrecision.Full)|}]", "Recipe keeps no state 'variance'. Name one of 'm', 'v', 'vMax'.")]
    [InlineData("ClearGradients = true", "[SignSgd] [{|ODSL913:StoreState(\"m\", StatePrecision.Full)|}]", "Recipe keeps no state 'm'. It keeps none at all: remove StoreState.")]
    [InlineData("ClearGradients = true", "[Sophia] [{|ODSL913:StoreState(\"hessian\", StatePrecision.BFloat16)|}]", "Recipe keeps no state 'hessian'. Name one of 'm', 'h'.")]
    [InlineData("ClearGradients = true", "[AdamW] [StoreState(\"v\", StatePrecision.Full)] [{|ODSL913:StoreState(\"v\", StatePrecision.BFloat16)|}]", "How 'v' is stored is said twice. Leave one StoreState.")]
    [InlineData("ElementType = ElementType.Double", "[AdamW] [{|ODSL913:StoreState(\"v\", StatePrecision.BFloat16)|}]", "Recipe computes in double, whose state is stored in full. Remove StoreState, or make the recipe one of ElementType.Single.")]
    public void Wrong(string options, string attributes, string message) => Check(options, attributes, message);

    [Fact]
    public void Doubles_are_stored_in_full() => Check(
        "[{|ODSL913:Optimizer(ElementType = ElementType.Double, State = StatePrecision.Block8)|}] [AdamW]",
        "Recipe computes in double, whose state is stored in full. Remove State, or make the recipe one of ElementType.Single.");

    [Fact]
    public void Parameters_of_16_bits_are_computed_in_float() => Check(
        "[{|ODSL913:Optimizer(ElementType = ElementType.Double, Parameters = ParameterPrecision.Half)|}] [AdamW]",
        "Recipe computes in double, and parameters of 16 bits are computed in float. Remove Parameters, or make the recipe one of ElementType.Single.");

    [Fact]
    public void The_name_of_the_parameters_in_full_is_taken()
    {
        const string Rule = "public sealed partial class DragAttribute : UpdateRuleAttribute { public void Update(ref Real w, Real g, ref Real master, StepInfo step) { master += g; w -= step.LearningRate * master; } }";
        ImmutableArray<Diagnostic> found = Verify.Source($"{Rules.Usings}[{{|ODSL913:Optimizer(Parameters = ParameterPrecision.BFloat16)|}}] [Drag(LearningRate = 0.1)] public sealed partial class Recipe; {Rule}");
        Assert.Equal("Recipe keeps a state 'master', and so are the parameters in full called that it keeps beside those of 16 bits. Rename the state.", Assert.Single(found).GetMessage(null));
    }

    private static void Check(string options, string attributes, string? message) => Check($"[Optimizer({options})] {attributes}", message);

    private static void Check(string attributes, string? message)
    {
        ImmutableArray<Diagnostic> found = Verify.Source($"{Rules.Usings}{attributes} public sealed partial class Recipe;");
        if (message is not null) Assert.Equal(message, Assert.Single(found).GetMessage(null));
    }
}
