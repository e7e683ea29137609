namespace OptimizerDsl.Generators.Tests;

using OptimizerDsl.Generators.Ir;

/// <summary>Whole fragments: kinds, hyperparameters with defaults, Begin, and the library's own rules.</summary>
public sealed class FragmentTests
{
    [Fact]
    public void Hyperparameters_and_their_defaults() => Text.Same("""
        (fragment 1 rule "Rule"
          (hyper A double 0.0)
          (hyper B double 0x3fb999999999999a)
          (hyper C double 2.0)
          (hyper D long -3)
          (hyper E bool true)
          (hyper F double 0x400921fb54442d18)
          (hyper G double 0x3fd5555555555555)
          (method Update ((ref real w) (in real g))
            (let w.1 (sub w (mul (broadcast (hyper A)) g)))
            (out w w.1)))
        """, IrWriter.Write(Lowered.Rule("""
        public double A { get; set; }
        public double B { get; set; } = 0.1;
        public double C { get; set; } = 2;
        public long D { get; set; } = -3;
        public bool E { get; set; } = true;
        public double F { get; } = Math.PI;
        public double G { get; init; } = 1.0 / 3;
        public string? Note { get; set; }
        public double Twice => 2 * B;
        public static double Shared { get; set; }

        public void Update(ref Real w, Real g) => w -= A * g;
        """)));

    [Fact]
    public void Hyperparameters_of_a_base_class_come_first()
    {
        (Fragment? fragment, _) = Lowered.Read("""
            public abstract class BaseAttribute : UpdateRuleAttribute
            {
                public double Beta { get; set; } = 0.9;
            }

            public partial class RuleAttribute : BaseAttribute
            {
                public double Own { get; set; } = 3;
                public void Update(ref Real w, Real g) => w -= Beta * Own * g;
            }
            """, "RuleAttribute");
        Text.Same("""
            (fragment 1 rule "Rule"
              (hyper Beta double 0x3feccccccccccccd)
              (hyper Own double 3.0)
              (method Update ((ref real w) (in real g))
                (let w.1 (sub w (mul (broadcast (mul (hyper Beta) (hyper Own))) g)))
                (out w w.1)))
            """, IrWriter.Write(fragment!));
    }

    [Theory]
    [InlineData("public virtual double Scale { get; set; } = 1;", "public override double Scale { get; set; } = 2;")]
    [InlineData("public double Scale { get; set; } = 1;", "public new double Scale { get; set; } = 2;")]
    [InlineData("public double Scale { get; set; } = 1;", "public double scale { get; set; } = 2;")]
    public void Two_hyperparameters_that_an_attribute_could_not_tell_apart_are_refused(string inherited, string own)
    {
        (Fragment? fragment, IReadOnlyList<Frontend.Issue> issues) = Lowered.Read($$"""
            public abstract class BaseAttribute : UpdateRuleAttribute
            {
                {{inherited}}
            }

            public partial class RuleAttribute : BaseAttribute
            {
                {{own}}
                public void Update(ref Real w, Real g) => w -= g;
            }
            """, "RuleAttribute");
        Assert.Null(fragment);
        Assert.Equal(Frontend.IssueIds.BadHyperparameter, Assert.Single(issues).Id);
    }

    [Fact]
    public void Begin_and_uniform_state() => Text.Same("""
        (fragment 1 rule "Rule"
          (hyper Beta double 0x3feccccccccccccd)
          (method Begin ((ref double power) (ref double best))
            (let condition (eq step.Count 1))
            (let power.1 (select condition (hyper Beta) (mul power (hyper Beta))))
            (let best.1 (max best power.1))
            (out power power.1)
            (out best best.1))
          (method Update ((ref real w) (in real g) (in double power))
            (let w.1 (sub w (div g (broadcast (sub 1.0 power)))))
            (out w w.1)))
        """, IrWriter.Write(Lowered.Rule("""
        public double Beta { get; set; } = 0.9;

        public void Begin(ref double power, ref double best, StepInfo step)
        {
            power = step.Count == 1 ? Beta : power * Beta;
            best = Math.Max(best, power);
        }

        public void Update(ref Real w, Real g, double power) => w -= g / (1 - power);
        """)));

