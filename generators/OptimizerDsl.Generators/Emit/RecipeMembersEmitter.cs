using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;
using OptimizerDsl.Generators.Passes;
using OptimizerDsl.Runtime;

namespace OptimizerDsl.Generators.Emit;

/// <summary>Emits a recipe's constructors and methods, which hand everything to the library's step engine.</summary>
internal sealed class RecipeMembersEmitter
{
    private const string Runtime = "global::OptimizerDsl.Runtime.";

    private readonly RecipeModel _model;
    private readonly CompiledRecipe _recipe;
    private readonly ProgramNames _programs;
    private readonly IReadOnlyList<string> _tunables;
    private readonly string _element, _span, _title, _type, _engine, _groups, _factor, _metricState, _base, _move, _create, _plan;
    private readonly int[] _targets;

    public RecipeMembersEmitter(RecipeModel model, CompiledRecipe recipe, ProgramNames programs, IReadOnlyList<string> tunables)
    {
        _model = model;
        _recipe = recipe;
        _programs = programs;
        _tunables = tunables;
        _element = Target.KeywordOf(recipe.ElementType);
        _span = $"global::System.Span<{_element}>";
        _type = model.Type.Name;
        _title = $"\"{_type.TrimStart('@')}\"";
        var names = new NameScope([.. model.Members]);
        _engine = names.Fresh("_engine");
        _groups = names.Fresh("_groups");
        _factor = names.Fresh("_metricFactors");
        _metricState = names.Fresh("_metricState");
        _base = names.Fresh("_targetBases");
        _create = names.FreshMember("CreateGroups");
        _plan = names.FreshMember("CreatePlan");
        _move = names.FreshMember("MoveTargets");
        _targets = model.Tracks.Where(t => t.Tunable != ScheduleTrack.Rate).Select(t => t.Tunable).ToArray();
    }

    public void EmitMembers(CodeWriter code)
    {
        EmitFields(code);
        EmitConstructors(code);
        EmitPlan(code);
        EmitRates(code);
        EmitSteps(code);
        EmitDescription(code);
        new RecipeStateEmitter(_recipe, _engine, _element, _span).Emit(code);
        if (_model.Storage.Parameters != ParameterPrecision.Full) RecipeStateEmitter.EmitMaster(code, _engine);
        foreach (TunableModel tunable in _model.Tunables.Where(t => t.Declaration is not null)) EmitTunable(code, tunable);
    }

    private void EmitFields(CodeWriter code)
    {
        code.Line($"private readonly {Runtime}StepGroup<{_element}>[] {_groups} = {_create}();");
        code.Line($"private readonly {Runtime}StepEngine<{_element}> {_engine};");
        if (_targets.Length > 0) code.Line($"private readonly double[] {_base} = new double[] {{ {string.Join(", ", _targets.Select(t => NumberText.CSharp(_model.Tunables[t].Initial.AsDouble)))} }};");
        if (_model.Metrics.Count > 0)
        {
            code.Line($"private readonly double[] {_metricState} = new double[{ScheduleEmitter.MetricStateCount(_model)}];");
            code.Line($"private readonly double[] {_factor} = new double[] {{ {string.Join(", ", _model.Metrics.Select(_ => "1.0"))} }};");
        }
        code.Line();
    }

