using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;
using OptimizerDsl.Generators.Passes;

namespace OptimizerDsl.Generators.Emit;

/// <summary>Emits a recipe's schedules as functions of the step, and its metric schedules as functions of the metric.</summary>
internal static class ScheduleEmitter
{
    public static void Emit(CodeWriter code, RecipeModel model, string className)
    {
        code.Line(CompilerAttributes.GeneratedCode(isQualified: true));
        using (code.Open($"file static class {className}"))
        {
            bool isFirst = true;
            foreach (ScheduleTrack track in model.Tracks)
            {
                if (!isFirst) code.Line();
                isFirst = false;
                EmitTrack(code, track, MethodOf(model, track));
            }
            if (model.Metrics.Count == 0) return;
            if (!isFirst) code.Line();
            EmitMetrics(code, model);
        }
    }

    public static string MethodOf(RecipeModel model, ScheduleTrack track) =>
        track.Tunable == ScheduleTrack.Rate ? "RateAt" : model.Tunables[track.Tunable].Name + "At" + track.Tunable.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public static int MetricStateCount(RecipeModel model) => model.Metrics.Sum(m => m.Fragment.Find("Adapt")!.Parameters.Count(p => p.IsReference));

    private static void EmitTrack(CodeWriter code, ScheduleTrack track, string name)
    {
        code.Line("// " + string.Join(", ", track.Phases.Select(p => p.Label)));
        using (code.Open($"public static double {name}(long step)"))
        {
            code.Line("ArgumentOutOfRangeException.ThrowIfNegative(step);");
            for (int i = 0; i < track.Phases.Count; i++)
            {
                SchedulePhase phase = track.Phases[i];
                bool isLast = i == track.Phases.Count - 1;
                using (code.Open(isLast ? "" : $"if (step < {phase.Start + phase.Length})")) EmitPhase(code, phase);
            }
        }
    }

    private static void EmitPhase(CodeWriter code, SchedulePhase phase)
    {
        Method method = Pipeline.Uniform(phase.Fragment, "ScaleAt", phase.Values);
        var names = new NameScope("step");
        string time = names[method.Parameters[0].Name];
        bool usesTime = Expressions(method).SelectMany(e => e.Descendants()).Any(e => e is Ref r && r.Name == method.Parameters[0].Name);
        using CodeWriter.Block? block = code.OpenUnchecked(Expressions(method));
        if (usesTime) code.Line($"long {time} = {(phase.Start == 0 ? "step" : "step - " + phase.Start)};");
        EmitReturn(code, method, new CSharpPrinter(new Target.Uniform(), n => names[n], _ => null), names);
    }

    private static IEnumerable<Expr> Expressions(Method method) => method.Lets.Select(l => l.Value).Concat(method.Outputs.Select(o => o.Value));

    private static void EmitReturn(CodeWriter code, Method method, CSharpPrinter printer, NameScope names)
    {
        foreach (Let let in method.Lets) code.Line($"{let.Value.Type.Text()} {names[let.Name]} = {printer.Print(let.Value)};");
        code.Line($"return {printer.Print(method.Outputs.First(o => o.Name == Method.Result).Value)};");
    }

    /// <summary>The factor after a metric, the product of all metric schedules; each keeps its state in its part of an array.</summary>
    private static void EmitMetrics(CodeWriter code, RecipeModel model)
    {
        int first = 0;
        for (int i = 0; i < model.Metrics.Count; i++)
        {
            FragmentUse metric = model.Metrics[i];
            Method method = Pipeline.Uniform(metric.Fragment, "Adapt", metric.Values);
            var names = new NameScope();
            string parameters = string.Join(", ", method.Parameters.Select(p => $"{(p.IsReference ? "ref " : "")}double {names[p.Name]}"));
            code.Line("// " + metric.Label);
            using (code.Open($"private static double Adapt{i}({parameters})"))
            {
                var printer = new CSharpPrinter(new Target.Uniform(), n => names[n], _ => null);
                using CodeWriter.Block? block = code.OpenUnchecked(Expressions(method));
                foreach (Let let in method.Lets) code.Line($"{let.Value.Type.Text()} {names[let.Name]} = {printer.Print(let.Value)};");
                Output[] written = method.Outputs.Where(o => o.Name != Method.Result && Cost.Stores(o)).ToArray();
                // All new values are read before any is written: one may be the other's old value.
                string result = names.Fresh("factor");
                code.Line($"double {result} = {printer.Print(method.Outputs.First(o => o.Name == Method.Result).Value)};");
                string[] next = written.Select(o => names.Fresh("next " + o.Name)).ToArray();
                for (int w = 0; w < written.Length; w++) code.Line($"double {next[w]} = {printer.Print(written[w].Value)};");
                for (int w = 0; w < written.Length; w++) code.Line($"{names[written[w].Name]} = {next[w]};");
                code.Line($"return {result};");
            }
            code.Line();
        }
        using (code.Open("public static void Adapt(double metric, double[] state, double[] factors)"))
        {
            for (int i = 0; i < model.Metrics.Count; i++)
            {
                int count = model.Metrics[i].Fragment.Find("Adapt")!.Parameters.Count(p => p.IsReference);
                code.Line($"factors[{i}] = Adapt{i}(metric{string.Concat(Enumerable.Range(first, count).Select(s => $", ref state[{s}]"))});");
                first += count;
            }
        }
    }
}
