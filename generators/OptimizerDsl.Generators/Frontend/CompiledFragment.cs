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
        foreach (Method method in fragment.Methods.Where(KnowledgeReader.IsKnowledge))
        {
            Expect(IsUniform(method) && KnowledgeReader.HasForm(method), $"the parameters and the result of {method.Name}");
        }
        Method step = fragment.Find(Signatures.StepOf(kind)) ?? throw new FormatException("the method of the fragment is missing");
        Expect(kind switch
        {
            FragmentKind.Rule => Starts(step, (IrType.Real, true), (IrType.Real, false)),
            FragmentKind.Averaging => Starts(step, (IrType.Real, true), (IrType.Real, true)),
            FragmentKind.Observer => Starts(step, (IrType.Real, false), (IrType.Real, false), (IrType.Real, false)) && step.Parameters.Skip(3).All(p => p.Type == IrType.Double) && Observation.Mistake(step) is null,
            FragmentKind.Transform => Starts(step, (IrType.Real, false)) && Returns(step, IrType.Real),
            FragmentKind.Gate => Starts(step, (IrType.Real, false)) && Returns(step, IrType.Bool) && Passes.Levels.ReturnsOneForTheStep(step),
            FragmentKind.Schedule => step.Parameters.Count == 1 && Starts(step, (IrType.Long, false)) && Returns(step, IrType.Double),
            _ => Starts(step, (IrType.Double, false)) && step.Parameters.Skip(1).All(p => p is { Type: IrType.Double, IsReference: true }) && Returns(step, IrType.Double),
        }, $"the parameters and the result of {step.Name}");
        if (kind is FragmentKind.Schedule or FragmentKind.MetricSchedule)
        {
            Expect(IsUniform(step) && step.Parameters.All(p => IsWritten(step, p)), $"nothing that varies in {step.Name}");
            return fragment;
        }

        Method? begin = fragment.Find(KnownNames.Begin);
        foreach (Parameter parameter in step.Parameters)
        {
            bool isBegun = begin?.Parameters.Any(p => p.Name == parameter.Name) == true;
            bool isKept = parameter is { Type: IrType.Double, IsReference: true } && !isBegun && kind != FragmentKind.Gate;
            bool isKnown = parameter.Type == IrType.Real || isKept || parameter is { Type: IrType.Double, IsReference: false } && isBegun;
            Expect(isKnown && IsWritten(step, parameter), $"a use for parameter '{parameter.Name}'");
        }
        bool marksAverages = step.Parameters.Skip(2).Count(p => p.IsAverage) <= 1 && step.Parameters.All(p => !p.IsAverage || kind == FragmentKind.Rule && p.Type == IrType.Real);
        Expect(marksAverages, "one average, which is state of a rule");
        Expect(begin is null || begin.Parameters.All(p => p is { Type: IrType.Double, IsReference: true } && IsWritten(begin, p)), "uniform state in Begin");
        Expect(begin is null || IsUniform(begin), "nothing that varies in Begin");
        return fragment;
    }

    private static bool Starts(Method method, params (IrType Type, bool IsReference)[] start) =>
        method.Parameters.Count >= start.Length && start.Select((s, i) => (s, Parameter: method.Parameters[i])).All(p => p.Parameter.Type == p.s.Type && p.Parameter.IsReference == p.s.IsReference);

    private static bool Returns(Method method, IrType type) => method.Outputs.Any(o => o.Name == Method.Result && o.Value.Type == type);

    private static bool IsUniform(Method method) =>
        !method.Lets.Select(l => l.Value).Concat(method.Outputs.Select(o => o.Value)).SelectMany(e => e.Descendants()).Any(e => e.Type.IsVarying() || e is Reduce || e is Ref reference && Method.IsShape(reference.Name));

    private static bool IsWritten(Method method, Parameter parameter) => !parameter.IsReference || method.Outputs.Any(o => o.Name == parameter.Name);

    private static void Expect(bool condition, string what)
    {
        if (!condition) throw new FormatException($"expected {what}");
    }
}
