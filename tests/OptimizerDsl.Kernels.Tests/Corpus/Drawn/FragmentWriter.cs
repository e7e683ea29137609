namespace OptimizerDsl.Kernels.Tests.Corpus.Drawn;

/// <summary>Writes a fragment: hyperparameters, Begin with uniform state, helpers, and the method that the fragment is for.</summary>
/// <param name="tape">The choices.</param>
/// <param name="shape">The kind of fragment.</param>
/// <param name="usesLoss">Whether it may read the loss.</param>
/// <param name="isWhole">Whether models step it, which have shapes, inputs and averages, and not plain vectors alone.</param>
internal sealed partial class FragmentWriter(ChoiceTape tape, FragmentShape shape, bool usesLoss, bool isWhole)
{
    private const string Derived = "Derived";

    private readonly List<string> _realHelpers = [], _voidHelpers = [], _outHelpers = [], _doubleHelpers = [];
    private string[] _states = [], _uniforms = [], _kept = [], _inputs = [];
    private bool _hasDerived, _hasShapes, _hasMean;

    /// <param name="name">The fragment's name, without "Attribute".</param>
    public string Write(string name)
    {
        _states = shape.States[..tape.Below(shape.States.Length + 1)];
        _uniforms = ((string[])["p", "q"])[..(tape.Percent(35) ? 1 + tape.Below(2) : 0)];
        _kept = shape.Kept.Length > 0 && tape.Percent(30) ? shape.Kept[..(1 + tape.Below(shape.Kept.Length))] : [];
        _hasShapes = isWhole && shape.KnowsShapes && tape.Percent(30);
        if (isWhole && shape == FragmentShape.Rule)
        {
            _inputs = tape.Percent(25) ? ((string[])["hessian", "trust"])[..(1 + tape.Below(2))] : [];
            _hasMean = tape.Percent(20);
        }

        int helpers = tape.Below(3);
        string methods = (tape.Percent(40) ? Property() : "") + (_uniforms.Length > 0 ? Begin() : "");
        if (tape.Percent(30)) methods += DoubleHelper();
        if (tape.Percent(30)) methods += OutHelper();
        for (int i = 0; i < helpers; i++) methods += Helper(i);
        methods += shape.Kind switch
        {
            "UpdateRule" => Update(),
            "GradientTransform" => Apply(),
            "Gate" => Proceed(),
            _ => Average(),
        };
        return $$"""
            public sealed partial class {{name}}Attribute : {{shape.Kind}}Attribute
            {
                public double {{shape.Hypers[0]}} { get; set; } = 0.3;

                public long {{shape.Hypers[1]}} { get; set; } = 4;

                public bool {{shape.Hypers[2]}} { get; set; }

                public double[] {{shape.Hypers[3]}} { get; set; } = [0.5, -1.25, 3];

            {{methods}}}

            """;
    }

    private string Begin()
    {
        (StatementWriter body, Scope scope, ExpressionWriter expressions) = New("", "");
        scope.Add("step.Count", Kind.Long, isReadOnly: true);
        foreach (string uniform in _uniforms)
        {
            body.Reserve(uniform);
            scope.Add(uniform, Kind.Double);
        }

        // Varying kinds have no variables here, and Begin has no use for them.
        foreach (string uniform in _uniforms)
        {
            body.Line($"{uniform} = 0.5 * {uniform} + {expressions.Double(3)};");
            if (tape.Percent(40)) body.Line($"if ({expressions.Bool(1)}) {uniform} = {expressions.Double(2)};");
        }

        return Method($"public void Begin({string.Concat(_uniforms.Select(uniform => $"ref double {uniform}, "))}StepInfo step)", body.Text);
    }

    private string Update()
    {
        (StatementWriter body, ExpressionWriter expressions) = Step("w", "g");
        body.Returned = "";
        body.Statements(10);
        KeepStates(body, expressions);
        body.Line($"w -= step.LearningRate * ({string.Join(" + ", (string[])[expressions.Real(3), .. _states])});");
        if (tape.Percent(60)) body.Line("w = Real.Clamp(w, -1000, 1000);");
        return Method($"public void Update(ref Real w, Real g, {Rest}StepInfo step)", body.Text);
    }

    private string Apply()
    {
        (StatementWriter body, ExpressionWriter expressions) = Step("g", "w");
        body.Returned = " g";
        body.Statements(6);
        KeepStates(body, expressions);
        body.Line($"return Real.Clamp({string.Join(" + ", (string[])["0.5 * g", expressions.Real(2), .. _states])}, -1e6, 1e6);");
        return Method($"public Real Apply(Real g, Real w, {Rest}StepInfo step)", body.Text);
    }

