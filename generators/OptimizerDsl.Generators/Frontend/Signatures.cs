using Microsoft.CodeAnalysis;
using OptimizerDsl.Generators.Ir;

namespace OptimizerDsl.Generators.Frontend;

/// <summary>Which methods a fragment of each kind has, and what their parameters must look like.</summary>
internal static class Signatures
{
    public static string[] MethodsOf(FragmentKind kind) => kind switch
    {
        FragmentKind.Rule => [KnownNames.Begin, KnownNames.Update],
        FragmentKind.Transform => [KnownNames.Begin, KnownNames.Apply],
        FragmentKind.Gate => [KnownNames.Begin, KnownNames.Proceed],
        FragmentKind.Averaging => [KnownNames.Begin, KnownNames.Average],
        FragmentKind.Observer => [KnownNames.Begin, KnownNames.Observe],
        FragmentKind.MetricSchedule => [KnownNames.Adapt],
        _ => [KnownNames.ScaleAt],
    };

    /// <summary>The method that a fragment is for.</summary>
    public static string StepOf(FragmentKind kind) => kind switch
    {
        FragmentKind.Rule => KnownNames.Update,
        FragmentKind.Transform => KnownNames.Apply,
        FragmentKind.Gate => KnownNames.Proceed,
        FragmentKind.Averaging => KnownNames.Average,
        FragmentKind.Observer => KnownNames.Observe,
        FragmentKind.MetricSchedule => KnownNames.Adapt,
        _ => KnownNames.ScaleAt,
    };

    /// <summary>What is wrong with the methods of this name, and where; null where all is well or the method is optional and absent.</summary>
    public static (string Message, Location? Place)? Mistake(INamedTypeSymbol type, FragmentKind kind, string name, IReadOnlyList<IMethodSymbol> candidates)
    {
        bool isOptional = name is KnownNames.Begin;
        if (candidates.Count == 0) return isOptional ? null : ($"{type.ShortName()} has no method {name}. Declare public {Expected(name)}.", type.Place());
        if (candidates.Count > 1) return ($"{type.ShortName()} has several methods {name}, and which one is meant would be a guess. Leave one.", candidates[1].Place());
        IMethodSymbol method = candidates[0];
        if (method.IsGenericMethod || method.IsAsync) return ($"{name} of {type.ShortName()} cannot be generic or async. Declare public {Expected(name)}.", method.Place());
        if (name != KnownNames.ScaleAt && (method.IsStatic || method.DeclaredAccessibility != Accessibility.Public))
        {
            return ($"{name} of {type.ShortName()} must be public and not static, or ScalarReference cannot run it. Declare public {Expected(name)}.", method.Place());
        }
        return name switch
        {
            KnownNames.Update => Update(method),
            KnownNames.Apply => Apply(method),
            KnownNames.Begin => Begin(method),
            KnownNames.Proceed => Proceed(method),
            KnownNames.Average => Average(method),
            KnownNames.Observe => Observe(method),
            KnownNames.Adapt => Adapt(method),
            _ => ScaleAt(method),
        };
    }

    private static (string, Location?)? Update(IMethodSymbol method)
    {
        if (!method.ReturnsVoid) return ("Update writes to its by-reference parameters and returns nothing. Make it void.", method.Place());
        var parameters = method.Parameters;
        bool startsRight = parameters.Length >= 2 && IsReal(parameters[0], RefKind.Ref) && IsReal(parameters[1], RefKind.None);
        if (!startsRight) return ($"Update starts with the parameter and its gradient. Its form is {Expected(KnownNames.Update)}.", method.Place());
        foreach (IParameterSymbol parameter in parameters.Skip(2))
        {
            bool isState = IsReal(parameter, RefKind.Ref) || IsReal(parameter, RefKind.None);
            if (KeptTwice(method, parameter) is { } mistake) return mistake;
            if (IsKept(parameter)) continue;
            bool isUniformState = parameter is { RefKind: RefKind.None, Type.SpecialType: SpecialType.System_Double };
            if (!isState && !isUniformState && !IsStep(parameter)) return (Unknown(parameter, KnownNames.Update), parameter.Place());
            if (isUniformState && !IsStateOfBegin(method.ContainingType, parameter.Name))
            {
                return ($"'{parameter.Name}' is a double, so it is uniform state, but nothing gives it its value. Make it 'ref double' and assign it here, or declare public void Begin(ref double {parameter.Name}).", parameter.Place());
            }
        }
        return Averages(method);
    }

