using System.Reflection;
using OptimizerDsl.Kernels.Tests.Zoo.References;

namespace OptimizerDsl.Kernels.Tests.Zoo;

/// <summary>Hyperparameters with which a rule is tested.</summary>
/// <param name="Name">What they are about; with the rule's name before it, the recipe's name.</param>
/// <param name="Arguments">The arguments of the rule's attribute, as C#.</param>
internal readonly record struct ZooSetting(string Name, string Arguments)
{
    public static implicit operator ZooSetting((string Name, string Arguments) setting) => new(setting.Name, setting.Arguments);
}

/// <summary>What the tests have to know of one of the library's rules: all of them run over these rows.</summary>
internal sealed record ZooRule
{
    private ZooRule(Type attribute, ZooSetting[] settings)
    {
        Attribute = attribute;
        Settings = settings;
    }

    /// <summary>The class of its attribute.</summary>
    public Type Attribute { get; }

    /// <summary>As a recipe names it.</summary>
    public string Name => Attribute.Name[..^nameof(System.Attribute).Length];

    /// <summary>The rate of a recipe that sets none.</summary>
    public double UsualRate => Attribute.GetCustomAttribute<SafeLearningRateAttribute>()!.Usual;

    /// <summary>With what hyperparameters it is tested; together they set every one.</summary>
    public IReadOnlyList<ZooSetting> Settings { get; }

    /// <summary>
    /// The file of PyTorch's numbers for it, by the name that torch.optim has; null where PyTorch has no such rule.
    /// </summary>
    public string? Torch { get; private init; }

    /// <summary>Makes the rule's reference for tensors of some shapes; null where PyTorch's numbers are the reference.</summary>
    public Func<UpdateRuleAttribute, int[][], RuleReference>? Reference { get; private init; }

    /// <summary>
    /// Whether the rule knows more than an element and its gradient: what reduces over tensors, other inputs, an average of its
    /// own. It then runs in whole models instead of in vectors alone.
    /// </summary>
    public bool KnowsModel { get; private init; }

    /// <summary>The rule with each of its settings, by the name of its recipe, to which the element type is added.</summary>
    public IEnumerable<(string Name, string Attribute)> Recipes => Settings.Select(setting => (RecipeName(setting), Text(setting)));

    /// <summary>The names of what the rule reads beside the gradient.</summary>
    public IEnumerable<string> Inputs => Attribute.GetMethod("Update")!.GetParameters()
        .Where(parameter => parameter.Position > 1 && parameter.ParameterType == typeof(Real)).Select(parameter => parameter.Name!);

    /// <summary>A rule that PyTorch has.</summary>
    public static ZooRule OfTorch<TRule>(string file, params ZooSetting[] settings)
        where TRule : UpdateRuleAttribute => new(typeof(TRule), settings) { Torch = file };

    /// <summary>A rule whose elements do not depend on each other; the reference sees the whole model as one array.</summary>
    public static ZooRule Of<TRule>(Func<TRule, int, ElementReference> reference, params ZooSetting[] settings)
        where TRule : UpdateRuleAttribute => OfTensors<TRule>((rule, shapes) => reference(rule, shapes.Sum(Count)), settings) with { KnowsModel = false };

    /// <summary>
    /// A rule that reduces over tensors, rows or the model, reads the loss or other inputs, or keeps an average.
    /// </summary>
    public static ZooRule OfTensors<TRule>(Func<TRule, int[][], RuleReference> reference, params ZooSetting[] settings)
        where TRule : UpdateRuleAttribute => new(typeof(TRule), settings) { Reference = (rule, shapes) => reference((TRule)rule, shapes), KnowsModel = true };

    /// <summary>The name of the recipe with a setting, to which the element type is added.</summary>
    public string RecipeName(ZooSetting setting) => Name + setting.Name;

    /// <summary>The rule with a setting, as a recipe carries it.</summary>
    public string Text(ZooSetting setting) => setting.Arguments.Length == 0 ? $"[{Name}]" : $"[{Name}({setting.Arguments})]";

    /// <summary>The number of elements of a shape.</summary>
    public static int Count(int[] shape) => shape.Aggregate(1, (count, dimension) => count * dimension);
}
