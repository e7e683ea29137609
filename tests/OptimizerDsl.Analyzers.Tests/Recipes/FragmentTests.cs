using OptimizerDsl.Analyzers.Tests.Support;
using Xunit;

namespace OptimizerDsl.Analyzers.Tests.Recipes;

/// <summary>ODSL902, ODSL907 and ODSL908 at attribute classes, whether or not a recipe uses them.</summary>
public sealed class FragmentTests
{
    private const string Update = "public void Update(ref Real w, Real g, StepInfo step) => w -= step.LearningRate * g;";

    [Theory]
    [InlineData("public sealed class {|ODSL902:RuleAttribute|} : UpdateRuleAttribute { @ }")]
    [InlineData("public sealed class {|ODSL902:ClipAttribute|} : GradientTransformAttribute { public Real Apply(Real g) => g; }")]
    [InlineData("public sealed class {|ODSL902:FlatAttribute|} : ScheduleAttribute { public override double ScaleAt(long t) => 1; }")]
    [InlineData("public class Outer { public sealed partial class {|ODSL902:RuleAttribute|} : UpdateRuleAttribute { @ } }")]
    [InlineData("file sealed partial class {|ODSL902:RuleAttribute|} : UpdateRuleAttribute { @ }")]
    [InlineData("public sealed partial class {|ODSL902:RuleAttribute|}<T> : UpdateRuleAttribute { @ }")]
    [InlineData("public partial class Outer<T> { public sealed partial class {|ODSL902:RuleAttribute|} : UpdateRuleAttribute { @ } }")]
    [InlineData("public abstract class RuleAttribute : UpdateRuleAttribute { @ }")]
    [InlineData("public partial record Outer { public sealed partial class RuleAttribute : UpdateRuleAttribute { @ } }")]
    [InlineData("public sealed partial class RuleAttribute : UpdateRuleAttribute { @ } public sealed partial class RuleAttribute : UpdateRuleAttribute { }")]
    [InlineData("public sealed partial class RuleAttribute : OptimizerDsl.UpdateRuleAttribute { @ } partial class RuleAttribute : UpdateRuleAttribute;")]
    public void Can_be_added_to(string source) => Verify.Source(Rules.Usings + source.Replace("@", Update, StringComparison.Ordinal));

    [Theory]
    [InlineData("")]
    [InlineData("public void update(ref Real w, Real g) { }")]
    [InlineData("public Real Update => 2;")]
    public void Update_is_missing(string member) => Verify.Source(
        Rules.Usings + $"public sealed partial class {{|ODSL907:RuleAttribute|}} : UpdateRuleAttribute {{ {member} }}");

    [Fact]
    public void Apply_is_missing() => Verify.Source(
        Rules.Usings + "public sealed partial class {|ODSL907:ClipAttribute|} : GradientTransformAttribute { public void Update(ref Real w, Real g) { } }");

