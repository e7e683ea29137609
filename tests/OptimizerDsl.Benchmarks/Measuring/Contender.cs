namespace OptimizerDsl.Benchmarks.Measuring;

/// <summary>One way to step a model, with memory of its own.</summary>
/// <param name="name">What it is called in tables.</param>
internal abstract class Contender(string name)
{
    internal string Name { get; } = name;

    /// <summary>Steps several times.</summary>
    internal abstract void Run(int steps);

    /// <summary>What has to happen before each timed run and is not timed; then a run is one step.</summary>
    internal virtual Action? Prepare => null;
}

/// <summary>A way to step that is a loop over one call.</summary>
internal sealed class Calls(string name, Action step, Action? prepare = null) : Contender(name)
{
    internal override Action? Prepare => prepare;

    internal override void Run(int steps)
    {
        for (int i = 0; i < steps; i++) step();
    }
}
