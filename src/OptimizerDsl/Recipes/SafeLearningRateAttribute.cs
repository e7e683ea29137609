namespace OptimizerDsl;

/// <summary>What learning rates are usual for an update rule, and which ones the analyzers remark upon.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = true)]
public sealed class SafeLearningRateAttribute : Attribute
{
    /// <summary>The rate of a recipe that sets none.</summary>
    public double Usual { get; set; } = double.NaN;

    /// <summary>A rate above this is remarked upon as a suggestion.</summary>
    public double Notice { get; set; } = double.PositiveInfinity;

    /// <summary>A rate above this is a warning: no published recipe that we know uses one.</summary>
    public double Warn { get; set; } = double.PositiveInfinity;

    /// <summary>A rate below this is remarked upon as a suggestion.</summary>
    public double NoticeBelow { get; set; }

    /// <summary>A rate below this is a warning.</summary>
    public double WarnBelow { get; set; }

    /// <summary>Why rates are bounded as they are, as the end of a sentence: "sign updates move every weight by the full rate".</summary>
    public string? Why { get; set; }
}
