using System.Globalization;
using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;

namespace OptimizerDsl.Generators.Passes;

/// <summary>
/// Puts the recipe's values in the place of hyperparameters and unrolls loops over arrays. Legal because they are constants of
/// the recipe; each keeps its name as a label. A tunable one becomes a uniform input.
/// </summary>
internal static class Specialise
{
    public static Method Run(Method method, IReadOnlyDictionary<string, HyperValue> values)
    {
        var unrolling = new Unrolling(values, method.Parameters.Select(p => p.Name).Concat(method.Lets.Select(l => l.Name)));
        foreach (Let let in method.Lets) unrolling.Add(let);
        return method with
        {
            Lets = unrolling.Lets.ToEquatableArray(),
            Outputs = method.Outputs.Select(o => new Output(o.Name, unrolling.Replace(o.Value))).ToEquatableArray(),
        };
    }

    /// <summary>The uniform input that holds a tunable's value.</summary>
    public static string TunableName(int tunable, string name) => Method.Tunable + tunable.ToString(CultureInfo.InvariantCulture) + "." + name;

    private sealed class Unrolling(IReadOnlyDictionary<string, HyperValue> values, IEnumerable<string> names)
    {
        private readonly HashSet<string> _names = new(names, StringComparer.Ordinal);
        private readonly Dictionary<string, Expr> _bound = new(StringComparer.Ordinal);
        private readonly Dictionary<string, Expr[]> _loops = new(StringComparer.Ordinal);
        private string _turn = "";

        public List<Let> Lets { get; } = [];

        public void Add(Let let)
        {
            switch (let.Value)
            {
                case Loop loop:
                    _loops[let.Name] = Unroll(loop);
                    break;
                case LoopResult result:
                    _bound[let.Name] = _loops[result.Loop][result.Index];
                    break;
                default:
                    Expr value = Replace(let.Value);
                    if (_turn.Length == 0)
                    {
                        Lets.Add(new(let.Name, value));
                        break;
                    }
                    // Each turn binds its own copy; a version of a name outside of the loop may look the same.
                    string name = let.Name + _turn;
                    for (int version = 1; !_names.Add(name); version++) name = let.Name + _turn + "." + version.ToString(CultureInfo.InvariantCulture);
                    Lets.Add(new(name, value));
                    _bound[let.Name] = new Ref(name, value.Type);
                    break;
            }
        }

        public Expr Replace(Expr expr) => expr.Rewrite(e => e switch
        {
            Hyper hyper when hyper.Type.ItemType() is null => Value(values[hyper.Name]),
            Ref reference when _bound.TryGetValue(reference.Name, out Expr? bound) => bound,
            Apply apply when apply.Op == Operators.Length && apply[0] is Hyper array => Constant.Long(values[array.Name].Items.Count, array.Name + ".Length"),
            Apply apply when apply.Op == Operators.Item && apply[0] is Hyper array => Item(values[array.Name], apply[1]),
            _ => Fold.Simplify(e),
        });

        private Expr[] Unroll(Loop loop)
        {
            HyperValue array = values[((Hyper)loop.Array).Name];
            Expr[] carried = loop.Carried.Select(c => Replace(c.Initial)).ToArray();
            string outer = _turn;
            for (int turn = 0; turn < array.Items.Count; turn++)
            {
                string suffix = turn.ToString(CultureInfo.InvariantCulture);
                _turn = outer + "." + suffix;
                _bound[loop.Item] = array.Items[turn] with { Label = $"{array.Name}[{suffix}]" };
                for (int i = 0; i < carried.Length; i++) _bound[loop.Carried[i].Name] = carried[i];
                foreach (Let let in loop.Lets) Add(let);
                carried = loop.Carried.Select(c => Replace(c.Next)).ToArray();
            }
            _turn = outer;
            return carried;
        }

        private static Expr Value(HyperValue value) => value.Tunable == HyperValue.Fixed
            ? value.Value with { Label = value.Name }
            : new Ref(TunableName(value.Tunable, value.Name), value.Type);

        // An index that is not known chooses among the items; past the end, the last one is as good as any, since C# would throw.
        private static Expr Item(HyperValue array, Expr index)
        {
            if (array.Items.Count == 0) return new Constant(array.Type.ItemType()!.Value, 0);
            if (index is Constant known && known.Bits >= 0 && known.Bits < array.Items.Count) return Labelled(array, (int)known.Bits);
            Expr result = Labelled(array, array.Items.Count - 1);
            for (int i = array.Items.Count - 2; i >= 0; i--) result = Build.Select(Build.Op(Operators.Equal, index, Constant.Long(i)), Labelled(array, i), result);
            return result;
        }

        private static Constant Labelled(HyperValue array, int index) => array.Items[index] with { Label = $"{array.Name}[{index.ToString(CultureInfo.InvariantCulture)}]" };
    }
}
