using System.Numerics;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using OptimizerDsl.Analyzers.Tests.Support;
using Xunit;

namespace OptimizerDsl.Analyzers.Tests.Language;

/// <summary>What is inside of the language is not refused, and means what C# means.</summary>
public sealed class AcceptedRulesTests
{
    // 37 elements: whole vectors of every width, and a tail.
    private const int Count = 37, Steps = 4;

    private static readonly Lazy<Assembly> s_compiled = new(Compile);

    public static IEnumerable<TheoryDataRow<string>> Rules => AcceptedRules.All.Select(rule => new TheoryDataRow<string>(rule.Name));

    [Theory]
    [MemberData(nameof(Rules))]
    public void Steps_to_the_bits_of_the_method(string name)
    {
        int index = Array.FindIndex(AcceptedRules.All, r => r.Name == name);
        Type recipe = s_compiled.Value.GetType($"R{index}.Recipe", throwOnError: true)!;
        if (ElementOf(index) == ElementType.Single) HoldAgainstReference<float>(recipe, ElementType.Single);
        else HoldAgainstReference<double>(recipe, ElementType.Double);
    }

    [Fact]
    public void Every_rule_has_a_name_of_its_own() => Assert.Equal(AcceptedRules.All.Length, AcceptedRules.All.Select(r => r.Name).Distinct().Count());

    // What a rule means does not depend on the element type: half of them in each is the shorter run.
    private static ElementType ElementOf(int index) => index % 2 == 0 ? ElementType.Single : ElementType.Double;

    private static void HoldAgainstReference<T>(Type recipe, ElementType elementType)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new Random(7);
        var parameters = new ParameterSet(elementType);
        Parameter parameter = parameters.Add("w", Count);
        var optimizer = (IOptimizer)Activator.CreateInstance(recipe, parameters)!;
        var reference = ScalarReference.For(recipe, Count);
        double[] w = Draw<T>(random);
        Fill(parameter.ValuesAs<T>(), w);

        for (int step = 1; step <= Steps; step++)
        {
            double[] g = Draw<T>(random);
            Fill(parameter.GradientsAs<T>(), g);
            reference.Step([w], [g]);
            optimizer.Step();
            for (int i = 0; i < Count; i++)
            {
                double stepped = double.CreateChecked(parameter.ValuesAs<T>()[i]);
                bool isSame = BitConverter.DoubleToInt64Bits(w[i]) == BitConverter.DoubleToInt64Bits(stepped) || double.IsNaN(w[i]) && double.IsNaN(stepped);
                Assert.True(isSame, $"step {step}, element {i}: {stepped:R} instead of {w[i]:R}");
            }
        }
    }

    /// <summary>Numbers of either sign, zeros among them, and some that are equal.</summary>
    private static double[] Draw<T>(Random random)
        where T : INumber<T> => [.. Enumerable.Range(0, Count).Select(_ => random.Next(6) switch
        {
            0 => 0,
            1 => -0.0,
            2 => 0.5,
            3 => -0.25,
            _ => double.CreateChecked(T.CreateChecked(random.NextDouble() * 2 - 1)),
        })];

    private static void Fill<T>(Span<T> span, double[] values)
        where T : INumber<T>
    {
        for (int i = 0; i < values.Length; i++) span[i] = T.CreateChecked(values[i]);
    }

    private static Assembly Compile()
    {
        IEnumerable<string> files = AcceptedRules.All.Select((rule, i) => $$"""
            {{Support.Rules.Usings}}
            namespace R{{i}};
            public enum Mode { Plain, Fancy }

            public sealed partial class CaseAttribute : UpdateRuleAttribute
            {
                public double Beta { get; set; } = 0.9;
                public long Every { get; set; } = 3;
                public bool Flag { get; set; }
                public Mode Mode { get; set; }
                {{rule.Members}}
                public void Update(ref Real w, Real g, ref Real m, StepInfo step)
                {
                    {{rule.Body}}
                }
            }

            [Optimizer(ElementType = ElementType.{{ElementOf(i)}}), Case(LearningRate = 0.1)] public sealed partial class Recipe;
            """);
        const string Elsewhere = Support.Rules.Usings + "internal static class Elsewhere { public static Real Cubed(Real x) => x * x * x; public static Real Extended(this Real x) => x + 1; }";
        Analysis analysis = Analysis.Of([.. files, Elsewhere]);
        Assert.Empty(analysis.Diagnostics.Where(d => d.Id.StartsWith("ODSL9", StringComparison.Ordinal) || d.Id == "ODSL601").Select(d => $"{Path.GetFileName(d.Location.SourceTree!.FilePath)} '{d.Location.SourceTree.GetText().GetSubText(d.Location.SourceSpan)}' {d.GetMessage(null)}"));
        Assert.Empty(analysis.CompilerErrors);

        using var image = new MemoryStream();
        // Some cases are odd enough for a warning of C#'s, which the sources treat as an error.
        Compilation output = analysis.Output.WithOptions(analysis.Output.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Default));
        Assert.Empty(output.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error));
        image.Position = 0;
        return new AssemblyLoadContext("accepted").LoadFromStream(image);
    }
}
