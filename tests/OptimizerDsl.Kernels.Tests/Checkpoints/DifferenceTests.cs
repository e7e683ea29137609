using OptimizerDsl.Kernels.Tests.Running;

namespace OptimizerDsl.Kernels.Tests.Checkpoints;

/// <summary>A checkpoint of another recipe is refused and says in what it differs, unless that is allowed.</summary>
public sealed class DifferenceTests
{
    [Theory]
    [InlineData("Plain", "OtherBeta", CheckpointDifferences.Hyperparameters, "AdamW.Beta2 0.999 -> 0.95")]
    [InlineData("Plain", "OtherRate", CheckpointDifferences.Hyperparameters, "LearningRate 0.01 -> 0.02")]
    [InlineData("Plain", "Tuned", CheckpointDifferences.Hyperparameters, "AdamW.WeightDecay 0.01 -> 0.01 (tunable)")]
    [InlineData("Plain", "MoreState", CheckpointDifferences.Hyperparameters | CheckpointDifferences.State,
        "AdamW.AmsGrad false -> true; tensor \"state/dense.weight/vMax\" missing; tensor \"state/dense.bias/vMax\" missing")]
    [InlineData("MoreState", "Plain", CheckpointDifferences.Hyperparameters | CheckpointDifferences.State,
        "AdamW.AmsGrad true -> false; tensor \"state/dense.weight/vMax\" F32 [3, 5] -> none; tensor \"state/dense.bias/vMax\" F32 [5] -> none")]
    [InlineData("Plain", "Warm", CheckpointDifferences.Schedules, "schedules of LearningRate none -> LinearWarmup, CosineDecay")]
    [InlineData("Warm", "Longer", CheckpointDifferences.Schedules, "LearningRate/CosineDecay.length 20 -> 30")]
    [InlineData("Warm", "Plain", CheckpointDifferences.Schedules, "schedules of LearningRate LinearWarmup, CosineDecay -> none")]
    [InlineData("Plateau", "Bold", CheckpointDifferences.Schedules, "MetricSchedules ReduceOnPlateau -> BoldDriver")]
    [InlineData("Plain", "Clipped", CheckpointDifferences.Fragments | CheckpointDifferences.Hyperparameters, "Fragments AdamW -> ClipByGlobalNorm, AdamW")]
    [InlineData("Grouped", "GroupedOtherwise", CheckpointDifferences.Groups | CheckpointDifferences.State, "group of \"dense.bias\" none -> matrices")]
    [InlineData("Accumulated", "AccumulatedLonger", CheckpointDifferences.Accumulation, "AccumulateGradients.Steps 3 -> 4")]
    public void Recipes_that_differ(string saved, string loaded, CheckpointDifferences kinds, string expected)
    {
        byte[] checkpoint = SmallRecipes.Model(saved).Train(6).Saved();
        Model model = SmallRecipes.Model(loaded).Train(3);
        byte[] before = model.Saved();

        CheckpointException exception = Assert.Throws<CheckpointException>(() => model.Load(checkpoint));
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.Equal(kinds, exception.Kinds);
        Assert.Equal(before, model.Saved());

        // Allowing less than all is not enough, and says no more than what is left.
        foreach (CheckpointDifferences kind in Enum.GetValues<CheckpointDifferences>().Where(kind => kinds.HasFlag(kind) && kind != kinds && kind != CheckpointDifferences.None))
        {
            Assert.Equal(kinds, Assert.Throws<CheckpointException>(() => model.Load(checkpoint, kind)).Kinds);
            Assert.Equal(before, model.Saved());
        }

        model.Load(checkpoint, kinds);
        Assert.Equal(saved == "Accumulated" ? 2 : 6, model.Optimizer.StepCount);
        model.Train(6);
    }

    [Theory]
    [InlineData("PlainInDouble", "elements float -> double")]
    public void Elements_never_differ(string loaded, string expected)
    {
        byte[] checkpoint = SmallRecipes.Model("Plain").Train(1).Saved();
        Model model = SmallRecipes.Model(loaded);
        CheckpointException exception = Assert.Throws<CheckpointException>(() => model.Load(checkpoint, CheckpointDifferences.All));
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.Equal(CheckpointDifferences.None, exception.Kinds);
    }

