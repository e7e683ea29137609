using System.Globalization;
using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;

namespace OptimizerDsl.Generators.Passes;

/// <summary>A fragment's specialised methods: the step's, and Begin where it has uniform state.</summary>
internal sealed record FusionPart(FragmentUse Use, Method Step, Method? Begin)
{
    public string Name => Use.Fragment.Name;
}

/// <summary>
/// A group's fragments as one method, what belongs to it, and which reductions it shares with other groups: a shared
/// fragment's reductions have the same key in each.
/// </summary>
internal sealed record Fusion(Method Step, IReadOnlyList<BeginPart> Begins, IReadOnlyList<GatePart> Gates, string? AverageState, IReadOnlyDictionary<string, string> ReductionKeys, Observed Observed);

/// <summary>What observers reduce, and the uniform state that they write: known when the sweep that updates is over, and not before.</summary>
internal sealed record Observed(EquatableArray<string> Reductions, EquatableArray<string> States);

/// <summary>
/// Makes one method of a group's fragments, in the order of a step: every transform's result is the next one's gradient, gates
/// see the gradient where they stand, the rule takes the last one, averages see the rule's result, and observers the parameter before and after all that. Legal because fragments
/// only communicate through the gradient and the parameter; all names are made unique.
/// </summary>
internal static class Fuse
{
    public static Fusion Run(IReadOnlyList<FusionPart> beforeRule, FusionPart rule, IReadOnlyList<FusionPart> averaging, IReadOnlyList<FusionPart> observers, long accumulateSteps, bool clearGradients)
    {
        var fusion = new Builder(rule, beforeRule.Concat([rule]).Concat(averaging).Concat(observers));
        Parameter weight = rule.Step.Parameters[0], gradient = rule.Step.Parameters[1];
        var initial = fusion.AddParameter(rule.Name, weight);
        Ref rawGradient = fusion.AddParameter(rule.Name, gradient with { IsReference = clearGradients });
        Expr current = rawGradient;
        if (accumulateSteps > 1)
        {
            var share = Constant.Double(1.0 / accumulateSteps, "1 / AccumulateGradients.Steps");
            current = fusion.Bind(gradient.Name, Build.Op(Operators.Multiply, current, Build.Broadcast(share)));
        }

        Expr given = current;
        var gates = new List<GatePart>();
        foreach (FusionPart part in beforeRule)
        {
            Expr result = fusion.Inline(part, current, initial)!;
            if (part.Use.Fragment.Kind == FragmentKind.Gate) gates.Add(new(part.Use.Label, fusion.Bind("proceed", result)));
            else current = fusion.Bind(gradient.Name, result);
        }

        fusion.InlineRule(rule, initial, current);
        string? average = null, averageOfRule = fusion.AverageOfRule;
        foreach (FusionPart part in averaging)
        {
            fusion.InlineAverage(part, weight.Name, out string state);
            average ??= state;
        }
        average ??= averageOfRule;
        foreach (FusionPart part in observers) fusion.InlineObserver(part, initial, given);
        if (clearGradients) fusion.Outputs.Add(new(rawGradient.Name, Build.Broadcast(Constant.Double(0))));
        var step = new Method("Step", fusion.Parameters.ToEquatableArray(), fusion.Lets.ToEquatableArray(), fusion.Outputs.ToEquatableArray());
        return new(step, fusion.Begins, gates, average, fusion.ReductionKeys, new(fusion.ObservedReductions.ToEquatableArray(), fusion.ObservedStates.ToEquatableArray()));
    }

    private sealed class Builder
    {
        private readonly HashSet<string> _names = new(StringComparer.Ordinal);
        private readonly HashSet<string> _shared, _reserved;

        public Builder(FusionPart rule, IEnumerable<FusionPart> parts)
        {
            // State that several fragments have takes its fragment's name in front, in each of them.
            string[] states = parts.SelectMany(p => p.Step.Parameters.Skip(1).Where(q => q.IsReference)).Select(p => p.Name).ToArray();
            _shared = new(states.GroupBy(s => s, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key), StringComparer.Ordinal);
            // Users know all other state by its name, so no value of another fragment takes it.
            _reserved = new(states.Concat(rule.Step.Parameters.Select(p => p.Name)).Where(s => !_shared.Contains(s)), StringComparer.Ordinal);
        }

        public List<Parameter> Parameters { get; } = [];

        public List<Let> Lets { get; } = [];

        public List<Output> Outputs { get; } = [];

        public List<BeginPart> Begins { get; } = [];

        /// <summary>The state that the rule itself keeps as an average; a recipe's own averaging goes before it.</summary>
        public string? AverageOfRule { get; private set; }

        public List<string> ObservedReductions { get; } = [];

        public List<string> ObservedStates { get; } = [];

        public Dictionary<string, string> ReductionKeys { get; } = new(StringComparer.Ordinal);

        public Ref AddParameter(string fragment, Parameter parameter)
        {
            string name = StateName(fragment, parameter.Name);
            Parameters.Add(parameter with { Name = name });
            return new(name, parameter.Type);
        }

        public Expr Bind(string name, Expr value)
        {
            if (value is Constant or Ref) return value;
            string fresh = Fresh(name);
            Lets.Add(new(fresh, value));
            return new Ref(fresh, value.Type);
        }

        /// <summary>A transform or a gate: its first parameter is the gradient, a further Real the parameter.</summary>
        public Expr? Inline(FusionPart part, Expr gradient, Expr weight)
        {
            var bindings = new Dictionary<string, Expr>(StringComparer.Ordinal);
            foreach (Parameter parameter in part.Step.Parameters)
            {
                bool isInput = parameter.Type == IrType.Real && !parameter.IsReference;
                bindings[parameter.Name] = !isInput ? AddParameter(part.Name, parameter) : bindings.Count == 0 ? gradient : weight;
            }
            NameState(part, bindings);
            Outputs.AddRange(Append(part, bindings, out Expr? result));
            return result;
        }

