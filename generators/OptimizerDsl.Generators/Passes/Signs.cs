using OptimizerDsl.Generators.Ir;

namespace OptimizerDsl.Generators.Passes;

/// <summary>
/// Finds state that is never negative, by induction: it is zero at first, and its new value is not negative if none of such
/// state was before. NaN counts as neither; rounding changes no sign.
/// </summary>
internal static class Signs
{
    public static ISet<string> NeverNegative(Method step)
    {
        Dictionary<string, Expr> outputs = step.Outputs.Where(o => o.Value.Type == IrType.Real).ToDictionary(o => o.Name, o => o.Value, StringComparer.Ordinal);
        var assumed = new HashSet<string>(step.Parameters.Skip(2).Where(p => p is { Type: IrType.Real, IsReference: true } && outputs.ContainsKey(p.Name)).Select(p => p.Name), StringComparer.Ordinal);
        while (true)
        {
            // What cannot be shown is no longer assumed of the others.
            var proof = new Proof(step, assumed);
            if (assumed.RemoveWhere(state => !proof.Holds(outputs[state])) == 0) return assumed;
        }
    }

    private sealed class Proof(Method step, HashSet<string> assumed)
    {
        private readonly Dictionary<string, Expr> _lets = step.Lets.ToDictionary(l => l.Name, l => l.Value, StringComparer.Ordinal);
        private readonly Dictionary<string, bool> _known = new(StringComparer.Ordinal);

        public bool Holds(Expr expr) => expr switch
        {
            Constant constant => constant.Type == IrType.Double ? constant.AsDouble >= 0 : constant.Type == IrType.Long && constant.Bits >= 0,
            Ref reference => HoldsFor(reference.Name),
            Reduce { Kind: ReductionKind.SumOfSquares } => true,
            Reduce { Kind: ReductionKind.Sum } reduce => Holds(reduce.Argument),
            Apply apply => HoldsOf(apply),
            _ => false,
        };

        private bool HoldsFor(string name)
        {
            if (assumed.Contains(name) || Method.IsShape(name) || name == "step.Count") return true;
            if (!_lets.TryGetValue(name, out Expr? value)) return false;
            if (!_known.TryGetValue(name, out bool holds)) _known[name] = holds = Holds(value);
            return holds;
        }

        private bool HoldsOf(Apply apply)
        {
            Operator op = apply.Op;
            if (op == Operators.Abs || op == Operators.Exp || op == Operators.UniformNoise) return true;
            if (op == Operators.Multiply || op == Operators.Divide) return HoldsOfProduct(apply);
            if (op == Operators.Add || op == Operators.Min) return Holds(apply[0]) && Holds(apply[1]);
            if (op == Operators.Max) return Holds(apply[0]) || Holds(apply[1]);
            if (op == Operators.Sqrt || op == Operators.Pow || op == Operators.Broadcast || op == Operators.ToDouble) return Holds(apply[0]);
            if (op == Operators.Select) return Holds(apply[1]) && Holds(apply[2]);
            return op == Operators.FusedMultiplyAdd && (Holds(apply[0]) && Holds(apply[1]) || Resolved(apply[0]).Equals(Resolved(apply[1]))) && Holds(apply[2]);
        }

        /// <summary>Factors that stand there twice have no sign together, wherever they stand, as in c * g * g.</summary>
        private bool HoldsOfProduct(Apply product)
        {
            var odd = new List<Expr>();
            foreach (Expr factor in Factors(product))
            {
                if (!odd.Remove(factor)) odd.Add(factor);
            }
            return odd.All(Holds);
        }

        private IEnumerable<Expr> Factors(Expr expr)
        {
            Expr resolved = Resolved(expr);
            return resolved is Apply apply && (apply.Op == Operators.Multiply || apply.Op == Operators.Divide)
                ? Factors(apply[0]).Concat(Factors(apply[1]))
                : [resolved];
        }

        private Expr Resolved(Expr expr) => expr is Ref reference && _lets.TryGetValue(reference.Name, out Expr? value) && value is not Reduce ? Resolved(value) : expr;
    }
}