    private void EmitConstructors(CodeWriter code)
    {
        code.Lines($$"""
            /// <summary>Makes an optimizer for a set of named parameters, with all its state; the set takes no more parameters afterwards.</summary>
            /// <param name="parameters">The parameters, of element type {{_recipe.ElementType}}.</param>
            /// <exception cref="global::System.ArgumentException">The set holds another element type, or a parameter and the recipe's groups do not fit together.</exception>
            public {{_type}}(global::OptimizerDsl.ParameterSet parameters) =>
                {{_engine}} = new {{Runtime}}StepEngine<{{_element}}>({{_plan}}(), parameters, {{_groups}});

            /// <summary>Makes an optimizer for one plain vector, which each step is given.</summary>
            /// <param name="count">The number of parameters.</param>
            /// <exception cref="global::System.ArgumentOutOfRangeException">The number is negative.</exception>
            /// <exception cref="global::System.InvalidOperationException">The recipe has several groups, among which only named parameters can be told apart.</exception>
            public {{_type}}(int count) =>
                {{_engine}} = new {{Runtime}}StepEngine<{{_element}}>({{_plan}}(), count, {{_groups}});

            /// <inheritdoc/>
            public static {{_type}} Create(global::OptimizerDsl.ParameterSet parameters) => new {{_type}}(parameters);

            """);
        using (code.Open($"private static {Runtime}StepGroup<{_element}>[] {_create}()"))
        {
            using (code.Open($"{Runtime}StepGroup<{_element}>[] groups =", "[", "];"))
            {
                for (int i = 0; i < _recipe.Groups.Count; i++)
                {
                    CompiledGroup group = _recipe.Groups[i];
                    string states = string.Concat(group.States.Select(s => ", " + Quote(s)));
                    code.Line($"new {Runtime}StepGroup<{_element}>({Quote(group.Model.Name)}, new global::OptimizerDsl.Generated.{_programs.OfGroup(i)}(), {NumberText.CSharp(group.Model.LearningRate)}{states}){FormatsOf(group)},");
                }
            }
            if (_model.Tunables.Count > 0)
            {
                using (code.Open($"foreach ({Runtime}StepGroup<{_element}> group in groups)"))
                {
                    for (int i = 0; i < _model.Tunables.Count; i++)
                    {
                        Constant initial = _model.Tunables[i].Initial;
                        string value = initial.Type == IrType.Double ? NumberText.CSharp(initial.AsDouble) : initial.Bits.ToString(System.Globalization.CultureInfo.InvariantCulture);
                        code.Line($"group.Program.SetTunable({i}, {value});");
                    }
                }
            }
            code.Line("return groups;");
        }
        code.Line();
    }

    private static string LongText(long value) => value == long.MinValue ? "long.MinValue" : value.ToString(System.Globalization.CultureInfo.InvariantCulture) + "L";

    private string FormatsOf(CompiledGroup group)
    {
        if (group.Stored.All(s => s.Format == StateFormat.Full)) return "";
        string formats = $"StateFormats = new[] {{ {string.Join(", ", group.Stored.Select(s => $"{Runtime}StateFormat.{s.Format}"))} }}";
        string rounding = _model.Storage.IsStochastic ? $", RoundingSeed = {LongText(_model.Storage.Seed)}, StateNumbers = new[] {{ {string.Join(", ", group.Stored.Select(s => s.Number))} }}" : "";
        return $" {{ {formats}{rounding} }}";
    }

    /// <summary>What the engine has to know of the recipe; arrays that the recipe itself changes are handed over as they are.</summary>
    private void EmitPlan(CodeWriter code)
    {
        using (code.Open($"private {Runtime}StepPlan {_plan}() => new {Runtime}StepPlan", "{", "};"))
        {
            code.Line($"Recipe = {_title},");
            if (_model.AccumulateSteps > 1) code.Line($"AccumulateSteps = {_model.AccumulateSteps},");
            if (_model.ClearGradients) code.Line("ClearGradients = true,");
            if (_model.Storage.Parameters != ParameterPrecision.Full) code.Line($"Parameters = global::OptimizerDsl.ParameterPrecision.{_model.Storage.Parameters},");
            if (_model.Patterns.Count > 0) code.Line($"Patterns = new[] {{ {string.Join(", ", _model.Patterns.Select(p => $"({Quote(p.Group)}, {Quote(p.Pattern)})"))} }},");
            code.Line($"Fields = global::OptimizerDsl.Generated.{_programs.Fields}.All,");
            if (_tunables.Count > 0) code.Line($"TunableNames = new[] {{ {string.Join(", ", _tunables.Select(Quote))} }},");
            if (_targets.Length > 0) code.Line($"Targets = new[] {{ {string.Join(", ", _targets)} }}, TargetBases = {_base},");
            if (_model.Metrics.Count > 0) code.Line($"MetricState = {_metricState}, MetricFactors = {_factor},");
        }
        code.Line();
    }