        public void InlineRule(FusionPart part, Expr weight, Expr gradient)
        {
            var bindings = new Dictionary<string, Expr>(StringComparer.Ordinal)
            {
                [part.Step.Parameters[0].Name] = weight, [part.Step.Parameters[1].Name] = gradient,
            };
            foreach (Parameter parameter in part.Step.Parameters.Skip(2))
            {
                Ref added = AddParameter(part.Name, parameter.IsAverage ? parameter with { Least = StatePrecision.Full } : parameter);
                bindings[parameter.Name] = added;
                if (parameter.IsAverage) AverageOfRule = added.Name;
            }
            NameState(part, bindings);
            Outputs.AddRange(Append(part, bindings, out _));
        }

        /// <summary>An average sees the parameter as the rule left it, and may write it too.</summary>
        public void InlineAverage(FusionPart part, string weight, out string state)
        {
            int written = Outputs.FindIndex(o => o.Name == weight);
            Expr current = Bind(weight, Outputs[written].Value);
            var bindings = new Dictionary<string, Expr>(StringComparer.Ordinal) { [part.Step.Parameters[0].Name] = current };
            foreach (Parameter parameter in part.Step.Parameters.Skip(1)) bindings[parameter.Name] = AddParameter(part.Name, parameter with { Least = StatePrecision.Full });
            NameState(part, bindings);
            state = ((Ref)bindings[part.Step.Parameters[1].Name]).Name;

            string own = part.Step.Parameters[0].Name;
            var targets = bindings.ToDictionary(b => b.Key, b => b.Key == own ? weight : (b.Value as Ref)?.Name ?? "", StringComparer.Ordinal);
            Output[] outputs = Append(part, bindings, out _, targets).ToArray();
            Outputs[written] = outputs.First(o => o.Name == weight);
            Outputs.AddRange(outputs.Where(o => o.Name != weight));
        }

        /// <summary>An observer sees the parameter before the step and after it, and the gradient that the step was given.</summary>
        public void InlineObserver(FusionPart part, Ref weight, Expr gradient)
        {
            int written = Outputs.FindIndex(o => o.Name == weight.Name);
            Expr after = Bind(weight.Name, Outputs[written].Value);
            Outputs[written] = new(weight.Name, after);
            var bindings = new Dictionary<string, Expr>(StringComparer.Ordinal)
            {
                [part.Step.Parameters[0].Name] = weight, [part.Step.Parameters[1].Name] = after, [part.Step.Parameters[2].Name] = gradient,
            };
            foreach (Parameter parameter in part.Step.Parameters.Skip(3)) bindings[parameter.Name] = AddParameter(part.Name, parameter);
            NameState(part, bindings);
            int lets = Lets.Count, outputs = Outputs.Count;
            Outputs.AddRange(Append(part, bindings, out _));
            ObservedReductions.AddRange(Lets.Skip(lets).Where(l => l.Value is Reduce).Select(l => l.Name));
            ObservedStates.AddRange(Outputs.Skip(outputs).Select(o => o.Name));
        }

        /// <summary>Appends a method's lets and answers its outputs, under the recipe's names for what they write.</summary>
        private IEnumerable<Output> Append(FusionPart part, Dictionary<string, Expr> bindings, out Expr? result, IReadOnlyDictionary<string, string>? targets = null)
        {
            Method method = part.Step;
            targets ??= method.Outputs.Where(o => o.Name != Method.Result).ToDictionary(o => o.Name, o => ((Ref)bindings[o.Name]).Name, StringComparer.Ordinal);
            Expr Replace(Expr expr) => expr.Rewrite(e => e is Ref r && bindings.TryGetValue(r.Name, out Expr? bound) ? bound : e);
            foreach (Let let in method.Lets)
            {
                string name = Fresh(Let.BaseName(let.Name));
                Expr value = Replace(let.Value);
                Lets.Add(new(name, value));
                if (value is Reduce) ReductionKeys[name] = $"{part.Use.Index}:{let.Name}";
                bindings[let.Name] = new Ref(name, value.Type);
            }
            result = method.Outputs.FirstOrDefault(o => o.Name == Method.Result) is Output returned ? Replace(returned.Value) : null;
            return method.Outputs.Where(o => o.Name != Method.Result).Select(o => new Output(targets[o.Name], Replace(o.Value))).ToArray();
        }

        private void NameState(FusionPart part, IReadOnlyDictionary<string, Expr> bindings)
        {
            if (part.Begin is null) return;
            IEnumerable<StateName> names = part.Begin.Parameters.Select(p => new StateName(
                p.Name,
                bindings.TryGetValue(p.Name, out Expr? bound) && bound is Ref { Type: IrType.Double } known ? known.Name : StateName(part.Name, p.Name)));
            Begins.Add(new(part.Begin, names.ToEquatableArray()));
        }

        private string StateName(string fragment, string name)
        {
            if (!_reserved.Remove(name)) return Fresh(_shared.Contains(name) || _names.Contains(name) ? fragment + "." + name : name);
            _names.Add(name);
            return name;
        }

        private string Fresh(string name)
        {
            string fresh = name;
            for (int version = 1; _reserved.Contains(fresh) || !_names.Add(fresh); version++) fresh = name + "." + version.ToString(CultureInfo.InvariantCulture);
            return fresh;
        }
    }
}
