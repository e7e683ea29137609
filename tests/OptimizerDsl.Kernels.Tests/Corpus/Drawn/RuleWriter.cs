using System.Globalization;

namespace OptimizerDsl.Kernels.Tests.Corpus.Drawn;

/// <summary>Writes a rule: hyperparameters, Begin with uniform state, helpers, Update, and the recipes of it.</summary>
internal sealed class RuleWriter(ChoiceTape tape, string name, string seed)
{
    private static readonly string[] s_states = ["m", "v", "velocity", "count"];

    public DrawnRule Write()
    {
        int states = tape.Below(4);
        int uniforms = tape.Percent(35) ? 1 + tape.Below(2) : 0;
        int helpers = tape.Below(3);

        string[] stateNames = s_states[..states];
        string[] uniformNames = ["p", "q"];
        uniformNames = uniformNames[..uniforms];
        var realHelpers = new List<string>();
        var voidHelpers = new List<string>();
        string methods = "";
        if (uniforms > 0) methods += Begin(uniformNames);
        for (int i = 0; i < helpers; i++) methods += Helper(i, realHelpers, voidHelpers);
        methods += Update(stateNames, uniformNames, realHelpers, voidHelpers);

        string source = $$"""
            // ODSL_SEED={{seed}} ODSL_RULES=1
            #pragma warning disable CS0162, CS0168, CS0219, CS1717, CS1718
            using System;
            using OptimizerDsl;

            public sealed partial class {{name}}RuleAttribute : UpdateRuleAttribute
            {
                public double Alpha { get; set; } = 0.3;

                public long Period { get; set; } = 4;

                public bool Flag { get; set; }

            {{methods}}}

            """;
        string clip = tape.Pick("", "", "[ClipByGlobalNorm(1)]\n", "[ClipByValue(0.5)]\n", "[ClipByValue(3)]\n[ClipByGlobalNorm(2)]\n");
        string hypers = tape.Pick("", ", Alpha = 0.99, Flag = true", ", Alpha = 0, Period = 1", ", Alpha = 1, Period = 7, Flag = true");
        string attributes = $"{clip}[{name}Rule(LearningRate = {tape.Pick("0.1", "1", "0.003")}{hypers})]";
        return new(seed, source, [.. RecipeCase.Both(name, attributes)]);
    }

    private string Begin(string[] uniforms)
    {
        (StatementWriter body, Scope scope, _) = New([], [], "", "");
        scope.Add("step.Count", Kind.Long, isReadOnly: true);
        foreach (string uniform in uniforms)
        {
            body.Reserve(uniform);
            scope.Add(uniform, Kind.Double);
        }

        // Varying kinds have no variables here, and Begin has no use for them.
        foreach (string uniform in uniforms)
        {
            var expressions = new ExpressionWriter(tape, scope);
            body.Line($"{uniform} = 0.5 * {uniform} + {expressions.Double(3)};");
            if (tape.Percent(40)) body.Line($"if ({expressions.Bool(1)}) {uniform} = {expressions.Double(2)};");
        }

        return Method($"public void Begin({string.Concat(uniforms.Select(uniform => $"ref double {uniform}, "))}StepInfo step)", body.Text);
    }

    private string Helper(int index, List<string> realHelpers, List<string> voidHelpers)
    {
        string helper = "Helper" + index.ToString(CultureInfo.InvariantCulture);
        bool returns = tape.Percent(50);
        (StatementWriter body, Scope scope, ExpressionWriter expressions) = New(realHelpers, voidHelpers, "y", "n", isHelper: true);
        foreach (string parameter in (string[])["x", "y"])
        {
            body.Reserve(parameter);
            scope.Add(parameter, Kind.Real);
        }

        body.Reserve("n");
        scope.Add("n", Kind.Long);
        AddHypers(scope);
        body.Returned = returns ? " x" : "";
        body.Statements(1 + tape.Below(4));
        if (returns)
        {
            body.Line($"return {expressions.Real(2)};");
            realHelpers.Add($"{helper}({{0}}, {{other}}, {{count}})");
            return Method($"private Real {helper}(Real x, Real y, long n)", body.Text);
        }

        body.Line($"x += {expressions.Real(2)};");
        voidHelpers.Add($"{helper}(ref {{0}}, {{1}}, {{count}});");
        return Method($"private void {helper}(ref Real x, Real y, long n)", body.Text);
    }

    private string Update(string[] states, string[] uniforms, List<string> realHelpers, List<string> voidHelpers)
    {
        (StatementWriter body, Scope scope, ExpressionWriter expressions) = New(realHelpers, voidHelpers, "w", "step.Count");
        foreach (string real in (string[])["w", "g", .. states])
        {
            body.Reserve(real);
            scope.Add(real, Kind.Real);
        }

        foreach (string uniform in uniforms)
        {
            body.Reserve(uniform);
            scope.Add(uniform, Kind.Double, isReadOnly: tape.Percent(50));
        }

        AddHypers(scope);
        scope.Add("step.Count", Kind.Long, isReadOnly: true);
        scope.Add("step.LearningRate", Kind.Double, isReadOnly: true);
        body.Reserve("step");
        body.Reductions = tape.Percent(50) ? 1 + tape.Below(3) : 0;
        body.Returned = "";
        body.Statements(10);
        // Every state has a part in the end, or it would be removed and test nothing.
        foreach (string state in states) body.Line($"{state} = 0.75 * {state} + {expressions.Real(2)};");
        body.Line($"w -= step.LearningRate * ({string.Join(" + ", (string[])[expressions.Real(3), .. states])});");
        if (tape.Percent(60)) body.Line("w = Real.Clamp(w, -1000, 1000);");

        string parameters = string.Concat(states.Select(state => $"ref Real {state}, ")) + string.Concat(uniforms.Select(uniform => $"double {uniform}, "));
        return Method($"public void Update(ref Real w, Real g, {parameters}StepInfo step)", body.Text);
    }

    private (StatementWriter Body, Scope Scope, ExpressionWriter Expressions) New(
        List<string> realHelpers, List<string> voidHelpers, string other, string count, bool isHelper = false)
    {
        string Filled(string call) => call.Replace("{other}", other, StringComparison.Ordinal).Replace("{count}", count, StringComparison.Ordinal);
        var scope = new Scope { IsHelper = isHelper };
        var expressions = new ExpressionWriter(tape, scope);
        var body = new StatementWriter(tape, scope, expressions);
        expressions.RealHelpers.AddRange(realHelpers.Select(Filled));
        body.Helpers.AddRange(voidHelpers.Select(Filled));
        return (body, scope, expressions);
    }

    private static void AddHypers(Scope scope)
    {
        scope.Add("Alpha", Kind.Double, isReadOnly: true);
        scope.Add("Period", Kind.Long, isReadOnly: true);
        scope.Add("Flag", Kind.Bool, isReadOnly: true);
    }

    private static string Method(string header, string body) => $"    {header}\n    {{\n{body}    }}\n\n";
}