    private void EmitRates(CodeWriter code)
    {
        string group = Quote(_model.Groups.Any(g => g.Name.Length == 0) ? "" : _model.Groups[0].Name);
        code.Lines($$"""
            /// <inheritdoc/>
            public global::OptimizerDsl.OptimizerGroups Groups => {{_engine}}.Groups;

            /// <inheritdoc/>
            /// <exception cref="global::System.ArgumentOutOfRangeException">The rate is negative, infinite or not a number.</exception>
            public double LearningRate
            {
                get => {{_engine}}.Groups[{{group}}].LearningRate;
                set => {{_engine}}.Groups[{{group}}].LearningRate = value;
            }

            /// <inheritdoc/>
            public long StepCount => {{_engine}}.StepCount;

            /// <inheritdoc/>
            public int Threads
            {
                get => {{_engine}}.Threads;
                set => {{_engine}}.Threads = value;
            }

            /// <inheritdoc/>
            global::OptimizerDsl.Runtime.CheckpointAccess global::OptimizerDsl.IOptimizer.Checkpoint => {{_engine}}.Checkpoint;

            /// <inheritdoc/>
            public double LearningRateAt(long step)
            {
                global::System.ArgumentOutOfRangeException.ThrowIfNegative(step);
                return LearningRate * ({{Scale("step")}});
            }

            """);
    }

    /// <summary>What scales the rates: the schedule, then each metric schedule's factor, in this order because products round.</summary>
    private string Scale(string step)
    {
        bool hasRate = _model.Tracks.Any(t => t.Tunable == ScheduleTrack.Rate);
        IEnumerable<string> factors = Enumerable.Range(0, _model.Metrics.Count).Select(i => $"{_factor}[{i}]");
        string[] all = [.. hasRate ? [$"global::OptimizerDsl.Generated.{_programs.Schedules}.RateAt({step})"] : Array.Empty<string>(), .. factors];
        return all.Length == 0 ? "1.0" : string.Join(" * ", all);
    }

    private void EmitSteps(CodeWriter code)
    {
        string rate = Scale($"{_engine}.StepCount");
        bool usesLoss = _recipe.UsesLoss;
        string loss = usesLoss ? "loss" : "double.NaN";
        string parameter = usesLoss ? "double loss" : "";
        string lossDoc = usesLoss ? "\n/// <param name=\"loss\">The loss of which these are the gradients.</param>" : "";
        string move = _targets.Length > 0 ? $"{_move}();\n    " : "";
        if (usesLoss)
        {
            code.Lines($$"""
                /// <summary>Throws: the recipe's rule needs the loss.</summary>
                public global::OptimizerDsl.StepResult Step() =>
                    throw new global::System.InvalidOperationException({{Quote($"A rule of {_type.TrimStart('@')} uses the loss: call Step(loss).")}});

                """);
        }
        code.Lines($$"""
            /// <summary>Updates all parameters by their gradients. Allocates nothing.</summary>{{lossDoc}}
            /// <returns>What the step did.</returns>
            /// <exception cref="global::System.InvalidOperationException">The optimizer was made for a plain vector, or a step is running.</exception>
            public global::OptimizerDsl.StepResult Step({{parameter}})
            {
                {{move}}return {{_engine}}.Step({{rate}}, {{loss}});
            }

            /// <summary>Updates one plain vector by its gradients. Allocates nothing.</summary>
            /// <param name="parameters">The parameters, as many as the constructor was given.</param>
            /// <param name="gradients">Their gradients, as many again; they may not overlap the parameters.</param>{{lossDoc}}
            /// <returns>What the step did.</returns>
            /// <exception cref="global::System.ArgumentException">A length differs, or the two overlap.</exception>
            /// <exception cref="global::System.InvalidOperationException">The optimizer was made for a set of parameters.</exception>
            public global::OptimizerDsl.StepResult Step({{_span}} parameters, {{_span}} gradients{{(usesLoss ? ", double loss" : "")}})
            {
                {{move}}return {{_engine}}.Step({{rate}}, {{loss}}, parameters, gradients);
            }
            """);
        if (_model.Metrics.Count > 0)
        {
            code.Lines($$"""

                /// <summary>Tells the schedules that react to it a measure of how well the run does, such as the validation loss.</summary>
                /// <param name="metric">The measure; NaN and infinity count as worse than any other.</param>
                public void Observe(double metric) => global::OptimizerDsl.Generated.{{_programs.Schedules}}.Adapt(metric, {{_metricState}}, {{_factor}});
                """);
        }
        if (_targets.Length == 0) return;
        code.Line();
        using (code.Open($"private void {_move}()"))
        {
            foreach (ScheduleTrack track in _model.Tracks.Where(t => t.Tunable != ScheduleTrack.Rate))
            {
                string value = $"{Base(track.Tunable)} * global::OptimizerDsl.Generated.{_programs.Schedules}.{ScheduleEmitter.MethodOf(_model, track)}({_engine}.StepCount)";
                code.Line($"foreach ({Runtime}StepGroup<{_element}> group in {_groups}) group.Program.SetTunable({track.Tunable}, {value});");
            }
        }
    }

