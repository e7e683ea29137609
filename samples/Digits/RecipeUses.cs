using Digits.Data;
using OptimizerDsl;

namespace Digits;

/// <summary>Something to do with whichever recipe is chosen.</summary>
internal interface IWithRecipe<out TResult>
{
    TResult With<TOptimizer>()
        where TOptimizer : IOptimizer<TOptimizer>;
}

/// <summary>Trains, with a log where the arguments name one.</summary>
internal sealed class Train(DigitData data, Arguments arguments, ITrainingProgress progress) : IWithRecipe<EpochReport>
{
    public EpochReport With<TOptimizer>()
        where TOptimizer : IOptimizer<TOptimizer> => Training.Run<TOptimizer>(data, arguments.Epochs, arguments.Seed, progress, arguments.LogFile, arguments.Parameters);
}

/// <summary>Tries rates in one short run.</summary>
internal sealed class FindRate(DigitData data, int seed) : IWithRecipe<LearningRateFinderResult>
{
    public LearningRateFinderResult With<TOptimizer>()
        where TOptimizer : IOptimizer<TOptimizer> => Training.FindRate<TOptimizer>(data, seed);
}

/// <summary>Tries rates in trainings of their own.</summary>
internal sealed class SweepRates(DigitData data, Arguments arguments) : IWithRecipe<SweepResult>
{
    public SweepResult With<TOptimizer>()
        where TOptimizer : IOptimizer<TOptimizer> => Training.SweepRates<TOptimizer>(data, arguments.Epochs, arguments.Seed);
}