    [Theory]
    [InlineData("public Real {|ODSL907:Update|}(ref Real w, Real g) => w;")]
    [InlineData("public void {|ODSL907:Update|}() { }")]
    [InlineData("public void {|ODSL907:Update|}(ref Real w) { }")]
    [InlineData("public void {|ODSL907:Update|}(Real w, Real g) { }")]
    [InlineData("public void {|ODSL907:Update|}(ref Real w, ref Real g) { }")]
    [InlineData("public void {|ODSL907:Update|}(in Real w, Real g) { }")]
    [InlineData("public void {|ODSL907:Update|}(out Real w, Real g) => w = g;")]
    [InlineData("public void {|ODSL907:Update|}(ref double w, double g) { }")]
    [InlineData("public void {|ODSL907:Update|}(Real g, ref Real w) { }")]
    [InlineData("public void {|ODSL907:Update|}(StepInfo step, ref Real w, Real g) { }")]
    [InlineData("public void {|ODSL907:Update|}<T>(ref Real w, Real g) { }")]
    [InlineData("public async void {|ODSL907:Update|}(Real w, Real g) => await System.Threading.Tasks.Task.Yield();")]
    [InlineData("public static void {|ODSL907:Update|}(ref Real w, Real g) { }")]
    [InlineData("private void {|ODSL907:Update|}(ref Real w, Real g) { }")]
    [InlineData("internal void {|ODSL907:Update|}(ref Real w, Real g) { }")]
    [InlineData("public void Update(ref Real w, Real g, [Average] Real {|ODSL907:x|}) { }")]
    [InlineData("public void Update([Average] ref Real {|ODSL907:w|}, Real g) { }")]
    [InlineData("public void Update(ref Real w, Real g, [Average] ref double {|ODSL907:x|}) { }")]
    [InlineData("public void Update(ref Real w, Real g, [Average] ref Real x, [Average] ref Real {|ODSL907:y|}) { }")]
    [InlineData("public void Update(ref Real w, Real g, in Real {|ODSL907:x|}) { }")]
    [InlineData("public void Update(ref Real w, Real g, out Real {|ODSL907:x|}) => x = g;")]
    [InlineData("public void Update(ref Real w, Real g, ref readonly Real {|ODSL907:x|}) { }")]
    [InlineData("public void Update(ref Real w, Real g, out double {|ODSL907:x|}) => x = 1;")]
    [InlineData("public void Update(ref Real w, Real g, ref readonly double {|ODSL907:x|}) { }")]
    [InlineData("public void Update(ref Real w, Real g, ref long {|ODSL907:x|}) { }")]
    [InlineData("public void Update(ref Real w, Real g, float {|ODSL907:x|}) { }")]
    [InlineData("public void Update(ref Real w, Real g, long {|ODSL907:x|}) { }")]
    [InlineData("public void Update(ref Real w, Real g, ref StepInfo {|ODSL907:step|}) { }")]
    [InlineData("public void Update(ref Real w, Real g, params Real[] {|ODSL907:x|}) { }")]
    [InlineData("public void Update(ref Real w, Real g, Real? {|ODSL907:x|}) { }")]
    [InlineData("public void Update(ref Real w, Real g, double {|ODSL907:mu|}) { }")]
    [InlineData("public void Begin(ref double mu) => mu = 1; public void Update(ref Real w, Real g, double {|ODSL907:nu|}) { }")]
    [InlineData("public void Begin(ref double mu) => mu = 1; public void Update(ref Real w, Real g, ref double {|ODSL907:mu|}) { }")]
    [InlineData("public void Update(ref Real w, Real g) { } public void {|ODSL907:Update|}(ref Real w, Real g, StepInfo step) { }")]
    [InlineData("public extern void {|ODSL907:Update|}(ref Real w, Real g);")]
    public void Update_has_one_form(string member) => Verify.Source(Rules.Usings + $"public sealed partial class RuleAttribute : UpdateRuleAttribute {{ {member} }}");

    [Theory]
    [InlineData("public void {|ODSL907:Apply|}(Real g) { }")]
    [InlineData("public double {|ODSL907:Apply|}(Real g) => 1;")]
    [InlineData("public Real {|ODSL907:Apply|}() => 1;")]
    [InlineData("public Real {|ODSL907:Apply|}(double g) => g;")]
    [InlineData("public Real {|ODSL907:Apply|}(ref Real g) => g;")]
    [InlineData("public Real {|ODSL907:Apply|}<T>(Real g) => g;")]
    [InlineData("public static Real {|ODSL907:Apply|}(Real g) => g;")]
    [InlineData("Real {|ODSL907:Apply|}(Real g) => g;")]
    [InlineData("public Real Apply(Real g, Real {|ODSL907:x|}) => g;")]
    [InlineData("public Real Apply(Real g, double {|ODSL907:mu|}) => g;")]
    [InlineData("public void Begin(ref double mu) => mu = 1; public Real Apply(Real g, ref double {|ODSL907:mu|}) => g;")]
    [InlineData("public Real Apply(Real g) => g; public Real {|ODSL907:Apply|}(Real g, Real w) => g;")]
    public void Apply_has_one_form(string member) => Verify.Source(Rules.Usings + $"public sealed partial class ClipAttribute : GradientTransformAttribute {{ {member} }}");

