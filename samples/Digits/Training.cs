using Digits.Data;
using OptimizerDsl;

namespace Digits;

/// <summary>What one pass over the training digits came to.</summary>
/// <param name="Epoch">Counted from 1.</param>
/// <param name="TrainLoss">Mean cross entropy in nats over the epoch's batches, each before the step that it caused.</param>
/// <param name="TestLoss">Mean cross entropy over the test digits after the epoch.</param>
/// <param name="TestAccuracy">The part of the test digits that the network then names rightly.</param>
/// <param name="LearningRate">The rate of the epoch's last step.</param>
internal sealed record EpochReport(int Epoch, double TrainLoss, double TestLoss, double TestAccuracy, double LearningRate);

/// <summary>Trains a 784-128-10 network in shuffled mini-batches, with any optimizer that a recipe describes.</summary>
internal sealed class Training
{
    public const int BatchSize = 64;
    private const int HiddenUnits = 128;

    private readonly DigitData _data;
    private readonly Network _network;
    private readonly Random _shuffling;
    private readonly int[] _order;
    private readonly float[] _images = new float[BatchSize * DigitSet.PixelCount];
    private readonly byte[] _labels = new byte[BatchSize];

    private Training(DigitData data, ParameterSet parameters, int seed)
    {
        // Each purpose draws from its own numbers, so that another initialization would not also change the shuffling.
        var seeds = new Random(seed);
        _data = data;
        _network = new Network(parameters, DigitSet.PixelCount, HiddenUnits, DigitSet.ClassCount, BatchSize);
        _network.Initialize(new Random(seeds.Next()));
        _shuffling = new Random(seeds.Next());
        _order = Ascending(data.Train.Count);
    }

    /// <summary>The steps in one pass over so many digits; the last batch of a pass may be a smaller one.</summary>
    public static int StepsPerEpoch(int digits) => (digits + BatchSize - 1) / BatchSize;

    /// <summary>Trains from scratch and reports each step and each epoch; the last report is the result.</summary>
    public static EpochReport Run<TOptimizer>(DigitData data, int epochs, int seed, ITrainingProgress progress, string? logFile = null, ParameterPrecision precision = ParameterPrecision.Full)
        where TOptimizer : IOptimizer<TOptimizer>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        var parameters = new ParameterSet(precision);
        var training = new Training(data, parameters, seed);
        TOptimizer optimizer = TOptimizer.Create(parameters);
        using TrainingLog? log = logFile is null ? null : OpenLog(logFile, optimizer);

        EpochReport? report = null;
        for (int epoch = 1; epoch <= epochs; epoch++)
        {
            report = training.RunEpoch(epoch, optimizer, progress, log);
            progress.OnEpoch(report);
        }

        return report!;
    }

    /// <summary>The loss of a batch by the rate of the step after it.</summary>
    public static LearningRateFinderResult FindRate<TOptimizer>(DigitData data, int seed)
        where TOptimizer : IOptimizer<TOptimizer>
    {
        var parameters = new ParameterSet();
        var training = new Training(data, parameters, seed);
        TOptimizer optimizer = TOptimizer.Create(parameters);
        using IEnumerator<int[]> batches = training.Batches().GetEnumerator();
        return LearningRateFinder.Run(optimizer, () => training.Backpropagate(batches), new LearningRateFinderOptions { From = 1e-6, To = 10 });
    }

    /// <summary>Nine rates, each for a ninth of the run, three of them for a third, and the best for all of it; what counts is the test loss.</summary>
    public static SweepResult SweepRates<TOptimizer>(DigitData data, int epochs, int seed)
        where TOptimizer : IOptimizer<TOptimizer>
    {
        long steps = (long)epochs * StepsPerEpoch(data.Train.Count);
        var options = new SweepOptions { FirstRung = Math.Max(1, steps / 9), MaxDegreeOfParallelism = -1 };
        return Sweep.Random(9, seed, SweepAxis.LogUniform("rate", 1e-5, 1)).Run(
            steps,
            trial =>
            {
                var parameters = new ParameterSet();
                var training = new Training(data, parameters, seed);
                TOptimizer optimizer = TOptimizer.Create(parameters);
                optimizer.LearningRate = trial["rate"];
                IEnumerator<int[]> batches = training.Batches().GetEnumerator();
                return end =>
                {
                    while (optimizer.StepCount < end)
                    {
                        training.Backpropagate(batches);
                        optimizer.Step();
                    }

                    return training.Test().Loss / data.Test.Count;
                };
            },
            options);
    }

    private static TrainingLog OpenLog(string file, IOptimizer optimizer)
    {
        try
        {
            return new TrainingLog(file, optimizer);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{file}: cannot be written: {e.Message}");
        }
    }

    /// <summary>Epoch after epoch without an end, each in an order of its own.</summary>
    private IEnumerable<int[]> Batches()
    {
        while (true)
        {
            _shuffling.Shuffle(_order);
            foreach (int[] batch in _order.Chunk(BatchSize))
                yield return batch;
        }
    }

    private double Backpropagate(IEnumerator<int[]> batches)
    {
        batches.MoveNext();
        _data.Train.Gather(batches.Current, _images, _labels);
        return _network.Backpropagate(_images, _labels.AsSpan(0, batches.Current.Length)).Loss / batches.Current.Length;
    }

    private EpochReport RunEpoch<TOptimizer>(int epoch, TOptimizer optimizer, ITrainingProgress progress, TrainingLog? log)
        where TOptimizer : IOptimizer<TOptimizer>
    {
        _shuffling.Shuffle(_order);
        double loss = 0;
        StepResult step = default;
        foreach (int[] batch in _order.Chunk(BatchSize))
        {
            _data.Train.Gather(batch, _images, _labels);
            double ofBatch = _network.Backpropagate(_images, _labels.AsSpan(0, batch.Length)).Loss;
            loss += ofBatch;
            step = optimizer.Step();
            log?.Record(step, ofBatch / batch.Length);
            progress.OnStep(ofBatch / batch.Length);
        }

        (double testLoss, int correct) = Test();
        return new EpochReport(
            epoch, loss / _data.Train.Count, testLoss / _data.Test.Count, (double)correct / _data.Test.Count, step.LearningRate);
    }

    private BatchResult Test()
    {
        double loss = 0;
        int correct = 0;
        foreach (int[] batch in Ascending(_data.Test.Count).Chunk(BatchSize))
        {
            _data.Test.Gather(batch, _images, _labels);
            BatchResult result = _network.Evaluate(_images, _labels.AsSpan(0, batch.Length));
            loss += result.Loss;
            correct += result.Correct;
        }

        return new BatchResult(loss, correct);
    }

    private static int[] Ascending(int count) => [.. Enumerable.Range(0, count)];
}
