using System.Globalization;

namespace OptimizerDsl.CompileBenchmarks;

/// <summary>
/// The sources of a project with any number of recipes: published settings of many rules with schedules, clipping, averages,
/// groups and tunables, each time with other numbers, a file with a training loop beside each, and a few fragments of its own.
/// </summary>
internal static class SampleProject
{
    /// <summary>The recipes' attributes, for the recipe of a number. Numbers differ, so that no two recipes are the same.</summary>
    private static readonly Func<int, string>[] s_recipes =
    [
        i => $"[Sgd(LearningRate = {Rate(0.1, i)}, Momentum = 0.9, WeightDecay = 1e-4)] [StepDecay(EveryEpochs = 30)] [TrainingPlan(StepsPerEpoch = {5004 + i}, Epochs = 90)]",
        i => $"[Sgd(LearningRate = {Rate(3.2, i)}, Momentum = 0.9, Nesterov = true, WeightDecay = 1e-4)] [LinearWarmup(Epochs = 5)] [MultiStepDecay(AtEpochs = new double[] {{ 30, 60, 80 }})] [TrainingPlan(StepsPerEpoch = {156 + i}, Epochs = 90)]",
        i => $"[Adam(LearningRate = {Rate(1, i)}, Beta2 = 0.98, Epsilon = 1e-9)] [Noam(ModelSize = 512, WarmupSteps = {4000 + i})] [TrainingPlan(Steps = 100_000)]",
        i => $"[ClipByGlobalNorm(1)] [AdamW(LearningRate = {Rate(1e-4, i)}, Epsilon = 1e-6, WeightDecay = 0.01)] [LinearWarmup(Steps = {10_000 + i})] [LinearDecay] [TrainingPlan(Steps = 1_000_000)]",
        i => $"[ClipByGlobalNorm(1)] [AdamW(LearningRate = {Rate(6e-5, i)}, Beta2 = 0.95, WeightDecay = 0.1)] [LinearWarmup(Steps = {117 + i})] [CosineDecay(Steps = 81_250, Floor = 0.1)] [TrainingPlan(Steps = 93_750)]",
        i => $"[ClipByGlobalNorm(1)] [AdamW(LearningRate = {Rate(6e-4, i)}, Beta2 = 0.95, WeightDecay = {Rate(0.1, i)})] [LinearWarmup(Steps = 2000)] [CosineDecay(Floor = 0.1)] [Ema(0.999)] [TrainingPlan(Steps = 600_000, StepsPerEpoch = 18_400)]",
        i => $"[Adam(LearningRate = {Rate(2e-4, i)}, Beta1 = 0.5)]",
        i => $"[Adam(LearningRate = {Rate(1e-4, i)}, Beta1 = 0, Beta2 = 0.9)] [ReduceOnPlateau(Factor = 0.5, Patience = 10)]",
        i => $"[RMSprop(LearningRate = {Rate(2.5e-4, i)}, Rho = 0.95, Epsilon = 0.01, Momentum = 0.95, Centered = true)]",
        i => $"[ClipByGlobalNorm(0.5)] [Adam(LearningRate = {Rate(2.5e-4, i)}, Epsilon = 1e-5)] [LinearDecay] [TrainingPlan(Steps = {156_250 + i})]",
        i => $"[ClipByGlobalNorm(0.25)] [Asgd(LearningRate = {Rate(30, i)}, Lambda = 0, AverageAfter = 0, WeightDecay = 1.2e-6)] [TrainingPlan(StepsPerEpoch = 663, Epochs = 750)]",
        i => $"[ClipByGlobalNorm(2)] [RMSprop(LearningRate = {Rate(0.045, i)}, Rho = 0.9, Epsilon = 1)] [StepDecay(Factor = 0.94, EveryEpochs = 2)] [TrainingPlan(StepsPerEpoch = {800 + i}, Epochs = 100)]",
        i => $"[Sgd(LearningRate = {Rate(3, i)}, Momentum = 0.85, WeightDecay = 1e-4)] [OneCycle] [OneCycle(Target = \"Momentum\", From = 0.95 / 0.85, Floor = 0.95 / 0.85)] [TrainingPlan(Steps = {10_000 + i})]",
        i => $"[Lion(LearningRate = {Rate(1e-4, i)}, WeightDecay = 1)] [LinearWarmup(Steps = 10_000)] [CosineDecay] [TrainingPlan(StepsPerEpoch = {312 + i}, Epochs = 300)]",
        i => $"[Prodigy(LearningRate = 1)] [CosineDecay] [TrainingPlan(Steps = {10_000 + i})]",
        i => $"[Sgd(LearningRate = {Rate(0.025, i)})] [LinearDecay(Floor = 1e-4)] [TrainingPlan(Steps = {1_000_000 + i})]",
        i => $"[Centralize] [ClipByNorm(1)] [Lamb(LearningRate = {Rate(1e-3, i)}, WeightDecay = 0.01)] [LinearWarmup(Steps = {500 + i})] [PolynomialDecay(Power = 1)] [TrainingPlan(Steps = 20_000)]",
        i => $"[SkipNonFinite] [NAdam(LearningRate = {Rate(1e-3, i)})] [CosineRestarts(PeriodSteps = {1000 + i})] [Swa(5000, 100)]",
        i => $"[Adan(LearningRate = {Rate(1e-3, i)}, WeightDecay = 0.02)] [LinearWarmup(Steps = 600)] [CosineDecay(Floor = 0.01)] [Lookahead] [TrainingPlan(Steps = {30_000 + i})]",
        i => $"[Steady(LearningRate = {Rate(1e-2, i)})] [ClipByValue(1)] [Sawtooth(Steps = {700 + i})]",
    ];

