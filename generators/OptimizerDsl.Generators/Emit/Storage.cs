using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Passes;

namespace OptimizerDsl.Generators.Emit;

/// <summary>How a buffer is written in C#: what it is a reference to, where it begins, and its loads and stores for every target.</summary>
internal abstract record Storage
{
    /// <summary>The type of the buffer's items.</summary>
    public abstract string Item { get; }

    /// <param name="stored">How the recipe stores it; null for what is no state.</param>
    /// <param name="element">The type of the arithmetic.</param>
    /// <param name="runsInRows">Whether runs begin where rows do, anywhere in a block.</param>
    public static Storage Of(StoredState? stored, ElementType element, bool runsInRows) => stored?.Format switch
    {
        null or StateFormat.Full => new Plain(element),
        StateFormat.BFloat16 => new Converted("BFloat16Storage", stored.IsStochastic ? stored.Number : null),
        _ => new Blocks(stored.Format == StateFormat.Block8Signed, !runsInRows),
    };

    /// <summary>A gradient, where it has 16 bits.</summary>
    public static Storage OfGradient(ParameterPrecision precision) => new Converted(precision + "Storage", null);

    /// <summary>A parameter, where it has 16 bits.</summary>
    /// <param name="precision">Which 16 bits.</param>
    /// <param name="master">The name of the reference to the parameters in full.</param>
    public static Storage OfWeight(ParameterPrecision precision, string master) => new Mastered(precision + "Storage", master);

    /// <summary>The number of the state by whose random numbers a store rounds; null where it needs none.</summary>
    public virtual int? RandomNumbers => null;

    /// <summary>The name of the random numbers of a state.</summary>
    public static string NameOfRandom(int number) => "random" + number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The type of what a store writes, where that is another buffer than loads read; null where it is the same.</summary>
    public virtual string? NewItem => null;

    /// <summary>The state buffer of a number at the run's first element.</summary>
    public abstract string Place(int buffer);

    /// <summary>What a whole block's loads and stores need besides; null for what does not lie in blocks.</summary>
    public virtual WholeBlock? Whole => null;

    public abstract string Load(Target target, string buffer, string position);

    /// <param name="target">The width.</param>
    /// <param name="buffer">The buffer.</param>
    /// <param name="position">The element, or the one of the first lane.</param>
    /// <param name="value">What is stored.</param>
    /// <param name="isName">Whether that is a name, which needs no parentheses.</param>
    public abstract string Store(Target target, string buffer, string position, string value, bool isName);

    /// <summary>As it is computed.</summary>
    private sealed record Plain(ElementType Element) : Storage
    {
        public override string Item => Target.KeywordOf(Element);

        public override string Place(int buffer) => $"run.State<{Item}>({buffer})";

        public override string Load(Target target, string buffer, string position) =>
            target is Target.Vector vector ? $"{vector.Class}.LoadUnsafe(ref {buffer}, {position})" : $"Unsafe.Add(ref {buffer}, {position})";

        public override string Store(Target target, string buffer, string position, string value, bool isName) =>
            target is Target.Vector ? $"{(isName ? value : "(" + value + ")")}.StoreUnsafe(ref {buffer}, {position});" : $"Unsafe.Add(ref {buffer}, {position}) = {value};";
    }

    /// <summary>In 16 bits, by the methods of a class of the runtime.</summary>
    private sealed record Converted(string Class, int? Number) : Storage
    {
        public override int? RandomNumbers => Number;

        public override string Item => "ushort";

        public override string Place(int buffer) => $"run.BFloat16State({buffer})";

        public override string Load(Target target, string buffer, string position) => $"{Class}.Load{Width(target)}(ref {buffer}, {position})";

        public override string Store(Target target, string buffer, string position, string value, bool isName) =>
            Number is int number
                ? $"{Class}.StoreStochastic{Width(target)}({value}, {NameOfRandom(number)}, ref {buffer}, {position});"
                : $"{Class}.Store{Width(target)}({value}, ref {buffer}, {position});";
    }

    /// <summary>In 16 bits, and beside them in full, by the methods of a class of the runtime.</summary>
    private sealed record Mastered(string Class, string Master) : Storage
    {
        public override string Item => "ushort";

        public override string Place(int buffer) => throw new NotSupportedException("A parameter is no state.");

        public override string Load(Target target, string buffer, string position) => $"{Class}.LoadParameter{Width(target)}(ref {buffer}, ref {Master}, {position})";

        public override string Store(Target target, string buffer, string position, string value, bool isName) =>
            $"{Class}.StoreParameter{Width(target)}({value}, ref {buffer}, ref {Master}, {position});";
    }

    /// <summary>
    /// In blocks, which are stored when all of their values are known: a store leaves new values aside, except in kernels that
    /// go block by block.
    /// </summary>
    private sealed record Blocks(bool IsSigned, bool IsAligned) : Storage
    {
        public override string Item => "byte";

        public override string NewItem => "float";

        public override WholeBlock Whole => new(IsSigned);

        public override string Place(int buffer) => $"run.Block8State({buffer})";

        public override string Load(Target target, string buffer, string position) =>
            $"Block8Storage.Load{(IsAligned && target is Target.Vector ? "Aligned" : "")}{Width(target)}(ref {buffer}, inBlock + {position}, isSigned: {WholeBlock.Text(IsSigned)})";

        public override string Store(Target target, string buffer, string position, string value, bool isName) =>
            new Plain(ElementType.Single).Store(target, buffer, position, value, isName);
    }

    private static string Width(Target target) => target is Target.Vector vector ? vector.Bits.ToString(System.Globalization.CultureInfo.InvariantCulture) : "";
}