    [Theory]
    [InlineData("public double {|ODSL907:Begin|}(ref double mu) => mu;")]
    [InlineData("public void Begin(double {|ODSL907:mu|}) { }")]
    [InlineData("public void Begin(out double {|ODSL907:mu|}) => mu = 1;")]
    [InlineData("public void Begin(in double {|ODSL907:mu|}) { }")]
    [InlineData("public void Begin(ref float {|ODSL907:mu|}) { }")]
    [InlineData("public void Begin(ref long {|ODSL907:mu|}) { }")]
    [InlineData("public void Begin(ref Real {|ODSL907:mu|}) { }")]
    [InlineData("public void Begin(Real {|ODSL907:g|}) { }")]
    [InlineData("public static void {|ODSL907:Begin|}(ref double mu) { }")]
    [InlineData("void {|ODSL907:Begin|}(ref double mu) { }")]
    [InlineData("public void {|ODSL907:Begin|}<T>(ref double mu) { }")]
    [InlineData("public void Begin(ref double mu) { } public void {|ODSL907:Begin|}(ref double mu, StepInfo step) { }")]
    public void Begin_has_one_form(string member)
    {
        Verify.Source(Rules.Usings + $"public sealed partial class RuleAttribute : UpdateRuleAttribute {{ {Update} {member} }}");
        Verify.Source(Rules.Usings + $"public sealed partial class ClipAttribute : GradientTransformAttribute {{ public Real Apply(Real g) => g; {member} }}");
    }

    [Theory]
    [InlineData("public Real {|ODSL907:Proceed|}(Real g) => g;")]
    [InlineData("public void {|ODSL907:Proceed|}(Real g) { }")]
    [InlineData("public bool {|ODSL907:Proceed|}() => true;")]
    [InlineData("public bool {|ODSL907:Proceed|}(double g) => true;")]
    [InlineData("public bool {|ODSL907:Proceed|}(ref Real g) => true;")]
    [InlineData("public static bool {|ODSL907:Proceed|}(Real g) => true;")]
    [InlineData("bool {|ODSL907:Proceed|}(Real g) => true;")]
    [InlineData("public bool Proceed(Real g, ref Real {|ODSL907:m|}) => true;")]
    [InlineData("public bool Proceed(Real g, double {|ODSL907:mu|}) => true;")]
    [InlineData("public bool Proceed(Real g) => {|ODSL601:g > 0|};")]
    [InlineData("public bool Proceed(Real g) => {|ODSL601:PerTensor.Max(g) < 5|};")]
    [InlineData("public bool {|ODSL601:Proceed|}(Real g) { double row = PerRow.Norm(g), all = Global.Max(g); return row > 0 && all < 5; }")]
    [InlineData("public double[] A { get; set; } = []; public bool {|ODSL601:Proceed|}(Real g) { double s = 0; foreach (double a in A) s += PerTensor.Norm(a * g); return s < 5; }")]
    [InlineData("public double[] A { get; set; } = []; public bool Proceed(Real g) { double s = 0; foreach (double a in A) s += Global.Norm(a * g); return s < 5; }")]
    [InlineData("public bool Proceed(Real g) => Global.Max(g / PerTensor.Norm(g)) < 5;")]
    [InlineData("public bool Proceed(Real g) => Global.Max(g) < 5;")]
    [InlineData("public bool Proceed(Real g, Real w, StepInfo step) => step.Count < 5 || Global.Norm(g - w) < 1;")]
    [InlineData("public void Begin(ref double mu) => mu += 1; public bool Proceed(Real g, double mu) => Global.Sum(g) < mu;")]
    public void Proceed_has_one_form(string member) =>
        Verify.Source(Rules.Usings + $"public sealed partial class NoNoiseAttribute : GateAttribute {{ {member} }}");

