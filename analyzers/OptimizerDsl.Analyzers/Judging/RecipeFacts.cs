using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using OptimizerDsl.Generators.Frontend;
using OptimizerDsl.Generators.Model;

namespace OptimizerDsl.Analyzers.Judging;

/// <summary>A recipe as the checks see it: its model, its curve, what its rules are like, and where everything stands.</summary>
internal sealed class RecipeFacts
{
    private static readonly OncePerRecipe<RecipeFacts?> s_known = new();

    private readonly AttributeData[] _phases;
    private readonly ConcurrentDictionary<AttributeData, bool> _isSound = new();
    private readonly Lazy<Decay?> _decay;

    private RecipeFacts(INamedTypeSymbol recipe, RecipeModel model, Thresholds thresholds, CancellationToken cancellation)
    {
        Recipe = recipe;
        Model = model;
        Thresholds = thresholds;
        Places = new(recipe, cancellation);
        Trace = new(model.Tracks.FirstOrDefault(t => t.Tunable == ScheduleTrack.Rate), model.Plan.Steps);
        _phases = [.. Places.All.Where(a => a.AttributeClass.KindOfFragment() == Generators.Ir.FragmentKind.Schedule && a.Text(KnownNames.Target) is null)];
        _decay = new(() => Decay.Of(this));
        Plan = Places.Find(KnownNames.TrainingPlan);
        Curvature = Plan.Named<double>("Curvature") ?? 0;
        Groups = model.Groups.Select(g => new GroupFacts(this, g)).ToArray();
    }

    /// <summary>
    /// The facts of a class; null where it is no recipe, is of another assembly, or has mistakes, of which the front end speaks.
    /// All analyzers of one compilation share them.
    /// </summary>
    public static RecipeFacts? Of(INamedTypeSymbol type, Compilation compilation, AnalyzerOptions options, CancellationToken cancellation)
    {
        bool isRecipe = SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly) && type.Attribute(KnownNames.Optimizer) is not null;
        return !isRecipe ? null : s_known.Of(type, compilation, () =>
            ParsedRecipe.Of(type, compilation, cancellation).Model is { IsBroken: false } model
                ? new(type, model, Thresholds.For(type.Place() ?? Location.None, options), cancellation)
                : null);
    }

    public INamedTypeSymbol Recipe { get; }

    public RecipeModel Model { get; }

    public Thresholds Thresholds { get; }

    public RecipePlaces Places { get; }

    /// <summary>The factor on the rate over the run.</summary>
    public CurveTrace Trace { get; }

    public IReadOnlyList<GroupFacts> Groups { get; }

    /// <summary>The attribute that says what the run will be.</summary>
    public AttributeData? Plan { get; }

    /// <summary>The largest curvature of the loss; 0 where the recipe does not say.</summary>
    public double Curvature { get; }

    /// <summary>The fall of the rate that is over long before the run is; null where there is none.</summary>
    public Decay? EarlyDecay => _decay.Value;

    /// <summary>A fragment as an attribute sets it; null where the attribute is none.</summary>
    public FragmentUse? UseOf(AttributeData attribute)
    {
        int index = Places.Index(attribute);
        if (index < 0) return null;
        FragmentUse? use = Model.Groups.SelectMany(g => g.Uses).Concat(Model.Metrics).FirstOrDefault(u => u.Index == index);
        if (use is not null) return use;
        // Phases are known by what is written, and those that say the same are the same.
        string label = Arguments.Label(attribute);
        return Model.Tracks.SelectMany(t => t.Phases).FirstOrDefault(p => p.Label == label) is SchedulePhase phase ? new(label, index, IsShared: true, phase.Fragment, phase.Values) : null;
    }

    /// <summary>Whether an attribute is as wanted, which is found out once.</summary>
    public bool IsSound(AttributeData attribute, Func<AttributeData, bool> isSound) => _isSound.GetOrAdd(attribute, isSound);

    /// <summary>The attribute of a phase of the rate's schedules.</summary>
    public AttributeData? PhaseAttribute(int phase) => phase < _phases.Length ? _phases[phase] : null;
}

/// <summary>One group's rule, its rates and their places.</summary>
internal sealed class GroupFacts
{
    private readonly RecipeFacts _recipe;

    public GroupFacts(RecipeFacts recipe, GroupModel model)
    {
        _recipe = recipe;
        Model = model;
        Attribute = recipe.Places.Fragment(model.Rule.Index);
        RateAttribute = Attribute ?? recipe.Places.Find(KnownNames.Optimizer);
        Rule = RuleFacts.Of(model.Rule, Attribute?.AttributeClass ?? recipe.Recipe);
    }

    public GroupModel Model { get; }

    /// <summary>The rule's attribute; null for a recipe that is its own rule.</summary>
    public AttributeData? Attribute { get; }

    /// <summary>The attribute on which the rate is written, or would be.</summary>
    public AttributeData? RateAttribute { get; }

    public RuleFacts Rule { get; }

    /// <summary>How messages call the rule.</summary>
    public string Name => Model.Rule.Fragment.Name;

    public double PeakRate => Model.LearningRate * _recipe.Trace.Peak;

    /// <summary>The argument of the rate where it is written, else the rule.</summary>
    public Location RatePlace => _recipe.Places.Of(RateAttribute, KnownNames.LearningRate);

    /// <summary>The value of a hyperparameter that is a number; null where the rule has none of that name.</summary>
    public double? Hyper(string name) =>
        Model.Rule.Values.FirstOrDefault(v => v.Name == name && v.Items.Count == 1) is HyperValue found ? found.Type == Generators.Ir.IrType.Long ? found.Value.Bits : found.Value.AsDouble : null;

    /// <summary>Changes a hyperparameter of the rule.</summary>
    public Fix[] Set(string hyper, string text) =>
        Attribute is null ? [] : [new(FixKind.SetArgument, _recipe.Places.Number(Attribute), text, $"Set {hyper} to {text}") { Argument = hyper }];

    /// <summary>The argument of a hyperparameter where it is written, else the rule.</summary>
    public Location PlaceOf(string? hyper) => _recipe.Places.Of(Attribute, hyper);

    /// <summary>Changes the base rate so that the peak becomes a value.</summary>
    public Fix SetPeak(double peak)
    {
        double rate = Numbers.Round(peak / (_recipe.Trace.Peak > 0 ? _recipe.Trace.Peak : 1));
        return new(FixKind.SetArgument, _recipe.Places.Number(RateAttribute), Numbers.Text(rate), $"Set LearningRate to {Numbers.Text(rate)}") { Argument = KnownNames.LearningRate };
    }
}
