using System.Text.Json;

namespace OptimizerDsl.Tests;

public sealed class RuleGoldenTests
{
    [Fact]
    public void Sgd_is_that_of_PyTorch() => Check("sgd.json", options => new SgdAttribute
    {
        Momentum = options.Number("momentum"),
        Dampening = options.Number("dampening"),
        Nesterov = options.Flag("nesterov"),
        WeightDecay = options.Number("weight_decay"),
        Maximize = options.Flag("maximize"),
    });

    [Fact]
    public void AdamW_is_that_of_PyTorch() => Check("adamw.json", options => new AdamWAttribute
    {
        Beta1 = options.GetProperty("betas")[0].GetDouble(),
        Beta2 = options.GetProperty("betas")[1].GetDouble(),
        Epsilon = options.Number("eps"),
        WeightDecay = options.Number("weight_decay"),
        AmsGrad = options.Flag("amsgrad"),
        Maximize = options.Flag("maximize"),
    });

    [Fact]
    public void Adam_is_that_of_PyTorch() => Check("adam.json", options => new AdamAttribute
    {
        Beta1 = options.GetProperty("betas")[0].GetDouble(),
        Beta2 = options.GetProperty("betas")[1].GetDouble(),
        Epsilon = options.Number("eps"),
        WeightDecay = options.Number("weight_decay"),
        AmsGrad = options.Flag("amsgrad"),
        Maximize = options.Flag("maximize"),
    });

    [Fact]
    public void RMSprop_is_that_of_PyTorch() => Check("rmsprop.json", options => new RMSpropAttribute
    {
        Rho = options.Number("alpha"),
        Epsilon = options.Number("eps"),
        Momentum = options.Number("momentum"),
        Centered = options.Flag("centered"),
        WeightDecay = options.Number("weight_decay"),
        Maximize = options.Flag("maximize"),
    });

    [Fact]
    public void Adagrad_is_that_of_PyTorch() => Check("adagrad.json", options => new AdagradAttribute
    {
        RateDecay = options.Number("lr_decay"),
        InitialAccumulator = options.Number("initial_accumulator_value"),
        Epsilon = options.Number("eps"),
        WeightDecay = options.Number("weight_decay"),
        Maximize = options.Flag("maximize"),
    });

    private static void Check(string file, Func<JsonElement, UpdateRuleAttribute> make)
    {
        JsonElement golden = Golden.Read(file);
        double[][] gradients = [.. golden.GetProperty("gradients").EnumerateArray().Select(step => step[0].Doubles())];
        foreach (JsonElement run in golden.GetProperty("cases").EnumerateArray())
        {
            JsonElement options = run.GetProperty("options");
            UpdateRuleAttribute rule = make(options);
            rule.LearningRate = options.Number("lr");
            double[] w = golden.GetProperty("initial")[0].Doubles();
            var reference = new ScalarReference(ElementType.Double, [rule], w.Length);
            double[] largest = [.. w.Select(Math.Abs)];
            for (int step = 1; step <= gradients.Length; step++)
            {
                if (run.TryGetProperty("rates", out JsonElement rates))
                {
                    reference.LearningRate = rates[step - 1].GetDouble();
                }

                double[] before = [.. w];
                reference.Step([w], [gradients[step - 1]]);
                for (int i = 0; i < w.Length; i++)
                {
                    largest[i] = Math.Max(largest[i], Math.Max(Math.Abs(w[i]), Math.Abs(w[i] - before[i])));
                }

                if (!run.GetProperty("after").TryGetProperty($"{step}", out JsonElement after))
                {
                    continue;
                }

                double[] expected = after[0].Doubles();
                for (int i = 0; i < w.Length; i++)
                {
                    Assert.True(
                        Math.Abs(w[i] - expected[i]) <= 1e-12 * largest[i], $"{file}, case {run.GetProperty("name")}, step {step}, element {i}: {w[i]:R} instead of {expected[i]:R}");
                }
            }
        }
    }
}
