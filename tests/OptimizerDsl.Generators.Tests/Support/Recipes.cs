namespace OptimizerDsl.Generators.Tests;

using Microsoft.CodeAnalysis;
using OptimizerDsl.Generators.Frontend;
using OptimizerDsl.Generators.Model;
using OptimizerDsl.Generators.Passes;

/// <summary>Recipes in source, read and compiled by the compiler's own parts.</summary>
internal static class Recipes
{
    /// <summary>The model of the recipe <c>Recipe</c> with these attributes and members; more declarations may follow.</summary>
    public static RecipeModel Parse(string attributes, string declarations = "", string members = "")
    {
        var compilation = SourceCompilation.Of($"{SourceCompilation.Usings}[Optimizer]\n{attributes}\npublic sealed partial class Recipe\n{{\n{members}\n}}\n{declarations}").Input;
        var sink = new IssueSink();
        RecipeModel? model = RecipeParser.Parse(compilation.GetTypeByMetadataName("Recipe")!, compilation, sink, CancellationToken.None);
        Assert.Empty(sink.Issues.Select(i => i.Message));
        Assert.NotNull(model);
        Assert.False(model.IsBroken);
        return model;
    }

    /// <summary>The same after all passes.</summary>
    public static CompiledRecipe Compile(string attributes, string declarations = "") => Pipeline.Run(Parse(attributes, declarations));

    /// <summary>The sweeps as text, each as a method of its own.</summary>
    public static string Sweeps(IReadOnlyList<Sweep> sweeps, Ir.Method step)
    {
        var finished = new List<Reduction>();
        var texts = new List<string>();
        foreach (Sweep sweep in sweeps)
        {
            texts.Add(Ir.IrWriter.Write(Ir.Verifier.Verify(sweep.AsMethod(step, finished), "fission")));
            finished.AddRange(sweep.Reductions);
        }
        return string.Join("\n", texts);
    }
}
