using System.Globalization;
using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;
using OptimizerDsl.Generators.Passes;

namespace OptimizerDsl.Generators.Emit;

/// <summary>
/// Emits what a recipe says, field by field, for checkpoints to compare: its fragments and what their code computes,
/// hyperparameters in force, and schedules.
/// </summary>
internal sealed class FieldsEmitter
{
    private const string Fragments = nameof(Fragments), Hyperparameters = nameof(Hyperparameters), Schedules = nameof(Schedules);

    private readonly RecipeModel _model;
    private readonly List<(string Kind, string Name, string Value)> _fields = [];
    private readonly string[] _tunables;

    public FieldsEmitter(RecipeModel model)
    {
        _model = model;
        _tunables = model.Tunables.Select(t => t.Name).ToArray();
        foreach (GroupModel group in model.Groups) AddGroup(group);
        AddStorage(model.Storage);
        foreach (ScheduleTrack track in model.Tracks) AddTrack(track);
        if (model.Metrics.Count == 0) return;
        var names = new List<string>();
        foreach (FragmentUse metric in model.Metrics) AddUse(Schedules, "", metric.Label, metric.Fragment, metric.Values, names);
        Add(Schedules, "MetricSchedules", List(names));
    }

    /// <summary>The names of the tunables, as the fields have them.</summary>
    public IReadOnlyList<string> Tunables => _tunables;

    public void Emit(CodeWriter code, string className)
    {
        code.Line(CompilerAttributes.GeneratedCode(isQualified: true));
        using (code.Open($"file static class {className}"))
        {
            using (code.Open("public static readonly RecipeField[] All =", "[", "];"))
            {
                foreach ((string kind, string name, string value) in _fields)
                {
                    code.Line($"new(global::OptimizerDsl.CheckpointDifferences.{kind}, {RecipeMembersEmitter.Quote(name)}, {RecipeMembersEmitter.Quote(value)}),");
                }
            }
        }
    }

    private void AddGroup(GroupModel group)
    {
        string prefix = group.Name.Length == 0 ? "" : group.Name + "/";
        var names = new List<string>();
        foreach (FragmentUse use in group.Uses) AddUse(Fragments, prefix, use.Label, use.Fragment, use.Values, names);
        Add(Fragments, prefix + "Fragments", List(names));
    }

    /// <summary>How state is stored, where it is not stored in full: to go on with other bits is a choice.</summary>
    private void AddStorage(StorageModel storage)
    {
        if (storage.Parameters != ParameterPrecision.Full) Add(Hyperparameters, "Parameters", storage.Parameters.ToString());
        if (storage.Precision != StatePrecision.Full) Add(Hyperparameters, "State", storage.Precision.ToString());
        foreach (StateOverride state in storage.Overrides) Add(Hyperparameters, $"StoreState({state.Name})", state.Precision.ToString());
        if (storage.IsStochastic) Add(Hyperparameters, "StateSeed", storage.Seed.ToString(CultureInfo.InvariantCulture));
        if (storage.FlushSubnormals) Add(Hyperparameters, "FlushSubnormals", "true");
    }

    private void AddTrack(ScheduleTrack track)
    {
        string target = track.Tunable == ScheduleTrack.Rate ? "LearningRate" : _tunables[track.Tunable];
        var names = new List<string>();
        foreach (SchedulePhase phase in track.Phases)
        {
            string name = AddUse(Schedules, target + "/", phase.Label, phase.Fragment, phase.Values, names);
            Add(Schedules, name + ".beginning", phase.Start.ToString(CultureInfo.InvariantCulture));
            Add(Schedules, name + ".length", phase.Length.ToString(CultureInfo.InvariantCulture));
        }
        Add(Schedules, $"schedules of {target}", List(names));
    }

    /// <summary>Adds a fragment; those of one name are numbered from the second on.</summary>
    private string AddUse(string kind, string prefix, string label, Fragment fragment, EquatableArray<HyperValue> values, List<string> names)
    {
        string own = label.Split('(')[0];
        int before = names.Count(n => n.Split('#')[0] == own);
        names.Add(before == 0 ? own : own + "#" + (before + 1).ToString(CultureInfo.InvariantCulture));
        string name = prefix + names[names.Count - 1];
        Add(kind, name + ".code", Digest(string.Concat(fragment.Methods.Select(m => IrWriter.Write(m)))));
        foreach (HyperValue value in values)
        {
            string hyper = name + "." + value.Name;
            if (value.Tunable != HyperValue.Fixed) _tunables[value.Tunable] = hyper;
            Add(kind == Fragments ? Hyperparameters : kind, hyper, value.Tunable == HyperValue.Fixed ? Text(value) : Text(_model.Tunables[value.Tunable].Initial) + " (tunable)");
        }
        return name;
    }

    private void Add(string kind, string name, string value) => _fields.Add((kind, name, value));

    private static string List(IEnumerable<string> names) => string.Join(", ", names);

    private static string Text(HyperValue value) => value.Type.ItemType() is null ? Text(value.Value) : "[" + List(value.Items.Select(Text)) + "]";

    private static string Text(Constant constant) => Formula.Print(constant);

    /// <summary>FNV-1a in 64 bits (Fowler, Noll and Vo) of the IR's text: equal code has equal digests on every machine.</summary>
    private static string Digest(string text)
    {
        ulong digest = 0xcbf29ce484222325;
        foreach (char c in text) digest = unchecked((digest ^ c) * 0x100000001b3);
        return digest.ToString("x16", CultureInfo.InvariantCulture);
    }
}
