namespace OptimizerDsl.Analyzers.Tests.Support;

/// <summary>Sources around a few lines of a rule.</summary>
internal static class Rules
{
    public const string Usings = "using System;\nusing OptimizerDsl;\n";

    /// <summary>A rule whose Update has this body, with hyperparameters of every kind, and a recipe that uses it.</summary>
    public static string Update(string body, string members = "", string types = "") => $$"""
        {{Usings}}{{types}}
        public enum Mode { Plain, Fancy }

        public sealed partial class SampleAttribute : UpdateRuleAttribute
        {
            public double Beta { get; set; } = 0.9;
            public long Every { get; set; } = 3;
            public bool Flag { get; set; }
            public Mode Mode { get; set; }
            {{members}}
            public void Update(ref Real w, Real g, ref Real m, StepInfo step)
            {
                {{body}}
            }
        }

        [Optimizer]
        [Sample(LearningRate = 0.1)]
        public sealed partial class Recipe;
        """;

    /// <summary>A rule with a Begin of this body, and a recipe that uses it.</summary>
    public static string Begin(string body) => $$"""
        {{Usings}}
        public sealed partial class SampleAttribute : UpdateRuleAttribute
        {
            public double Beta { get; set; } = 0.9;
            public long Every { get; set; } = 3;
            public void Begin(ref double mu, StepInfo step)
            {
                {{body}}
            }

            public void Update(ref Real w, Real g, double mu) => w -= mu * g;
        }

        [Optimizer]
        [Sample(LearningRate = 0.1)]
        public sealed partial class Recipe;
        """;

    /// <summary>A transform whose Apply has this body, and a recipe that uses it.</summary>
    public static string Apply(string body, string members = "") => $$"""
        {{Usings}}
        public sealed partial class SampleAttribute : GradientTransformAttribute
        {
            public double Limit { get; set; } = 2;
            {{members}}
            public Real Apply(Real g, Real w, StepInfo step)
            {
                {{body}}
            }
        }

        [Optimizer]
        [Sample]
        [Sgd(LearningRate = 0.1)]
        public sealed partial class Recipe;
        """;
}
