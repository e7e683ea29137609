using Microsoft.CodeAnalysis;

namespace OptimizerDsl.Generators.Frontend;

/// <summary>Something wrong in the user's source: which diagnostic, in which words, where.</summary>
internal sealed record Issue(string Id, string Message, Location? Location);

/// <summary>
/// Collects issues for the analyzers; the generator passes none and only learns that there were some. So what the analyzers
/// say is what the generator saw.
/// </summary>
internal sealed class IssueSink
{
    private readonly List<Issue> _issues = [];

    public IReadOnlyList<Issue> Issues => _issues;

    /// <summary>How much has gone wrong so far, reported or not.</summary>
    public int Count { get; private set; }

    public void Report(string id, Location? location, string message)
    {
        var issue = new Issue(id, message, location);
        // A helper is lowered at each of its calls.
        if (!_issues.Contains(issue)) _issues.Add(issue);
        Count++;
    }

    /// <summary>Takes over what another sink has collected.</summary>
    public void Add(IssueSink other)
    {
        foreach (Issue issue in other._issues) Report(issue.Id, issue.Location, issue.Message);
        if (other.Count > other._issues.Count) Fail();
    }

    /// <summary>Notes a mistake that the C# compiler reports itself.</summary>
    public void Fail() => Count++;
}

/// <summary>The ids that the front end reports; their descriptors live with the analyzers.</summary>
internal static class IssueIds
{
    public const string NoVectorForm = "ODSL601";
    public const string ContractMismatch = "ODSL901";
    public const string NotPartial = "ODSL902";
    public const string UnsuitableClass = "ODSL903";
    public const string RuleCount = "ODSL904";
    public const string Unreadable = "ODSL905";
    public const string SeveralDeclarations = "ODSL906";
    public const string BadMethod = "ODSL907";
    public const string BadHyperparameter = "ODSL908";
    public const string NoLength = "ODSL909";
    public const string UnknownGroup = "ODSL910";
    public const string BadTunable = "ODSL911";
    public const string BadPlan = "ODSL912";
}
