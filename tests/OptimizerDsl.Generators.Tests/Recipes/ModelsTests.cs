namespace OptimizerDsl.Generators.Tests;

using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;

/// <summary>What recipes with groups, plans, targets and tunables are read as.</summary>
public sealed class ModelsTests
{
    [Fact]
    public void Fragments_are_of_their_group_or_of_all()
    {
        RecipeModel model = Recipes.Parse("""
            [ParameterGroup("head", "head.*", "out?")] [ParameterGroup("bias", "*.bias")]
            [ClipByGlobalNorm(1)] [ClipByValue(2, Group = "head")] [SkipNonFinite]
            [AdamW(LearningRate = 0.1)] [Sgd(Group = "head", LearningRate = 0.2)] [Sgd(Group = "bias", LearningRate = 0.3)]
            [Ema(0.9, Group = "bias")]
            """);
        Assert.Equal(["", "head", "bias"], model.Groups.Select(g => g.Name));
        Assert.Equal([0.1, 0.2, 0.3], model.Groups.Select(g => g.LearningRate));
        Assert.Equal(["AdamW", "Sgd", "Sgd"], model.Groups.Select(g => g.Rule.Fragment.Name));
        Assert.Equal("ClipByGlobalNorm SkipNonFinite", string.Join(' ', model.Groups[0].BeforeRule.Select(f => f.Fragment.Name)));
        Assert.Equal("ClipByGlobalNorm ClipByValue SkipNonFinite", string.Join(' ', model.Groups[1].BeforeRule.Select(f => f.Fragment.Name)));
        Assert.Equal([true, false, true], model.Groups[1].BeforeRule.Select(f => f.IsShared));
        Assert.Equal([0, 0, 1], model.Groups.Select(g => g.Averaging.Count));
        Assert.Equal([new("head", "head.*"), new("head", "out?"), new GroupPattern("bias", "*.bias")], model.Patterns);
    }

    [Fact]
    public void Epochs_become_steps()
    {
        RecipeModel model = Recipes.Parse("[TrainingPlan(StepsPerEpoch = 10, Epochs = 12.5)] [Sgd] [LinearWarmup(Epochs = 2.55)] [MultiStepDecay(AtEpochs = new[] { 0.5, 1.26, 9 })]");
        Assert.Equal(new PlanModel(125, 10), model.Plan);
        SchedulePhase[] phases = [.. model.Tracks.Single().Phases];
        Assert.Equal([(0L, 26L), (26L, 99L)], phases.Select(p => (p.Start, p.Length)));
        Assert.Equal([5L, 13L, 90L], phases[1].Values.Single(v => v.Name == "AtSteps").Items.Select(i => i.Bits));
    }

    [Fact]
    public void Targets_have_tracks_of_their_own()
    {
        RecipeModel model = Recipes.Parse("[Sgd(Momentum = 0.5)] [LinearWarmup(Steps = 10)] [OneCycle(Steps = 7, Target = \"Momentum\")] [CosineDecay(Steps = 10)]");
        Assert.Equal([ScheduleTrack.Rate, 0], model.Tracks.Select(t => t.Tunable));
        Assert.Equal([(0L, 10L), (10L, 10L)], model.Tracks[0].Phases.Select(p => (p.Start, p.Length)));
        Assert.Equal([(0L, 7L)], model.Tracks[1].Phases.Select(p => (p.Start, p.Length)));
        TunableModel tunable = Assert.Single(model.Tunables);
        Assert.Equal(("Momentum", null, 0.5), (tunable.Name, tunable.Property, tunable.Initial.AsDouble));
    }

    [Fact]
    public void Partial_properties_are_tunables()
    {
        RecipeModel model = Recipes.Parse("""[Sgd(Momentum = 0.5)] [Sgd(Group = "b", Momentum = 0.25)] [ClipByGlobalNorm(3)]""", members: """
            internal partial double MaxNorm { get; set; }
            [Tunable(Group = "b")] public partial double Momentum { get; set; }
            [Tunable(Group = "", Name = "Nesterov")] public partial bool Looks { get; set; }
            """);
        Assert.Equal(
            [("MaxNorm", "MaxNorm", 3.0, ""), ("Nesterov", "Looks", 0.0, ""), ("Momentum", "Momentum", 0.25, "b")],
            model.Tunables.OrderBy(t => t.Group).ThenBy(t => t.Name).Select(t => (t.Name, t.Property!, t.Initial.AsDouble, t.Group)));
        Assert.Equal(IrType.Bool, model.Tunables.Single(t => t.Name == "Nesterov").Type);
        Assert.Equal(3, model.PartialProperties.Count);
    }

    [Fact]
    public void A_shared_reduction_is_one_and_a_group_s_own_are_not()
    {
        CompiledRecipe recipe = Recipes.Compile("""[ClipByGlobalNorm(1)] [Sgd] [Sgd(Group = "b")] [ClipByGlobalNorm(2, Group = "b")]""");
        Assert.Equal(2, recipe.Reductions.Count);
        Assert.Equal([3, 3], recipe.Groups.Select(g => g.Sweeps.Count));
        int shared = recipe.Groups[0].Sweeps.SelectMany(s => s.Reductions).Single().Index;
        Assert.Contains(shared, recipe.Groups[1].Sweeps.SelectMany(s => s.Reductions).Select(r => r.Index));
    }
}
