namespace OptimizerDsl;

/// <summary>
/// The base of everything that a recipe is put together from: update rules, gradient transforms, schedules. Fragments
/// act in the order in which they are written on the class.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class FragmentAttribute : Attribute;
