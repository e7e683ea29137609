namespace OptimizerDsl;

/// <summary>
/// Runs a scalar method for one element; slots hold the parameter, its gradient, and all state, <paramref name="kept"/> the
/// element's view of the uniform state that methods of elements write.
/// </summary>
/// <returns>Whether the step may happen; only gates answer false.</returns>
internal delegate bool ElementMethod(Real[] slots, double[] uniforms, double[] kept, StepInfo step);

/// <summary>Runs a Begin method on the uniform state of a group.</summary>
internal delegate void UniformMethod(double[] uniforms, StepInfo step);

/// <summary>One fragment's scalar method, bound to the slots of a group.</summary>
/// <param name="Fragment">The index of the fragment in the recipe.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Name">How messages call it.</param>
/// <param name="Run">The method.</param>
internal sealed record BoundMethod(int Fragment, FragmentKind Kind, string Name, ElementMethod Run);
