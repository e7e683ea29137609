namespace OptimizerDsl.Generators.Tests;

using System.Reflection;
using OptimizerDsl.Generators.Emit;
using OptimizerDsl.Generators.Frontend;
using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Runtime;

/// <summary>The compiler spells names of a library that it does not reference; here both meet.</summary>
public sealed class KnownNamesTests
{
    private static readonly Assembly s_library = typeof(Real).Assembly;

    public static TheoryData<string> TypeNames =>
        [.. typeof(KnownNames).GetFields(BindingFlags.Static | BindingFlags.Public)
            .Where(f => f.IsLiteral && f.FieldType == typeof(string)).Select(f => (string)f.GetRawConstantValue()!)
            .Where(name => name.StartsWith("OptimizerDsl.", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(TypeNames))]
    public void Types_exist(string name) => Assert.NotNull(s_library.GetType(name));

    [Fact]
    public void Members_exist()
    {
        Assert.Equal(KnownNames.Namespace, typeof(Real).Namespace);
        Assert.Equal(typeof(double), typeof(UpdateRuleAttribute).GetProperty(KnownNames.LearningRate)!.PropertyType);
        Assert.Equal(typeof(long), typeof(ScheduleAttribute).GetProperty(KnownNames.Steps)!.PropertyType);
        Assert.Equal(typeof(double), typeof(ScheduleAttribute).GetMethod(KnownNames.ScaleAt, [typeof(long)])!.ReturnType);
        Assert.NotNull(typeof(AdamWAttribute).GetMethod(KnownNames.Update));
        Assert.NotNull(typeof(ClipByValueAttribute).GetMethod(KnownNames.Apply));
        Assert.NotNull(typeof(SafeLearningRateAttribute).GetProperty("Usual"));
        Assert.NotNull(typeof(OptimizerAttribute).GetProperty("ElementType"));
    }

    [Fact]
    public void The_contract_is_the_library_s() =>
        Assert.Equal(KnownNames.ContractVersion, s_library.GetCustomAttribute<OptimizerDslContractAttribute>()!.Version);

    [Fact]
    public void Values_of_the_step_are_its_properties() => Assert.Equal(
        typeof(StepInfo).GetProperties().Select(p => ("step." + p.Name, p.PropertyType == typeof(double) ? IrType.Double : IrType.Long)).Order(),
        Method.StepValues.Where(v => !Method.IsShape(v.Key)).Select(v => (v.Key, v.Value)).Order());

    [Fact]
    public void Facts_of_shapes_are_the_library_s() => Assert.Equal(
        new[] { typeof(PerTensor), typeof(PerRow) }.SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Static))
            .Where(m => m.GetParameters().Length == 0).Select(m => $"{m.DeclaringType!.Name[3..].ToLowerInvariant()}.{m.Name}").Order(),
        Method.StepValues.Keys.Where(Method.IsShape).Order());

    [Fact]
    public void Element_types_have_the_same_numbers() => Assert.Equal(
        Enum.GetValues<OptimizerDsl.ElementType>().Select(v => (v.ToString(), (int)v)), Enum.GetValues<Ir.ElementType>().Select(v => (v.ToString(), (int)v)));

    [Fact]
    public void Kinds_of_reductions_are_the_library_s() => Assert.Equal(
        Enum.GetNames<OptimizerDsl.Runtime.ReductionKind>().Order(), Enum.GetNames<Ir.ReductionKind>().Order());

    [Fact]
    public void Every_reduction_of_the_library_can_be_lowered()
    {
        MethodInfo[] methods = typeof(Global).GetMethods(BindingFlags.Public | BindingFlags.Static);
        Assert.NotEmpty(methods);
        Assert.All(methods, m => Lowered.Rule($"public void Update(ref Real w, Real g) => w -= Global.{m.Name}(g);"));
    }

    [Fact]
    public void The_shape_of_reductions_is_the_library_s() => Assert.Equal(ReductionShape.Lanes, ReductionEmitter.Lanes);

    [Fact]
    public void Members_that_a_recipe_gets_are_refused_as_its_name()
    {
        GeneratedCompilation generated = SourceCompilation.Of(SourceCompilation.Usings + "[Optimizer] [AdamW] public sealed partial class Recipe;").Generate();
        string[] members = generated.Output.GetTypeByMetadataName("Recipe")!.GetMembers()
            .Where(m => m.DeclaredAccessibility == Microsoft.CodeAnalysis.Accessibility.Public && m.CanBeReferencedByName).Select(m => m.Name).Distinct().ToArray();
        Assert.Contains("Step", members);
        foreach (string name in members)
        {
            SourceCompilation named = SourceCompilation.Of(SourceCompilation.Usings + $"[Optimizer] [AdamW] public sealed partial class {name};");
            Assert.Empty(named.Generate().Files);
            Assert.Contains(named.Analyze(), d => d.Id == IssueIds.UnsuitableClass);
        }
    }
}
