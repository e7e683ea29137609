using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using OptimizerDsl.Generators.Ir;

namespace OptimizerDsl.Generators.Frontend;

internal sealed partial class Lowering
{
    /// <summary>The value of a call: an intrinsic, a reduction, or a helper method inlined; null for a void helper.</summary>
    private Expr? Call(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (ScopeOf(method.ContainingType) is ReductionScope scope) return Reduction(call, scope);
        if (method.ContainingType.Is(KnownNames.Noise)) return Noise(call);
        if (Intrinsics.Find(method) is Intrinsic intrinsic)
        {
            Expr[] arguments = Ordered(call).Select(a => Lower(a.Value)).ToArray();
            for (int i = 0; i < arguments.Length; i++)
            {
                // Used more than once, a value needs a name.
                if (intrinsic.BindsArguments) arguments[i] = context.Bind("argument", arguments[i]);
            }
            return intrinsic.Lower(arguments) ?? Refuse(call);
        }
        return Helper(call);
    }

    private static ReductionScope? ScopeOf(ITypeSymbol type) =>
        type.Is(KnownNames.Global) ? ReductionScope.Global
        : type.Is(KnownNames.PerTensor) ? ReductionScope.Tensor
        : type.Is(KnownNames.PerRow) ? ReductionScope.Row
        : null;

    /// <summary>Noise of a seed in this step: the key is uniform, and each element draws by its own index.</summary>
    private Expr Noise(IInvocationOperation call)
    {
        IArgumentOperation? seed = call.Arguments.FirstOrDefault(a => a.Parameter!.Type.SpecialType == SpecialType.System_Int64);
        Operator? op = call.TargetMethod.Name switch { "Uniform" => Operators.UniformNoise, "Normal" => Operators.NormalNoise, _ => null };
        if (seed is null || op is null || Lower(seed.Value) is not { Type: IrType.Long } value) return Refuse(call);
        return Build.Op(op, Build.Op(Operators.NoiseKey, value, new Ref("step.Count", IrType.Long)));
    }

    private Expr Reduction(IInvocationOperation call, ReductionScope scope)
    {
        if (context.VaryingDepth > 0)
        {
            return context.Refuse(call.Syntax, "A reduction under a condition on varying values has no meaning: it is over all elements. Take it out of the condition.");
        }
        if (call.Arguments.Length != 1 || Lower(call.Arguments[0].Value) is not { Type: IrType.Real } argument) return Refuse(call);
        return call.TargetMethod.Name switch
        {
            "Sum" => context.Bind("sum", new Reduce(ReductionKind.Sum, scope, argument)),
            "Max" => context.Bind("maximum", new Reduce(ReductionKind.Max, scope, argument)),
            "Norm" => Build.Op(Operators.Sqrt, context.Bind("squares", new Reduce(ReductionKind.SumOfSquares, scope, argument))),
            _ => Refuse(call),
        };
    }

    private Expr? Helper(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        string? trouble = WhyNotInlined(method, call);
        IOperation? body = trouble is null ? BodyOf(method) : null;
        if (trouble is not null || body is null)
        {
            Expr refused = context.Refuse(call.Syntax, trouble ?? $"'{method.Name}' has no body that can be inlined here. Write it as a private method of the rule.", Expected(call));
            return method.ReturnsVoid ? null : refused;
        }

        var written = new List<(ISymbol Argument, IParameterSymbol Parameter)>();
        foreach (IArgumentOperation argument in call.Arguments)
        {
            IParameterSymbol parameter = argument.Parameter!;
            context.Declare(parameter);
            if (parameter.Type.Is(KnownNames.StepInfo)) continue;
            if (parameter.RefKind is RefKind.Ref or RefKind.Out)
            {
                if (Target(argument.Value) is not ISymbol variable) continue;
                if (written.Any(w => SymbolEqualityComparer.Default.Equals(w.Argument, variable)))
                {
                    context.Refuse(argument.Syntax, $"'{variable.Name}' is passed by reference twice; the two would be one variable, which has no form in a rule.");
                    continue;
                }
                written.Add((variable, parameter));
                if (parameter.RefKind == RefKind.Ref) context.Values[parameter] = Read(variable, argument.Value);
                continue;
            }
            context.Values[parameter] = context.Bind(parameter.Name, Lower(argument.Value));
        }

        context.Calls.Push(method);
        Expr? result = Body(body);
        context.Calls.Pop();
        foreach ((ISymbol variable, IParameterSymbol parameter) in written)
        {
            if (context.Values.TryGetValue(parameter, out Expr? final)) Assign(variable, final, call.Syntax);
        }
        if (method.ReturnsVoid) return null;
        return result ?? LoweringContext.Placeholder(Expected(call));
    }

