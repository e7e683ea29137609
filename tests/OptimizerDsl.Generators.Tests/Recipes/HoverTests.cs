namespace OptimizerDsl.Generators.Tests;

using OptimizerDsl.Generators.Emit;
using OptimizerDsl.Generators.Model;

/// <summary>What the editor shows over a recipe's name, and what Describe() answers.</summary>
public sealed class HoverTests
{
    [Fact]
    public void A_rule_alone() => Text.Same("""
        Sgd(LearningRate = 0.1)

            w = w - learningRate * g
        In force: learningRate = 0.1, Momentum = 0, Dampening = 0, Nesterov = false, WeightDecay = 0, Maximize = false.
        State: 0 bytes per parameter. Traffic: 12 bytes per parameter and step, in 1 sweep over memory.
        """, Describe("[Sgd(LearningRate = 0.1)]"));

    [Fact]
    public void Schedules_draw_the_rate() => Text.Same("""
        ClipByGlobalNorm(1), Sgd(LearningRate = 0.1, Momentum = 0.9), LinearWarmup(Steps = 100), CosineDecay(Steps = 900, Floor = 0.1)
        Learning rate over 1000 steps: ▂▄▇█████▇▇▇▇▇▆▆▆▅▅▅▄▄▄▃▃▃▂▂▂▂▂▂▂ peak 0.1 at step 100, end 0.01.

            squares = sum over the model of (g)^2
            norm = sqrt(squares)
            g = min(1, MaxNorm / (norm + 1e-6)) * g
            condition = t == 1
            fresh = condition ? 1 : (1 - Dampening)
            velocity = Momentum * velocity + fresh * g
            w = w - learningRate * velocity
        In force: learningRate = 0.1, MaxNorm = 1, Momentum = 0.9, Dampening = 0, Nesterov = false, WeightDecay = 0, Maximize = false.
        State: 4 bytes per parameter. Traffic: 24 bytes per parameter and step, in 2 sweeps over memory.
        """, Describe("[ClipByGlobalNorm(1)] [Sgd(LearningRate = 0.1, Momentum = 0.9)] [LinearWarmup(Steps = 100)] [CosineDecay(Steps = 900, Floor = 0.1)]"));

    [Fact]
    public void A_plan_says_how_long_the_curve_is() => Text.Same("""
        Sgd(LearningRate = 0.0003), StepDecay(Factor = 0.5, EverySteps = 500)
        Learning rate over 2000 steps: ████████▅▅▅▅▅▅▅▅▃▃▃▃▃▃▃▃▂▂▂▂▂▂▂▂ peak 0.0003 at step 1, end 3.75e-5.

            w = w - learningRate * g
        In force: learningRate = 0.0003, Momentum = 0, Dampening = 0, Nesterov = false, WeightDecay = 0, Maximize = false.
        State: 0 bytes per parameter. Traffic: 12 bytes per parameter and step, in 1 sweep over memory.
        """, Describe("[TrainingPlan(Steps = 2000)] [Sgd(LearningRate = 3e-4)] [StepDecay(Factor = 0.5, EverySteps = 500)]"));

    [Fact]
    public void Groups_have_formulas_of_their_own() => Text.Same("""
        ClipByGlobalNorm(1), Sgd(LearningRate = 0.1, WeightDecay = 0.01), Sgd(LearningRate = 0.2, Group = "bias"), Ema(0.99)

            squares = sum over the model of (g)^2
            norm = sqrt(squares)
            g = min(1, MaxNorm / (norm + 1e-6)) * g
            d = g + WeightDecay * w
            w = w - learningRate * d
            condition = t == 1
            average = Decay * average + (1 - Decay) * w
            average = condition ? w : average
        In force: learningRate = 0.1, MaxNorm = 1, Momentum = 0, Dampening = 0, Nesterov = false, WeightDecay = 0.01, Maximize = false, Decay = 0.99, Warmup = false.
        State: 4 bytes per parameter. Traffic: 24 bytes per parameter and step, in 2 sweeps over memory.

        Group "bias":
            squares = sum over the model of (g)^2
            norm = sqrt(squares)
            g = min(1, MaxNorm / (norm + 1e-6)) * g
            w = w - learningRate * g
            condition = t == 1
            average = Decay * average + (1 - Decay) * w
            average = condition ? w : average
        In force: learningRate = 0.2, MaxNorm = 1, Momentum = 0, Dampening = 0, Nesterov = false, WeightDecay = 0, Maximize = false, Decay = 0.99, Warmup = false.
        State: 4 bytes per parameter. Traffic: 24 bytes per parameter and step, in 2 sweeps over memory.
        """, Describe("""[ParameterGroup("bias", "*.bias")] [ClipByGlobalNorm(1)] [Sgd(LearningRate = 0.1, WeightDecay = 0.01)] [Sgd(LearningRate = 0.2, Group = "bias")] [Ema(0.99)]"""));

    [Fact]
    public void Targets_and_tunables_are_marked() => Text.Same("""
        Sgd(LearningRate = 0.1, Momentum = 0.5, WeightDecay = 0.01), LinearWarmup(Steps = 10, Target = "Momentum")

            condition = WeightDecay != 0
            d = g + WeightDecay * w
            d = condition ? d : g
            condition = Momentum != 0
            condition = t == 1
            fresh = condition ? 1 : (1 - Dampening)
            velocity = Momentum * velocity + fresh * d
            velocity = condition ? velocity : velocity
            d = condition ? velocity : d
            w = w - learningRate * d
        In force: learningRate = 0.1, Momentum = 0.5 (tunable), Dampening = 0, Nesterov = false, WeightDecay = 0.01 (tunable), Maximize = false.
        State: 4 bytes per parameter. Traffic: 20 bytes per parameter and step, in 1 sweep over memory.
        """, Describe("[Sgd(LearningRate = 0.1, Momentum = 0.5, WeightDecay = 0.01)] [LinearWarmup(Steps = 10, Target = \"Momentum\")]", "public partial double WeightDecay { get; set; }"));

    [Fact]
    public void The_comment_is_the_same_text_escaped()
    {
        string comment = string.Join("\n", Compiled.Everywhere("[Optimizer] [Sgd(LearningRate = 0.1)] [LinearWarmup(Steps = 10)] public sealed partial class Recipe;").Values.Single()
            .Split('\n').SkipWhile(l => !l.StartsWith("/// <summary>", StringComparison.Ordinal)).TakeWhile(l => l.StartsWith("///", StringComparison.Ordinal)));
        Text.Same("""
            /// <summary>Sgd(LearningRate = 0.1), LinearWarmup(Steps = 10).</summary>
            /// <remarks>
            /// <para>Learning rate over 10 steps: ▂▂▂▂▂▂▃▃▃▃▄▄▄▅▅▅▅▅▅▆▆▆▇▇▇▇▇▇▇███ peak 0.1 at step 10, end 0.1.</para>
            /// <code>
            /// w = w - learningRate * g
            /// </code>
            /// <para>In force: learningRate = 0.1, Momentum = 0, Dampening = 0, Nesterov = false, WeightDecay = 0, Maximize = false.</para>
            /// <para>State: 0 bytes per parameter. Traffic: 12 bytes per parameter and step, in 1 sweep over memory.</para>
            /// </remarks>
            """, comment);
    }

    private static string Describe(string attributes, string members = "")
    {
        RecipeModel model = Recipes.Parse(attributes, members: members);
        return string.Join("\n", RecipeDocs.Text(model, Passes.Pipeline.Run(model)));
    }
}
