using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Passes;

namespace OptimizerDsl.Generators.Frontend;

/// <summary>
/// Turns a fragment's attribute class into IR: from its source where it belongs to this compilation, else from the text that
/// its own build left in metadata (source of a referenced project could not be bound here).
/// </summary>
internal static class FragmentReader
{
    // Every recipe of a compilation asks for the same few rules, after every edit, and so do the generator and each analyzer.
    // A rule of this compilation is bound once for it. One of another assembly is read once for as long as that is referenced,
    // whatever is edited: compilations that are made of one another share its symbols.
    private static readonly ConditionalWeakTable<object, ConcurrentDictionary<INamedTypeSymbol, Result>> s_known = new();

    private sealed record Result(Fragment? Fragment, IssueSink Issues);

    /// <summary>The fragment, or null where it has mistakes.</summary>
    public static Fragment? Read(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation) => Find(type, compilation, cancellation).Fragment;

    /// <summary>The fragment, or null with its mistakes in <paramref name="sink"/>.</summary>
    public static Fragment? Read(INamedTypeSymbol type, Compilation compilation, IssueSink sink, CancellationToken cancellation)
    {
        Result result = Find(type, compilation, cancellation);
        sink.Add(result.Issues);
        return result.Fragment;
    }

    private static Result Find(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        bool isHere = SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly);
        ConcurrentDictionary<INamedTypeSymbol, Result> known = s_known.GetValue(isHere ? compilation : type.ContainingAssembly, _ => new(SymbolEqualityComparer.Default));
        if (known.TryGetValue(type, out Result? found)) return found;
        var sink = new IssueSink();
        // A recipe that has its own Update is its own rule.
        FragmentKind kind = type.KindOfFragment() ?? FragmentKind.Rule;
        Fragment? read = isHere ? FromSource(type, kind, compilation, sink, cancellation) : FromMetadata(type, kind, sink);
        return known.GetOrAdd(type, new Result(read, sink));
    }

    private static Fragment? FromMetadata(INamedTypeSymbol type, FragmentKind kind, IssueSink sink)
    {
        if (type.Attribute(KnownNames.CompiledRule)?.ConstructorArguments is not [var argument] || argument.Scalar() is not string text)
        {
            sink.Report(IssueIds.Unreadable, null, $"{type.ShortName()} comes from {type.ContainingAssembly.Name}, which was built without the OptimizerDsl generator. Build it with a reference to the OptimizerDsl package.");
            return null;
        }
        try
        {
            return CompiledFragment.Read(text, kind);
        }
        catch (FormatException exception)
        {
            sink.Report(IssueIds.Unreadable, null, $"{type.ShortName()} from {type.ContainingAssembly.Name} was compiled by another version of OptimizerDsl ({exception.Message}). Rebuild it with the version that this project uses.");
            return null;
        }
    }

    private static Fragment? FromSource(INamedTypeSymbol type, FragmentKind kind, Compilation compilation, IssueSink sink, CancellationToken cancellation)
    {
        int before = sink.Count;
        // A recipe that is its own rule has no object made of an attribute: its hyperparameters are the generated properties.
        if (type.KindOfFragment() is not null) HyperparameterChecks.Run(type, compilation, sink, cancellation);
        var hypers = new List<HyperDeclaration>();
        IEnumerable<IPropertySymbol> properties = type.KindOfFragment() is null ? Hyperparameters.OfRecipe(type) : Hyperparameters.Of(type);
        foreach (IPropertySymbol property in properties)
        {
            hypers.Add(new(property.Name, Hyperparameters.TypeOf(property)!.Value, Hyperparameters.DefaultOf(property, compilation, cancellation)));
        }

        var methods = new List<Method>();
        foreach (string name in Signatures.MethodsOf(kind))
        {
            if (LowerMethod(type, kind, name, compilation, sink, cancellation) is Method method) methods.Add(method);
        }
        methods.AddRange(KnowledgeReader.Read(type, kind, compilation, sink, cancellation));
        return sink.Count > before ? null : new(kind, type.ShortName(), hypers.ToEquatableArray(), methods.ToEquatableArray());
    }

    private static Method? LowerMethod(INamedTypeSymbol type, FragmentKind kind, string name, Compilation compilation, IssueSink sink, CancellationToken cancellation)
    {
        IMethodSymbol[] candidates = type.GetMembers(name).OfType<IMethodSymbol>().Where(m => m.MethodKind == MethodKind.Ordinary).ToArray();
        if (IsHalfTyped(type, name, candidates, cancellation))
        {
            sink.Fail();
            return null;
        }
        if (Signatures.Mistake(type, kind, name, candidates) is (string mistake, var place))
        {
            sink.Report(IssueIds.BadMethod, place, mistake);
            return null;
        }
        if (candidates.Length == 0) return null;

        int before = sink.Count;
        Method? method = null;
        try
        {
            method = Lower(candidates[0].PartialImplementationPart ?? candidates[0], type, compilation, sink, cancellation);
        }
        catch (InvalidOperationException exception)
        {
            // After a refusal, placeholders may not fit together; without one, this is the compiler's mistake and must be seen.
            if (sink.Count == before) sink.Report(IssueIds.NoVectorForm, candidates[0].Place(), $"{name} cannot be compiled, which is a mistake of OptimizerDsl's: {exception.Message.Split('\n')[0]}");
        }
        return sink.Count > before ? null : method;
    }

    /// <summary>Whether C# finds the method, or the class that should have it, unfinished; what is missing may be about to come.</summary>
    private static bool IsHalfTyped(INamedTypeSymbol type, string name, IMethodSymbol[] candidates, CancellationToken cancellation)
    {
        bool isUnknown = candidates.Any(m => m.ReturnType.TypeKind == TypeKind.Error || m.Parameters.Any(p => p.Type.TypeKind == TypeKind.Error));
        return isUnknown || type.DeclaringSyntaxReferences.Select(r => r.GetSyntax(cancellation)).Any(n => candidates.Length == 0
            ? n.ContainsDiagnostics
            : n.DescendantNodes().OfType<MethodDeclarationSyntax>().Any(m => m.Identifier.ValueText == name && (m.ParameterList.ContainsDiagnostics || m.ReturnType.ContainsDiagnostics)));
    }

    private static Method? Lower(IMethodSymbol symbol, INamedTypeSymbol type, Compilation compilation, IssueSink sink, CancellationToken cancellation)
    {
        bool isUniform = symbol.Name is KnownNames.Begin or KnownNames.ScaleAt or KnownNames.Adapt;
        var context = new LoweringContext(compilation, type, sink, cancellation) { IsUniform = isUniform };
        var parameters = new List<Parameter>();
        foreach (IParameterSymbol parameter in symbol.Parameters)
        {
            context.Declare(parameter);
            if (parameter.Type.Is(KnownNames.StepInfo)) continue;
            IrType irType = parameter.Type.Is(KnownNames.Real) ? IrType.Real : parameter.Type.UniformType()!.Value;
            context.Reserve(parameter.Name);
            context.Set(parameter, new Ref(parameter.Name, irType));
            parameters.Add(new(parameter.Name, irType, parameter.RefKind == RefKind.Ref, parameter.Attribute(KnownNames.AverageMark) is not null, StorageReader.LeastOf(parameter)));
        }

        var method = symbol.DeclaringSyntaxReferences.Select(r => r.GetSyntax(cancellation)).OfType<MethodDeclarationSyntax>().FirstOrDefault(m => m.Body is not null || m.ExpressionBody is not null);
        if (method is null)
        {
            if (symbol.IsExtern) sink.Report(IssueIds.BadMethod, symbol.Place(), $"{symbol.Name} of {type.ShortName()} has no body to compile. Write one.");
            else sink.Fail();
            return null;
        }
        SemanticModel model = compilation.GetSemanticModel(method.SyntaxTree);
        if (model.GetOperation(method, cancellation) is not { } body || CompilerErrors.Any(model, method, cancellation))
        {
            // The compiler says what is wrong; the generator only must not build on it.
            sink.Fail();
            return null;
        }

        context.Calls.Push(symbol);
        Expr? returned = new Lowering(context).Body(body);
        context.Calls.Pop();

        List<Output> outputs = symbol.Parameters.Where(p => p.RefKind == RefKind.Ref).Select(p => new Output(p.Name, context.Values[p])).ToList();
        if (returned is not null) outputs.Add(new(Method.Result, returned));
        Method lowered = Verifier.Verify(new(symbol.Name, parameters.ToEquatableArray(), context.Lets.ToEquatableArray(), outputs.ToEquatableArray()), "lowering");
        // Each condition is known by now, but how fine it is only once all uniform state has been written.
        IReadOnlyDictionary<string, Level> levels = Levels.Of(lowered);
        SyntaxNode[] partial = context.Reductions.Where(r => Levels.Of(r.Path, levels) > Level.Step).Select(r => r.Call).ToArray();
        foreach (SyntaxNode call in partial)
        {
            context.Refuse(call, "A reduction under a condition that differs between tensors or rows has no meaning: some would be reduced and others not. Take it out of the condition.");
        }
        if (partial.Length > 0) return null;
        if (symbol.Name == KnownNames.Observe && Observation.Mistake(lowered) is string mistake)
        {
            sink.Report(IssueIds.NoVectorForm, symbol.Place(), mistake);
            return null;
        }
        if (symbol.Name != KnownNames.Proceed || Levels.ReturnsOneForTheStep(lowered)) return lowered;
        sink.Report(IssueIds.NoVectorForm, method.ExpressionBody?.Expression.GetLocation() ?? symbol.Place(), $"{symbol.Name} answers once for the whole step, and this differs between elements, rows or tensors. Reduce it, as Global.Max does.");
        return null;
    }
}
