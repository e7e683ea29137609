using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using OptimizerDsl.Generators.Ir;

namespace OptimizerDsl.Generators.Frontend;

internal sealed partial class Lowering
{
    // Helpers that call each other twice double with every level; no formula is made of so many.
    private const int MaximumInlinedBodies = 500;
    private const string Outgrown = "The helpers of this rule use each other so often that it would grow without bounds. Name intermediate values and pass them on.";

    private readonly Dictionary<ISymbol, (IOperation, bool)?> _bodies = new(SymbolEqualityComparer.Default);

    /// <summary>The value of a call: an intrinsic, a reduction, or a helper method inlined; null for a void helper.</summary>
    private Expr? Call(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (ScopeOf(method.ContainingType) is ReductionScope scope) return Reduction(call, scope);
        if (method.ContainingType.Is(KnownNames.Noise)) return Noise(call);
        return Intrinsics.Find(method) is Intrinsic intrinsic ? Known(intrinsic, call) : Helper(call);
    }

    private Expr Known(Intrinsic intrinsic, IInvocationOperation call)
    {
        // Named arguments are evaluated as they are written, and taken by position.
        Expr[] arguments = call.Arguments.Select(a => (a.Parameter!.Ordinal, Value: Lower(a.Value))).ToArray().OrderBy(a => a.Ordinal).Select(a => a.Value).ToArray();
        for (int i = 0; i < arguments.Length; i++)
        {
            // Used more than once, a value needs a name.
            if (intrinsic.BindsArguments) arguments[i] = context.Bind("argument", arguments[i]);
        }
        return intrinsic.Lower(arguments) ?? Refuse(call);
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
        if (call.Arguments.Length == 0) return Shape(call, scope);
        if (context.VaryingDepth > 0)
        {
            return context.Refuse(call.Syntax, "A reduction under a condition on varying values has no meaning: it is over all elements. Take it out of the condition.");
        }
        context.Reductions.Add((call.Syntax, context.Path));
        if (call.Arguments.Length != 1 || Lower(call.Arguments[0].Value) is not { Type: IrType.Real } argument) return Refuse(call);
        return call.TargetMethod.Name switch
        {
            "Sum" => context.Bind("sum", new Reduce(ReductionKind.Sum, scope, argument)),
            "Max" => context.Bind("maximum", new Reduce(ReductionKind.Max, scope, argument)),
            "Norm" => Build.Op(Operators.Sqrt, context.Bind("squares", new Reduce(ReductionKind.SumOfSquares, scope, argument))),
            _ => Refuse(call),
        };
    }

    /// <summary>A fact of the tensor's shape, for which no sweep is needed.</summary>
    private Expr Shape(IInvocationOperation call, ReductionScope scope)
    {
        if (context.IsUniform) return context.Refuse(call.Syntax, $"'{FirstLine(call.Syntax)}' differs between tensors, and this runs once for all of them. Ask for it where elements are.", IrType.Long);
        return (scope, call.TargetMethod.Name) switch
        {
            (ReductionScope.Tensor, "Count") => new Ref(Method.TensorCount, IrType.Long),
            (ReductionScope.Tensor, "Rank") => new Ref(Method.TensorRank, IrType.Long),
            (ReductionScope.Row, "Count") => new Ref(Method.RowCount, IrType.Long),
            _ => Refuse(call),
        };
    }