    [Theory]
    [InlineData("public Real {|ODSL907:Average|}(ref Real w, ref Real average) => w;")]
    [InlineData("public void {|ODSL907:Average|}(ref Real w) { }")]
    [InlineData("public void {|ODSL907:Average|}(Real w, ref Real average) { }")]
    [InlineData("public void {|ODSL907:Average|}(ref Real w, Real average) { }")]
    [InlineData("private void {|ODSL907:Average|}(ref Real w, ref Real average) { }")]
    [InlineData("public void Average(ref Real w, ref Real average, Real {|ODSL907:g|}) { }")]
    [InlineData("public void Average(ref Real w, ref Real average, double {|ODSL907:mu|}) { }")]
    [InlineData("public void Average(ref Real w, ref Real average) => average = 0.5 * (average + w);")]
    [InlineData("public void Average(ref Real w, ref Real average, ref Real more, StepInfo step) { average = w; w = more; }")]
    [InlineData("public void Begin(ref double mu) => mu += 1; public void Average(ref Real w, ref Real average, double mu) => average = mu * w;")]
    public void Average_has_one_form(string member) =>
        Verify.Source(Rules.Usings + $"public sealed partial class MeanAttribute : AveragingAttribute {{ {member} }}");

    [Theory]
    [InlineData("public double {|ODSL907:Observe|}(Real before, Real after, Real g) => 1;")]
    [InlineData("public void {|ODSL907:Observe|}(Real before, Real after) { }")]
    [InlineData("public void {|ODSL907:Observe|}(ref Real before, Real after, Real g) { }")]
    [InlineData("private void {|ODSL907:Observe|}(Real before, Real after, Real g) { }")]
    [InlineData("public void Observe(Real before, Real after, Real g, ref Real {|ODSL907:m|}) { }")]
    [InlineData("public void Observe(Real before, Real after, Real g, Real {|ODSL907:input|}) { }")]
    [InlineData("public void Observe(Real before, Real after, Real g, double {|ODSL907:mu|}) { }")]
    [InlineData("public void Begin(ref double mu) => mu += 1; public void Observe(Real before, Real after, Real g, ref double {|ODSL907:mu|}) { }")]
    [InlineData("public void {|ODSL601:Observe|}(Real before, Real after, Real g, ref double x) => x = PerRow.Norm(g);")]
    [InlineData("public void {|ODSL601:Observe|}(Real before, Real after, Real g, ref double x) => x = PerTensor.Norm(g / Global.Max(g));")]
    [InlineData("public void Observe(Real before, Real after, Real g, ref double x) => x = PerTensor.Norm(g / (1 + x)) / Global.Max(after - before);")]
    [InlineData("public void Begin(ref double mu) => mu += 1; public void Observe(Real before, Real after, Real g, double mu, ref double x, StepInfo step) => x = mu * step.LearningRate;")]
    public void Observe_has_one_form(string member) =>
        Verify.Source(Rules.Usings + $"public sealed partial class WatchAttribute : ObserverAttribute {{ {member} }}");

    [Theory]
    [InlineData("public void {|ODSL907:Adapt|}(double metric) { }")]
    [InlineData("public double {|ODSL907:Adapt|}() => 1;")]
    [InlineData("public double {|ODSL907:Adapt|}(ref double metric) => 1;")]
    [InlineData("public double {|ODSL907:Adapt|}(Real metric) => 1;")]
    [InlineData("public static double {|ODSL907:Adapt|}(double metric) => 1;")]
    [InlineData("public double Adapt(double metric, double {|ODSL907:best|}) => 1;")]
    [InlineData("public double Adapt(double metric, ref long {|ODSL907:count|}) => 1;")]
    [InlineData("public double Adapt(double metric, ref double best) { best = Math.Min(best, metric); return best < metric ? 0.5 : 1; }")]
    public void Adapt_has_one_form(string member) =>
        Verify.Source(Rules.Usings + $"public sealed partial class PlateauAttribute : MetricScheduleAttribute {{ {member} }}");