    private static (string, Location?)? Apply(IMethodSymbol method)
    {
        if (!method.ReturnType.Is(KnownNames.Real)) return ("Apply answers the gradient to use instead. Make it return Real.", method.Place());
        if (method.Parameters.Length < 1 || !IsReal(method.Parameters[0], RefKind.None)) return ($"Apply starts with the gradient. Its form is {Expected(KnownNames.Apply)}.", method.Place());
        foreach (IParameterSymbol parameter in method.Parameters.Skip(1))
        {
            bool isWeight = IsReal(parameter, RefKind.None) && parameter.Name == "w";
            bool isUniformState = parameter is { RefKind: RefKind.None, Type.SpecialType: SpecialType.System_Double } && IsStateOfBegin(method.ContainingType, parameter.Name);
            bool isState = IsReal(parameter, RefKind.Ref) || IsKept(parameter);
            if (KeptTwice(method, parameter) is { } mistake) return mistake;
            if (!isWeight && !isState && !isUniformState && !IsStep(parameter)) return (Unknown(parameter, KnownNames.Apply), parameter.Place());
        }
        return null;
    }

    private static (string, Location?)? Begin(IMethodSymbol method)
    {
        if (!method.ReturnsVoid) return ("Begin writes to its by-reference parameters and returns nothing. Make it void.", method.Place());
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            bool isUniformState = parameter is { RefKind: RefKind.Ref, Type.SpecialType: SpecialType.System_Double };
            if (!isUniformState && !IsStep(parameter)) return (Unknown(parameter, KnownNames.Begin), parameter.Place());
        }
        return null;
    }

    private static (string, Location?)? Proceed(IMethodSymbol method)
    {
        if (method.ReturnType.SpecialType != SpecialType.System_Boolean) return ("Proceed answers whether the step goes on. Make it return bool.", method.Place());
        if (method.Parameters.Length < 1 || !IsReal(method.Parameters[0], RefKind.None)) return ($"Proceed starts with the gradient. Its form is {Expected(KnownNames.Proceed)}.", method.Place());
        foreach (IParameterSymbol parameter in method.Parameters.Skip(1))
        {
            bool isWeight = IsReal(parameter, RefKind.None) && parameter.Name == "w";
            bool isUniformState = parameter is { RefKind: RefKind.None, Type.SpecialType: SpecialType.System_Double } && IsStateOfBegin(method.ContainingType, parameter.Name);
            if (!isWeight && !isUniformState && !IsStep(parameter)) return (Unknown(parameter, KnownNames.Proceed), parameter.Place());
        }
        return null;
    }

    private static (string, Location?)? Average(IMethodSymbol method)
    {
        if (!method.ReturnsVoid) return ("Average writes to its by-reference parameters and returns nothing. Make it void.", method.Place());
        var parameters = method.Parameters;
        bool startsRight = parameters.Length >= 2 && IsReal(parameters[0], RefKind.Ref) && IsReal(parameters[1], RefKind.Ref);
        if (!startsRight) return ($"Average starts with the parameter and its average. Its form is {Expected(KnownNames.Average)}.", method.Place());
        foreach (IParameterSymbol parameter in parameters.Skip(2))
        {
            bool isUniformState = parameter is { RefKind: RefKind.None, Type.SpecialType: SpecialType.System_Double } && IsStateOfBegin(method.ContainingType, parameter.Name);
            if (KeptTwice(method, parameter) is { } mistake) return mistake;
            if (!IsReal(parameter, RefKind.Ref) && !IsKept(parameter) && !isUniformState && !IsStep(parameter)) return (Unknown(parameter, KnownNames.Average), parameter.Place());
        }
        return null;
    }

    private static (string, Location?)? Observe(IMethodSymbol method)
    {
        if (!method.ReturnsVoid) return ("Observe writes to its uniform state and returns nothing. Make it void.", method.Place());
        var parameters = method.Parameters;
        bool startsRight = parameters.Length >= 3 && parameters.Take(3).All(p => IsReal(p, RefKind.None));
        if (!startsRight) return ($"Observe starts with the parameter before the step, after it, and its gradient. Its form is {Expected(KnownNames.Observe)}.", method.Place());
        foreach (IParameterSymbol parameter in parameters.Skip(3))
        {
            bool isUniformState = parameter is { RefKind: RefKind.None, Type.SpecialType: SpecialType.System_Double } && IsStateOfBegin(method.ContainingType, parameter.Name);
            if (KeptTwice(method, parameter) is { } mistake) return mistake;
            if (!IsKept(parameter) && !isUniformState && !IsStep(parameter)) return (Unknown(parameter, KnownNames.Observe), parameter.Place());
        }
        return null;
    }

    private static (string, Location?)? Adapt(IMethodSymbol method)
    {
        if (method.ReturnType.SpecialType != SpecialType.System_Double) return ("Adapt answers the factor on the rate. Make it return double.", method.Place());
        if (method.Parameters.Length < 1 || method.Parameters[0] is not { RefKind: RefKind.None, Type.SpecialType: SpecialType.System_Double }) return ($"Adapt starts with the metric. Its form is {Expected(KnownNames.Adapt)}.", method.Place());
        foreach (IParameterSymbol parameter in method.Parameters.Skip(1))
        {
            if (parameter is not { RefKind: RefKind.Ref, Type.SpecialType: SpecialType.System_Double }) return (Unknown(parameter, KnownNames.Adapt), parameter.Place());
        }
        return null;
    }

    private static (string, Location?)? ScaleAt(IMethodSymbol method)
    {
        bool isRight = method.ReturnType.SpecialType == SpecialType.System_Double
            && method.Parameters is [{ RefKind: RefKind.None, Type.SpecialType: SpecialType.System_Int64 }];
        return isRight ? null : ($"The form of a schedule is {Expected(KnownNames.ScaleAt)}.", method.Place());
    }

    private static bool IsStateOfBegin(INamedTypeSymbol type, string name) =>
        type.GetMembers(KnownNames.Begin).OfType<IMethodSymbol>().Any(m => m.Parameters.Any(p => p.Name == name && p.RefKind == RefKind.Ref));

    private static bool IsKept(IParameterSymbol parameter) => parameter is { RefKind: RefKind.Ref, Type.SpecialType: SpecialType.System_Double };

    private static (string, Location?)? KeptTwice(IMethodSymbol method, IParameterSymbol parameter) => IsKept(parameter) && IsStateOfBegin(method.ContainingType, parameter.Name)
        ? ($"'{parameter.Name}' is written by Begin and by {method.Name}, and which value counts would be a guess. Take it as a plain double here, or leave it out of Begin.", parameter.Place())
        : null;

    private static (string, Location?)? Averages(IMethodSymbol update)
    {
        IParameterSymbol[] marked = update.Parameters.Where(p => p.Attribute(KnownNames.AverageMark) is not null).ToArray();
        IParameterSymbol? odd = marked.FirstOrDefault(p => p.Ordinal < 2 || !IsReal(p, RefKind.Ref));
        if (odd is not null) return ($"'{odd.Name}' is no state that has a value for each parameter, so it cannot be the average. Mark a 'ref Real' that stands behind the gradient.", odd.Place());
        return marked.Length > 1 ? ($"Update has two averages, '{marked[0].Name}' and '{marked[1].Name}', and a parameter is evaluated at one. Leave one [Average].", marked[1].Place()) : null;
    }

    private static bool IsReal(IParameterSymbol parameter, RefKind kind) => parameter.RefKind == kind && parameter.Type.Is(KnownNames.Real);

    private static bool IsStep(IParameterSymbol parameter) => parameter.RefKind is RefKind.None or RefKind.In && parameter.Type.Is(KnownNames.StepInfo);

    private static string Unknown(IParameterSymbol parameter, string method) =>
        $"{method} cannot take '{parameter.ToDisplayString()}'. Its form is {Expected(method)}.";

    private static string Expected(string method) => method switch
    {
        KnownNames.Update => "void Update(ref Real w, Real g, Real input…, ref Real state…, ref double uniformState…, StepInfo step)",
        KnownNames.Apply => "Real Apply(Real g, Real w, ref Real state…, ref double uniformState…, StepInfo step)",
        KnownNames.Proceed => "bool Proceed(Real g, Real w, double uniformState…, StepInfo step)",
        KnownNames.Average => "void Average(ref Real w, ref Real average, ref Real state…, ref double uniformState…, StepInfo step)",
        KnownNames.Observe => "void Observe(Real before, Real after, Real g, ref double uniformState…, StepInfo step)",
        KnownNames.Adapt => "double Adapt(double metric, ref double state…)",
        KnownNames.ScaleAt => "double ScaleAt(long t)",
        _ => "void Begin(ref double uniformState…, StepInfo step)",
    };
}