    [Fact]
    public void Other_parameters()
    {
        byte[] checkpoint = SmallRecipes.Model("Plain").Train(4).Saved();
        Model model = SmallRecipes.Model("Plain", ("dense.weight", [3, 5]), ("head.bias", [2])).Train(2);
        float[] head = model.Set["head.bias"].Values.ToArray();
        CheckpointException exception = Assert.Throws<CheckpointException>(() => model.Load(checkpoint));
        Assert.Contains("tensor \"parameters/head.bias\" missing; tensor \"parameters/dense.bias\" F32 [5] -> none", exception.Message, StringComparison.Ordinal);
        Assert.Equal(CheckpointDifferences.Parameters, exception.Kinds);

        // What is not there keeps its values, and its state begins at zero.
        model.Load(checkpoint, CheckpointDifferences.Parameters);
        Assert.Equal(head, model.Set["head.bias"].Values.ToArray());
        Assert.Equal(SmallRecipes.Model("Plain").Train(4).Set["dense.weight"].Values.ToArray(), model.Set["dense.weight"].Values.ToArray());
        Assert.Contains("\"state/head.bias/m\"", System.Text.Encoding.UTF8.GetString(model.Saved()), StringComparison.Ordinal);
        Assert.All(model.State("head.bias", "m"), value => Assert.Equal(0, value));
        Assert.Contains(model.State("dense.weight", "m"), value => value != 0);
    }

    [Fact]
    public void Another_order_and_another_shape()
    {
        byte[] checkpoint = SmallRecipes.Model("Plain").Train(4).Saved();
        Model turned = SmallRecipes.Model("Plain", ("dense.bias", [5]), ("dense.weight", [3, 5]));
        Assert.Contains("parameter 0 \"dense.weight\" -> \"dense.bias\"", Assert.Throws<CheckpointException>(() => turned.Load(checkpoint)).Message, StringComparison.Ordinal);
        turned.Load(checkpoint, CheckpointDifferences.Parameters);
        Assert.Equal(SmallRecipes.Model("Plain").Train(4).Set["dense.weight"].Values.ToArray(), turned.Set["dense.weight"].Values.ToArray());

        Model wide = SmallRecipes.Model("Plain", ("dense.weight", [5, 3]), ("dense.bias", [5]));
        Assert.Contains("tensor \"parameters/dense.weight\" F32 [3, 5] -> F32 [5, 3]", Assert.Throws<CheckpointException>(() => wide.Load(checkpoint)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rate_and_a_tunable_that_were_set_come_back_and_those_of_a_changed_recipe_count()
    {
        Model model = SmallRecipes.Model("Tuned").Train(2);
        model.Optimizer.LearningRate = 0.125;
        model.Optimizer.GetType().GetProperty("WeightDecay")!.SetValue(model.Optimizer, 0.375);
        byte[] checkpoint = model.Saved();

        Model same = SmallRecipes.Model("Tuned");
        same.Load(checkpoint);
        Assert.Equal(0.125, same.Optimizer.LearningRate);
        Assert.Equal(0.375, same.Optimizer.GetType().GetProperty("WeightDecay")!.GetValue(same.Optimizer));

        Model plain = SmallRecipes.Model("OtherRate");
        plain.Load(checkpoint, CheckpointDifferences.Hyperparameters);
        Assert.Equal(0.02, plain.Optimizer.LearningRate);
    }

    [Fact]
    public void A_step_that_has_begun_needs_a_step_that_goes_on()
    {
        byte[] checkpoint = SmallRecipes.Model("AccumulatedLonger").Train(7).Saved();
        Model model = SmallRecipes.Model("Accumulated");
        byte[] before = model.Saved();
        Assert.Contains("3 calls", Assert.Throws<CheckpointException>(() => model.Load(checkpoint, CheckpointDifferences.Accumulation)).Message, StringComparison.Ordinal);
        Assert.Equal(before, model.Saved());
    }
}
