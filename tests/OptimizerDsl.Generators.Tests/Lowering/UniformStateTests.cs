namespace OptimizerDsl.Generators.Tests;

using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;
using OptimizerDsl.Generators.Passes;

/// <summary>Uniform state that methods of elements write, inputs beside the gradient, averages of a rule, facts of shapes.</summary>
public sealed class UniformStateTests
{
    [Fact]
    public void Uniform_state_is_a_uniform_reference() => Text.Same("""
        (method Update ((ref real w) (in real g) (ref double v))
          (let squares (reduce sumOfSquares tensor g))
          (let v.1 (add v (sqrt squares)))
          (let w.1 (sub w (mul (broadcast v.1) g)))
          (out w w.1)
          (out v v.1))
        """, Lowered.Update("public void Update(ref Real w, Real g, ref double v) { v += PerTensor.Norm(g); w -= v * g; }"));

    [Fact]
    public void An_input_is_a_value_that_varies() => Text.Same("""
        (method Update ((ref real w) (in real g) (in real hessian))
          (let w.1 (sub w (div g hessian)))
          (out w w.1))
        """, Lowered.Update("public void Update(ref Real w, Real g, Real hessian) => w -= g / hessian;"));

    [Fact]
    public void The_mark_of_an_average_travels_in_the_text()
    {
        string text = Lowered.Update("public void Update(ref Real w, Real g, [Average] ref Real x) { x += g; w -= g; }");
        Text.Same("""
            (method Update ((ref real w) (in real g) (average real x))
              (let x.1 (add x g))
              (let w.1 (sub w g))
              (out w w.1)
              (out x x.1))
            """, text);
        Assert.Equal(text, IrWriter.Write(IrReader.ReadMethod(text)));
    }

    [Fact]
    public void Facts_of_shapes_are_long() => Text.Same("""
        (method Update ((ref real w) (in real g))
          (let w.1 (sub w (mul (broadcast (toDouble (add (mul tensor.Count tensor.Rank) row.Count))) g)))
          (out w w.1))
        """, Lowered.Update("public void Update(ref Real w, Real g) => w -= (PerTensor.Count() * PerTensor.Rank() + PerRow.Count()) * g;"));

    [Theory]
    [InlineData("v += step.LearningRate;", "Step", "Step")]
    [InlineData("v += Global.Norm(g);", "Step", "Step")]
    [InlineData("v += PerTensor.Norm(g);", "Tensor", "Tensor")]
    [InlineData("v += PerTensor.Count();", "Tensor", "Tensor")]
    [InlineData("v += PerRow.Count();", "Tensor", "Tensor")]
    [InlineData("v += PerRow.Norm(g);", "Row", "Row")]
    [InlineData("if (PerTensor.Norm(g) > 1) v += 1;", "Tensor", "Tensor")]
    // What is written from finer state is as fine, also where that is written later.
    [InlineData("v += u; u += PerTensor.Norm(g);", "Tensor", "Tensor")]
    [InlineData("double old = v; v = u; u = old + PerRow.Sum(g);", "Row", "Row")]
    [InlineData("v += PerRow.Norm(g); u += Global.Norm(g);", "Row", "Row")]
    [InlineData("v += Global.Norm(g); u += PerTensor.Norm(g);", "Step", "Tensor")]
    public void State_is_as_fine_as_what_is_written_to_it(string body, string level, string granularity)
    {
        Method method = Lowered.Rule($"public void Update(ref Real w, Real g, ref double v, ref double u, StepInfo step) {{ {body} w -= (v + u) * g; }}").Find("Update")!;
        Assert.Equal(level, Levels.Of(method)["v"].ToString());
        Assert.Equal(granularity, Levels.Granularity(method).ToString());
    }

    [Fact]
    public void State_that_nothing_reads_is_gone_with_its_sweep()
    {
        CompiledGroup group = Assert.Single(Recipes.Compile("[Sample(LearningRate = 1)]", """
            public partial class SampleAttribute : UpdateRuleAttribute
            {
                public bool Scale { get; set; }
                public void Update(ref Real w, Real g, Real unread, ref double v, ref double u, StepInfo step)
                {
                    v += PerTensor.Norm(g + unread);
                    u += step.LearningRate;
                    w -= (Scale ? v : u) * g;
                }
            }
            """).Groups);
        Assert.Equal(["u"], group.Kept);
        Assert.Empty(group.States);
        Assert.Single(group.Sweeps);
    }

    [Fact]
    public void An_averaging_of_the_recipe_goes_before_an_average_of_the_rule()
    {
        const string Rule = "public partial class SampleAttribute : UpdateRuleAttribute { public void Update(ref Real w, Real g, [Average] ref Real x) { x += g; w -= g; } }";
        Assert.Equal("x", Assert.Single(Recipes.Compile("[Sample(LearningRate = 1)]", Rule).Groups).AverageState);
        CompiledGroup averaged = Assert.Single(Recipes.Compile("[Sample(LearningRate = 1)]\n[Ema(0.9)]", Rule).Groups);
        Assert.Equal("average", averaged.AverageState);
        Assert.DoesNotContain("x", averaged.States);
    }

    [Fact]
    public void State_keeps_its_name_whatever_other_fragments_call_their_values()
    {
        CompiledGroup group = Assert.Single(Recipes.Compile("[Sample]\n[Adagrad]", """
            public partial class SampleAttribute : GradientTransformAttribute
            {
                public Real Apply(Real g) { double sum = Global.Sum(g); Real w = g - sum; return w; }
            }
            """).Groups);
        Assert.Equal(["sum"], group.States);
        Assert.Equal(("w", "g"), (group.Weight, group.Gradient));
    }

    [Fact]
    public void Groups_share_only_reductions_over_the_model()
    {
        CompiledRecipe recipe = Recipes.Compile("[Sample]\n[Sgd(Group = \"a\")]\n[Sgd]", """
            public partial class SampleAttribute : GradientTransformAttribute
            {
                public Real Apply(Real g) => g / (Global.Norm(g) + PerTensor.Norm(g) + PerRow.Norm(g));
            }
            """);
        Assert.Equal(5, recipe.Reductions.Count);
        Assert.Single(recipe.Reductions, r => r.Scope == ReductionScope.Global);
    }
}