    [Theory]
    [InlineData("public override double ScaleAt(long t) { double s = 1; {|ODSL601:for|} (int i = 0; i < t; i++) s *= 0.5; return s; }")]
    [InlineData("private static double s_half = 0.5; public override double ScaleAt(long t) => t * {|ODSL601:s_half|};")]
    [InlineData("public string Shape { get; set; } = \"flat\"; public override double ScaleAt(long t) => {|ODSL601:Shape.Length|};")]
    [InlineData("public double Rate { get; set; } = {|ODSL908:Math.Sqrt(0.5)|}; public override double ScaleAt(long t) => Rate;")]
    [InlineData("public double[] Rates { get; set; } = {|ODSL908:Make()|}; private static double[] Make() => []; public override double ScaleAt(long t) => Rates.Length;")]
    [InlineData("public double[] Rates { get; set; } = {|ODSL908:[Math.Sqrt(0.5)]|}; public override double ScaleAt(long t) => Rates.Length;")]
    [InlineData("public double {|ODSL908:Rate|} { get => field + 1; set; } public override double ScaleAt(long t) => Rate;")]
    [InlineData("public double[] A { get; set; } = [1, 0.5]; public long[] B { get; set; } = { 3, 4 }; public double[] C { get; set; } = new[] { 2.0 }; public override double ScaleAt(long t) => A[0] + B[1] + C[0];")]
    [InlineData("public long Every { get; set; } = 3; public override double ScaleAt(long t) => t / Every + PhaseStart + Epochs;")]
    public void A_schedule_is_lowered_like_a_rule(string members) =>
        Verify.Source(Rules.Usings + $"public sealed partial class ShapeAttribute : ScheduleAttribute {{ {members} }}");

    [Theory]
    [InlineData("UpdateRule", "public void Update(ref Real w, Real g) => w -= g;")]
    [InlineData("Gate", "public bool Proceed(Real g) => Global.Max(g) < 2;")]
    [InlineData("Averaging", "public void Average(ref Real w, ref Real average) => average = w;")]
    [InlineData("Observer", "public void Observe(Real before, Real after, Real g, ref double last) => last = Global.Norm(g);")]
    [InlineData("MetricSchedule", "public double Adapt(double metric, ref double last) { double change = metric - last; last = metric; return 1 / (1 + change); }")]
    [InlineData("UpdateRule", "public void Update(ref Real parameter, Real gradient, in StepInfo now, ref Real a, ref Real b) => parameter -= now.LearningRate * gradient;")]
    [InlineData("UpdateRule", "public void Begin(ref double mu, ref double nu, StepInfo step) { mu = nu; nu = step.Count; } public void Update(ref Real w, Real g, double nu) => w -= nu * g;")]
    [InlineData("UpdateRule", "public void Begin() { } public void Update(ref Real w, Real g) => w -= g;")]
    [InlineData("UpdateRule", "public partial void Update(ref Real w, Real g); public partial void Update(ref Real w, Real g) => w -= g;")]
    [InlineData("GradientTransform", "public Real Apply(Real g) => g;")]
    [InlineData("GradientTransform", "public Real Apply(Real g, Real w, ref Real old, StepInfo step) { Real last = old; old = g; return step.Count > 1 ? last : w; }")]
    [InlineData("GradientTransform", "public void Begin(ref double mu) => mu += 1; public Real Apply(Real g, double mu) => g * mu;")]
    [InlineData("Schedule", "public double[] Factors { get; set; } = []; public override double ScaleAt(long t) { double s = 1; foreach (double f in Factors) s *= f; return s; }")]
    public void Right_forms(string kind, string members)
    {
        string attributes = kind == "UpdateRule" ? "[Optimizer] [Fragment(LearningRate = 1)]" : "[Optimizer] [Fragment] [Sgd]";
        Verify.Source(Rules.Usings + $"public sealed partial class FragmentAttribute : {kind}Attribute {{ {members} }} {attributes} public sealed partial class Recipe;");
    }

