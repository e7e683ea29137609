using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OptimizerDsl.Generators.Emit;
using OptimizerDsl.Generators.Frontend;
using OptimizerDsl.Generators.Model;

namespace OptimizerDsl.Generators;

/// <summary>
/// The pipeline: recipes become optimizers, fragments leave their IR in metadata. Reading and lowering happen in the
/// transforms, which Roslyn repeats after every edit; passes and emission only where a model changed.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class OptimizerGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<RecipeModel> recipes = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KnownNames.Optimizer,
                static (node, _) => node is TypeDeclarationSyntax,
                static (source, cancellation) => RecipeClass.IsMarkedAt((INamedTypeSymbol)source.TargetSymbol, source.TargetNode, cancellation)
                    ? RecipeParser.Parse((INamedTypeSymbol)source.TargetSymbol, source.SemanticModel.Compilation, new IssueSink(), cancellation)
                    : null)
            .Where(static model => model is not null)
            .Select(static (model, _) => model!)
            .WithTrackingName(StepNames.Recipe);

        IncrementalValuesProvider<FragmentModel> fragments = context.SyntaxProvider
            .CreateSyntaxProvider(
                static (node, _) => FragmentParser.MayBeFragment(node),
                static (source, cancellation) => FragmentParser.Parse(source.Node, source.SemanticModel, cancellation))
            .Where(static model => model is not null)
            .Select(static (model, _) => model!)
            .WithTrackingName(StepNames.Fragment);

        IncrementalValuesProvider<(string HintName, string Code)> optimizers = recipes
            .Select(static (model, _) => (model.HintName, RecipeEmitter.Emit(model)))
            .WithTrackingName(StepNames.RecipeCode);

        context.RegisterSourceOutput(optimizers, static (output, file) => output.AddSource(file.HintName, file.Code));
        context.RegisterSourceOutput(fragments, static (output, model) => output.AddSource(model.HintName, FragmentEmitter.Emit(model)));
    }
}
