using System.Globalization;
using OptimizerDsl.Generators.Ir;

namespace OptimizerDsl.Generators.Passes;

/// <summary>
/// Takes uniform expressions out of varying ones and names them, so that they are computed once per step, in double, and not
/// once per element. Legal because uniform code is pure, and an integer division that its path guards cannot throw.
/// </summary>
internal static class Hoist
{
    public static Method Run(Method method) => new Hoisting(method).Run(method);

    private sealed class Hoisting
    {
        private readonly HashSet<string> _names;
        private readonly Dictionary<Expr, Ref> _hoisted = [];
        private readonly List<Let> _lets = [];

        public Hoisting(Method method) =>
            _names = new(method.Parameters.Select(p => p.Name).Concat(method.Lets.Select(l => l.Name)), StringComparer.Ordinal);

        public Method Run(Method method)
        {
            foreach (Let let in method.Lets)
            {
                Expr value = let.Value.Type.IsVarying() || let.Value is Reduce ? Visit(let.Value, Let.BaseName(let.Name), "Value") : let.Value;
                _lets.Add(new(let.Name, value));
            }
            var outputs = method.Outputs.Select(o => new Output(o.Name, Visit(o.Value, o.Name, "Value"))).ToArray();
            return method with { Lets = _lets.ToEquatableArray(), Outputs = outputs.ToEquatableArray() };
        }

        /// <param name="expr">A varying expression, or a uniform one inside it.</param>
        /// <param name="target">The variable that it is computed for.</param>
        /// <param name="role">What the expression does there, for a name that says so.</param>
        private Expr Visit(Expr expr, string target, string role)
        {
            if (!expr.Type.IsVarying() && expr is not Reduce) return expr is Constant or Ref ? expr : Name(expr, target + role);
            if (expr is not Apply apply) return expr.MapChildren(child => Visit(child, target, role));
            string childRole = apply.Op == Operators.Broadcast ? role : RoleIn(apply.Op);
            return expr.MapChildren(child => Visit(child, target, child.Type is IrType.Bool ? "Condition" : childRole));
        }

        private Ref Name(Expr value, string name)
        {
            if (_hoisted.TryGetValue(value, out Ref? known)) return known;
            string fresh = name;
            for (int version = 2; !_names.Add(fresh); version++) fresh = name + version.ToString(CultureInfo.InvariantCulture);
            _lets.Add(new(fresh, value));
            var reference = new Ref(fresh, value.Type);
            _hoisted.Add(value, reference);
            return reference;
        }

        private static string RoleIn(Operator op) =>
            op == Operators.Multiply ? "Scale"
            : op == Operators.Divide ? "Divisor"
            : op == Operators.Add || op == Operators.Subtract ? "Shift"
            : op == Operators.Min || op == Operators.Max ? "Bound"
            : "Value";
    }
}