    private string Proceed()
    {
        (StatementWriter body, ExpressionWriter expressions) = Step("g", "w");
        body.Returned = " true";
        body.Statements(5);
        body.Reserve("largest");
        body.Line($"double largest = Global.{tape.Pick("Max", "Norm")}({expressions.Real(1)} + g);");
        body.Line($"return largest < {tape.Pick("100", "1e4", "1e6")} || {expressions.Bool(1)};");
        return Method($"public bool Proceed(Real g, Real w, {Rest}StepInfo step)", body.Text);
    }

    private string Average()
    {
        (StatementWriter body, ExpressionWriter expressions) = Step("w", "average");
        body.Line("if (step.Count == 1) average = w;");
        body.Statements(5);
        KeepStates(body, expressions);
        body.Line($"average += 0.25 * (Real.Clamp({string.Join(" + ", (string[])["w", expressions.Real(1), .. _states])}, -1e6, 1e6) - average);");
        if (tape.Percent(40)) body.Line($"if (step.Count % {shape.Hypers[1]} == 0) w = average;");
        return Method($"public void Average(ref Real w, ref Real average, {Rest}StepInfo step)", body.Text);
    }

    // Every state has a part in the end, or it would be removed and test nothing.
    private void KeepStates(StatementWriter body, ExpressionWriter expressions)
    {
        foreach (string state in _states) body.Line($"{state} = 0.75 * {state} + {expressions.Real(2)};");
        foreach (string kept in _kept) body.Line($"{kept} = 0.5 * {kept} + {(tape.Percent(50) ? $"Math.Tanh({expressions.Double(2)})" : expressions.Double(2))};");
        if (_hasMean) body.Line($"mean += 0.5 * (Real.Clamp({expressions.Real(1)}, -1e6, 1e6) - mean);");
    }

    private string Rest => string.Concat(_inputs.Select(input => $"Real {input}, ")) + string.Concat(_states.Select(state => $"ref Real {state}, "))
        + (_hasMean ? "[Average] ref Real mean, " : "") + string.Concat(_kept.Select(kept => $"ref double {kept}, ")) + string.Concat(_uniforms.Select(uniform => $"double {uniform}, "));

    /// <summary>The beginning of the method that runs for every element.</summary>
    private (StatementWriter Body, ExpressionWriter Expressions) Step(string first, string second)
    {
        (StatementWriter body, Scope scope, ExpressionWriter expressions) = New(first, "step.Count");
        foreach (string real in (string[])[first, second, .. _inputs, .. _states, .. _hasMean ? ["mean"] : Array.Empty<string>()])
        {
            body.Reserve(real);
            scope.Add(real, Kind.Real);
        }

        foreach (string kept in _kept)
        {
            body.Reserve(kept);
            scope.Add(kept, Kind.Double);
        }

        foreach (string uniform in _uniforms)
        {
            body.Reserve(uniform);
            scope.Add(uniform, Kind.Double, isReadOnly: tape.Percent(50));
        }

        AddHypers(scope);
        scope.Add("step.Count", Kind.Long, isReadOnly: true);
        scope.Add("step.LearningRate", Kind.Double, isReadOnly: true);
        if (usesLoss) scope.Add("step.Loss", Kind.Double, isReadOnly: true);
        scope.HasStep = true;
        body.Reserve("step");
        body.Reductions = tape.Percent(50) ? 1 + tape.Below(3) : 0;
        return (body, expressions);
    }

    private (StatementWriter Body, Scope Scope, ExpressionWriter Expressions) New(string other, string count, bool isHelper = false)
    {
        string Filled(string call) => call.Replace("{other}", other, StringComparison.Ordinal).Replace("{count}", count, StringComparison.Ordinal);
        // Begin and properties run once for all tensors.
        var scope = new Scope { IsHelper = isHelper, HasShapes = _hasShapes && (isHelper || count.Length > 0) };
        var expressions = new ExpressionWriter(tape, scope);
        // State is as fine as what is written to it, which comes later.
        var body = new StatementWriter(tape, scope, expressions, shape.Scopes, _hasShapes || (_kept.Length > 0 && shape.KnowsShapes));
        if (count.Length == 0) return (body, scope, expressions);
        expressions.DoubleHelpers.AddRange(_doubleHelpers);
        body.OutHelpers.AddRange(_outHelpers);
        expressions.RealHelpers.AddRange(_realHelpers.Select(Filled));
        body.Helpers.AddRange(_voidHelpers.Select(Filled));
        return (body, scope, expressions);
    }

    private void AddHypers(Scope scope)
    {
        scope.Add(shape.Hypers[0], Kind.Double, isReadOnly: true);
        scope.Add(shape.Hypers[1], Kind.Long, isReadOnly: true);
        scope.Add(shape.Hypers[2], Kind.Bool, isReadOnly: true);
        if (_hasDerived) scope.Add(Derived, Kind.Double, isReadOnly: true);
        scope.Array = shape.Hypers[3];
    }

    private static string Method(string header, string body) => $"    {header}\n    {{\n{body}    }}\n\n";
}
