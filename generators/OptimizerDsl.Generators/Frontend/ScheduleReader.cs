using Microsoft.CodeAnalysis;
using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;
using OptimizerDsl.Runtime;

namespace OptimizerDsl.Generators.Frontend;

/// <summary>
/// Reads schedules into phases: epochs become steps, each phase begins where the one before it ends, and the last one's length
/// is the rest of the plan where it has none of its own.
/// </summary>
internal static class ScheduleReader
{
    private const string EpochsSuffix = "Epochs", StepsSuffix = "Steps";

    public static EquatableArray<ScheduleTrack> Read(RecipeReader reader, PlanModel plan)
    {
        var tracks = new List<ScheduleTrack>();
        foreach (var track in reader.OfKind(FragmentKind.Schedule).GroupBy(a => Tunable(reader, a)))
        {
            if (track.Key is not int tunable) continue;
            AttributeData[] attributes = track.ToArray();
            var phases = new List<SchedulePhase>();
            long start = 0;
            for (int i = 0; i < attributes.Length; i++)
            {
                if (ReadPhase(reader, attributes[i], i == attributes.Length - 1, start, plan) is not SchedulePhase phase) continue;
                phases.Add(phase);
                // Nobody gets there, but lengths may be written that do not add up in 64 bits.
                start = phase.Length > long.MaxValue - start ? long.MaxValue : start + Math.Max(phase.Length, 0);
            }
            tracks.Add(new(tunable, phases.ToEquatableArray()));
        }
        return tracks.ToEquatableArray();
    }

    /// <summary>What a schedule moves; null, and an issue, where its target means nothing or several things.</summary>
    private static int? Tunable(RecipeReader reader, AttributeData schedule)
    {
        if (schedule.Text(KnownNames.Target) is not string target) return ScheduleTrack.Rate;
        string group = schedule.Text(KnownNames.Group) ?? "";
        IReadOnlyList<int> found = reader.Tunables.FindTargets(target, group);
        if (found.Count == 1) return found[0];

        IEnumerable<string> owners = found.Select(i => reader.Tunables.Models[i].Owner).ToArray();
        reader.Sink.Report(IssueIds.BadTunable, reader.Place(schedule), found.Count == 0
            ? $"No rule of {reader.Recipe.Name} has a hyperparameter \"{target}\" that a schedule could move. Correct the Target."
            : owners.Distinct().Count() == 1
            ? $"Several {owners.First()} of {reader.Recipe.Name} have the hyperparameter \"{target}\" that a schedule is to move. Give one of them a Group, and the schedule the same."
            : $"{string.Join(" and ", owners)} of {reader.Recipe.Name} each have a hyperparameter \"{target}\". Say which one the schedule moves: Target = \"{owners.First()}.{target}\".");
        return null;
    }

    private static SchedulePhase? ReadPhase(RecipeReader reader, AttributeData attribute, bool isLast, long start, PlanModel plan)
    {
        if (reader.ReadUse(attribute) is not FragmentUse use) return null;
        var values = use.Values.ToDictionary(v => v.Name, StringComparer.Ordinal);
        ConvertEpochs(reader, attribute, values, plan);

        long length = values.TryGetValue(KnownNames.Steps, out HyperValue? steps) && steps.Items.Count == 1 ? steps.Value.Bits : 0;
        if (!ValueRange.Length.Contains(length)) reader.Sink.Report(IssueIds.NoLength, reader.Place(attribute), ValueRange.Length.Outside(KnownNames.Steps, length, use.Fragment.Name));
        if (length == 0 && isLast && plan.Steps > start)
        {
            length = plan.Steps - start;
            values[KnownNames.Steps] = new(KnownNames.Steps, IrType.Long, new(Constant.Long(length)));
        }
        if (length == 0 && !isLast)
        {
            reader.Sink.Report(IssueIds.NoLength, reader.Place(attribute), $"{use.Fragment.Name} has no length, so the schedule after it would never begin. Set its Steps.");
        }
        else if (length == 0 && UsesSteps(use.Fragment))
        {
            reader.Sink.Report(IssueIds.NoLength, reader.Place(attribute), $"{use.Fragment.Name} is computed from its length, and has none. Set its Steps, or give the recipe a [TrainingPlan(Steps = …)].");
        }
        values[KnownNames.PhaseStart] = new(KnownNames.PhaseStart, IrType.Long, new(Constant.Long(start)));
        return new(use.Label, use.Fragment, use.Fragment.Hypers.Select(h => values[h.Name]).ToEquatableArray(), start, length);
    }

    /// <summary>A property in epochs beside one of the same name in steps: exactly one of the two is set.</summary>
    private static void ConvertEpochs(RecipeReader reader, AttributeData attribute, Dictionary<string, HyperValue> values, PlanModel plan)
    {
        IReadOnlyDictionary<string, TypedConstant> written = Arguments.Of(attribute);
        foreach (HyperValue epochs in values.Values.Where(v => v.Name.EndsWith(EpochsSuffix, StringComparison.Ordinal) && written.ContainsKey(v.Name)).ToArray())
        {
            string stepsName = epochs.Name.Substring(0, epochs.Name.Length - EpochsSuffix.Length) + StepsSuffix;
            if (!values.TryGetValue(stepsName, out HyperValue? steps)) continue;
            if (written.ContainsKey(stepsName))
            {
                reader.Sink.Report(IssueIds.BadPlan, reader.Place(attribute), $"{attribute.AttributeClass!.ShortName()} sets {stepsName} and {epochs.Name}; they are one length in two units. Set one.");
                continue;
            }
            if (plan.StepsPerEpoch == 0)
            {
                reader.Sink.Report(IssueIds.BadPlan, reader.Place(attribute), $"{epochs.Name} of {attribute.AttributeClass!.ShortName()} is in epochs, and the recipe does not say how long one is. Add [TrainingPlan(StepsPerEpoch = …)].");
                continue;
            }
            IrType item = steps.Type.ItemType() ?? steps.Type;
            values[stepsName] = steps with { Items = epochs.Items.Select(e => Convert(e, item, plan.StepsPerEpoch)).ToEquatableArray() };
        }
    }

    private static Constant Convert(Constant epochs, IrType type, long stepsPerEpoch)
    {
        long steps = Epochs.ToSteps(epochs.AsDouble, stepsPerEpoch);
        return type == IrType.Double ? Constant.Double(steps) : Constant.Long(steps);
    }

    private static bool UsesSteps(Fragment fragment) =>
        fragment.Find(KnownNames.ScaleAt) is Method method
        && method.Lets.Select(l => l.Value).Concat(method.Outputs.Select(o => o.Value)).SelectMany(e => e.Descendants()).Any(e => e is Hyper { Name: KnownNames.Steps });
}
