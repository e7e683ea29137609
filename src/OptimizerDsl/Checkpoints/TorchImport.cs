using System.Globalization;

namespace OptimizerDsl.Checkpoints;

/// <summary>Finds the place of everything in a file of PyTorch's names, and checks that all is there.</summary>
internal sealed class TorchImport
{
    private readonly CheckpointContent _content;
    private readonly SafetensorsHeader _file;
    private readonly Dictionary<string, string?> _names;
    private readonly Dictionary<string, CheckpointTensor> _tensors;
    private readonly List<string> _differences = [];

    internal TorchImport(CheckpointContent content, SafetensorsHeader file, IReadOnlyDictionary<string, string>? names)
    {
        _content = content;
        _file = file;
        _tensors = content.Tensors.ToDictionary(tensor => tensor.Data.Name, StringComparer.Ordinal);
        _names = new(TorchNames.States, StringComparer.Ordinal);
        foreach ((string torch, string own) in names ?? new Dictionary<string, string>())
        {
            _names[torch] = own;
        }
    }

    /// <summary>Which tensor of the file goes where: the optimizer's name for it, by the file's.</summary>
    internal Dictionary<string, string> Places { get; } = new(StringComparer.Ordinal);

    /// <summary>The tensors of the file that say how many steps were made.</summary>
    internal List<string> Steps { get; } = [];

    /// <summary>Finds all places.</summary>
    /// <exception cref="CheckpointException">Something in the file has no place, or something of the optimizer is not in it.</exception>
    internal void Match()
    {
        HashSet<string> parameters = [.. _content.Tensors.Where(tensor => tensor.Role == TensorRole.Parameter).Select(tensor => tensor.Parameter!)];
        foreach (TensorEntry entry in _file.Tensors)
        {
            int dot = entry.Name.LastIndexOf('.');
            string state = entry.Name[(dot + 1)..];
            if (parameters.Contains(entry.Name))
            {
                Place(entry, TensorNames.Parameter(entry.Name));
            }
            else if (dot < 0 || !parameters.Contains(entry.Name[..dot]))
            {
                Differ($"tensor \"{entry.Name}\" belongs to no parameter");
            }
            else if (state == TorchNames.Step)
            {
                Steps.Add(entry.Name);
                CheckNumber(entry);
            }
            else if (!_names.TryGetValue(state, out string? own))
            {
                Differ($"tensor \"{entry.Name}\" is state of which it is not known what it is here");
            }
            else if (own is not null)
            {
                PlaceState(entry, entry.Name[..dot], own);
            }
        }

        HashSet<string> found = [.. Places.Values];
        foreach (CheckpointTensor tensor in _content.Tensors.Where(tensor => tensor.Role == TensorRole.State && tensor.Data.DataType != DataTypes.Byte))
        {
            if (!found.Contains(tensor.Data.Name) && !_content.IsMaster(tensor))
            {
                Differ($"tensor \"{tensor.Data.Name}\" missing");
            }
        }

        if (_differences.Count > 0)
        {
            throw new CheckpointException($"The file's state does not fit {_content.Recipe}: {string.Join("; ", _differences)}.", _differences, CheckpointDifferences.None);
        }
    }

    /// <summary>The number of steps that the file says, or that the caller does.</summary>
    /// <exception cref="CheckpointException">Nobody says it, or parameters do not agree.</exception>
    internal long StepsOf(IReadOnlyDictionary<string, BufferedTensor> tensors, long? said)
    {
        double[] counts = [.. Steps.Select(name => ElementReader.First(tensors[name])).Distinct()];
        if (said is long given)
        {
            return given;
        }

        return counts switch
        {
            [] => throw new CheckpointException("The file does not say how many steps were made, which rules have to know: hand the number over as well."),
            [>= 0 and <= 1L << 53 and var count] when count == Math.Truncate(count) => (long)count,
            _ => throw new CheckpointException(
                $"The parameters of the file have made {string.Join(" and ", counts.Select(count => count.ToString("R", CultureInfo.InvariantCulture)))} steps; an optimizer makes one number for all of them."),
        };
    }

    private void PlaceState(TensorEntry entry, string parameter, string own)
    {
        string name = TensorNames.State(parameter, own);
        if (!_tensors.ContainsKey(name))
        {
            // PyTorch keeps for each parameter what a rule here keeps once for its group.
            string? ofGroup = _content.Tensors.FirstOrDefault(tensor => tensor.Role == TensorRole.GroupState && tensor.Data.Name.EndsWith("/" + own, StringComparison.Ordinal))?.Data.Name;
            name = _tensors.ContainsKey(TensorNames.SegmentState(parameter, own)) ? TensorNames.SegmentState(parameter, own) : ofGroup ?? name;
        }

        if (_tensors.ContainsKey(name))
        {
            Place(entry, name);
        }
        else
        {
            Differ($"tensor \"{entry.Name}\" has no state \"{own}\" to go to");
        }
    }

    private void Place(TensorEntry entry, string name)
    {
        TensorData data = _tensors[name].Data;
        bool isSingle = data.Shape.Length == 0 && entry.Shape is [] or [1];
        if (!isSingle && !entry.Shape.AsSpan().SequenceEqual(data.Shape))
        {
            Differ($"tensor \"{entry.Name}\" {entry} -> {TensorEntry.Text(data.DataType, data.Shape)}");
        }
        else
        {
            CheckNumber(entry);
        }

        Places[entry.Name] = name;
    }

    private void CheckNumber(TensorEntry entry)
    {
        if (!ElementReader.IsNumber(entry.DataType) || (entry.Shape.Contains(0) && Steps.Contains(entry.Name)))
        {
            Differ($"tensor \"{entry.Name}\" {entry} has no numbers");
        }
    }

    private void Differ(string text) => _differences.Add(text);
}
