namespace OptimizerDsl.Generators.Tests;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OptimizerDsl.Generators.Frontend;
using OptimizerDsl.Generators.Ir;

/// <summary>What a fragment's author knows of its hyperparameters, as the analyzers will run it.</summary>
public sealed class KnowledgeReaderTests
{
    private const string Rule = """
        public abstract class BaseAttribute : UpdateRuleAttribute
        {
            public double Beta { get; set; } = 0.9;
            [Constraint("Beta is all but 1. Lower it.")] public bool IsBelow => Beta <= 1 - 1e-9;
        }

        public sealed partial class RuleAttribute : BaseAttribute
        {
            public long Every { get; set; } = 4;
            [Constraint("Every is odd.", Severity = FindingSeverity.Suggestion)]
            public bool IsEven
            {
                get
                {
                    long rest = Every % 2;
                    return rest == 0;
                }
            }

            public override long RecommendedWarmup => Every > 2 ? (long)Math.Round(2 / (1 - Beta)) : 0;
            public override double StabilityLimit(double curvature)
            {
                double gain = 1 / (1 - Beta);
                return 2 / (gain * curvature);
            }

            public void Update(ref Real w, Real g, StepInfo step) => w -= step.LearningRate * g;
        }
        """;

    [Fact]
    public void Knowledge_becomes_methods_behind_those_of_the_step()
    {
        (Fragment? fragment, IReadOnlyList<Issue> issues) = Lowered.Read(Rule, "RuleAttribute");
        Assert.Empty(issues.Select(i => i.Message));
        Text.Same("""
            (fragment 1 rule "Rule"
              (hyper Beta double 0x3feccccccccccccd)
              (hyper Every long 4)
              (method Update ((ref real w) (in real g))
                (let w.1 (sub w (mul (broadcast step.LearningRate) g)))
                (out w w.1))
              (method Constraint.IsEven ()
                (let rest (rem (hyper Every) 2))
                (out return (eq rest 0)))
              (method Constraint.IsBelow ()
                (out return (le (hyper Beta) 0x3fefffffff768fa1)))
              (method StabilityLimit ((in double curvature))
                (let gain (div 1.0 (sub 1.0 (hyper Beta))))
                (out return (div 2.0 (mul gain curvature))))
              (method RecommendedWarmup ()
                (let condition (gt (hyper Every) 2))
                (out return (select condition (toLong (round (div 2.0 (sub 1.0 (hyper Beta))))) 0))))
            """, IrWriter.Write(fragment!));
        Assert.All(fragment!.Methods.Where(KnowledgeReader.IsKnowledge), m => Assert.True(KnowledgeReader.HasForm(m)));
        Assert.Equal(4, fragment.Methods.Count(KnowledgeReader.IsKnowledge));
    }

    [Fact]
    public void It_travels_in_metadata()
    {
        GeneratedCompilation package = SourceCompilation.Of([SourceCompilation.Usings + Rule], "Rules", NullableContextOptions.Enable).Generate();
        string text = Assert.Single(package.Load().GetType("RuleAttribute", throwOnError: true)!.GetCustomAttributes(typeof(CompiledRuleAttribute), false).Cast<CompiledRuleAttribute>()).Text;
        Fragment there = CompiledFragment.Read(text, FragmentKind.Rule);
        Assert.Equal(IrWriter.Write(Lowered.Read(Rule, "RuleAttribute").Fragment!), IrWriter.Write(there));
        Assert.Equal(["Constraint.IsEven", "Constraint.IsBelow", "StabilityLimit", "RecommendedWarmup"], there.Methods.Where(KnowledgeReader.IsKnowledge).Select(m => m.Name));
    }

