using OptimizerDsl.Kernels.Tests.Running;

namespace OptimizerDsl.Kernels.Tests.Guards;

/// <summary>
/// Gradients that are no numbers, in every place of a model: what a guard skips is as if the call had not been, and what it
/// cleans is as if the gradient had been zero.
/// </summary>
public sealed class WrongGradientsTests
{
    private static readonly float[] s_wrong = [float.NaN, -float.NaN, float.PositiveInfinity, float.NegativeInfinity];

    [Theory]
    [InlineData("Guarded")]
    [InlineData("GuardedCleared")]
    [InlineData("Bounded")]
    public void A_skipped_call_is_as_if_it_had_not_been(string recipe)
    {
        foreach ((float wrong, int tensor, int element) in Places())
        {
            Model model = SmallRecipes.Model(recipe).Train(3);
            byte[] before = model.Saved();
            double rate = model.Optimizer.LearningRateAt(model.Optimizer.StepCount);
            model.FillGradients();
            model.Set[tensor].Gradients[element] = wrong;
            float[] gradients = model.Set[tensor].Gradients.ToArray();

            StepResult result = model.Optimizer.Step();
            Assert.Equal(StepOutcome.Skipped, result.Outcome);
            Assert.False(string.IsNullOrEmpty(result.Reason));
            Assert.Equal(3, result.Count);
            Assert.Equal(rate, result.LearningRate);
            Assert.Equal(before, model.Saved());
            Assert.Equal(recipe == "GuardedCleared" ? new float[gradients.Length] : gradients, model.Set[tensor].Gradients.ToArray());
            Assert.Equal(SmallRecipes.Model(recipe).Train(6).Saved(), model.Train(3).Saved());
        }
    }

    [Fact]
    public void One_wrong_call_of_three_skips_the_step_and_the_next_begins_anew()
    {
        byte[] expected = SmallRecipes.Model("GuardedAccumulated").Train(12).Saved();
        foreach ((float wrong, int tensor, int element) in Places())
        {
            for (int call = 0; call < 3; call++)
            {
                Model model = SmallRecipes.Model("GuardedAccumulated").Train(6);
                byte[] before = model.Saved();
                var results = new StepResult[3];
                bool isWrong = false;
                for (int each = 0; each < 3; each++)
                {
                    // What is added to a gradient that is no number is none either.
                    model.FillGradients();
                    isWrong |= each == call;
                    if (isWrong) model.Set[tensor].Gradients[element] = wrong;
                    results[each] = model.Optimizer.Step();
                }

                Assert.Equal([StepOutcome.Accumulated, StepOutcome.Accumulated, StepOutcome.Skipped], results.Select(result => result.Outcome));
                Assert.Equal([1, 2, 0], results.Select(result => result.Accumulated));
                Assert.Equal(before, model.Saved());
                Assert.Equal(expected, model.Train(6).Saved());
            }
        }
    }

    [Theory]
    [InlineData("Zeroed")]
    [InlineData("ZeroedClipped")]
    public void A_cleaned_gradient_is_zero(string recipe)
    {
        foreach ((float wrong, int tensor, int element) in Places())
        {
            Model model = SmallRecipes.Model(recipe).Train(2), zero = SmallRecipes.Model(recipe).Train(2);
            foreach ((Model each, float value) in (ReadOnlySpan<(Model, float)>)[(model, wrong), (zero, 0)])
            {
                each.FillGradients();
                each.Set[tensor].Gradients[element] = value;
                Assert.True(each.Optimizer.Step().Applied);
            }

            Assert.Equal(zero.Saved(), model.Saved());
            Assert.All(model.Set[tensor].Values.ToArray(), value => Assert.True(float.IsFinite(value)));
        }
    }

    // The first and the last element of each tensor, and one of a vector's middle.
    private static IEnumerable<(float Wrong, int Tensor, int Element)> Places() =>
        s_wrong.SelectMany(wrong => new[] { (wrong, 0, 0), (wrong, 0, 9), (wrong, 0, 14), (wrong, 1, 0), (wrong, 1, 4) });
}