    private void EmitDescription(CodeWriter code)
    {
        string rate = NumberText.CSharp((_model.Groups.FirstOrDefault(g => g.Name.Length == 0) ?? _model.Groups[0]).LearningRate);
        string schedule = _model.Tracks.Any(t => t.Tunable == ScheduleTrack.Rate) ? $"{rate} * global::OptimizerDsl.Generated.{_programs.Schedules}.RateAt(step)" : rate;
        code.Lines($$"""

            /// <summary>The learning rates of the first steps as the recipe says them, before anything is set or observed at run time.</summary>
            /// <param name="steps">How many steps.</param>
            /// <exception cref="global::System.ArgumentOutOfRangeException">The number is negative.</exception>
            public static global::OptimizerDsl.LearningRateCurve Curve(int steps) =>
                new global::OptimizerDsl.LearningRateCurve(steps, static step => {{schedule}});

            /// <summary>The recipe in words: its rate over time, its formula, its hyperparameters and its price.</summary>
            public static string Describe() =>
            """);
        string[] lines = RecipeDocs.Text(_model, _recipe).ToArray();
        for (int i = 0; i < lines.Length; i++)
        {
            bool isLast = i == lines.Length - 1;
            code.Line($"    {Quote(lines[i] + (isLast ? "" : "\n"))}{(isLast ? ";" : " +")}");
        }
    }

    private void EmitTunable(CodeWriter code, TunableModel tunable)
    {
        int index = _model.Tunables.ToList().IndexOf(tunable);
        bool isTarget = Array.IndexOf(_targets, index) >= 0;
        string stored = isTarget ? Base(index) : $"{_groups}[0].Program.GetTunable({index})";
        string get = tunable.Type switch { IrType.Long => $"(long){stored}", IrType.Bool => $"{stored} != 0", _ => stored };
        string value = tunable.Type == IrType.Bool ? "value ? 1 : 0" : "value";
        string check = tunable.Type == IrType.Bool ? value : $"{Runtime}RangeChecks.Checked({Quote(tunable.Property!)}, {_title}, {value}, {Bounds(tunable.Range)})";
        code.Line();
        using (code.Open(tunable.Declaration!))
        {
            code.Line($"get => {get};");
            using (code.Open("set"))
            {
                code.Line($"double checkedValue = {check};");
                if (isTarget) code.Line($"{stored} = checkedValue;");
                else code.Line($"foreach ({Runtime}StepGroup<{_element}> group in {_groups}) group.Program.SetTunable({index}, checkedValue);");
            }
        }
    }

    private string Base(int tunable) => $"{_base}[{Array.IndexOf(_targets, tunable)}]";

    private static string Bounds(ValueRange range) =>
        $"{NumberText.CSharp(range.Minimum)}, {NumberText.CSharp(range.Maximum)}, {(range.MinimumIsExclusive ? "true" : "false")}, {(range.MaximumIsExclusive ? "true" : "false")}"
        + (range.IfBelow is null ? "" : $", ifBelow: {Quote(range.IfBelow)}") + (range.IfAbove is null ? "" : $", ifAbove: {Quote(range.IfAbove)}")
        + (double.IsNaN(range.Usual) ? "" : $", usual: {NumberText.CSharp(range.Usual)}");

    public static string Quote(string text) => Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(text, quote: true);
}