    private string? WhyNotInlined(IMethodSymbol method, IInvocationOperation call)
    {
        if (context.Calls.Any(m => SymbolEqualityComparer.Default.Equals(m, method.OriginalDefinition))) return $"'{method.Name}' calls itself; a recursive helper cannot be inlined.";
        if (method.IsGenericMethod || method.MethodKind is not (MethodKind.Ordinary or MethodKind.LocalFunction)) return Describe(call);
        if (method.MethodKind == MethodKind.LocalFunction) return "A local function cannot be inlined here; write it as a private method of the rule.";
        if (method.IsAbstract || method.IsVirtual || method.IsOverride) return $"'{method.Name}' is virtual, so what it does is not known when the rule is compiled. Make it private.";
        bool ofThisAssembly = SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, context.Compilation.Assembly);
        if (!ofThisAssembly) return $"'{method.ContainingType.Name}.{method.Name}' has no vector form. On varying values use Real's functions, on uniform ones Math's.";
        if (!method.IsStatic && call.Instance is not IInstanceReferenceOperation) return $"'{method.Name}' is called on another object, which has no form in a rule. Make it static.";
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (!IsReal(parameter.Type) && parameter.Type.UniformType() is null && !parameter.Type.Is(KnownNames.StepInfo))
            {
                return $"Parameter '{parameter.Name}' of '{method.Name}' is of type {parameter.Type.ToDisplayString()}; helpers take double, long, bool, Real and StepInfo.";
            }
        }
        return null;
    }

    private IOperation? BodyOf(ISymbol member)
    {
        foreach (SyntaxReference reference in member.DeclaringSyntaxReferences)
        {
            SyntaxNode node = reference.GetSyntax(context.Cancellation);
            SyntaxNode? body = node switch
            {
                MethodDeclarationSyntax method => (SyntaxNode?)method.Body ?? method.ExpressionBody,
                PropertyDeclarationSyntax { ExpressionBody: { } arrow } => arrow,
                ArrowExpressionClauseSyntax arrow => arrow,
                _ => null,
            };
            if (body is null) continue;
            SemanticModel model = context.Compilation.GetSemanticModel(body.SyntaxTree);
            return model.GetOperation(body, context.Cancellation);
        }
        return null;
    }

    private static IEnumerable<IArgumentOperation> Ordered(IInvocationOperation call) => call.Arguments.OrderBy(a => a.Parameter!.Ordinal);

    /// <summary>A hyperparameter, a value of the step, or a computed property of the rule, inlined.</summary>
    private Expr Property(IPropertyReferenceOperation reference)
    {
        IPropertySymbol property = reference.Property;
        if (property.ContainingType.Is(KnownNames.StepInfo))
        {
            string name = "step." + property.Name;
            return Method.StepValues.TryGetValue(name, out IrType stepType) ? new Ref(name, stepType) : Refuse(reference);
        }
        if (reference.Instance is not IInstanceReferenceOperation || !IsOfFragment(property))
        {
            return context.Refuse(reference.Syntax, $"'{FirstLine(reference.Syntax)}' has no form in a rule; only the rule's own properties are its hyperparameters.", Expected(reference));
        }
        if (property.Name == KnownNames.LearningRate && property.ContainingType.Is(KnownNames.UpdateRule))
        {
            return context.Refuse(reference.Syntax, "LearningRate is the rate that the recipe starts from; the rate of this step, schedule included, is step.LearningRate.");
        }
        if (Hyperparameters.TypeOf(property) is not IrType type)
        {
            return context.Refuse(reference.Syntax, $"A hyperparameter of type {property.Type.ToDisplayString()} has no form in a rule; use double, long, bool or an enum.", Expected(reference));
        }
        if (Hyperparameters.IsDeclared(property)) return new Hyper(property.Name, type);
        if (context.Calls.Count > 50 || BodyOf(property.GetMethod ?? (ISymbol)property) is not IOperation body) return Refuse(reference);
        if (context.Calls.Any(m => SymbolEqualityComparer.Default.Equals(m, property.GetMethod))) return Refuse(reference);
        context.Calls.Push(property.GetMethod!);
        Expr? value = Body(body);
        context.Calls.Pop();
        return value ?? LoweringContext.Placeholder(type);
    }

    private bool IsOfFragment(IPropertySymbol property)
    {
        for (INamedTypeSymbol? type = context.Fragment; type is not null; type = type.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(type, property.ContainingType)) return true;
        }
        return false;
    }
}
