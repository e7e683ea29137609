using Microsoft.CodeAnalysis;
using OptimizerDsl.Generators.Ir;

namespace OptimizerDsl.Generators.Frontend;

/// <summary>What a C# method means in the IR: an operator, or a small composition of operators.</summary>
internal sealed record Intrinsic(Func<Expr[], Expr?> Lower, bool BindsArguments);

/// <summary>The table of C# methods that the language knows.</summary>
internal static class Intrinsics
{
    private static readonly Dictionary<string, Intrinsic> s_table = new(StringComparer.Ordinal)
    {
        // Varying.
        ["Real.Sqrt"] = Is(Operators.Sqrt),
        ["Real.Abs"] = Is(Operators.Abs),
        ["Real.Min"] = Is(Operators.Min),
        ["Real.Max"] = Is(Operators.Max),
        ["Real.CopySign"] = Is(Operators.CopySign),
        ["Real.FusedMultiplyAdd"] = Is(Operators.FusedMultiplyAdd),
        ["Real.Clamp"] = new(a => Build.Op(Operators.Min, Build.Op(Operators.Max, a[0], a[1]), a[2]), false),
        ["Real.Sign"] = new(a => Sign(a[0]), true),
        ["Real.Lerp"] = new(a => Build.Op(Operators.Add, a[0], Build.Op(Operators.Multiply, a[2], Build.Op(Operators.Subtract, a[1], a[0]))), true),

        ["Real.Exp"] = Is(Operators.Exp),
        ["Real.Log"] = Is(Operators.Log),
        ["Real.Tanh"] = Is(Operators.Tanh),
        ["Real.Pow"] = Is(Operators.Pow),

        // Uniform.
        ["Math.Sqrt"] = Is(Operators.Sqrt),
        ["Math.Abs"] = Is(Operators.Abs),
        ["Math.Min"] = Is(Operators.Min),
        ["Math.Max"] = Is(Operators.Max),
        ["Math.CopySign"] = Is(Operators.CopySign),
        ["Math.FusedMultiplyAdd"] = Is(Operators.FusedMultiplyAdd),
        ["Math.Pow"] = Is(Operators.Pow),
        ["Math.Exp"] = Is(Operators.Exp),
        ["Math.Log"] = new(a => Build.Op(a.Length == 1 ? Operators.Log : Operators.LogBase, a), false),
        ["Math.Log2"] = Is(Operators.Log2),
        ["Math.Log10"] = Is(Operators.Log10),
        ["Math.Cbrt"] = Is(Operators.Cbrt),
        ["Math.Sin"] = Is(Operators.Sin),
        ["Math.Cos"] = Is(Operators.Cos),
        ["Math.Tan"] = Is(Operators.Tan),
        ["Math.Asin"] = Is(Operators.Asin),
        ["Math.Acos"] = Is(Operators.Acos),
        ["Math.Atan"] = Is(Operators.Atan),
        ["Math.Atan2"] = Is(Operators.Atan2),
        ["Math.Sinh"] = Is(Operators.Sinh),
        ["Math.Cosh"] = Is(Operators.Cosh),
        ["Math.Tanh"] = Is(Operators.Tanh),
        ["Math.Floor"] = Is(Operators.Floor),
        ["Math.Ceiling"] = Is(Operators.Ceiling),
        ["Math.Round"] = Is(Operators.Round),
        ["Math.Truncate"] = Is(Operators.Truncate),
        ["Double.IsNaN"] = Is(Operators.IsNaN),
        ["Double.IsFinite"] = Is(Operators.IsFinite),
        ["Double.IsInfinity"] = Is(Operators.IsInfinity),
    };

    public static IEnumerable<string> Names => s_table.Keys;

    /// <summary>The intrinsic that a method is; overloads are told apart by the types that the operator takes.</summary>
    public static Intrinsic? Find(IMethodSymbol method)
    {
        INamedTypeSymbol type = method.ContainingType;
        bool isKnownType = type.Is(KnownNames.Real) || type.SpecialType == SpecialType.System_Double
            || type is { Name: "Math", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };
        return isKnownType && method.IsStatic && s_table.TryGetValue(type.Name + "." + method.Name, out Intrinsic? found) ? found : null;
    }

    /// <summary>1, -1, or the value itself: zeros keep their sign and NaN stays.</summary>
    private static Expr Sign(Expr x)
    {
        Expr zero = Build.Broadcast(Constant.Double(0));
        Expr negative = Build.Select(Build.Op(Operators.Less, x, zero), Build.Broadcast(Constant.Double(-1)), x);
        return Build.Select(Build.Op(Operators.Greater, x, zero), Build.Broadcast(Constant.Double(1)), negative);
    }

    private static Intrinsic Is(Operator op) =>
        new(arguments => op.TypeOf(Array.ConvertAll(arguments, a => a.Type)) is null ? null : Build.Op(op, arguments), false);
}
