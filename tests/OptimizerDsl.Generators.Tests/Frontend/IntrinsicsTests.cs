namespace OptimizerDsl.Generators.Tests;

using System.Reflection;
using OptimizerDsl.Generators.Frontend;

/// <summary>The table of known methods against the methods themselves.</summary>
public sealed class IntrinsicsTests
{
    public static TheoryData<string> Names => [.. Intrinsics.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_is_a_method_that_can_be_lowered(string name)
    {
        string[] parts = name.Split('.');
        Type type = parts[0] switch { "Real" => typeof(Real), "Math" => typeof(Math), _ => typeof(double) };
        Assert.Equal(parts[0], type.Name);
        Type operand = type == typeof(Real) ? typeof(Real) : typeof(double);
        MethodInfo method = type.GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(m => m.Name == parts[1] && m.GetParameters().All(p => p.ParameterType == operand))
            .OrderBy(m => m.GetParameters().Length).First();
        string call = $"{name}({string.Join(", ", method.GetParameters().Select(_ => operand == typeof(Real) ? "g" : "x"))})";
        Lowered.Rule($$"""
            public void Update(ref Real w, Real g, StepInfo step)
            {
                double x = step.LearningRate;
                w = {{(method.ReturnType == typeof(bool) ? call + " ? g : x" : call)}};
            }
            """);
    }

    [Fact]
    public void A_function_of_Real_that_is_not_among_them_is_refused()
    {
        MethodInfo[] functions = typeof(Real).GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(m => !m.IsSpecialName && m.GetParameters().All(p => p.ParameterType == typeof(Real))).ToArray();
        Assert.Contains(functions, m => m.Name == nameof(Real.Sqrt));
        foreach (MethodInfo function in functions.Where(m => !Intrinsics.Names.Contains("Real." + m.Name)))
        {
            string call = $"Real.{function.Name}({string.Join(", ", function.GetParameters().Select(_ => "g"))})";
            Assert.StartsWith(call + ": ", Assert.Single(Lowered.Refusals($"public void Update(ref Real w, Real g) => w = {call};")));
        }
    }
}
