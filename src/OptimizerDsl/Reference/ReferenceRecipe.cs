using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using OptimizerDsl.Runtime;

namespace OptimizerDsl;

/// <summary>What the attributes of a recipe say, in the order in which they say it.</summary>
internal sealed class ReferenceRecipe
{
    private readonly List<(object Target, FragmentKind Kind, string? Group)> _fragments = [];

    /// <summary>Reads attributes.</summary>
    /// <param name="name">The recipe's name, for messages.</param>
    /// <param name="attributes">The attributes in their order.</param>
    /// <param name="own">The recipe itself, when it is its own rule.</param>
    /// <exception cref="ArgumentException">The attributes do not make a recipe.</exception>
    [RequiresUnreferencedCode("Looks for the fragments' members by name.")]
    internal ReferenceRecipe(string name, IEnumerable<Attribute> attributes, object? own)
    {
        Name = name;
        var schedules = new List<ScheduleAttribute>();
        var metrics = new List<MetricBinding>();
        var patterns = new List<(string, string)>();
        var stored = new List<StoreStateAttribute>();
        double ownRate = double.NaN;
        foreach (Attribute attribute in attributes)
        {
            switch (attribute)
            {
                case OptimizerAttribute optimizer:
                    ClearGradients = optimizer.ClearGradients;
                    ownRate = optimizer.LearningRate;
                    Optimizer = optimizer;
                    break;
                case AccumulateGradientsAttribute accumulate:
                    AccumulateSteps = ValueRange.CallsOfStep.Contains(accumulate.Steps)
                        ? (int)accumulate.Steps
                        : throw new ArgumentException(ValueRange.CallsOfStep.Outside("Steps", accumulate.Steps, FragmentName.Of(accumulate)));
                    break;
                case StoreStateAttribute store:
                    stored.Add(store);
                    break;
                case TrainingPlanAttribute plan:
                    Plan = plan;
                    break;
                case ParameterGroupAttribute group:
                    patterns.AddRange(group.Patterns.Select(pattern => (group.Name, pattern)));
                    break;
                case ScheduleAttribute schedule:
                    schedules.Add(schedule);
                    break;
                case MetricScheduleAttribute metric:
                    metrics.Add(new MetricBinding(metric));
                    break;
                case FragmentAttribute fragment:
                    _fragments.Add((fragment, KindOf(fragment), fragment.Group));
                    break;
                default:
                    throw new ArgumentException($"{attribute?.GetType().Name ?? "null"} says nothing about how a recipe steps.", nameof(attributes));
            }
        }

        if (own is not null)
        {
            _fragments.Add((own, FragmentKind.Rule, null));
        }

        Patterns = patterns;
        Metrics = metrics;
        Stored = stored;
        (object Target, string Group)[] rules = [.. _fragments.Where(fragment => fragment.Kind == FragmentKind.Rule).Select(rule => (rule.Target, rule.Group ?? ""))];
        CheckRules(rules);
        Groups = [.. rules.Select(rule => rule.Group)];
        Rates = [.. rules.Select(rule => RateOf(rule.Target, ownRate))];
        Schedule = new RateSchedule(Plan, [.. schedules.Where(schedule => schedule.Target is null)]);
        Targets = TargetSchedule.Of(schedules, [.. _fragments.Select(fragment => (fragment.Target, fragment.Group))], Plan);
    }

    internal string Name { get; }

    internal bool ClearGradients { get; }

    /// <summary>What the recipe says of itself; as it is unset where it says nothing.</summary>
    internal OptimizerAttribute Optimizer { get; } = new();

    /// <summary>What the compiler proved of the signs of state; null where nothing was compiled.</summary>
    internal IReadOnlyList<NeverNegativeStateAttribute>? NeverNegative { get; init; }

    /// <summary>How single states are stored.</summary>
    internal IReadOnlyList<StoreStateAttribute> Stored { get; }

    internal int AccumulateSteps { get; } = 1;

