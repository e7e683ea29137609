using OptimizerDsl.Runtime;

namespace OptimizerDsl.Tests;

/// <summary>Engines of one group, whose base rate of 1 makes the factor of a step its rate.</summary>
internal static class Engines
{
    internal static StepEngine<T> Make<T>(string recipe, StepProgram<T> program, ParameterSet set, params string[] states)
        where T : unmanaged => new(new StepPlan { Recipe = recipe }, set, new StepGroup<T>("", program, 1, states));

    internal static StepEngine<T> Make<T>(string recipe, StepProgram<T> program, int count, params string[] states)
        where T : unmanaged => new(new StepPlan { Recipe = recipe }, count, new StepGroup<T>("", program, 1, states));

    internal static StepResult Step<T>(this StepEngine<T> engine, double rate)
        where T : unmanaged => engine.Step(rate, double.NaN);

    internal static StepResult Step<T>(this StepEngine<T> engine, double rate, Span<T> parameters, Span<T> gradients)
        where T : unmanaged => engine.Step(rate, double.NaN, parameters, gradients);

    internal static StepEngine<T> On<T>(this StepEngine<T> engine, int threads)
        where T : unmanaged
    {
        engine.Threads = threads;
        return engine;
    }
}
