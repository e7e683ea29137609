using OptimizerDsl.Runtime;

namespace OptimizerDsl.Checkpoints;

/// <summary>Holds what a file says against what an optimizer is, and collects in what they differ.</summary>
internal sealed class CheckpointComparison
{
    private readonly CheckpointContent _content;
    private readonly SafetensorsHeader _file;
    private readonly List<(CheckpointDifferences Kind, string Text)> _found = [];

    private CheckpointComparison(CheckpointContent content, SafetensorsHeader file)
    {
        _content = content;
        _file = file;
    }

    /// <summary>Checks that a file can be loaded.</summary>
    /// <param name="content">The optimizer.</param>
    /// <param name="file">The header of the file.</param>
    /// <param name="allow">In what they may differ.</param>
    /// <param name="values">The numbers that the file has.</param>
    /// <returns>The tensors that are loaded; what the optimizer has beside them begins anew.</returns>
    /// <exception cref="CheckpointException">They differ in something else, or the file contradicts itself.</exception>
    internal static HashSet<string> Check(CheckpointContent content, SafetensorsHeader file, CheckpointDifferences allow, CheckpointValues values)
    {
        var comparison = new CheckpointComparison(content, file);
        comparison.CompareFields();
        HashSet<string> loaded = comparison.CompareTensors(values);
        if (!comparison._found.Exists(difference => difference.Kind == CheckpointDifferences.Parameters))
        {
            comparison.CompareOrder();
        }

        comparison.Throw(allow);
        values.Check(content);
        return loaded;
    }

    private void CompareFields()
    {
        string elements = _file.Metadata.GetValueOrDefault(CheckpointContent.ElementsKey, "none");
        if (elements != _content.Elements)
        {
            Add(CheckpointDifferences.None, $"elements {elements} -> {_content.Elements}");
        }

        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (RecipeField field in _content.Fields)
        {
            string key = CheckpointContent.KeyOf(field);
            known.Add(key);
            string value = _file.Metadata.GetValueOrDefault(key, "none");
            if (value != field.Value)
            {
                Add(field.Kind, $"{field.Name} {value} -> {field.Value}");
            }
        }

        foreach (CheckpointDifferences kind in Enum.GetValues<CheckpointDifferences>())
        {
            string prefix = CheckpointContent.PrefixOf(kind);
            foreach ((string key, string value) in _file.Metadata)
            {
                if (key.StartsWith(prefix, StringComparison.Ordinal) && !known.Contains(key))
                {
                    Add(kind, $"{key[prefix.Length..]} {value} -> none");
                }
            }
        }
    }

    private HashSet<string> CompareTensors(CheckpointValues values)
    {
        Dictionary<string, TensorEntry> entries = _file.Tensors.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        var loaded = new HashSet<string>(StringComparer.Ordinal);
        var changed = new HashSet<string>(StringComparer.Ordinal);
        bool hasOwnMetrics = _found.Exists(difference => difference.Text.StartsWith(CheckpointContent.MetricSchedules, StringComparison.Ordinal));
        foreach (CheckpointTensor tensor in _content.Tensors)
        {
            TensorData data = tensor.Data;
            if (tensor.Role == TensorRole.Metric && hasOwnMetrics)
            {
                // What other metric schedules kept means nothing to these.
                entries.Remove(data.Name);
            }
            else if (!entries.Remove(data.Name, out TensorEntry? entry))
            {
                if (IsNeeded(tensor, values))
                {
                    AddTensor(tensor, changed, $"tensor \"{data.Name}\" missing");
                }
            }
            else if (entry.DataType != data.DataType || !entry.Shape.AsSpan().SequenceEqual(data.Shape))
            {
                AddTensor(tensor, changed, $"tensor \"{data.Name}\" {entry} -> {TensorEntry.Text(data.DataType, data.Shape)}");
            }
            else
            {
                loaded.Add(data.Name);
            }
        }

        HashSet<string> unknownParameters = [.. entries.Keys.Select(TensorNames.ParameterOf).OfType<string>()];
        foreach (TensorEntry entry in entries.Values)
        {
            Add(KindOfUnknown(entry.Name, unknownParameters), $"tensor \"{entry.Name}\" {entry} -> none");
        }

        return loaded;
    }

    private static bool IsNeeded(CheckpointTensor tensor, CheckpointValues values) => tensor.Role switch
    {
        TensorRole.Gradient => values.Accumulated > 0,
        TensorRole.Rows => false,
        _ => true,
    };

    // What belongs to a parameter that is not the checkpoint's follows from that, and is not said again.
    private void AddTensor(CheckpointTensor tensor, HashSet<string> changed, string text)
    {
        if (tensor.Role == TensorRole.Parameter)
        {
            changed.Add(tensor.Parameter!);
            Add(CheckpointDifferences.Parameters, text);
        }
        else if (tensor.Parameter is null || !changed.Contains(tensor.Parameter))
        {
            Add(tensor.Role switch { TensorRole.Metric => CheckpointDifferences.Schedules, _ => CheckpointDifferences.State }, text);
        }
    }

    private static CheckpointDifferences KindOfUnknown(string name, HashSet<string> parameters) =>
        name.StartsWith(TensorNames.Metrics, StringComparison.Ordinal) ? CheckpointDifferences.Schedules
        : TensorNames.OwnerOf(name) is string parameter && parameters.Contains(parameter) ? CheckpointDifferences.Parameters
        : CheckpointDifferences.State;

    private void CompareOrder()
    {
        string[] file = [.. _file.Tensors.Select(entry => TensorNames.ParameterOf(entry.Name)).OfType<string>()];
        string[] own = [.. CheckpointContent.InFileOrder(_content.Tensors).Where(tensor => tensor.Role == TensorRole.Parameter).Select(tensor => tensor.Parameter!)];
        int first = file.AsSpan().CommonPrefixLength(own);
        if (first < Math.Min(file.Length, own.Length))
        {
            Add(CheckpointDifferences.Parameters, $"parameter {first} \"{file[first]}\" -> \"{own[first]}\"");
        }
    }

    private void Add(CheckpointDifferences kind, string text) => _found.Add((kind, text));

    private void Throw(CheckpointDifferences allow)
    {
        (CheckpointDifferences Kind, string Text)[] refused = [.. _found.Where(difference => difference.Kind == CheckpointDifferences.None || !allow.HasFlag(difference.Kind))];
        if (refused.Length == 0)
        {
            return;
        }

        bool isHopeless = refused.Any(difference => difference.Kind == CheckpointDifferences.None);
        CheckpointDifferences kinds = isHopeless ? CheckpointDifferences.None : _found.Aggregate(allow, (all, difference) => all | difference.Kind);
        string wanted = string.Join(" | ", kinds.ToString().Split(", ").Select(kind => $"{nameof(CheckpointDifferences)}.{kind}"));
        string[] texts = [.. refused.Select(difference => difference.Text)];
        throw new CheckpointException(
            $"The checkpoint does not fit {_content.Recipe}: {string.Join("; ", texts)}.{(isHopeless ? "" : $" Where that is meant, load it with allow: {wanted}.")}", texts, kinds);
    }
}
