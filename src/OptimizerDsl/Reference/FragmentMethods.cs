using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace OptimizerDsl;

/// <summary>How the methods of fragments are found, and what is said of those that do not fit.</summary>
internal static class FragmentMethods
{
    /// <summary>The name and the return type of what a fragment does to one element.</summary>
    internal static (string Name, Type Returned) Expected(FragmentKind kind) => kind switch
    {
        FragmentKind.Transform => ("Apply", typeof(Real)),
        FragmentKind.Gate => ("Proceed", typeof(bool)),
        FragmentKind.Averaging => ("Average", typeof(void)),
        FragmentKind.Observer => ("Observe", typeof(void)),
        _ => ("Update", typeof(void)),
    };

    [RequiresUnreferencedCode("Looks for the fragment's methods by name.")]
    internal static MethodInfo? Find(object fragment, string name, bool required)
    {
        MethodInfo[] methods = [.. fragment.GetType().GetMethods(BindingFlags.Public | BindingFlags.Instance).Where(method => method.Name == name)];
        return methods.Length switch
        {
            1 => methods[0],
            0 when !required => null,
            0 => throw new ArgumentException($"{fragment.GetType().Name} has no public method {name}; that is what it would do."),
            _ => throw new ArgumentException($"{fragment.GetType().Name} has {methods.Length} public methods {name}; which one is meant cannot be told. Leave one."),
        };
    }

    internal static ArgumentException Unbound(object fragment, MethodInfo method, ParameterInfo parameter) => new(
        $"{Text(fragment, method)} has a parameter '{parameter.ParameterType.Name} {parameter.Name}' that means nothing there. {method.Name switch
        {
            "Begin" => "Begin takes 'ref double' for uniform state, and StepInfo.",
            "Adapt" => "Adapt takes the metric as its first double, and 'ref double' for state.",
            "Apply" => "Apply takes the gradient as its first Real, the parameter as 'Real w', state as 'ref Real', uniform state as 'ref double', StepInfo, and a double by the name of uniform state of Begin.",
            "Proceed" => "Proceed takes the gradient as a Real, the parameter as 'Real w', StepInfo, and a double by the name of uniform state of Begin.",
            "Average" => "Average takes the parameter as its first 'ref Real', the average and more state as further 'ref Real', uniform state as 'ref double', StepInfo, and a double by the name of uniform state of Begin.",
            "Observe" => "Observe takes the parameter before and after the step and the gradient as its first three Reals, uniform state as 'ref double', StepInfo, and a double by the name of uniform state of Begin.",
            _ => "Update takes the parameter as its first 'ref Real', the gradient as a Real, inputs as further Reals, state as further 'ref Real', uniform state as 'ref double', StepInfo, and a double by the name of uniform state of Begin.",
        }}");

    internal static string Text(object fragment, MethodInfo method) => $"{fragment.GetType().Name}.{method.Name}";
}
