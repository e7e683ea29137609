namespace OptimizerDsl.Kernels.Tests.Corpus;

/// <summary>A recipe that the tests compile and run: a name, and the attributes on it.</summary>
/// <param name="Name">The name of its class; one for each case and element type.</param>
/// <param name="Attributes">The fragments, as C# attributes without brackets around the whole, in order.</param>
/// <param name="ElementType">The element type.</param>
internal sealed record RecipeCase(string Name, string Attributes, ElementType ElementType)
{
    /// <summary>Both element types of one recipe.</summary>
    public static IEnumerable<RecipeCase> Both(string name, string attributes) =>
        [new(name + "F32", attributes, ElementType.Single), new(name + "F64", attributes, ElementType.Double)];

    /// <summary>What else the attribute Optimizer says.</summary>
    public string Options { get; init; } = "";

    /// <summary>The members that the recipe declares itself.</summary>
    public string Body { get; init; } = "";

    /// <summary>The recipe as C#.</summary>
    public string Source => $"[Optimizer(ElementType = ElementType.{ElementType}{(Options.Length == 0 ? "" : ", " + Options)})]\n{Attributes}\npublic sealed partial class {Name}{(Body.Length == 0 ? ";" : $" {{\n{Body}\n}}")}\n";
}
