namespace OptimizerDsl.Generators.Tests;

using OptimizerDsl.Generators.Ir;

/// <summary>Every combination of types that the operator table accepts.</summary>
internal static class Signatures
{
    private static readonly IrType[] s_types = Enum.GetValues<IrType>();

    private static readonly ILookup<IrType, (Operator Op, IrType[] Arguments)> s_byResult =
        Operators.All.SelectMany(op => Of(op).Select(arguments => (op, arguments))).ToLookup(s => s.op.TypeOf(s.arguments)!.Value);

    public static IReadOnlyList<(Operator Op, IrType[] Arguments)> Giving(IrType result) => s_byResult[result].ToArray();

    public static IEnumerable<IrType[]> Of(Operator op) => Tuples(op.Arity).Where(arguments => op.TypeOf(arguments) is not null);

    public static IEnumerable<IrType[]> Tuples(int length) => length == 0
        ? [[]]
        : Tuples(length - 1).SelectMany(head => s_types.Select(type => (IrType[])[.. head, type]));
}
