using System.Globalization;
using System.Numerics;
using System.Reflection;
using OptimizerDsl.Kernels.Tests.Corpus;
using OptimizerDsl.Kernels.Tests.Running;

namespace OptimizerDsl.Kernels.Tests.Checks;

/// <summary>
/// Holds all that a recipe does in a call against the reference, bit for bit: its answer, parameters, gradients, state,
/// averages, and the rates of all steps; while rates, tunables, losses and metrics change and gates hold steps back.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class FeatureCheck<T>(CompiledCase recipe, Report report, Fingerprint fingerprint)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly bool _isSchedule = recipe.Type.Name.StartsWith(FeatureRecipes.Rates, StringComparison.Ordinal);

    private readonly ParameterPrecision _precision = StoredValues<T>.PrecisionOf(recipe.Type);

    private readonly FeatureLayout _mixed = FeatureLayout.MixedFor(recipe.Type);

    // An averaging's state, and what rules mark as theirs.
    private readonly string[] _averages = ["average", .. recipe.Type.GetCustomAttributes<UpdateRuleAttribute>()
        .SelectMany(rule => rule.GetType().GetMethod("Update")!.GetParameters())
        .Where(parameter => parameter.IsDefined(typeof(AverageAttribute))).Select(parameter => parameter.Name!)];

    // What observers keep is always there to be read.
    private readonly string[] _observed = [.. recipe.Type.GetCustomAttributes<ObserverAttribute>()
        .SelectMany(observer => observer.GetType().GetMethod("Observe")!.GetParameters())
        .Where(parameter => parameter.ParameterType.IsByRef).Select(parameter => parameter.Name!)];

    // There is no span of averages in fewer bytes; StoredStateTests looks at those.
    private readonly bool _showsAverages = recipe.Type.GetCustomAttributes<StoreStateAttribute>().All(stored => stored.Name != "average");

    private bool HasGroups => recipe.Type.GetCustomAttributes<UpdateRuleAttribute>().Any(rule => rule.Group is not null);

    /// <summary>Makes all runs, up to the first that fails.</summary>
    public void Run() => Layouts().All(Run);

    private IEnumerable<FeatureLayout> Layouts()
    {
        if (_isSchedule) return [FeatureLayout.Vectors.First()];
        if (Coverage.IsLight(recipe)) return HasGroups ? [FeatureLayout.Short] : [FeatureLayout.Short, FeatureLayout.Vectors.Skip(1).First()];
        IEnumerable<FeatureLayout> vectors = HasGroups || _precision != ParameterPrecision.Full ? [] : FeatureLayout.Vectors;
        // What does not depend on the element type is looked at for one of them.
        if (recipe.ElementType == ElementType.Double && !Coverage.IsExhaustive) return [_mixed, .. vectors.Skip(1).Take(1)];
        return [_mixed, FeatureLayout.Empty, .. vectors, .. recipe.HasReductions && Coverage.IsThorough(recipe) ? [FeatureLayout.Large] : Array.Empty<FeatureLayout>()];
    }

    private bool Run(FeatureLayout layout)
    {
        FeatureMoment<T>[] expected = FeatureTrajectory.Of<T>(recipe.Type, recipe.ElementType, layout);
        // Of what is drawn nobody says what it does.
        if (recipe.Family == Families.DrawnWhole) return layout.Threads.All(threads => Run(layout, threads, expected));
        bool isGated = recipe.Type.GetCustomAttributes<GateAttribute>().Any() && layout == _mixed;
        if (isGated && expected.All(moment => moment.Result.Outcome != StepOutcome.Skipped)) return Fail($"{recipe.Type.Name}: no gate ever closed");
        if (layout == _mixed && expected.Count(moment => moment.Result.Applied) < 3) return Fail($"{recipe.Type.Name}: hardly a step was applied");
        return layout.Threads.All(threads => Run(layout, threads, expected)) && (!_isSchedule || RunRates());
    }

    private bool Run(FeatureLayout layout, int threads, FeatureMoment<T>[] expected)
    {
        var script = new FeatureScript<T>(recipe.Type, layout);
        var kernel = new FeatureOptimizer<T>(recipe.Type, recipe.ElementType, layout);
        int tensors = layout.Tensors.Length;
        for (int tensor = 0; tensor < tensors; tensor++) kernel.SetValues(tensor, script.Parameters(tensor));
        for (int call = 0; call < expected.Length; call++)
        {
            FeatureMoment<T> moment = expected[call];
            string Where(string what) => string.Create(CultureInfo.InvariantCulture, $"{recipe.Type.Name}, {layout.Name} on {threads} threads, call {call + 1}, {what}");
            kernel.Optimizer.Threads = threads == 0 ? 1 + call % 3 : threads;
            script.Prepare(kernel.Optimizer, call);
            for (int tensor = 0; tensor < tensors; tensor++) kernel.SetGradients(tensor, script.Gradients(call, tensor));
            for (int tensor = 0; tensor < tensors; tensor++)
            {
                foreach (string input in script.Inputs) kernel.FillInput(tensor, input, script.Input(call, tensor));
                kernel.TouchRows(tensor, script.TouchedRows(call, tensor));
                kernel.Write(tensor, script.Written(call, tensor));
            }

            StepResult result = kernel.Step(script.Loss(call));
            kernel.Observe?.Invoke(script.Metric(call));

            if (!Equal(result, moment.Result)) return Fail(Where($"answered {result}, not {moment.Result}"));
            if (kernel.Optimizer.StepCount != moment.Result.Count) return Fail(Where($"counts {kernel.Optimizer.StepCount} steps"));
            for (int tensor = 0; tensor < tensors; tensor++)
            {
                string What(string vector) => Where($"{layout.Tensors[tensor].Name}, {vector}");
                if (!report.Compare(moment.Parameters[tensor], kernel.Values(tensor), fingerprint, () => What("parameters"))) return false;
                if (!report.Compare(moment.Gradients[tensor], kernel.Gradients(tensor), fingerprint, () => What("gradients"))) return false;
                if (!moment.States.All(state => IsState(kernel, tensor, state.Key, state.Value[tensor], () => What($"state {state.Key}")))) return false;
                if (!moment.UniformStates.All(state => IsUniformState(kernel, tensor, state.Key, state.Value[tensor], () => What($"uniform state {state.Key}")))) return false;
            }

            if (kernel.Averages && _showsAverages && !IsAveraging(kernel, layout, moment, Where)) return false;
            double[] rates = [.. FeatureTrajectory.RateSteps.Select(kernel.Optimizer.LearningRateAt)];
            if (!report.Compare<double>(moment.Rates, rates, fingerprint, () => Where("rates of steps"))) return false;
        }

        return kernel.KeptGuards || Fail($"{recipe.Type.Name}, {layout.Name}: memory outside of the tensors was written");
    }

    // A gate's reason may be said in other words.
    private static bool Equal(StepResult actual, StepResult expected) =>
        actual with { Reason = null } == expected with { Reason = null } && actual.Reason is null == expected.Reason is null;

    // A compiled recipe keeps no state that never changes, and of drawn ones none that nothing reads.
    private bool IsState(FeatureOptimizer<T> kernel, int tensor, string name, T[] expected, Func<string> what)
    {
        if (kernel.State(tensor, name) is T[] actual) return report.Compare<T>(expected, actual, fingerprint, what);
        return recipe.Family == Families.DrawnWhole || expected.All(x => x == T.Zero) || Fail($"{what()}: the compiled recipe keeps none");
    }

    // One value for the group or the tensor is the same for all of its rows.
    private bool IsUniformState(FeatureOptimizer<T> kernel, int tensor, string name, double[] expected, Func<string> what)
    {
        if (expected.Length == 0) return true;
        if (kernel.UniformState(tensor, name) is not double[] actual) return !_observed.Contains(name) || Fail($"{what()}: the compiled recipe keeps none");
        return report.Compare<double>(expected, actual.Length == 1 ? [.. Enumerable.Repeat(actual[0], expected.Length)] : actual, fingerprint, what);
    }

    private bool IsAveraging(FeatureOptimizer<T> kernel, FeatureLayout layout, FeatureMoment<T> moment, Func<string, string> where)
    {
        int tensors = layout.Tensors.Length;
        T[]?[] averages = [.. Enumerable.Range(0, tensors).Select(tensor => ExpectedAverage(moment, tensor))];
        bool isRight = true;
        for (int tensor = 0; tensor < tensors && isRight; tensor++) isRight = IsAverage(tensor, averages[tensor], "average");
        if (!isRight) return false;
        bool isSwapped = moment.Result.Count > 0;
        kernel.WithAverages(() =>
        {
            for (int tensor = 0; tensor < tensors && isRight; tensor++)
            {
                T[] values = moment.Parameters[tensor];
                T[]? average = averages[tensor];
                T[]? shown = average is null ? null : StoredValues<T>.Rounded(_precision, average);
                isRight = report.Compare<T>(isSwapped ? shown ?? values : values, kernel.Values(tensor), fingerprint, () => where($"{layout.Tensors[tensor].Name}, parameters while averages are used"))
                    && IsAverage(tensor, average is null ? null : isSwapped && _precision == ParameterPrecision.Full ? values : average, "average while it is used");
            }

            isRight = isRight && Refuses(() => kernel.Step(0.5), where);
        });
        for (int tensor = 0; tensor < tensors && isRight; tensor++)
        {
            isRight = report.Compare<T>(moment.Parameters[tensor], kernel.Values(tensor), fingerprint, () => where("parameters after averages were used")) && IsAverage(tensor, averages[tensor], "average after it was used");
        }

        return isRight;

        bool IsAverage(int tensor, T[]? expected, string what)
        {
            T[]? actual = kernel.Average(tensor);
            // An empty tensor of a group without averages looks like one of a group with them.
            if (layout.Tensors[tensor].Length == 0) return true;
            if (actual is null || expected is null) return (actual is null && expected is null) || Fail(where($"{layout.Tensors[tensor].Name}: {what} is there or is not, unlike the reference's"));
            return report.Compare<T>(expected, actual, fingerprint, () => where($"{layout.Tensors[tensor].Name}, {what}"));
        }
    }

    private bool Refuses(Action step, Func<string, string> where)
    {
        try
        {
            step();
        }
        catch (InvalidOperationException)
        {
            return true;
        }

        return Fail(where("stepped while averages were used"));
    }

    // A recipe's averaging stands behind its rule, and goes before an average of the rule's own; which of their states is named
    // first depends on the groups.
    private T[]? ExpectedAverage(FeatureMoment<T> moment, int tensor) => moment.States
        .Where(state => _averages.Contains(state.Key.Split('.')[^1]) && state.Value[tensor].Length > 0)
        .OrderBy(state => state.Key.Split('.')[^1] == _averages[0])
        .Select(state => state.Value[tensor]).LastOrDefault();

    private bool RunRates()
    {
        long[] steps = [.. Enumerable.Range(0, 400).Select(step => (long)step), 1000, 12345, 1_000_000, 1_000_000_007, 1L << 40, 1L << 53, 1L << 62];
        FeatureLayout layout = FeatureLayout.Vectors.First();
        var reference = FeatureTrajectory.ReferenceOf(recipe.Type, recipe.ElementType, layout);
        var optimizer = new FeatureOptimizer<T>(recipe.Type, recipe.ElementType, layout).Optimizer;
        return report.Compare<double>([.. steps.Select(reference.LearningRateAt)], [.. steps.Select(optimizer.LearningRateAt)], fingerprint, () => $"{recipe.Type.Name}, rates (element 400 + i is one of the far steps)");
    }

    private bool Fail(string message)
    {
        report.Fail(message);
        return false;
    }
}
