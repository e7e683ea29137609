using System.Numerics;
using OptimizerDsl.Runtime;

namespace OptimizerDsl.Tests;

public sealed class GroupTests
{
    private static readonly int[][] _shapes = [[30, 200], [200], [5000], [64, 3], [4], [40, 130]];

    private static readonly Scenario _scenario = new(_shapes, ["a.weight", "a.bias", "norm", "b.weight", "b.bias", "head"], 3);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void Groups_with_shared_and_own_reductions_give_the_bits_of_the_scalar_reference(int threads)
    {
        AssertSame<float>(threads, _ => false);
        AssertSame<double>(threads, i => i % 2 == 1);
        AssertSame<float>(threads, i => i is 0 or 4);
    }

    [Fact]
    public void A_run_goes_on_as_long_as_the_group_does()
    {
        var set = new ParameterSet();
        foreach (string name in new[] { "a1", "a2", "b1", "a3", "a4", "b2" })
        {
            set.Add(name, 20);
        }

        var a = new List<nuint>();
        var b = new List<nuint>();
        new StepEngine<float>(
            Plan(("b", "b?")),
            set,
            new StepGroup<float>("b", new HookProgram { OnUpdate = b.Add }, 1),
            new StepGroup<float>("", new HookProgram { OnUpdate = a.Add }, 1)).Step(1);
        Assert.Equal([64, 64], a);
        Assert.Equal([32, 32], b);
    }

    [Fact]
    public void Groups_have_names_parameters_and_rates_of_their_own()
    {
        ParameterSet set = Named("w", "x.bias", "y.bias");
        foreach (Parameter parameter in set)
        {
            parameter.Gradients[0] = -1;
        }

        StepEngine<float> engine = TwoGroups(set);
        Assert.Equal(["plain", ""], engine.Groups.Select(group => group.Name));
        Assert.Equal(2, engine.Groups.Count);
        Assert.Equal(["x.bias", "y.bias"], engine.Groups["plain"].Parameters.Select(parameter => parameter.Name));
        Assert.Equal([set[0]], engine.Groups[""].Parameters);
        engine.Groups["plain"].LearningRate = 0.25;

        // The result speaks of the default group, wherever it stands.
        Assert.Equal(new StepResult(StepOutcome.Applied, 1, 3), engine.Step(3));
        Assert.Equal([3f, 0.75f, 0.75f], set.Select(parameter => parameter.Values[0]));
        string message = Assert.Throws<KeyNotFoundException>(() => engine.Groups["Plain"]).Message;
        Assert.Contains("'Plain'", message);
        Assert.Contains("'plain'", message);
        foreach (double wrong in new[] { -1, double.NaN, double.PositiveInfinity })
        {
            Assert.Contains("group 'plain' of Mine", Assert.Throws<ArgumentOutOfRangeException>(() => engine.Groups["plain"].LearningRate = wrong).Message);
        }

        Assert.Equal(0.25, engine.Groups["plain"].LearningRate);
        Assert.Throws<ArgumentOutOfRangeException>(() => engine.Step(double.MaxValue * 8));
    }

    [Fact]
    public void A_parameters_own_group_goes_before_patterns()
    {
        ParameterSet set = Named("w", "x.bias", "y.bias");
        set["w"].Group = "plain";
        set["y.bias"].Group = "";
        StepEngine<float> engine = TwoGroups(set);
        Assert.Equal(["w", "x.bias"], engine.Groups["plain"].Parameters.Select(parameter => parameter.Name));
        Assert.Equal(["y.bias"], engine.Groups[""].Parameters.Select(parameter => parameter.Name));
        Assert.Contains("Mine", Assert.Throws<InvalidOperationException>(() => set["w"].Group = null).Message);
    }

    [Fact]
    public void The_first_pattern_that_fits_decides()
    {
        ParameterSet set = Named("x.bias", "y.bias");
        var engine = new StepEngine<float>(
            Plan(("first", "x*"), ("second", "*")), set, new StepGroup<float>("second", new HookProgram(), 1), new StepGroup<float>("first", new HookProgram(), 1));
        Assert.Equal(["x.bias"], engine.Groups["first"].Parameters.Select(parameter => parameter.Name));
        Assert.Equal(["y.bias"], engine.Groups["second"].Parameters.Select(parameter => parameter.Name));
    }

    [Fact]
    public void A_parameter_and_a_group_do_not_go_without_each_other()
    {
        ParameterSet lost = Named("w");
        lost["w"].Group = "matrices";
        Refused(lost, "Parameter 'w' is meant for group 'matrices', which recipe 'Mine' does not have; it has 'plain', the default group");
        Refused(Named("w"), "Group 'plain' of recipe 'Mine' has no parameter: no name fits '*.bias'");
        ParameterSet set = Named("w", "x.bias");
        Assert.Contains(
            "Parameter 'w' fits no pattern of recipe 'Mine'",
            Assert.Throws<ArgumentException>(() => new StepEngine<float>(Plan(("plain", "*.bias")), set, new StepGroup<float>("plain", new HookProgram(), 1))).Message);
        Assert.Contains(
            "pattern '*' for group 'plane'",
            Assert.Throws<ArgumentException>(() => new StepEngine<float>(Plan(("plane", "*")), set, new StepGroup<float>("plain", new HookProgram(), 1))).Message);
        set.Add("still open", 1);

        // The default group is what remains, which may be nothing; and a set without parameters has none for any group.
        Assert.Empty(TwoGroups(Named("x.bias")).Groups[""].Parameters);
        StepEngine<float> empty = TwoGroups(new ParameterSet());
        Assert.Equal(1, empty.Step(1).Count);

        void Refused(ParameterSet parameters, string words)
        {
            Assert.Contains(words, Assert.Throws<ArgumentException>(() => TwoGroups(parameters)).Message);
            parameters.Add("still open", 1);
        }
    }

