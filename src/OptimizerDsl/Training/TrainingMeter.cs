using System.Diagnostics;
using System.Diagnostics.Metrics;
using OptimizerDsl.Runtime;

namespace OptimizerDsl;

/// <summary>
/// Tells an optimizer's steps to <see cref="MeterListener"/>s, such as OpenTelemetry's and <c>dotnet-counters</c>, under the meter
/// <see cref="Name"/>.
/// </summary>
/// <remarks>
/// <para>
/// Instruments, each with the tag <c>recipe</c>: the counters <c>optimizerdsl.steps</c> and <c>optimizerdsl.steps.skipped</c>, the
/// histogram <c>optimizerdsl.step.duration</c> in seconds, the gauges <c>optimizerdsl.learning_rate</c> and <c>optimizerdsl.loss</c>, and
/// <c>optimizerdsl.observed</c>, which has what the recipe's observers keep, with the tags <c>state</c> and, of a tensor's, <c>parameter</c>.
/// </para>
/// <para>
/// A step itself measures nothing: who wants it measured makes it through <see cref="Step(double)"/>, or hands its answer to
/// <see cref="Record"/>. Where nobody listens, both cost a comparison or two, and no clock is read; neither allocates.
/// </para>
/// </remarks>
public sealed class TrainingMeter : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string Name = "OptimizerDsl";

    private readonly IOptimizer _optimizer;
    private readonly CheckpointAccess _access;
    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _steps;
    private readonly Counter<long> _skipped;
    private readonly Histogram<double> _duration;
    private readonly Gauge<double> _rate;
    private readonly Gauge<double> _loss;
    private readonly Gauge<double> _observedGauge;
    private readonly double[] _observed;
    private readonly TagList _tags;
    private readonly TagList[] _observedTags;

    /// <summary>Makes the instruments.</summary>
    /// <param name="optimizer">The optimizer whose steps are told.</param>
    public TrainingMeter(IOptimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        _optimizer = optimizer;
        _access = optimizer.Checkpoint;
        _steps = _meter.CreateCounter<long>("optimizerdsl.steps", "{step}", "Steps that were applied.");
        _skipped = _meter.CreateCounter<long>("optimizerdsl.steps.skipped", "{step}", "Steps that a gate held back.");
        _duration = _meter.CreateHistogram<double>("optimizerdsl.step.duration", "s", "How long the optimizer's calls took.");
        _rate = _meter.CreateGauge<double>("optimizerdsl.learning_rate", null, "The rate of the last step, after schedules.");
        _loss = _meter.CreateGauge<double>("optimizerdsl.loss", null, "The loss before the last step.");
        _observedGauge = _meter.CreateGauge<double>("optimizerdsl.observed", null, "What the recipe's observers keep.");
        IReadOnlyList<ObservedValue> observed = _access.Observed;
        _observed = new double[observed.Count];
        _tags = new TagList { { "recipe", _access.Recipe } };
        _observedTags = [.. observed.Select(Tags)];
    }

    /// <summary>Makes a step and tells of it, how long it took included.</summary>
    /// <param name="loss">The loss before the step; NaN where there is none, and then none is told. The step itself is not given it.</param>
    /// <returns>What the step did.</returns>
    /// <exception cref="InvalidOperationException">As of <see cref="IOptimizer.Step()"/>; a recipe whose rule uses the loss is stepped by itself, and its answer recorded.</exception>
    public StepResult Step(double loss = double.NaN)
    {
        if (!_duration.Enabled)
        {
            StepResult unmeasured = _optimizer.Step();
            Record(unmeasured, loss);
            return unmeasured;
        }

        long start = Stopwatch.GetTimestamp();
        StepResult result = _optimizer.Step();
        _duration.Record(Stopwatch.GetElapsedTime(start).TotalSeconds, _tags);
        Record(result, loss);
        return result;
    }

    /// <summary>Tells of a step that was made; one that only accumulated is not told.</summary>
    /// <param name="result">What the step answered.</param>
    /// <param name="loss">The loss before the step; NaN where there is none, and then none is told.</param>
    public void Record(in StepResult result, double loss = double.NaN)
    {
        if (result.Outcome == StepOutcome.Accumulated)
        {
            return;
        }

        (result.Applied ? _steps : _skipped).Add(1, _tags);
        _rate.Record(result.LearningRate, _tags);
        if (!double.IsNaN(loss))
        {
            _loss.Record(loss, _tags);
        }

        if (!result.Applied || !_observedGauge.Enabled)
        {
            return;
        }

        _access.ReadObserved(_observed);
        for (int i = 0; i < _observed.Length; i++)
        {
            _observedGauge.Record(_observed[i], _observedTags[i]);
        }
    }

    /// <summary>Takes the instruments away.</summary>
    public void Dispose() => _meter.Dispose();

    private TagList Tags(ObservedValue value)
    {
        var tags = new TagList { { "recipe", _access.Recipe }, { "state", value.State } };
        if (value.Parameter is not null)
        {
            tags.Add("parameter", value.Parameter);
        }
        else if (value.Group.Length > 0)
        {
            tags.Add("group", value.Group);
        }

        return tags;
    }
}
