namespace OptimizerDsl.Kernels.Tests.Corpus.Drawn;

/// <summary>Writes a rule and a recipe around it: behind clips alone, or with everything else that a step can be.</summary>
/// <param name="tape">The choices of the recipe.</param>
/// <param name="tapeOf">New choices for a fragment.</param>
/// <param name="name">The recipe's name.</param>
/// <param name="seed">From which all of it can be drawn again.</param>
internal sealed class RecipeWriter(ChoiceTape tape, Func<FragmentShape, ChoiceTape> tapeOf, string name, string seed)
{
    private const string Matrices = "matrices";

    // What of the library may stand around a drawn rule.
    private static readonly string[] s_transforms =
    [
        "[ClipByGlobalNorm(1)]", "[ClipByValue(0.5)]", "[ClipByNorm(0.5)]", "[AdaptiveClip(0.01)]", "[ZeroNonFinite]", "[Normalize]", "[Centralize]", "[Sign]", "[L2(0.01)]", "[AddNoise(0.3, Seed = 3)]",
        "[ClipByGlobalPNorm(2, 3.5)]",
    ];

    private static readonly string[] s_rules =
        ["[Sgd(LearningRate = 0.1, Momentum = 0.9)]", "[AdamW(LearningRate = 0.01)]", "[Lion(LearningRate = 0.003)]", "[RMSprop(LearningRate = 0.01, Momentum = 0.9, Centered = true)]"];

    private static readonly string[] s_schedules =
    [
        "[LinearWarmup(Steps = 3)]\n[CosineDecay(Steps = 5, Floor = 0.1)]", "[StepDecay(EverySteps = 4, Factor = 0.5)]", "[OneCycle(Steps = 12)]", "[Wsd(Steps = 12, WarmupSteps = 2, DecaySteps = 5)]",
        "[Constant(Factor = 0.5, Steps = 4)]\n[InverseSqrtDecay(Shift = 3, Steps = 9)]\n[ExponentialDecay(Rate = 0.9)]", "[CosineRestarts(PeriodSteps = 4, Multiplier = 2)]",
        "[LinearWarmup(Steps = 2)]\n[MultiStepDecay(AtSteps = new long[] { 4, 9 }, Factor = 0.3)]",
    ];

    private string _fragments = "";

    public DrawnRule Write()
    {
        bool isWhole = tape.Percent(50);
        return isWhole ? Whole() : Plain();
    }

    private DrawnRule Plain()
    {
        string rule = Draw(FragmentShape.Rule, "Rule", usesLoss: false, isWhole: false);
        string clip = tape.Pick("", "", "[ClipByGlobalNorm(1)]\n", "[ClipByValue(0.5)]\n", "[ClipByValue(3)]\n[ClipByGlobalNorm(2)]\n");
        string attributes = $"{clip}[{rule}(LearningRate = {Rate()}{FragmentShape.Rule.Arguments(tape)})]";
        return new(seed, Source(), false, [.. RecipeCase.Both(name, attributes)]);
    }

