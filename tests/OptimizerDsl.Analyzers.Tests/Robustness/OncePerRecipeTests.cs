namespace OptimizerDsl.Analyzers.Tests.Robustness;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OptimizerDsl.Analyzers.Judging;
using Xunit;

/// <summary>Several analyzers ask for the same recipe at the same time, and it is read once.</summary>
public sealed class OncePerRecipeTests
{
    private readonly Compilation _compilation = CSharpCompilation.Create("Test", [CSharpSyntaxTree.ParseText("class A { } class B { }", cancellationToken: TestContext.Current.CancellationToken)]);

    [Fact]
    public void Whoever_asks_at_the_same_time_shares_one_reading()
    {
        var once = new OncePerRecipe<object?>();
        INamedTypeSymbol[] recipes = [Type("A"), Type("B")];
        int readings = 0;
        object?[] answers = new object?[64];
        Parallel.For(0, answers.Length, i => answers[i] = once.Of(recipes[i % 2], _compilation, () =>
        {
            Interlocked.Increment(ref readings);
            Thread.Sleep(5);
            return i % 2 == 0 ? new object() : null;
        }));
        Assert.Equal(2, readings);
        Assert.Single(answers.Where((_, i) => i % 2 == 0).Distinct());
        Assert.All(answers.Where((_, i) => i % 2 == 1), Assert.Null);
    }

    [Fact]
    public void A_cancelled_reading_is_tried_again()
    {
        var once = new OncePerRecipe<string>();
        Assert.Throws<OperationCanceledException>(() => once.Of(Type("A"), _compilation, () => throw new OperationCanceledException()));
        Assert.Equal("read", once.Of(Type("A"), _compilation, () => "read"));
    }

    private INamedTypeSymbol Type(string name) => _compilation.GetTypeByMetadataName(name)!;
}