    [Fact]
    public void Groups_are_checked()
    {
        ParameterSet set = Named("w");
        var program = new HookProgram();
        Assert.Contains("no groups", Assert.Throws<ArgumentException>(() => new StepEngine<float>(Plan(), set)).Message);
        Assert.Contains("two groups 'x'", Assert.Throws<ArgumentException>(() => new StepEngine<float>(
            Plan(), set, new StepGroup<float>("x", program, 1), new StepGroup<float>("x", new HookProgram(), 1))).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new StepEngine<float>(Plan(), set, new StepGroup<float>("", program, double.NaN)));
        Assert.Contains("AccumulateSteps 0 of Mine is outside [1, 2147483647]. Use 1 or more.", Assert.Throws<ArgumentException>(() => new StepEngine<float>(
            new StepPlan { Recipe = "Mine", AccumulateSteps = 0 }, set, new StepGroup<float>("", program, 1))).Message);
        string message = Assert.Throws<InvalidOperationException>(() => new StepEngine<float>(
            Plan(), 3, new StepGroup<float>("x", program, 1), new StepGroup<float>("", new HookProgram(), 1))).Message;
        Assert.Contains("2 groups", message);
        Assert.Contains("make it with a ParameterSet", message);
        Assert.Contains("no state 'average'", Assert.Throws<ArgumentException>(() => Engines.Make<float>("Mine", new CountingProgram { Averages = true }, set)).Message);

        // All of this was refused, so both are still free; a program serves one engine only.
        Engines.Make<float>("Mine", program, set);
        Assert.Contains("already belongs", Assert.Throws<ArgumentException>(() => Engines.Make<float>("Mine", program, 1)).Message);
        Assert.Contains("already belongs", Assert.Throws<ArgumentException>(() => Shared(new HookProgram())).Message);

        static StepEngine<float> Shared(HookProgram both)
        {
            ParameterSet set = Named("w", "x.bias");
            return new StepEngine<float>(Plan(("plain", "*.bias")), set, new StepGroup<float>("plain", both, 1), new StepGroup<float>("", both, 1));
        }
    }

    [Fact]
    public void Every_group_keeps_its_own_state()
    {
        ParameterSet set = Named("w", "x.bias");
        var engine = new StepEngine<float>(
            Plan(("plain", "*.bias")),
            set,
            new StepGroup<float>("plain", new MomentumProgram<float>(), 1, "velocity"),
            new StepGroup<float>("", new MomentumProgram<float>(), 1, "m", "v"));
        Assert.Equal(2, engine.State<float>(set["x.bias"], "velocity").Length);
        Assert.Equal(2, engine.State<float>(set["w"], "v").Length);
        Assert.Contains("Mine keeps no state 'velocity'; it keeps m, v", Assert.Throws<ArgumentException>(() => engine.State<float>(set["w"], "velocity").Length).Message);
        Assert.Contains("Group 'plain' of Mine keeps no state 'm'", Assert.Throws<ArgumentException>(() => engine.State<float>(set["x.bias"], "m").Length).Message);
    }

    private static void AssertSame<T>(int threads, Func<int, bool> attach)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (T[][] values, T[][] states) = _scenario.RunEngine(
            set => new StepEngine<T>(
                Plan(("plain", "*.bias"), ("plain", "norm")),
                set,
                new StepGroup<T>("plain", new ClippedProgram<T>(0.75), 0.5),
                new StepGroup<T>("", new RowScaledProgram<T>(0.75), 0.125, "m")),
            threads,
            attach,
            i => i is 1 or 2 or 4 ? null : "m");
        (double[][] expected, double[][] expectedStates) = _scenario.RunReference<T>(
            [
                new ParameterGroupAttribute("plain", "*.bias", "norm"),
                new TensorClipAttribute { Group = "plain" },
                new ClipByGlobalNormAttribute(0.75),
                new SgdAttribute { Group = "plain", LearningRate = 0.5 },
                new RowScaledRuleAttribute { LearningRate = 0.125 },
            ],
            "m");
        for (int i = 0; i < values.Length; i++)
        {
            Assert.Equal(expected[i], values[i].Select(double.CreateChecked));
            Assert.Equal(expectedStates[i], states[i].Select(double.CreateChecked));
        }
    }

    private static StepPlan Plan(params (string, string)[] patterns) => new() { Recipe = "Mine", Patterns = patterns };

    private static ParameterSet Named(params string[] names)
    {
        var set = new ParameterSet();
        foreach (string name in names)
        {
            set.Add(name, 2);
        }

        return set;
    }

    private static StepEngine<float> TwoGroups(ParameterSet set) => new(
        Plan(("plain", "*.bias")), set, new StepGroup<float>("plain", new HookProgram(), 1), new StepGroup<float>("", new HookProgram(), 1));
}