    private DrawnRule Whole()
    {
        bool usesLoss = tape.Percent(15);
        bool isGrouped = tape.Percent(35);
        string rule = Draw(FragmentShape.Rule, "Rule", usesLoss);
        var attributes = new List<string>();
        bool hasBiases = isGrouped && tape.Percent(30);
        if (isGrouped) attributes.Add($"[ParameterGroup(\"{Matrices}\", \"*.weight\")]");
        if (hasBiases) attributes.Add("[ParameterGroup(\"biases\", \"*.bias\")]\n[AdamW(LearningRate = 0.01, Group = \"biases\")]");
        if (tape.Percent(25)) attributes.Add($"[AccumulateGradients(Steps = {tape.Pick("2", "3")})]");
        attributes.AddRange(BeforeRule(isGrouped, usesLoss));
        if (isGrouped) attributes.Add(tape.Percent(50) ? tape.Pick(s_rules) : $"[{rule}(LearningRate = {Rate()}{FragmentShape.Rule.Arguments(tape)})]");
        attributes.Add($"[{rule}(LearningRate = {Rate()}{FragmentShape.Rule.Arguments(tape)}{(isGrouped ? $", Group = \"{Matrices}\"" : "")})]");
        if (tape.Percent(40)) attributes.Add(Averaging(isGrouped, usesLoss));
        // Others have a hyperparameter of that name too, so the rule's stands before it, save where nothing else can be meant.
        string owner = attributes.Any(attribute => attribute.StartsWith("[Lookahead", StringComparison.Ordinal)) || tape.Percent(50) ? $"{rule}." : "";
        string target = $"Target = \"{owner}{FragmentShape.Rule.Hypers[0]}\"{(isGrouped ? $", Group = \"{Matrices}\"" : "")}";
        if (tape.Percent(60)) attributes.Add(tape.Pick(s_schedules));
        if (tape.Percent(25)) attributes.Add(tape.Pick($"[CosineDecay(Steps = 10, Floor = 0.5, {target})]", $"[LinearWarmup(Steps = 3, From = 0.5, {target})]\n[Cyclic(UpSteps = 2, {target})]"));
        if (tape.Percent(20)) attributes.Add("[ReduceOnPlateau(Patience = 1, Factor = 0.5)]");
        string options = tape.Percent(30) ? "ClearGradients = true" : "";
        string body = Tunables(rule, isGrouped);
        return new(seed, Source(), true, [.. RecipeCase.Both(name, string.Join('\n', attributes)).Select(recipe => recipe with { Options = options, Body = body })]);
    }

    private IEnumerable<string> BeforeRule(bool isGrouped, bool usesLoss)
    {
        int transforms = 0, gates = 0;
        int count = 1 + tape.Below(3);
        for (int i = 0; i < count; i++)
        {
            switch (tape.Below(7))
            {
                case 0 or 1:
                    string transform = Draw(FragmentShape.Transform, $"Transform{transforms++}", usesLoss);
                    yield return Use(transform, FragmentShape.Transform, isGrouped);
                    break;
                case 2:
                    string gate = Draw(FragmentShape.Gate, $"Gate{gates++}", usesLoss);
                    yield return Use(gate, FragmentShape.Gate, isGrouped);
                    break;
                case 3:
                    yield return tape.Pick("[SkipNonFinite]", "[SkipAbove(1e5)]");
                    break;
                default:
                    yield return tape.Pick(s_transforms);
                    break;
            }
        }
    }

    private string Averaging(bool isGrouped, bool usesLoss) =>
        tape.Percent(30) ? $"[{tape.Pick("Ema(0.9", "Ema(0.9, Warmup = true", "Swa(4, 3", "PolyakAverage(Start = 3", "Lookahead(Every = 3, Alpha = 0.4")}{GroupOf(isGrouped)})]" : Use(Draw(FragmentShape.Averaging, "Averaging", usesLoss), FragmentShape.Averaging, isGrouped);

    private string Use(string fragment, FragmentShape shape, bool isGrouped)
    {
        string arguments = shape.Arguments(tape) + GroupOf(isGrouped);
        return arguments.Length == 0 ? $"[{fragment}]" : $"[{fragment}({arguments[2..]})]";
    }

    private string GroupOf(bool isGrouped) => isGrouped && tape.Percent(40) ? $", Group = \"{Matrices}\"" : "";

    private string Tunables(string rule, bool isGrouped)
    {
        string of = $"Of = typeof({rule}Attribute){(isGrouped ? $", Group = \"{Matrices}\"" : "")}";
        string body = "";
        foreach ((int index, string type) in ((string[])["double", "long", "bool"]).Index())
        {
            string hyper = FragmentShape.Rule.Hypers[index];
            if (tape.Percent(25)) body += $"[Tunable({of}, Name = \"{hyper}\")] public partial {type} Tuned{hyper} {{ get; set; }}\n";
        }

        return body;
    }

    private string Rate() => tape.Pick("0.1", "1", "0.003");

    private string Draw(FragmentShape shape, string suffix, bool usesLoss, bool isWhole = true)
    {
        _fragments += new FragmentWriter(tapeOf(shape), shape, usesLoss, isWhole).Write(name + suffix) + "\n";
        return name + suffix;
    }

    private string Source() => $"""
        // ODSL_SEED={seed} ODSL_RULES=1
        #pragma warning disable CS0162, CS0168, CS0219, CS1717, CS1718
        using System;
        using OptimizerDsl;

        {_fragments}
        """;
}