    [Theory]
    [InlineData("ScheduleAttribute", "public override double ScaleAt(long t) => 1;")]
    [InlineData("GradientTransformAttribute", "public Real Apply(Real g) => g;")]
    [InlineData("GateAttribute", "public bool Proceed(Real g) => Global.Norm(g) < 1;")]
    [InlineData("AveragingAttribute", "public void Average(ref Real w, ref Real average) => average = w;")]
    [InlineData("ObserverAttribute", "public void Observe(Real before, Real after, Real g, ref double last) => last = Global.Norm(g);")]
    [InlineData("MetricScheduleAttribute", "public double Adapt(double metric) => metric;")]
    public void Any_fragment_has_constraints(string kind, string method)
    {
        (Fragment? fragment, _) = Lowered.Read($$"""
            public sealed partial class OneAttribute : {{kind}}
            {
                public double Size { get; set; } = 1;
                [Constraint("Size is too small.")] public bool IsLarge => Size > 0.5;
                {{method}}
            }
            """, "OneAttribute");
        Text.Same("""
            (method Constraint.IsLarge ()
              (out return (gt (hyper Size) 0.5)))
            """, IrWriter.Write(fragment!.Find("Constraint.IsLarge")!));
    }

    [Theory]
    [InlineData("[Constraint(\"no\")] public static bool Fits => true;", "Declare it as 'public bool Fits => …', and not static.")]
    [InlineData("[Constraint(\"no\")] public double Fits => 1;", "Declare it as 'public bool Fits => …', and not static.")]
    [InlineData("[Constraint(\"no\")] public bool Fits { get; set; } = true;", "Write 'public bool Fits => …'.")]
    [InlineData("[Constraint(\"no\")] public bool Fits => DateTime.Now.Year > 2000;", "DateTime")]
    [InlineData("[Constraint(\"no\")] public bool Fits => LearningRate > 0;", "LearningRate")]
    [InlineData("public override long RecommendedWarmup => Environment.ProcessorCount;", "Environment")]
    [InlineData("public override double StabilityLimit(double curvature) { while (curvature > 1) curvature /= 2; return curvature; }", "while")]
    [InlineData("private double _limit = 1; public override double StabilityLimit(double curvature) => _limit;", "_limit")]
    public void What_cannot_be_run_is_refused(string member, string named)
    {
        (Fragment? fragment, IReadOnlyList<Issue> issues) = Lowered.Read(Lowered.RuleClass(member + " public void Update(ref Real w, Real g) => w -= g;"), "RuleAttribute");
        Assert.Null(fragment);
        Assert.Contains(named, string.Join("\n", issues.Select(i => $"{i.Location?.SourceTree?.GetText().ToString(i.Location.SourceSpan)}: {i.Message}")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(method Constraint.Fits () (out return true))", true)]
    [InlineData("(method Constraint.Fits () (out return 1.0))", false)]
    [InlineData("(method Constraint.Fits ((in double x)) (out return true))", false)]
    [InlineData("(method Constraint.Fits () (out return true) (out other true))", false)]
    [InlineData("(method Constraint.Fits () (out other true))", false)]
    [InlineData("(method StabilityLimit ((in double c)) (out return c))", true)]
    [InlineData("(method StabilityLimit () (out return 1.0))", false)]
    [InlineData("(method StabilityLimit ((ref double c)) (out return c))", false)]
    [InlineData("(method StabilityLimit ((in double c)) (out return 1))", false)]
    [InlineData("(method StabilityLimit ((in double c)) (out return (reduce sum global (broadcast c))))", false)]
    [InlineData("(method RecommendedWarmup () (out return 7))", true)]
    [InlineData("(method RecommendedWarmup () (out return 7.0))", false)]
    [InlineData("(method RecommendedWarmup ((in long x)) (out return 7))", false)]
    public void Text_of_another_assembly_is_held_to_its_form(string method, bool isRight)
    {
        string text = $"(fragment 1 rule \"Own\" (method Update ((ref real w) (in real g)) (out w (sub w g))) {method})";
        if (isRight) Assert.Single(CompiledFragment.Read(text, FragmentKind.Rule).Methods, KnowledgeReader.IsKnowledge);
        else Assert.Throws<FormatException>(() => CompiledFragment.Read(text, FragmentKind.Rule));
    }
}
