using System.Globalization;
using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;

namespace OptimizerDsl.Generators.Passes;

/// <summary>
/// Makes one method of a recipe's fragments: every transform's result is the next one's gradient, the rule takes the last.
/// Legal because fragments only communicate through the gradient; all names are made unique.
/// </summary>
internal static class Fuse
{
    /// <summary>A fragment's specialised methods: the step's, and Begin where it has uniform state.</summary>
    internal sealed record Part(string Fragment, Method Step, Method? Begin);

    public static (Method Step, IReadOnlyList<BeginPart> Begins) Run(IReadOnlyList<Part> transforms, Part rule)
    {
        var fusion = new Fusion(transforms.Concat([rule]));
        var begins = new List<BeginPart>();
        Parameter weight = rule.Step.Parameters[0], gradient = rule.Step.Parameters[1];
        var initial = fusion.AddParameter(rule.Fragment, weight);
        Expr current = fusion.AddParameter(rule.Fragment, gradient);

        var outputs = new List<Output>();
        foreach (Part transform in transforms)
        {
            var bindings = new Dictionary<string, Expr>(StringComparer.Ordinal) { [transform.Step.Parameters[0].Name] = current };
            foreach (Parameter parameter in transform.Step.Parameters.Skip(1))
            {
                bool isWeight = parameter.Type == IrType.Real && !parameter.IsReference;
                bindings[parameter.Name] = isWeight ? initial : fusion.AddParameter(transform.Fragment, parameter);
            }
            if (fusion.NameState(transform, bindings) is BeginPart begin) begins.Add(begin);
            outputs.AddRange(fusion.Inline(transform.Step, bindings, out Expr? result));
            current = fusion.Bind(gradient.Name, result!);
        }

        var ruleBindings = new Dictionary<string, Expr>(StringComparer.Ordinal) { [weight.Name] = initial, [gradient.Name] = current };
        foreach (Parameter parameter in rule.Step.Parameters.Skip(2)) ruleBindings[parameter.Name] = fusion.AddParameter(rule.Fragment, parameter);
        if (fusion.NameState(rule, ruleBindings) is BeginPart ruleBegin) begins.Add(ruleBegin);
        outputs.AddRange(fusion.Inline(rule.Step, ruleBindings, out _));
        return (new("Step", fusion.Parameters.ToEquatableArray(), fusion.Lets.ToEquatableArray(), outputs.ToEquatableArray()), begins);
    }

    private sealed class Fusion(IEnumerable<Part> parts)
    {
        private readonly HashSet<string> _names = new(StringComparer.Ordinal);

        // State that several fragments have takes its fragment's name in front, in each of them.
        private readonly HashSet<string> _shared = new(
            parts.SelectMany(p => p.Step.Parameters.Skip(1).Where(q => q.IsReference)).GroupBy(p => p.Name, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key),
            StringComparer.Ordinal);

        public List<Parameter> Parameters { get; } = [];

        public List<Let> Lets { get; } = [];

        public Ref AddParameter(string fragment, Parameter parameter)
        {
            string name = StateName(fragment, parameter.Name);
            Parameters.Add(parameter with { Name = name });
            return new(name, parameter.Type);
        }

        /// <summary>The recipe's names for the uniform state of a fragment's Begin.</summary>
        public BeginPart? NameState(Part part, IReadOnlyDictionary<string, Expr> bindings)
        {
            if (part.Begin is null) return null;
            IEnumerable<StateName> names = part.Begin.Parameters.Select(p => new StateName(
                p.Name,
                bindings.TryGetValue(p.Name, out Expr? bound) && bound is Ref { Type: IrType.Double } known ? known.Name : StateName(part.Fragment, p.Name)));
            return new(part.Begin, names.ToEquatableArray());
        }

        private string StateName(string fragment, string name) => Fresh(_shared.Contains(name) || _names.Contains(name) ? fragment + "." + name : name);

        public Expr Bind(string name, Expr value)
        {
            if (value is Constant or Ref) return value;
            string fresh = Fresh(name);
            Lets.Add(new(fresh, value));
            return new Ref(fresh, value.Type);
        }

        /// <summary>Appends a method's lets and answers its outputs, to the recipe's names for what they write.</summary>
        public IEnumerable<Output> Inline(Method method, Dictionary<string, Expr> bindings, out Expr? result)
        {
            var targets = method.Outputs.Where(o => o.Name != Method.Result).ToDictionary(o => o.Name, o => ((Ref)bindings[o.Name]).Name, StringComparer.Ordinal);
            Expr Replace(Expr expr) => expr.Rewrite(e => e is Ref r && bindings.TryGetValue(r.Name, out Expr? bound) ? bound : e);
            foreach (Let let in method.Lets)
            {
                string name = Fresh(Let.BaseName(let.Name));
                Expr value = Replace(let.Value);
                Lets.Add(new(name, value));
                bindings[let.Name] = new Ref(name, value.Type);
            }
            result = method.Outputs.FirstOrDefault(o => o.Name == Method.Result) is Output returned ? Replace(returned.Value) : null;
            return method.Outputs.Where(o => o.Name != Method.Result).Select(o => new Output(targets[o.Name], Replace(o.Value))).ToArray();
        }

        private string Fresh(string name)
        {
            string fresh = name;
            for (int version = 1; !_names.Add(fresh); version++) fresh = name + "." + version.ToString(CultureInfo.InvariantCulture);
            return fresh;
        }
    }
}
