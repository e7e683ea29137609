namespace OptimizerDsl.Generators.Tests;

/// <summary>State, locals and hyperparameters with the names that emitted methods use themselves.</summary>
public sealed class StateNamesTests
{
    [Fact]
    public void Everything_that_kernels_use()
    {
        string[] names =
        [
            "i", "count", "lanes", "state", "stateStride", "done", "results", "sweep", "step", "reductions", "W", "G", "w0", "w_2", "one", "zero", "learningRate", "_learningRate",
            "@float", "@ref", "@nuint", "Unsafe", "Vector512", "Math", "@true", "@return", "_", "__", "λ", "Ⅷ", "a1", "value", "UpdateBy512", "iState",
        ];
        Compiled.Everywhere($$"""
            [SafeLearningRate(Usual = 1)]
            public sealed partial class BitingAttribute : UpdateRuleAttribute
            {
                public void Update(ref Real w, Real g, {{string.Join(", ", names.Select(n => "ref Real " + n))}}, StepInfo s)
                {
                    double norm = Global.Norm(g + i + count + lanes + state), lanesLanes0 = Global.Sum(w), squaresLower = Global.Max(g);
                    {{string.Concat(names.Select(n => $"{n} += g; w -= {n}; "))}}
                    w -= s.LearningRate * norm * (lanesLanes0 + squaresLower);
                }
            }

            [Optimizer] [Biting] public sealed partial class Recipe;
            [Optimizer(ElementType = ElementType.Double)] [Biting] public sealed partial class DoubleRecipe;
            """, recipes: 2);
    }

    [Fact]
    public void Everything_that_Prepare_uses() => Compiled.Everywhere("""
        [SafeLearningRate(Usual = 1)]
        public sealed partial class BitingAttribute : UpdateRuleAttribute
        {
            public void Begin(ref double step, ref double reductions, ref double sweep, ref double x, ref double xState, ref double nextX, ref double _x, ref double @double, ref double @return, StepInfo info)
            {
                double Math_ = info.Count, names = Math_ * 2;
                step += names; reductions += step; sweep = info.LearningRate; x += 1; xState += x; nextX = xState; _x = nextX; @double = _x; @return += @double;
            }

            public void Update(ref Real w, Real g, double step, double reductions, double sweep, double x, double xState, double nextX, double _x, double @double, double @return)
            {
                double norm = Global.Norm(g);
                w -= g * (step + reductions + sweep + x + xState + nextX + _x + @double + @return + norm);
                w -= step * x;
                w *= xState;
            }
        }

        [Optimizer] [Biting] public sealed partial class Recipe;
        """);

    [Fact]
    public void Weight_and_gradient_of_other_names() => Compiled.Everywhere("""
        [SafeLearningRate(Usual = 1)]
        public sealed partial class BitingAttribute : UpdateRuleAttribute
        {
            public void Update(ref Real count, Real @class, ref Real w, ref Real g)
            {
                w += @class;
                g += w * count;
                count -= g;
            }
        }

        [Optimizer] [ClipByGlobalNorm(1)] [ClipByValue(1)] [Biting] public sealed partial class Recipe;
        """);

    [Fact]
    public void Names_that_differ_in_the_case_of_their_first_letter() => Compiled.Everywhere("""
        [SafeLearningRate(Usual = 1)]
        public sealed partial class BitingAttribute : UpdateRuleAttribute
        {
            public double Beta { get; set; } = 0.5;

            public void Begin(ref double Rate, ref double rate, StepInfo step)
            {
                Rate += step.LearningRate;
                rate += Rate;
            }

            public void Update(ref Real w, Real g, ref Real m, ref Real M, double rate, double Rate)
            {
                double beta = Math.Pow(Beta, Rate);
                m = beta * m + Beta * g;
                M = rate * M + m * Rate;
                w -= M;
            }
        }

        [Optimizer] [Biting] public sealed partial class Recipe;
        """);
}