    internal TrainingPlanAttribute? Plan { get; }

    internal IReadOnlyList<(string Group, string Pattern)> Patterns { get; }

    internal IReadOnlyList<MetricBinding> Metrics { get; }

    internal RateSchedule Schedule { get; }

    internal IReadOnlyList<TargetSchedule> Targets { get; }

    /// <summary>The names of the groups, in the order of their rules; the default group has the empty one.</summary>
    internal string[] Groups { get; }

    /// <summary>The base rate of each group.</summary>
    internal double[] Rates { get; }

    /// <summary>Everything that acts on elements, in the order written.</summary>
    internal IReadOnlyList<object> Fragments => [.. _fragments.Select(fragment => fragment.Target)];

    /// <summary>For each fragment, whether it acts on the parameters of a group.</summary>
    internal bool[] RunsFor(int group) => [.. _fragments.Select(fragment =>
        fragment.Kind == FragmentKind.Rule ? (fragment.Group ?? "") == Groups[group] : fragment.Group is null || fragment.Group == Groups[group])];

    /// <summary>Binds a group's fragments in the order in which they act: transforms and gates, the rule, averagings, observers.</summary>
    [RequiresUnreferencedCode("Looks for the fragments' methods by name.")]
    internal FragmentBinding Bind(int group)
    {
        var binding = new FragmentBinding();
        bool[] runs = RunsFor(group);
        foreach (int i in Enumerable.Range(0, _fragments.Count).Where(i => runs[i]).OrderBy(i => _fragments[i].Kind switch
        {
            FragmentKind.Rule => 1,
            FragmentKind.Averaging => 2,
            FragmentKind.Observer => 3,
            _ => 0,
        }))
        {
            binding.Add(_fragments[i].Target, _fragments[i].Kind, i);
        }

        return binding;
    }

    private static FragmentKind KindOf(FragmentAttribute fragment) => fragment switch
    {
        UpdateRuleAttribute => FragmentKind.Rule,
        GradientTransformAttribute => FragmentKind.Transform,
        GateAttribute => FragmentKind.Gate,
        AveragingAttribute => FragmentKind.Averaging,
        ObserverAttribute => FragmentKind.Observer,
        _ => throw new ArgumentException($"{fragment.GetType().Name} is neither an update rule, nor a gradient transform, a gate, an averaging, an observer or a schedule."),
    };

    private void CheckRules((object Target, string Group)[] rules)
    {
        if (rules.Length == 0)
        {
            throw new ArgumentException("There is no update rule among the fragments; add one, such as SgdAttribute.");
        }

        foreach (IGrouping<string, (object Target, string Group)> group in rules.GroupBy(rule => rule.Group).Where(group => group.Count() > 1))
        {
            throw new ArgumentException(
                $"There are {group.Count()} update rules for {(group.Key.Length == 0 ? "the default group" : $"group '{group.Key}'")}: {string.Join(", ", group.Select(rule => FragmentName.Of(rule.Target)))}. Leave one, or give each a Group of its own.");
        }

        foreach ((object target, FragmentKind _, string? group) in _fragments)
        {
            if (group is not null && !rules.Any(rule => rule.Group == group))
            {
                throw new ArgumentException($"{FragmentName.Of(target)} is for group '{group}', but there is no update rule for that group: give one the same Group.");
            }
        }
    }

    private static double RateOf(object rule, double ownRate)
    {
        double set = rule is UpdateRuleAttribute attribute ? attribute.LearningRate : ownRate;
        double rate = double.IsNaN(set) ? rule.GetType().GetCustomAttribute<SafeLearningRateAttribute>()?.Usual ?? double.NaN : set;
        return double.IsFinite(rate) ? rate : throw new ArgumentException(
            $"{FragmentName.Of(rule)} has no learning rate: set its LearningRate, or give the rule a usual one with [SafeLearningRate(Usual = …)].");
    }
}
