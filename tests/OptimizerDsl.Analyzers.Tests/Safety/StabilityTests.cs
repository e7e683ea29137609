using System.Globalization;
using Microsoft.CodeAnalysis;
using OptimizerDsl.Analyzers.Tests.Support;
using Xunit;

namespace OptimizerDsl.Analyzers.Tests.Safety;

/// <summary>110 and 111 with the limits that the library's rules know.</summary>
public sealed class StabilityTests
{
    private const double Curvature = 7;

    public static TheoryData<string> Limited => new(
        "Sgd", "Sgd(Momentum = 0.9)", "Sgd(Momentum = 0.5, Nesterov = true)", "Sgd(Momentum = 0.9, Nesterov = true)", "Sgd(Momentum = 0.9, Dampening = 0.6)",
        "Sgd(Momentum = 0.8, Dampening = 0.3, Nesterov = true)", "Sgd(Momentum = 0.9, WeightDecay = 2)", "OptimisticGradientDescent", "OptimisticGradientDescent(Alpha = 2, Beta = 0.25)");

    [Theory]
    [MemberData(nameof(Limited))]
    public void A_quadratic_shrinks_below_the_limit_and_grows_above(string text)
    {
        UpdateRuleAttribute rule = Parse(text);
        double limit = rule.StabilityLimit(Curvature);
        Assert.True(Math.Abs(After(rule, limit * 0.98)) < 1e-3, text);
        Assert.True(Math.Abs(After(rule, limit * 1.02)) > 1e3, text);
    }

    [Fact]
    public void A_falling_rate_begins_within_its_limit()
    {
        var rule = new AsgdAttribute { Lambda = 0.5, WeightDecay = 1 };
        Assert.Equal(2 / (Curvature + 1.5), rule.StabilityLimit(Curvature), 1e-12);
    }

    [Theory]
    [InlineData("[Sgd({|ODSL110:LearningRate = 0.021|})]", DiagnosticSeverity.Warning)]
    [InlineData("[Sgd(LearningRate = 0.02)]", null)]
    [InlineData("[Sgd({|ODSL110:LearningRate = 0.0381|}, Momentum = 0.9)]", DiagnosticSeverity.Warning)]
    [InlineData("[Sgd({|ODSL111:LearningRate = 0.037|}, Momentum = 0.9)]", DiagnosticSeverity.Info)]
    [InlineData("[Sgd(LearningRate = 0.0019, Momentum = 0.9)]", null)]
    [InlineData("[Sgd({|ODSL110:LearningRate = 0.014|}, Momentum = 0.9, Nesterov = true)]", DiagnosticSeverity.Warning)]
    [InlineData("[Sgd({|ODSL110:LearningRate = 0.0067|}, Momentum = 0)]\n[Constant(Factor = 3)]", DiagnosticSeverity.Warning)]
    [InlineData("[NoisySgd({|ODSL110:LearningRate = 0.021|})]", DiagnosticSeverity.Warning)]
    [InlineData("[Asgd({|ODSL110:LearningRate = 0.021|})]", DiagnosticSeverity.Warning)]
    // A rule that says nothing has no limit.
    [InlineData("[RMSprop(LearningRate = 0.1)]", null)]
    public void Of_a_plan_with_a_curvature(string attributes, DiagnosticSeverity? severity) =>
        Verify.Recipe(attributes + "\n[TrainingPlan(Curvature = 100)]", severity);

    private static double After(UpdateRuleAttribute rule, double rate)
    {
        rule.LearningRate = rate;
        var reference = new ScalarReference(ElementType.Double, [rule], 1);
        double[][] parameters = [[1]];
        for (int t = 0; t < 2000 && Math.Abs(parameters[0][0]) < 1e6; t++) reference.Step(parameters, [[Curvature * parameters[0][0]]]);
        return parameters[0][0];
    }

    private static UpdateRuleAttribute Parse(string text)
    {
        string[] parts = text.Split(['(', ')', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var rule = (UpdateRuleAttribute)Activator.CreateInstance(typeof(Real).Assembly.GetType($"OptimizerDsl.{parts[0]}Attribute", throwOnError: true)!)!;
        foreach (string[] pair in parts.Skip(1).Select(p => p.Split(" = ")))
        {
            System.Reflection.PropertyInfo property = rule.GetType().GetProperty(pair[0])!;
            property.SetValue(rule, Convert.ChangeType(pair[1], property.PropertyType, CultureInfo.InvariantCulture));
        }
        return rule;
    }
}
