namespace OptimizerDsl.Checkpoints;

/// <summary>The names of tensors in a checkpoint.</summary>
internal static class TensorNames
{
    /// <summary>How the names begin of what metric schedules keep.</summary>
    internal const string Metrics = "metrics/";

    /// <summary>What a plain vector is called, where a set has the names of its parameters.</summary>
    internal const string Vector = "vector";

    private const string Parameters = "parameters/", States = "state/", Segments = "uniform/", Groups = "group/", Gradients = "gradients/", Rows = "rows/";

    internal static string Parameter(string parameter) => Parameters + parameter;

    /// <summary>State that has a value for each element.</summary>
    internal static string State(string parameter, string state) => $"{States}{parameter}/{state}";

    /// <summary>State that has a value for a tensor, or for each of its rows.</summary>
    internal static string SegmentState(string parameter, string state) => $"{Segments}{parameter}/{state}";

    /// <summary>State that has a value for a group.</summary>
    internal static string GroupState(string group, string state) => $"{Groups}{group}/{state}";

    internal static string Gradient(string parameter) => Gradients + parameter;

    internal static string RowsOf(string parameter) => Rows + parameter;

    /// <summary>The parameter whose values a tensor is; null where it is something else.</summary>
    internal static string? ParameterOf(string tensor) => tensor.StartsWith(Parameters, StringComparison.Ordinal) ? tensor[Parameters.Length..] : null;

    /// <summary>The parameter to which a tensor belongs, in a file that has it; null where it belongs to none. Names of state have no slash.</summary>
    internal static string? OwnerOf(string tensor)
    {
        string name = tensor[(tensor.IndexOf('/', StringComparison.Ordinal) + 1)..];
        bool isState = tensor.StartsWith(States, StringComparison.Ordinal) || tensor.StartsWith(Segments, StringComparison.Ordinal);
        bool isWhole = tensor.StartsWith(Parameters, StringComparison.Ordinal) || tensor.StartsWith(Gradients, StringComparison.Ordinal) || tensor.StartsWith(Rows, StringComparison.Ordinal);
        return isWhole ? name : isState && name.LastIndexOf('/') is >= 0 and var slash ? name[..slash] : null;
    }
}