    [Fact]
    public void Transform()
    {
        (Fragment? fragment, _) = Lowered.Read("""
            public partial class DecayAttribute(double rate) : GradientTransformAttribute
            {
                public double Rate { get; } = rate;
                public Real Apply(Real g, Real w, StepInfo step)
                {
                    if (step.Count == 1) return g;
                    return g + Rate * w;
                }
            }
            """, "DecayAttribute");
        Text.Same("""
            (fragment 1 transform "Decay"
              (hyper Rate double 0.0)
              (method Apply ((in real g) (in real w))
                (let condition (eq step.Count 1))
                (let returned (select condition condition true))
                (let result (select condition g (add g (mul (broadcast (hyper Rate)) w))))
                (out return result)))
            """, IrWriter.Write(fragment!));
    }

    [Fact]
    public void Schedule()
    {
        (Fragment? fragment, _) = Lowered.Read("""
            public partial class StairsAttribute : ScheduleAttribute
            {
                public long Every { get; set; } = 10;
                public override double ScaleAt(long t) => t >= Steps ? 0 : Math.Pow(0.5, t / Every);
            }
            """, "StairsAttribute");
        Text.Same("""
            (fragment 1 schedule "Stairs"
              (hyper Steps long 0)
              (hyper Epochs double 0.0)
              (hyper PhaseStart long 0)
              (hyper Every long 10)
              (method ScaleAt ((in long t))
                (let condition (ge t (hyper Steps)))
                (let path (not condition))
                (out return (select condition 0.0 (pow 0.5 (toDouble (div t (select path (hyper Every) 1))))))))
            """, IrWriter.Write(fragment!));
    }

    [Fact]
    public void A_schedule_that_looks_into_an_array()
    {
        (Fragment? fragment, IReadOnlyList<Frontend.Issue> issues) = Lowered.Read("""
            public partial class ListAttribute : ScheduleAttribute
            {
                public double[] Factors { get; set; } = [];
                public override double ScaleAt(long t) => Factors[t % Factors.Length];
            }
            """, "ListAttribute");
        Assert.Empty(issues);
        Text.Same("""
            (fragment 1 schedule "List"
              (hyper Steps long 0)
              (hyper Epochs double 0.0)
              (hyper PhaseStart long 0)
              (hyper Factors double[] ())
              (method ScaleAt ((in long t))
                (out return (item (hyper Factors) (rem t (length (hyper Factors)))))))
            """, IrWriter.Write(fragment!));
    }

    private static readonly Dictionary<Type, FragmentKind> s_bases = new()
    {
        [typeof(UpdateRuleAttribute)] = FragmentKind.Rule,
        [typeof(GradientTransformAttribute)] = FragmentKind.Transform,
        [typeof(GateAttribute)] = FragmentKind.Gate,
        [typeof(AveragingAttribute)] = FragmentKind.Averaging,
        [typeof(ObserverAttribute)] = FragmentKind.Observer,
        [typeof(ScheduleAttribute)] = FragmentKind.Schedule,
        [typeof(MetricScheduleAttribute)] = FragmentKind.MetricSchedule,
    };

    [Fact]
    public void The_library_carries_what_its_source_says()
    {
        foreach (Type type in typeof(Real).Assembly.GetExportedTypes().Where(t => t.IsSubclassOf(typeof(FragmentAttribute)) && !t.IsAbstract))
        {
            string text = Assert.Single(type.GetCustomAttributes(typeof(CompiledRuleAttribute), false).Cast<CompiledRuleAttribute>()).Text;
            Fragment fragment = IrReader.ReadFragment(text);
            Assert.Equal(type.Name, fragment.Name + "Attribute");
            Assert.Equal(s_bases.Single(b => type.IsSubclassOf(b.Key)).Value, fragment.Kind);
            Assert.NotEmpty(fragment.Methods);
            Assert.All(fragment.Methods, m => Assert.Null(Verifier.FirstMistake(m)));
        }
    }
}