    private Expr? Helper(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod.PartialImplementationPart ?? call.TargetMethod;
        Expr? Refused(string reason)
        {
            Expr refused = context.Refuse(call.Syntax, reason, Expected(call));
            return method.ReturnsVoid ? null : refused;
        }
        if (WhyNotInlined(method, call) is string trouble) return Refused(trouble);
        if (++context.InlinedBodies > MaximumInlinedBodies)
        {
            Expr outgrown = context.RefuseSize(call.Syntax, Outgrown, Expected(call));
            return method.ReturnsVoid ? null : outgrown;
        }
        if (BodyOf(method) is not { HasErrors: false } found)
        {
            // A body that is neither elsewhere nor made by C# has yet to be written, as C# says.
            if (method.IsExtern || method.IsPartialDefinition || method.IsImplicitlyDeclared) return Refused($"'{method.Name}' has no body that can be inlined here. Write it as a private method of the rule.");
            Expr failed = context.Fail(call.Syntax, Expected(call));
            return method.ReturnsVoid ? null : failed;
        }

        // All arguments come first, in the order written: one of them may be a call of the same helper.
        var values = new List<(IParameterSymbol Parameter, Expr Value)>();
        var references = new List<(IParameterSymbol Parameter, ISymbol Variable, IArgumentOperation Argument)>();
        foreach (IArgumentOperation argument in call.Arguments)
        {
            IParameterSymbol parameter = method.Parameters[argument.Parameter!.Ordinal];
            if (parameter.Type.Is(KnownNames.StepInfo))
            {
                if (!IsTheStep(argument.Value)) context.Refuse(argument.Syntax, "A rule knows one step, the one that is running. Pass the method's own StepInfo.");
            }
            else if (!IsWritten(parameter) && (parameter.RefKind == RefKind.None || VariableOf(argument.Value) is null))
            {
                values.Add((parameter, context.Bind(parameter.Name, Lower(argument.Value))));
            }
            else if ((IsWritten(parameter) ? Target(argument.Value) : VariableOf(argument.Value)) is ISymbol variable)
            {
                CheckAliases(parameter, variable, argument, references);
                references.Add((parameter, variable, argument));
            }
        }

        foreach ((IParameterSymbol parameter, Expr value) in values)
        {
            context.Declare(parameter);
            context.Set(parameter, value);
        }
        // A reference is read when the helper runs, after every argument.
        foreach ((IParameterSymbol parameter, ISymbol variable, IArgumentOperation argument) in references)
        {
            context.Declare(parameter);
            if (parameter.RefKind != RefKind.Out) context.Set(parameter, Read(variable, argument.Value));
        }

        context.Calls.Push(method);
        Expr? result = Body(found.Body);
        context.Calls.Pop();
        foreach ((IParameterSymbol parameter, ISymbol variable, _) in references)
        {
            if (IsWritten(parameter) && context.Values.TryGetValue(parameter, out Expr? final)) Assign(variable, final, call.Syntax);
        }
        if (method.ReturnsVoid) return null;
        return result ?? context.Missing(method, Expected(call));
    }

    /// <summary>A variable that a helper writes may not be another of its parameters: inlined, the two are copies.</summary>
    private void CheckAliases(IParameterSymbol parameter, ISymbol variable, IArgumentOperation argument, List<(IParameterSymbol Parameter, ISymbol Variable, IArgumentOperation)> others)
    {
        if (!others.Any(o => SymbolEqualityComparer.Default.Equals(o.Variable, variable) && (IsWritten(parameter) || IsWritten(o.Parameter)))) return;
        context.Refuse(argument.Syntax, $"'{variable.Name}' is passed by reference twice, and the two would be one variable, which has no form in a rule. Copy it into a local first.");
    }

    private static bool IsWritten(IParameterSymbol parameter) => parameter.RefKind is RefKind.Ref or RefKind.Out;

    private static ISymbol? VariableOf(IOperation operation) =>
        operation is ILocalReferenceOperation local ? local.Local : (operation as IParameterReferenceOperation)?.Parameter;

    private static bool IsTheStep(IOperation? operation) => operation is IParameterReferenceOperation parameter && parameter.Type.Is(KnownNames.StepInfo);

