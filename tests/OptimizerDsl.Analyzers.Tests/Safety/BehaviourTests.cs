using Microsoft.CodeAnalysis;
using OptimizerDsl.Analyzers.Tests.Support;
using Xunit;

namespace OptimizerDsl.Analyzers.Tests.Safety;

/// <summary>602 to 605: rules that do what no author can have meant.</summary>
public sealed class BehaviourTests
{
    [Theory]
    [InlineData("w += step.LearningRate * g;", "moves uphill")]
    [InlineData("m = 0.9 * m - g; w -= step.LearningRate * m;", "moves uphill")]
    [InlineData("w -= step.LearningRate * step.LearningRate * g;", "more than once")]
    [InlineData("w -= 0.01 * g;", "schedules have no effect")]
    [InlineData("w -= step.LearningRate * (g - Decay * w);", "With Decay = 0.1, Sample makes a weight larger")]
    [InlineData("Real d = Maximize ? -g - Decay * w : g + Decay * w; w -= step.LearningRate * d;", "With Decay = 0.1 and Maximize = true, Sample makes a weight larger")]
    public void Misbehaves(string body, string words)
    {
        Diagnostic found = Assert.Single(Diagnostics(Rule(body)), d => d.Id == "ODSL602");
        Assert.Equal(DiagnosticSeverity.Warning, found.Severity);
        Assert.Contains(words, found.GetMessage(null), StringComparison.Ordinal);
        Assert.Equal("Update", found.Location.SourceTree!.ToString().Substring(found.Location.SourceSpan.Start, found.Location.SourceSpan.Length));
    }

    [Theory]
    [InlineData("w -= step.LearningRate * g;")]
    [InlineData("w -= step.LearningRate * (g + Decay * w);")]
    [InlineData("w -= step.LearningRate * Real.Sign(g);")]
    [InlineData("m = 0.9 * m + g; w -= step.LearningRate * m;")]
    [InlineData("w -= step.LearningRate * g / (1e-3 + PerTensor.Norm(g));")]
    [InlineData("w -= Math.Min(step.LearningRate, step.Loss) * g;")]
    // What cannot be run for one parameter gets no judgement.
    [InlineData("w += step.LearningRate * Noise.Normal(1, step);")]
    public void Behaves(string body) => Assert.DoesNotContain(Diagnostics(Rule(body)), d => d.Id == "ODSL602");

    [Fact]
    public void A_rule_that_finds_its_rate_need_not_go_with_it() =>
        Assert.DoesNotContain(Diagnostics(Rule("w -= 0.01 * g;", "[RuleTraits(IsParameterFree = true)]")), d => d.Id == "ODSL602");

    [Theory]
    [InlineData("public void Update(ref Real w, Real g, ref Real {|unused|}, StepInfo step) { unused += g; w -= step.LearningRate * g; }", "'unused' of Sample is state that nothing reads")]
    [InlineData("public void Update(ref Real w, Real g, Real {|hessian|}, StepInfo step) => w -= step.LearningRate * g;", "'hessian' of Sample is given and never read")]
    [InlineData("public void Update(ref Real w, Real g, ref double {|norm|}, StepInfo step) { norm = Global.Norm(g) + 0.9 * norm; w -= step.LearningRate * g; }", "'norm' of Sample is state that nothing reads")]
    [InlineData("public double {|Beta|} { get; set; } = 0.9; public void Update(ref Real w, Real g, StepInfo step) => w -= step.LearningRate * g;", "Nothing reads Beta of Sample")]
    public void Unused(string members, string words)
    {
        string source = Members(members.Replace("{|", "", StringComparison.Ordinal).Replace("|}", "", StringComparison.Ordinal));
        string marked = members[(members.IndexOf("{|", StringComparison.Ordinal) + 2)..members.IndexOf("|}", StringComparison.Ordinal)];
        Diagnostic found = Assert.Single(Diagnostics(source), d => d.Id == "ODSL603");
        Assert.Contains(words, found.GetMessage(null), StringComparison.Ordinal);
        Assert.Equal(marked, found.Location.SourceTree!.ToString().Substring(found.Location.SourceSpan.Start, found.Location.SourceSpan.Length));
    }

    [Theory]
    [InlineData("public void Update(ref Real w, Real g, [Average] ref Real mean, StepInfo step) { w -= step.LearningRate * g; mean += 0.1 * (w - mean); }")]
    [InlineData("public bool Uses { get; set; } public void Update(ref Real w, Real g, ref Real m, StepInfo step) { m += g; w -= step.LearningRate * (Uses ? m : g); }")]
    [InlineData("public double Beta { get; set; } = 0.9; public string Text => $\"{Beta}\"; public void Update(ref Real w, Real g, StepInfo step) => w -= step.LearningRate * g;")]
    [InlineData("public double Beta { get; set; } = 0.9; [Constraint(\"Beta is too large. Lower it.\")] public bool Fits => Beta < 1; public void Update(ref Real w, Real g, StepInfo step) => w -= step.LearningRate * g;")]
    public void Used(string members) => Assert.DoesNotContain(Diagnostics(Members(members)), d => d.Id == "ODSL603");

    [Theory]
    [InlineData("w -= step.LearningRate * (1 / 2 * g);", "ODSL604", "1 / 2")]
    [InlineData("w -= step.LearningRate * (step.Count / 10) * g;", "ODSL604", "step.Count / 10")]
    [InlineData("w -= step.LearningRate * (4 / 2 * g);", null, "")]
    [InlineData("if (step.Count / 10 == 3) w -= step.LearningRate * g;", null, "")]
    [InlineData("w -= step.LearningRate * (1 / 2.0 * g);", null, "")]
    [InlineData("w -= step.LearningRate * g / Rate;", "ODSL605", "Rate")]
    [InlineData("m /= 1 + Rate; w -= step.LearningRate * g * m;", "ODSL605", "1 + Rate")]
    [InlineData("w -= step.LearningRate * g * (1 / Rate);", null, "")]
    [InlineData("w -= step.LearningRate / Rate * g;", null, "")]
    [InlineData("w -= step.LearningRate * g / Real.Sqrt(m + 1);", null, "")]
    public void Divisions(string body, string? id, string underlined)
    {
        Diagnostic[] found = [.. Diagnostics(Rule(body)).Where(d => d.Id is "ODSL604" or "ODSL605")];
        Assert.Equal(id is null ? [] : [id], found.Select(d => d.Id));
        Assert.All(found, d =>
        {
            Assert.Equal(DiagnosticSeverity.Info, d.Severity);
            Assert.Equal(underlined, d.Location.SourceTree!.ToString().Substring(d.Location.SourceSpan.Start, d.Location.SourceSpan.Length));
        });
    }

    private static string Rule(string body, string attributes = "") => Members($$"""
        public double Decay { get; set; }
        public double Rate { get; set; } = 2;
        public bool Maximize { get; set; }
        public void Update(ref Real w, Real g, ref Real m, StepInfo step) { {{body}} }
        """, attributes);

    private static string Members(string members, string attributes = "") => $$"""
        {{Rules.Usings}}
        {{attributes}}
        [SafeLearningRate(Usual = 0.01)]
        public sealed partial class SampleAttribute : UpdateRuleAttribute
        {
            {{members}}
        }
        """;

    private static IEnumerable<Diagnostic> Diagnostics(string source)
    {
        Analysis analysis = Analysis.Of(source);
        Assert.Empty(analysis.CompilerErrors);
        Assert.All(analysis.Diagnostics, d => Prose.Check(d.GetMessage(null)));
        return analysis.Diagnostics;
    }
}