    [Theory]
    [InlineData("public double Beta { get; set; } = {|ODSL908:Math.Sqrt(0.5)|};")]
    [InlineData("public long Every { get; set; } = {|ODSL908:Environment.ProcessorCount|};")]
    [InlineData("public double Beta { get; } = {|ODSL908:s_field|}; private static double s_field = 2;")]
    [InlineData("private double _b; public double {|ODSL908:Beta|} { get => _b; set => _b = 2 * value; }")]
    [InlineData("public double {|ODSL908:Beta|} { get; set => field = 2 * value; }")]
    [InlineData("public double {|ODSL908:Beta|} { get => field + 1; set; }")]
    [InlineData("public double Beta { get; set; } = 1; public string {|ODSL908:Preset|} { get => \"\"; set => Beta = value.Length; }")]
    [InlineData("public double Beta { get; set; } public double {|ODSL908:beta|} { get; set; }")]
    [InlineData("public double Beta { get; set; } public RuleAttribute() { {|ODSL908:Beta = 0.5|}; }")]
    [InlineData("public double Beta { get; set; } public RuleAttribute(double {|ODSL908:beta|}) { }")]
    [InlineData("public double Beta { get; set; } public RuleAttribute(double {|ODSL908:beta|}) => {|ODSL908:Beta = 2 * beta|};")]
    [InlineData("public double Beta { get; set; } public RuleAttribute(double {|ODSL908:b|}) { {|ODSL908:Beta = b|}; }")]
    [InlineData("public double Beta { get; set; } public RuleAttribute(double {|ODSL908:beta|}) { {|ODSL908:if (beta > 0) Beta = beta;|} }")]
    [InlineData("public double Beta { get; set; } public RuleAttribute(double beta) => Beta = beta; public RuleAttribute() {|ODSL908:: this(0.5)|} { }")]
    public void Hyperparameters_are_what_an_attribute_says(string members) =>
        Verify.Source(Rules.Usings + $"public sealed partial class RuleAttribute : UpdateRuleAttribute {{ {members} {Update} }}");

    [Theory]
    [InlineData("(double {|ODSL908:beta|})", "public double Beta { get; set; } = 0.5; public double Twice => 2 * beta;")]
    [InlineData("(double {|ODSL908:beta|})", "public double Beta { get; } = {|ODSL908:beta * 2|};")]
    [InlineData("(double {|ODSL908:b|})", "public double Beta { get; } = {|ODSL908:b|};")]
    [InlineData("(double beta)", "public double Beta { get; } = beta;")]
    [InlineData("(double beta = 0.5, long EVERY = 3)", "public double Beta { get; set; } = beta; public long Every { get; init; } = EVERY;")]
    public void Primary_constructors(string parameters, string members) =>
        Verify.Source(Rules.Usings + $"public sealed partial class RuleAttribute{parameters} : UpdateRuleAttribute {{ {members} {Update} }}");

    [Theory]
    [InlineData("public double A { get; set; } = 1; public double B { get; set; } = 1f; public double C { get; init; } = 'c'; public double D { get; private set; } = Third; public const double Third = 1.0 / 3;")]
    [InlineData("public long A { get; set; } = 1; public bool B { get; set; } = !false; public DayOfWeek C { get; set; } = DayOfWeek.Friday; public double D { get; set; }")]
    [InlineData("public double Beta { get; set; } = 2; public RuleAttribute() { } public RuleAttribute(double beta) { this.Beta = beta; }")]
    [InlineData("public double Half => Beta / 2; public double Beta { get; set; } = 2; public static double Shared { get; set; } = Math.Sqrt(2); public string Note { get; set; } = string.Concat(\"a\", \"b\");")]
    public void Right_hyperparameters(string members) => Verify.Source(Rules.Usings + $"public sealed partial class RuleAttribute : UpdateRuleAttribute {{ {members} {Update} }}");

    [Fact]
    public void Hyperparameters_of_a_base_class() => Verify.Source(Rules.Usings + $$"""
        public abstract class MomentumAttribute : UpdateRuleAttribute
        {
            public double Beta { get; set; } = 0.9;
            public double Odd { get; set; } = {|ODSL908:Math.Sqrt(2)|};
        }
        public sealed partial class RuleAttribute : MomentumAttribute
        {
            public new double {|ODSL908:Beta|} { get; set; } = 0.5;
            {{Update}}
        }
        """);
}
