using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using OptimizerDsl.Generators;
using OptimizerDsl.Generators.Frontend;
using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;
using OptimizerDsl.Generators.Passes;

namespace OptimizerDsl.Analyzers.Judging;

/// <summary>What is known of a rule as a recipe sets it. Recipes that set it alike share the answers, as long as it stays the same.</summary>
internal sealed class RuleFacts
{
    private static readonly ConditionalWeakTable<Fragment, ConcurrentDictionary<EquatableArray<HyperValue>, RuleFacts>> s_known = new();

    private readonly FragmentUse _use;
    private readonly Lazy<RuleProbe> _probe;
    private readonly Lazy<bool> _isScaleInvariant, _isSign;
    private readonly Lazy<double?> _gain;
    private readonly Lazy<bool?> _isScaleInvariantLater;
    private readonly ConcurrentDictionary<double, double?> _shrinks = [];
    private readonly ConcurrentDictionary<double, string?> _decays = [];
    private readonly ConcurrentDictionary<string, bool> _isScaleInvariantWithout = [];

    private RuleFacts(FragmentUse use, INamedTypeSymbol? type)
    {
        _use = use;
        _probe = new(() => new(use));
        SafeRate = SafeRate.Of(type);
        Traits = RuleTraits.Of(type);
        _isScaleInvariant = new(() => Traits.IsScaleInvariant ?? _probe.Value.IsScaleInvariant());
        _isScaleInvariantLater = new(() => _probe.Value.IsScaleInvariantLater());
        _isSign = new(() => Traits.IsSign ?? _probe.Value.IsSign());
        _gain = new(() => IsScaleInvariant ? null : _probe.Value.Gain());
    }

    public SafeRate SafeRate { get; }

    public RuleTraits Traits { get; }

    public RuleProbe Probe => _probe.Value;

    public bool IsScaleInvariant => _isScaleInvariant.Value;

    public bool IsSign => _isSign.Value;

    /// <summary>How much longer than rate · gradient steps become; null for rules whose steps do not go with the gradient.</summary>
    public double? Gain => _gain.Value;

    /// <summary>The steps of warmup that the rule needs; 0 where it needs none.</summary>
    public long RecommendedWarmup => Ask(KnownNames.RecommendedWarmup, [])?.Bits ?? 0;

    public static RuleFacts Of(FragmentUse use, INamedTypeSymbol? type) => s_known.GetOrCreateValue(use.Fragment).GetOrAdd(use.Values, _ => new(use, type));

    /// <summary>See <see cref="RuleProbe.IsScaleInvariantLater"/>.</summary>
    public bool? IsScaleInvariantLater => _isScaleInvariantLater.Value;

    /// <summary>Whether the rule is scale-invariant with a hyperparameter at 0.</summary>
    public bool IsScaleInvariantWithout(string hyper) =>
        _isScaleInvariantWithout.GetOrAdd(hyper, name => new RuleProbe(_use.With(name, Constant.Double(0))).IsScaleInvariantLater() == true);

    /// <summary>
    /// The hyperparameter by which weights without a gradient move at some rate: at 0, such a weight stays where it is. Null
    /// where no single one does it.
    /// </summary>
    public string? DecayAt(double rate) => _decays.GetOrAdd(rate, at =>
        _use.Numbers().FirstOrDefault(h => new RuleProbe(_use.With(h.Name, Constant.Double(0))).AtRest(1, at) == 1)?.Name);

    /// <summary>See <see cref="RuleProbe.ShrinkAt"/>.</summary>
    public double? ShrinkAt(double rate) => _shrinks.GetOrAdd(rate, _probe.Value.ShrinkAt);

    /// <summary>The largest stable rate for a curvature; infinite where none is known.</summary>
    public double StabilityLimit(double curvature) =>
        Ask(KnownNames.StabilityLimit, [Constant.Double(curvature)])?.AsDouble is double limit && limit > 0 ? limit : double.PositiveInfinity;

    private Constant? Ask(string method, Constant[] arguments) => Knowledge.Ask(_use, method, arguments);
}

/// <summary>Runs what a fragment's author knows of its hyperparameters, as a recipe sets them.</summary>
internal static class Knowledge
{
    /// <summary>The answer of a method; null where the fragment has none of that name, or it cannot be run.</summary>
    public static Constant? Ask(FragmentUse use, string method, params Constant[] arguments)
    {
        if (use.Fragment.Find(method) is not Method found) return null;
        // A tunable has the value with which it begins.
        Method special = Specialise.Run(found, use.Values.ToDictionary(v => v.Name, v => v with { Tunable = HyperValue.Fixed }, StringComparer.Ordinal));
        var named = special.Parameters.Zip(arguments, (p, a) => (p.Name, Value: a)).ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal);
        try
        {
            return new Interpreter(ElementType.Double).Run(special, named)[Method.Result];
        }
        catch (ArithmeticException)
        {
            return null;
        }
    }
}
