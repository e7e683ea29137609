using System.Reflection;
using OptimizerDsl.Kernels.Tests.Corpus;

namespace OptimizerDsl.Kernels.Tests.Zoo.Convergence;

/// <summary>Runs the library's rules, each with its usual rate and defaults, on the functions.</summary>
internal static class Race
{
    /// <summary>Who is not there after so many steps is not expected any more.</summary>
    public const int Patience = 100_000;

    /// <summary>The rules as recipes, by name, in double precision.</summary>
    public static IReadOnlyDictionary<string, Type> Compile()
    {
        (byte[] image, _) = RecipeCompiler.Compile("Race", [], ZooRules.All.Select(rule => new RecipeCase(rule.Name + "Race", $"[{rule.Name}]", ElementType.Double)));
        Assembly compiled = Assembly.Load(image);
        return ZooRules.All.ToDictionary(rule => rule.Name, rule => compiled.GetType(rule.Name + "Race", throwOnError: true)!);
    }

    /// <summary>The number of steps after which a rule has reached a function's target; null where it has not.</summary>
    public static int? Run(Type recipe, Problem problem)
    {
        double[] w = [.. problem.Start], g = new double[w.Length];
        var racer = new Racer(recipe, w.Length);
        for (int step = 1; step <= Patience; step++)
        {
            problem.Gradient(w, g);
            racer.Step(problem, w, g);
            double loss = problem.Loss(w);
            if (loss <= problem.Target) return step;
            if (!double.IsFinite(loss)) return null;
        }

        return null;
    }

    private sealed class Racer
    {
        private readonly Plain? _plain;
        private readonly WithLoss? _withLoss;
        private readonly NamedInput? _input;
        private readonly string[] _inputs;

        public Racer(Type recipe, int count)
        {
            object optimizer = Activator.CreateInstance(recipe, count)!;
            _withLoss = recipe.GetMethod("Step", [typeof(Span<double>), typeof(Span<double>), typeof(double)])?.CreateDelegate<WithLoss>(optimizer);
            _plain = _withLoss is null ? recipe.GetMethod("Step", [typeof(Span<double>), typeof(Span<double>)])!.CreateDelegate<Plain>(optimizer) : null;
            _input = recipe.GetMethod("Input", [typeof(string)])?.CreateDelegate<NamedInput>(optimizer);
            _inputs = [.. recipe.GetCustomAttribute<UpdateRuleAttribute>()!.GetType().GetMethod("Update")!.GetParameters()
                .Where(parameter => parameter.ParameterType == typeof(Real) && parameter.Position > 1).Select(parameter => parameter.Name!)];
        }

        private delegate StepResult Plain(Span<double> parameters, Span<double> gradients);

        private delegate StepResult WithLoss(Span<double> parameters, Span<double> gradients, double loss);

        private delegate Span<double> NamedInput(string name);

        public void Step(Problem problem, double[] w, double[] g)
        {
            // What rules read beside gradients is curvature.
            foreach (string input in _inputs) problem.HessianDiagonal(w).CopyTo(_input!(input));
            if (_withLoss is null) _plain!(w, g);
            else _withLoss(w, g, problem.Loss(w));
        }
    }
}
