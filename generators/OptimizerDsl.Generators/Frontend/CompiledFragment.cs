using OptimizerDsl.Generators.Ir;

namespace OptimizerDsl.Generators.Frontend;

/// <summary>
/// Reads a fragment from the text in another assembly's metadata, and trusts nothing in it: another version may have written
/// it, and what later stages take for granted has to be seen here.
/// </summary>
internal static class CompiledFragment
{
    /// <exception cref="FormatException">The text is no fragment of this kind; the message says why.</exception>
    public static Fragment Read(string text, FragmentKind kind)
    {
        Fragment fragment = IrReader.ReadFragment(text);
        Expect(fragment.Kind == kind, $"a {kind.ToString().ToLowerInvariant()}");
        foreach (Method method in fragment.Methods)
        {
            if (Verifier.FirstMistake(method) is string mistake) throw new FormatException($"in {method.Name}, {mistake}");
        }
        if (kind == FragmentKind.Schedule) return fragment;

        Method? begin = fragment.Find(KnownNames.Begin);
        Method step = fragment.Find(kind == FragmentKind.Rule ? KnownNames.Update : KnownNames.Apply) ?? throw new FormatException("the method of the fragment is missing");
        if (kind == FragmentKind.Rule) Expect(step.Parameters.Count >= 2 && IsReal(step.Parameters[0], isReference: true) && IsReal(step.Parameters[1], isReference: false), "parameter and gradient");
        else Expect(step.Parameters.Count >= 1 && IsReal(step.Parameters[0], isReference: false) && step.Outputs.Any(o => o.Name == Method.Result && o.Value.Type == IrType.Real), "gradient and result");
        foreach (Parameter parameter in step.Parameters)
        {
            bool isKnown = parameter.Type == IrType.Real || parameter is { Type: IrType.Double, IsReference: false } && begin?.Parameters.Any(p => p.Name == parameter.Name) == true;
            Expect(isKnown && IsWritten(step, parameter), $"a use for parameter '{parameter.Name}'");
        }
        Expect(begin is null || begin.Parameters.All(p => p is { Type: IrType.Double, IsReference: true } && IsWritten(begin, p)), "uniform state in Begin");
        Expect(begin is null || !begin.Lets.Select(l => l.Value).Concat(begin.Outputs.Select(o => o.Value)).SelectMany(e => e.Descendants()).Any(e => e.Type.IsVarying() || e is Reduce), "nothing that varies in Begin");
        return fragment;
    }

    private static bool IsReal(Parameter parameter, bool isReference) => parameter.Type == IrType.Real && parameter.IsReference == isReference;

    private static bool IsWritten(Method method, Parameter parameter) => !parameter.IsReference || method.Outputs.Any(o => o.Name == parameter.Name);

    private static void Expect(bool condition, string what)
    {
        if (!condition) throw new FormatException($"expected {what}");
    }
}
