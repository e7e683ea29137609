using OptimizerDsl.Generators.Model;

namespace OptimizerDsl.Generators.Emit;

/// <summary>The names of the classes that a recipe's file holds beside the recipe.</summary>
internal sealed class ProgramNames
{
    private readonly string[] _groups;

    public ProgramNames(RecipeModel model)
    {
        string stem = model.Type.Name.TrimStart('@');
        var names = new HashSet<string>(StringComparer.Ordinal);
        string Fresh(string wish)
        {
            string fresh = wish;
            for (int i = 2; !names.Add(fresh); i++) fresh = wish + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
            return fresh;
        }
        Schedules = Fresh(stem + "Schedules");
        Fields = Fresh(stem + "Fields");
        _groups = model.Groups.Select(g =>
        {
            string group = NameScope.Identifier(g.Name.Length == 0 ? "program" : g.Name);
            return Fresh(stem + char.ToUpperInvariant(group[0]) + group.Substring(1) + (g.Name.Length == 0 ? "" : "Program"));
        }).ToArray();
    }

    public string Schedules { get; }

    public string Fields { get; }

    public string OfGroup(int index) => _groups[index];
}
