using Microsoft.CodeAnalysis;
using OptimizerDsl.Generators;
using OptimizerDsl.Generators.Frontend;
using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;

namespace OptimizerDsl.Analyzers.Judging;

/// <summary>One phase of the schedules of a recipe's rate: what its author says of it, where it is written, and what it would be otherwise.</summary>
internal sealed class PhaseFacts
{
    private const string StepsSuffix = "Steps", EpochsSuffix = "Epochs";

    private readonly RecipeFacts _recipe;
    private readonly IReadOnlyDictionary<string, TypedConstant> _written;

    public PhaseFacts(RecipeFacts recipe, int index)
    {
        _recipe = recipe;
        Index = index;
        Phase = recipe.Trace.Phases[index];
        Attribute = recipe.PhaseAttribute(index);
        _written = Attribute is null ? new Dictionary<string, TypedConstant>(StringComparer.Ordinal) : Arguments.Of(Attribute);
        AttributeData? traits = null;
        for (INamedTypeSymbol? type = Attribute?.AttributeClass; type is not null && traits is null; type = type.BaseType) traits = type.Attribute(KnownNames.ScheduleTraits);
        Restarts = traits.Named<bool>("Restarts") ?? false;
        IsBounded = traits.Named<bool>("IsBounded") ?? false;
    }

    public int Index { get; }

    public SchedulePhase Phase { get; }

    public AttributeData? Attribute { get; }

    /// <summary>Whether it is meant to rise again after it has fallen.</summary>
    public bool Restarts { get; }

    /// <summary>Whether it is meant for exactly its length.</summary>
    public bool IsBounded { get; }

    public string Name => Phase.Fragment.Name;

    public bool IsLast => Index == _recipe.Trace.Phases.Count - 1;

    /// <summary>The first step after it; without a length there is none.</summary>
    public long End => Phase.Length == 0 || Phase.Length > long.MaxValue - Phase.Start ? long.MaxValue : Phase.Start + Phase.Length;

    public Location Location => _recipe.Places.Of(Attribute);

    /// <summary>The numbers of steps among its hyperparameters, apart from where it begins.</summary>
    public IEnumerable<HyperValue> StepCounts => Phase.Values.Where(v => v.Name.EndsWith(StepsSuffix, StringComparison.Ordinal));

    /// <summary>The phase in which a step lies.</summary>
    public static PhaseFacts At(RecipeFacts recipe, long step)
    {
        int index = 0;
        while (index + 1 < recipe.Trace.Phases.Count && recipe.Trace.Phases[index + 1].Start <= step) index++;
        return new(recipe, index);
    }

    /// <summary>Whether a number of steps is written, in steps or in epochs.</summary>
    public bool IsWritten(string argument) => _written.ContainsKey(argument) || _written.ContainsKey(InEpochs(argument));

    /// <summary>Whether one of its lengths is written in epochs.</summary>
    public bool CountsEpochs => _written.Keys.Any(k => k.EndsWith(EpochsSuffix, StringComparison.Ordinal));

    /// <summary>The argument where it is written, in steps or in epochs, else the attribute.</summary>
    public Location Place(string argument) => _recipe.Places.Of(Attribute, AsWritten(argument));

    /// <summary>Sets a number, which for a length is of steps, in the unit in which it is written.</summary>
    public Fix Set(string argument, double value)
    {
        string name = AsWritten(argument);
        double number = name == argument ? value : Math.Round(value / _recipe.Model.Plan.StepsPerEpoch, 4);
        return Set(name, Numbers.Text(number));
    }

    public Fix Set(string argument, string text) =>
        new(FixKind.SetArgument, _recipe.Places.Number(Attribute), text, $"Set {argument} of {Name} to {text}") { Argument = argument };

    public Fix Remove() => new(FixKind.RemoveAttribute, _recipe.Places.Number(Attribute), "", $"Remove {Name}");

    /// <summary>The curve that the recipe would have with another value of one of the phase's numbers, and the same joins.</summary>
    public CurveTrace With(string hyper, double value)
    {
        SchedulePhase changed = Phase with { Values = Phase.Values.Select(v => v.Name == hyper ? v with { Items = new(Number(v.Type, value)) } : v).ToEquatableArray() };
        return new(new(ScheduleTrack.Rate, _recipe.Trace.Phases.Select((p, i) => i == Index ? changed : p).ToEquatableArray()), _recipe.Trace.Horizon);
    }

    /// <summary>The argument with which the phase would have a factor in a step, found by trying; null where there is none.</summary>
    public Fix? ToReach(long step, double factor)
    {
        double now = _recipe.Trace.ScaleAt(step);
        foreach (HyperValue hyper in Phase.Values.Where(v => v.Type == IrType.Double && v.Items.Count == 1 && !v.Name.EndsWith(StepsSuffix, StringComparison.Ordinal) && !v.Name.EndsWith(EpochsSuffix, StringComparison.Ordinal)))
        {
            // A factor on the whole curve, or the factor itself that is held there.
            double value = hyper.Value.AsDouble;
            foreach (double tried in (double[])[Numbers.Round(value * factor / now), Numbers.Round(factor)])
            {
                if (double.IsNaN(tried) || double.IsInfinity(tried) || tried == value || tried < 0) continue;
                if (Math.Abs(With(hyper.Name, tried).ScaleAt(step) / factor - 1) < 0.05) return Set(hyper.Name, tried);
            }
        }
        return null;
    }

    private static Constant Number(IrType type, double value) => type == IrType.Long ? Constant.Long((long)value) : Constant.Double(value);

    private static string InEpochs(string steps) =>
        steps.EndsWith(StepsSuffix, StringComparison.Ordinal) ? steps.Substring(0, steps.Length - StepsSuffix.Length) + EpochsSuffix : steps;

    private string AsWritten(string argument) => !_written.ContainsKey(argument) && _written.ContainsKey(InEpochs(argument)) ? InEpochs(argument) : argument;
}
