using System.Numerics;
using System.Reflection;
using OptimizerDsl.Kernels.Tests.Checks;

namespace OptimizerDsl.Kernels.Tests.Running;

/// <summary>What happens in each call to a reference and to a compiled recipe alike: gradients, inputs, touched rows, losses, metrics, rates, tunables.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class FeatureScript<T>(Type recipe, FeatureLayout layout)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int RateCall = 5, GroupRateCall = 6;

    private readonly ParameterPrecision _precision = StoredValues<T>.PrecisionOf(recipe);

    private readonly bool _hasGates = recipe.GetCustomAttributes<GateAttribute>().Any();

    /// <summary>The properties that the recipe lets be set at run time.</summary>
    private readonly PropertyInfo[] _tunables = [.. recipe.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .Where(property => property.CanWrite && property.Name is not (nameof(IOptimizer.LearningRate) or nameof(IOptimizer.Threads)))];

    public T[] Parameters(int tensor) => StoredValues<T>.Rounded(_precision, Take(Inputs<T>.Of(Profile.Calm).Parameters, tensor));

    /// <summary>Which elements of a tensor somebody writes before a call, and what; of recipes alone that keep parameters of their own beside those.</summary>
    public IEnumerable<(int Element, T Value)> Written(int call, int tensor)
    {
        if (_precision == ParameterPrecision.Full || call % 4 != 2) return [];
        T[] values = StoredValues<T>.Rounded(_precision, Take(Inputs<T>.Of(Profile.Calm).Gradients[call + 2], tensor));
        return values.Index().Where(value => value.Index % 3 == call % 3);
    }

    /// <summary>The gradients of a call. Where there are gates, some calls bring NaN, an infinity, or huge ones.</summary>
    public T[] Gradients(int call, int tensor) => StoredValues<T>.Rounded(_precision, GradientsInFull(call, tensor));

    private T[] GradientsInFull(int call, int tensor)
    {
        T[] gradients = Take(Inputs<T>.Of(Profile.Calm).Gradients[call], tensor);
        int last = layout.Tensors.Length - 1;
        if (!_hasGates || gradients.Length == 0) return gradients;
        if (call == 3 && tensor == last) gradients[0] = T.NaN;
        if (call == 7) gradients = [.. gradients.Select(g => g * T.CreateChecked(65536))];
        if (call == 8 && tensor == 0) gradients[^1] = T.NegativeInfinity;
        return gradients;
    }

    /// <summary>The names of what the rules read beside the gradients.</summary>
    public string[] Inputs { get; } = [.. recipe.GetCustomAttributes<UpdateRuleAttribute>().Select(rule => rule.GetType()).Append(recipe)
        .SelectMany(type => type.GetMethod("Update")?.GetParameters() ?? []).Where(parameter => parameter.ParameterType == typeof(Real) && parameter.Position > 1)
        .Select(parameter => parameter.Name!).Distinct(StringComparer.Ordinal)];

    /// <summary>What an input is filled with before a call; null where it stays as it is.</summary>
    public T[]? Input(int call, int tensor) => call % 2 == 0 ? Take(Inputs<T>.Of(Profile.Calm).Gradients[call + 1], tensor) : null;

    /// <summary>The rows that a call touches; null where that is all of them.</summary>
    public int[]? TouchedRows(int call, int tensor)
    {
        NamedTensor of = layout.Tensors[tensor];
        if (!of.IsRowSparse || call % 4 == 3) return null;
        // None in one call; else a few, some of which stand together.
        return call % 4 == 2 ? [] : [.. Enumerable.Range(0, of.Shape[0]).Where(row => (row / 2 + call) % 3 == 0)];
    }

    public double Loss(int call) => 0.75 + 0.125 * (call % 5);

    public double Metric(int call) => call % 4 == 2 ? 3 : 2.0 / (call + 1);

    /// <summary>Sets rates and tunables of a reference as they are in a call.</summary>
    public void Prepare(ScalarReference reference, int call)
    {
        if (call == RateCall) reference.LearningRate *= 0.5;
        foreach (string group in Groups()) if (call == GroupRateCall) reference.SetLearningRate(group, reference.LearningRateOf(group) * 0.7);
        foreach (PropertyInfo tunable in TunedIn(call))
        {
            object fragment = OwnerOf(tunable, reference);
            PropertyInfo property = fragment.GetType().GetProperty(NameOf(tunable))!;
            property.SetValue(fragment, Next(property.GetValue(fragment)!));
        }
    }

    /// <inheritdoc cref="Prepare(ScalarReference, int)"/>
    public void Prepare(IOptimizer optimizer, int call)
    {
        if (call == RateCall) optimizer.LearningRate *= 0.5;
        if (call == GroupRateCall) foreach (OptimizerGroup group in optimizer.Groups) group.LearningRate *= 0.7;
        foreach (PropertyInfo tunable in TunedIn(call)) tunable.SetValue(optimizer, Next(tunable.GetValue(optimizer)!));
    }

    private string[] Groups() => recipe.GetCustomAttributes<UpdateRuleAttribute>() is var rules && rules.Any() ? [.. rules.Select(rule => rule.Group ?? "")] : [""];

    // Each at several calls, and not all at the same.
    private IEnumerable<PropertyInfo> TunedIn(int call) => _tunables.Where((_, i) => call > 0 && (call + i) % 3 == 0);

    private static object Next(object value) => value switch
    {
        bool flag => !flag,
        long number => number + 1,
        double number => number == 0 ? 0.01 : number * 0.9,
        _ => throw new InvalidOperationException($"Nothing is known of tunables like {value}."),
    };

    private static string NameOf(PropertyInfo tunable) => tunable.GetCustomAttribute<TunableAttribute>()?.Name ?? tunable.Name;

    private static object OwnerOf(PropertyInfo tunable, ScalarReference reference)
    {
        TunableAttribute? says = tunable.GetCustomAttribute<TunableAttribute>();
        return reference.Fragments.Single(fragment => fragment.GetType().GetProperty(NameOf(tunable)) is { CanWrite: true }
            && (says?.Of is null || says.Of == fragment.GetType())
            && (says?.Group is null || (fragment as FragmentAttribute)?.Group == says.Group));
    }

    private T[] Take(T[] numbers, int tensor)
    {
        int start = 7 + layout.Tensors.Take(tensor).Sum(before => before.Length + 3);
        var taken = new T[layout.Tensors[tensor].Length];
        for (int i = 0; i < taken.Length; i++) taken[i] = numbers[(start + i) % numbers.Length];
        return taken;
    }
}