    /// <summary>Fragments that the project itself declares: one rule, one schedule.</summary>
    private const string Fragments = """
        using System;
        using OptimizerDsl;

        namespace Sample;

        /// <summary>Steps along the mean of gradients, longer where they agree with it.</summary>
        [SafeLearningRate(Usual = 1e-2, Notice = 1, Warn = 10)]
        public sealed partial class SteadyAttribute : UpdateRuleAttribute
        {
            public double Beta { get; set; } = 0.9;

            public void Update(ref Real w, Real g, ref Real m, StepInfo step)
            {
                m = Beta * m + (1 - Beta) * g;
                w -= step.LearningRate * (Real.Sign(g) * Real.Sign(m) * g + m);
            }
        }

        /// <summary>Falls by half over its length.</summary>
        public sealed partial class SawtoothAttribute : ScheduleAttribute
        {
            public override double ScaleAt(long t) => 1 - 0.5 * Math.Min(t, Steps) / Steps;
        }
        """;

    public static string RecipeFile(int number) => $"Recipe{Text(number)}.cs";

    /// <summary>All files by name.</summary>
    public static IReadOnlyDictionary<string, string> Files(int recipes)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["Fragments.cs"] = Fragments, ["Program.cs"] = Program(recipes) };
        for (int i = 0; i < recipes; i++)
        {
            files[RecipeFile(i)] = Recipe(i);
            files[$"Training{Text(i)}.cs"] = Training(i);
        }
        return files;
    }

    /// <summary>A recipe; of two with different settings, all else is the same.</summary>
    public static string Recipe(int number, int settings = -1) => $"""
        using OptimizerDsl;

        namespace Sample;

        /// <summary>How model {Text(number)} is trained.</summary>
        [Optimizer]
        {s_recipes[number % s_recipes.Length](settings < 0 ? number / s_recipes.Length : settings)}
        public sealed partial class Recipe{Text(number)};
        """;

    /// <summary>Ordinary code: a model with its data, its loss and its loop of training.</summary>
    public static string Training(int number, string remark = "") => $$"""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using OptimizerDsl;

        namespace Sample;

        /// <summary>Fits a line through points that scatter around one. {{remark}}</summary>
        public sealed class Training{{Text(number)}}
        {
            private readonly List<Point> _points = [];
            private readonly ParameterSet _parameters = new();
            private readonly Parameter _line;
            private readonly Recipe{{Text(number)}} _optimizer;

            public Training{{Text(number)}}(int points, int seed)
            {
                var random = new Random(seed);
                for (int i = 0; i < points; i++)
                {
                    double x = random.NextDouble() * 2 - 1;
                    _points.Add(new Point((float)x, (float)(3 * x + {{Text(number)}} + random.NextDouble() / 10)));
                }
                _line = _parameters.Add("line", 2);
                _optimizer = new Recipe{{Text(number)}}(_parameters);
            }

            /// <summary>The mean of the squared distances.</summary>
            public double Loss()
            {
                Span<float> line = _line.Values;
                double sum = 0;
                foreach (Point point in _points)
                {
                    float distance = line[0] * point.X + line[1] - point.Y;
                    sum += distance * distance;
                }
                return _points.Count == 0 ? 0 : sum / _points.Count;
            }

            /// <summary>The loss after each of some epochs.</summary>
            public IReadOnlyList<double> Train(int epochs, int batch)
            {
                var losses = new List<double>();
                for (int epoch = 0; epoch < epochs; epoch++)
                {
                    foreach (Point[] part in _points.Chunk(batch))
                    {
                        Span<float> line = _line.Values;
                        Span<float> gradients = _line.Gradients;
                        gradients.Clear();
                        foreach (Point point in part)
                        {
                            float distance = line[0] * point.X + line[1] - point.Y;
                            gradients[0] += 2 * distance * point.X / part.Length;
                            gradients[1] += 2 * distance / part.Length;
                        }
                        _optimizer.Step();
                    }
                    losses.Add(Loss());
                }
                return losses;
            }

            /// <summary>What was reached, in words.</summary>
            public string Describe() => string.Join(", ", _points.OrderBy(p => p.X).Take(3).Select(p => $"({p.X:0.00}, {p.Y:0.00})")) + $" after {_optimizer.StepCount} steps";

            private readonly record struct Point(float X, float Y);
        }
        """;

    private static string Program(int recipes) => $$"""
        using System;

        namespace Sample;

        internal static class Program
        {
            private static void Main()
            {
        {{string.Join("\n", Enumerable.Range(0, recipes).Select(i => $"        Console.WriteLine(new Training{Text(i)}(100, {Text(i)}).Train(2, 10)[^1]);"))}}
            }
        }
        """;

    private static string Rate(double rate, int number) => Math.Round(rate * (1 - 0.003 * number), 12).ToString("R", CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
