using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Passes;

namespace OptimizerDsl.Generators.Emit;

/// <summary>
/// Emits the accumulation of a reducing sweep: 16 virtual lanes of double for each reduction, element i in lane i mod 16,
/// however many of them one vector holds. So the sum has one shape at every width. The sweep that updates stores beside.
/// </summary>
internal sealed class ReductionEmitter(Sweep sweep, LoopBody body, Target.Vector target)
{
    /// <summary>The library's ReductionShape.Lanes.</summary>
    public const int Lanes = 16;

    private readonly int _doubles = target.Bits / 64;
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    public void EmitLoop(CodeWriter code)
    {
        string type = $"{target.Class}<double>";
        int accumulatorsEach = Lanes / _doubles;
        var accumulators = new List<string[]>();
        foreach (Reduction reduction in sweep.Reductions)
        {
            string[] names = Enumerable.Range(0, accumulatorsEach).Select(a => body.Fresh(reduction.Name + "Lanes" + a)).ToArray();
            accumulators.Add(names);
        }
        // What single elements before have accumulated goes on.
        for (int r = 0; r < accumulators.Count; r++)
        {
            for (int a = 0; a < accumulatorsEach; a++)
            {
                code.Line($"{type} {accumulators[r][a]} = {target.Class}.Create<double>(lanes.Slice({r * Lanes + a * _doubles}));");
            }
        }

        using (code.Open($"for (; i + {Lanes} <= end; i += {Lanes})"))
        {
            for (int offset = 0; offset < Lanes; offset += target.Lanes)
            {
                if (target.Lanes == Lanes)
                {
                    EmitPosition(code, accumulators, offset);
                    break;
                }
                using (code.Open("")) EmitPosition(code, accumulators, offset);
            }
        }

        for (int r = 0; r < accumulators.Count; r++)
        {
            for (int a = 0; a < accumulatorsEach; a++)
            {
                code.Line($"{accumulators[r][a]}.CopyTo(lanes.Slice({r * Lanes + a * _doubles}));");
            }
        }
    }

    private void EmitPosition(CodeWriter code, List<string[]> accumulators, int offset)
    {
        body.EmitElement(code, offset);
        for (int r = 0; r < sweep.Reductions.Count; r++)
        {
            Reduction reduction = sweep.Reductions[r];
            string argument = body.Print(reduction.Argument);
            if (target.Lanes == _doubles)
            {
                string value = argument;
                if (reduction.Argument is not Ref)
                {
                    value = NameOf(reduction.Name + "Value");
                    code.Line($"{target.Type} {value} = {argument};");
                }
                Accumulate(code, reduction.Kind, accumulators[r][offset / _doubles], value);
            }
            else
            {
                string lower = NameOf(reduction.Name + "Lower"), upper = NameOf(reduction.Name + "Upper");
                code.Line($"({target.Class}<double> {lower}, {target.Class}<double> {upper}) = {target.Class}.Widen({argument});");
                Accumulate(code, reduction.Kind, accumulators[r][offset / _doubles], lower);
                Accumulate(code, reduction.Kind, accumulators[r][offset / _doubles + 1], upper);
            }
        }
        body.EmitStores(code, offset);
    }

    // Positions stand in blocks of their own, so each can use the same names.
    private string NameOf(string wish) => _names.TryGetValue(wish, out string? known) ? known : _names[wish] = body.Fresh(wish);

    private void Accumulate(CodeWriter code, ReductionKind kind, string accumulator, string value) =>
        code.Line(kind switch
        {
            ReductionKind.Sum => $"{accumulator} += {value};",
            ReductionKind.SumOfSquares => $"{accumulator} += {value} * {value};",
            _ => $"{accumulator} = {target.Class}.Max({accumulator}, {value});",
        });

    public static void EmitScalar(CodeWriter code, Sweep sweep, LoopBody body)
    {
        for (int r = 0; r < sweep.Reductions.Count; r++)
        {
            Reduction reduction = sweep.Reductions[r];
            string value = body.Fresh(reduction.Name + "Value"), lane = body.Fresh(reduction.Name + "Lane");
            code.Line($"double {value} = {body.Print(reduction.Argument)};");
            code.Line($"ref double {lane} = ref lanes[(int)(i % {Lanes}){(r == 0 ? "" : $" + {r * Lanes}")}];");
            code.Line(reduction.Kind switch
            {
                ReductionKind.Sum => $"{lane} += {value};",
                ReductionKind.SumOfSquares => $"{lane} += {value} * {value};",
                _ => $"{lane} = Math.Max({lane}, {value});",
            });
        }
    }
}