    private string? WhyNotInlined(IMethodSymbol method, IInvocationOperation call)
    {
        if (context.Calls.Any(m => SymbolEqualityComparer.Default.Equals(m, method.OriginalDefinition))) return $"'{method.Name}' calls itself, and a recursive helper cannot be inlined. Write its result as a closed form.";
        if (method.MethodKind == MethodKind.LocalFunction) return "A local function cannot be inlined. Write it as a private method of the rule.";
        if (method.MethodKind != MethodKind.Ordinary) return Describe(call);
        if (method.IsAbstract || method.IsVirtual || method.IsOverride) return $"'{method.Name}' is virtual, so what it does is not known when the rule is compiled. Make it private.";
        bool ofThisAssembly = SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, context.Compilation.Assembly);
        if (!ofThisAssembly) return $"'{method.ContainingType.Name}.{method.Name}' has no vector form. On varying values use Real's functions, on uniform ones Math's.";
        if (method.IsGenericMethod || method.ContainingType.IsGenericType) return $"'{method.Name}' is generic, which a helper cannot be. Write it for double, long, bool or Real.";
        if (method.IsAsync || method.IsIterator) return $"'{method.Name}' is async or an iterator, which a helper cannot be. Write it as an ordinary method.";
        if (method.GetAttributes().Any(a => a.AttributeClass.Is("System.Diagnostics.ConditionalAttribute"))) return $"'{method.Name}' is [Conditional], so whether it is called depends on the build. Remove the attribute.";
        if (!method.IsStatic && call.Instance is not IInstanceReferenceOperation) return $"'{method.Name}' is called on another object, which has no form in a rule. Make it static.";
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (!IsReal(parameter.Type) && parameter.Type.UniformType() is null && !parameter.Type.Is(KnownNames.StepInfo))
            {
                return $"Parameter '{parameter.Name}' of '{method.Name}' is of type {parameter.Type.ToDisplayString()}. Helpers take double, long, bool, Real and StepInfo.";
            }
        }
        return null;
    }

    private (IOperation Body, bool HasErrors)? BodyOf(ISymbol member)
    {
        if (_bodies.TryGetValue(member, out (IOperation, bool)? known)) return known;
        (IOperation, bool)? found = null;
        foreach (SyntaxReference reference in member.DeclaringSyntaxReferences)
        {
            SyntaxNode node = reference.GetSyntax(context.Cancellation);
            SyntaxNode? body = node switch
            {
                MethodDeclarationSyntax method => (SyntaxNode?)method.Body ?? method.ExpressionBody,
                AccessorDeclarationSyntax accessor => (SyntaxNode?)accessor.Body ?? accessor.ExpressionBody,
                ArrowExpressionClauseSyntax arrow => arrow,
                _ => null,
            };
            if (body is null) continue;
            SemanticModel model = context.Compilation.GetSemanticModel(body.SyntaxTree);
            if (model.GetOperation(body, context.Cancellation) is IOperation operation) found = (operation, CompilerErrors.Any(model, node, context.Cancellation));
        }
        _bodies.Add(member, found);
        return found;
    }

    /// <summary>A hyperparameter, a value of the step, or a computed property of the rule, inlined.</summary>
    private Expr Property(IPropertyReferenceOperation reference)
    {
        IPropertySymbol property = reference.Property;
        if (property.ContainingType.Is(KnownNames.StepInfo) && IsTheStep(reference.Instance))
        {
            string name = "step." + property.Name;
            return Method.StepValues.TryGetValue(name, out IrType stepType) ? new Ref(name, stepType) : Refuse(reference);
        }
        if (reference.Instance is not IInstanceReferenceOperation || !IsOfFragment(property))
        {
            return context.Refuse(reference.Syntax, $"'{FirstLine(reference.Syntax)}' has no form in a rule. Only the rule's own properties are its hyperparameters, and only the method's own StepInfo is the step.", Expected(reference));
        }
        if (property.Name == KnownNames.LearningRate && property.ContainingType.Is(KnownNames.UpdateRule))
        {
            return context.Refuse(reference.Syntax, "LearningRate is the rate that the recipe starts from. The rate of this step, schedule included, is step.LearningRate.");
        }
        if (property.Type.TypeKind == TypeKind.Error) return context.Fail(reference.Syntax, IrType.Double);
        if (Hyperparameters.TypeOf(property) is not IrType type)
        {
            return context.Refuse(reference.Syntax, $"A hyperparameter of type {property.Type.ToDisplayString()} has no form in a rule. Use double, long, bool or an enum.", Expected(reference));
        }
        if (property.IsAbstract || property.IsVirtual || property.IsOverride)
        {
            return context.Refuse(reference.Syntax, $"'{property.Name}' is virtual, so what it is is not known when the rule is compiled. Declare it without 'virtual' and 'override'.", type);
        }
        if (Hyperparameters.IsDeclared(property) && context.Fragment.KindOfFragment() is null && !property.IsPartialDefinition)
        {
            return context.Refuse(reference.Syntax, $"'{property.Name}' is set where no kernel sees it. Declare it partial, so that the recipe hands it on: 'public partial {property.Type.ToDisplayString()} {property.Name} {{ get; set; }}'.", type);
        }
        if (Hyperparameters.IsDeclared(property)) return new Hyper(property.Name, type);
        if (property.IsExtern || context.Calls.Any(m => SymbolEqualityComparer.Default.Equals(m, property.GetMethod))) return Refuse(reference);
        if (BodyOf(property.GetMethod ?? (ISymbol)property) is not { HasErrors: false } found) return context.Fail(reference.Syntax, type);
        if (++context.InlinedBodies > MaximumInlinedBodies) return context.RefuseSize(reference.Syntax, Outgrown, type);
        context.Calls.Push(property.GetMethod!);
        Expr? value = Body(found.Body);
        context.Calls.Pop();
        return value ?? context.Missing(property, type);
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
