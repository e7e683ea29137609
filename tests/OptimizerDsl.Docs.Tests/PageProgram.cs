using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OptimizerDsl.Docs.Tests;

/// <summary>
/// A page's code as one program: types are the whole page's, and the statements of each section are one method, in their order,
/// so that what a block declares the next ones of its section can use.
/// </summary>
internal sealed class PageProgram
{
    /// <summary>What the program prints where an output ends.</summary>
    public const char EndOfOutput = '\u0001';

    public const string TypeName = "PageOfDocs";

    // Those of a project with ImplicitUsings, and the library's.
    private static readonly string[] s_usings = ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks", "OptimizerDsl"];

    private readonly SortedSet<string> _usings = new(StringComparer.Ordinal);
    private readonly StringBuilder _types = new();
    private readonly StringBuilder _methods = new();
    private int _recipes;

    public PageProgram(MarkdownPage page)
    {
        foreach (string name in s_usings) _usings.Add($"using {name};");
        foreach ((int i, IReadOnlyList<MarkdownBlock> section) in page.Sections.Index())
        {
            if (Add(section) is not { Length: > 0 } body) continue;
            string method = MethodOf(i);
            Sections.Add(i);
            string head = body.Contains("await ", StringComparison.Ordinal) ? $"public static async Task {method}()" : $"public static Task {method}()";
            string end = body.Contains("await ", StringComparison.Ordinal) ? "" : "return Task.CompletedTask;\n";
            _methods.Append(head).Append("\n{\nbool isRun = true;\n_ = isRun;\n").Append(body).Append(end).Append("}\n\n");
        }
    }

    /// <summary>The sections that have statements.</summary>
    public List<int> Sections { get; } = [];

    public bool IsEmpty => _types.Length == 0 && Sections.Count == 0;

    public string Source => $"{string.Join('\n', _usings)}\n\npublic static class {TypeName}\n{{\n{_methods}}}\n\n{_types}";

    public static string MethodOf(int section) => string.Create(CultureInfo.InvariantCulture, $"Section{section}");

    private string Add(IReadOnlyList<MarkdownBlock> section)
    {
        var body = new StringBuilder();
        foreach (MarkdownBlock block in section)
        {
            if (block.IsOutput) body.Append("Console.Write('\\u0001');\n");
            if (!block.IsProgram) continue;
            CompilationUnitSyntax unit = CSharpSyntaxTree.ParseText(block.Text).GetCompilationUnitRoot();
            foreach (UsingDirectiveSyntax use in unit.Usings) _usings.Add(use.ToString());
            string statements = string.Concat(unit.Members.OfType<GlobalStatementSyntax>().Select(statement => statement.ToFullString()));
            foreach (MemberDeclarationSyntax type in unit.Members.Where(member => member is not GlobalStatementSyntax)) _types.Append(type is IncompleteMemberSyntax ? Recipe(type) : type.ToFullString()).Append('\n');
            if (statements.Length > 0) body.Append(block.IsOnlyCompiled ? $"if (!isRun)\n{{\n{statements}}}\n" : statements + "\n");
        }

        return body.ToString();
    }

    // Attributes alone stand for a recipe with them; with a rule, where none is among them.
    private string Recipe(MemberDeclarationSyntax attributes)
    {
        string[] names = [.. attributes.AttributeLists.SelectMany(list => list.Attributes).Select(attribute => attribute.Name.ToString())];
        bool hasRule = names.Any(name => typeof(Real).Assembly.GetType($"OptimizerDsl.{name}Attribute")?.IsSubclassOf(typeof(UpdateRuleAttribute)) ?? false);
        string head = (names.Contains("Optimizer") ? "" : "[Optimizer]\n") + (hasRule ? "" : "[Sgd(LearningRate = 0.1)]\n");
        return string.Create(CultureInfo.InvariantCulture, $"{head}{attributes.ToFullString()}\npublic sealed partial class Recipe{_recipes++};\n");
    }
}
