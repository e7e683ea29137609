using System.ComponentModel;

namespace OptimizerDsl.Runtime;

/// <summary>
/// What a recipe does to the elements of one group, sweep by sweep; the compiler writes one for each group. Reducing sweeps
/// come first, and the last sweep is the update.
/// </summary>
/// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// <see cref="Prepare"/> and <see cref="PrepareSegment"/> run on one thread. What they leave in fields and in
/// <see cref="SegmentValues"/>, <see cref="Reduce"/> and <see cref="Update"/> read on several threads at once; those must not
/// write to fields.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class StepProgram<T>
    where T : unmanaged
{
    private double[]? _uniformState;
    private double[]? _nextUniformState;
    private double[]? _tunables;

    /// <summary>The number of sweeps over memory: 1 and one for each round of reductions.</summary>
    public abstract int SweepCount { get; }

    /// <summary>Into which segments the elements are cut. The engine asks once, when it is built.</summary>
    public virtual Granularity Granularity => Granularity.Flat;

    /// <summary>The names of the uniform state that has one value for the group.</summary>
    public virtual string[] UniformStateNames => [];

    /// <summary>The names of the uniform state that has one value for each segment.</summary>
    public virtual string[] SegmentStateNames => [];

    /// <summary>Which uniform state, of the group or of segments, observers write.</summary>
    public virtual string[] ObservedStateNames => [];

    /// <summary>The number of hyperparameters that can be set at run time.</summary>
    public virtual int TunableCount => 0;

    /// <summary>The number of values that are kept for each segment.</summary>
    public virtual int SegmentValueCount => 0;

    /// <summary>The state buffer that holds the averages of the parameters; null when nothing is averaged.</summary>
    public virtual string? AverageState => null;

    /// <summary>
    /// Whether an update leaves an element zero whose parameter, gradient and state are zero, as they are in the padding of
    /// tensors. The engine asks once, when it is built.
    /// </summary>
    public virtual bool KeepsZeros => false;

    /// <summary>
    /// Whether an update of whole blocks stores them itself, from a block's beginning on; then an update that is not of whole
    /// blocks has fewer elements than one. Where not, and of those, new values of state in blocks are left aside for the engine.
    /// The engine asks once, when it is built.
    /// </summary>
    public virtual bool StoresBlocks => false;

    /// <summary>
    /// Why the step is skipped; null lets it go on. The engine asks after <see cref="Prepare"/> of the last sweep, before
    /// anything is written.
    /// </summary>
    public virtual string? WhySkipped => null;

    /// <summary>Uniform state as the last applied step left it, zero before the first one.</summary>
    protected double[] UniformState => _uniformState ??= new double[UniformStateNames.Length];

    /// <summary>
    /// What this step makes of <see cref="UniformState"/>: a copy of it when the step begins, and copied back once the step
    /// is sure to be applied.
    /// </summary>
    protected double[] NextUniformState => _nextUniformState ??= new double[UniformStateNames.Length];

    /// <summary>The hyperparameters that can be set at run time; those that are true or false as 1 or 0.</summary>
    protected double[] Tunables => _tunables ??= new double[TunableCount];

    /// <summary>
    /// <see cref="SegmentValueCount"/> values for each segment, segment after segment; what is true or false as 1 or 0, and an
    /// integer as its bits, of which a float holds half.
    /// <see cref="PrepareSegment"/> writes them.
    /// </summary>
    protected T[] SegmentValues { get; private set; } = [];

    /// <summary>
    /// One value for each segment and each of <see cref="SegmentStateNames"/>, segment after segment, zero before the first step.
    /// <see cref="PrepareSegment"/> of the last sweep, which only runs once the step is sure to be applied, writes those of its
    /// segment.
    /// </summary>
    protected double[] SegmentState { get; private set; } = [];

    /// <summary>The shape of the tensor for whose segment <see cref="PrepareSegment"/> runs.</summary>
    protected SegmentShape Shape { get; private set; }

    internal bool IsTaken { get; private set; }

    /// <summary>A hyperparameter that can be set at run time.</summary>
    /// <param name="i">Which one, from 0.</param>
    /// <returns>Its value.</returns>
    public double GetTunable(int i) => Tunables[i];

    /// <summary>Sets a hyperparameter, from the next step on. Whoever calls this has checked the value.</summary>
    /// <param name="i">Which one, from 0.</param>
    /// <param name="value">Its value; true is 1 and false is 0.</param>
    public void SetTunable(int i, double value) => Tunables[i] = value;

    /// <summary>What a reducing sweep computes, in the order of its lanes. One sweep never mixes rows with other scopes.</summary>
    /// <param name="sweep">The sweep, from 0 to <see cref="SweepCount"/> - 2.</param>
    /// <returns>The reductions; the engine asks once, when it is built.</returns>
    public virtual ReductionInfo[] ReductionsOf(int sweep) => [];

    /// <summary>Computes everything uniform that a sweep needs. Runs once before each sweep.</summary>
    /// <param name="sweep">The sweep that is about to run.</param>
    /// <param name="step">The step that is running.</param>
    /// <param name="totals">
    /// The totals of all <see cref="ReductionScope.Global"/> reductions of finished sweeps, by their index; 0 for all others.
    /// A <see cref="ReductionKind.SumOfSquares"/> is the sum itself.
    /// </param>
    public abstract void Prepare(int sweep, in StepInfo step, ReadOnlySpan<double> totals);

    /// <summary>
    /// Computes what a sweep needs for one segment, into <see cref="SegmentValues"/>. Runs before each sweep for every
    /// segment, unless the granularity is <see cref="Granularity.Flat"/>; before the last one after <see cref="WhySkipped"/>.
    /// </summary>
    /// <param name="sweep">The sweep that is about to run.</param>
    /// <param name="segment">The tensor or row, counted within the group.</param>
    /// <param name="step">The step that is running.</param>
    /// <param name="totals">As for <see cref="Prepare"/>.</param>
    /// <param name="tensorTotals">
    /// What the reductions of finished sweeps give for this segment's tensor alone, by their index; empty in a program that
    /// reduces rows only.
    /// </param>
    /// <param name="rowTotals">
    /// The totals of the <see cref="ReductionScope.Row"/> reductions for this row, by their index; empty in a program that has none.
    /// </param>
    public virtual void PrepareSegment(
        int sweep, int segment, in StepInfo step, ReadOnlySpan<double> totals, ReadOnlySpan<double> tensorTotals, ReadOnlySpan<double> rowTotals)
    {
    }

    /// <summary>
    /// Accumulates a piece of a block into lanes, in <see cref="ReductionShape"/>: element i of the block goes to lane i mod
    /// <see cref="ReductionShape.Lanes"/>. The engine has set the lanes to their identity, and combines them.
    /// </summary>
    /// <param name="sweep">The reducing sweep.</param>
    /// <param name="run">Where the block lies, with its state.</param>
    /// <param name="w">The parameter that is element 0 of the block.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="start">The first element of the piece.</param>
    /// <param name="end">The element behind the piece, at most <see cref="ReductionShape.BlockLength"/>.</param>
    /// <param name="lanes"><see cref="ReductionShape.Lanes"/> for each reduction of the sweep, in order.</param>
    public virtual void Reduce(int sweep, in RunPlace run, ref T w, ref T g, nuint start, nuint end, Span<double> lanes) =>
        throw new InvalidOperationException($"{GetType().Name} has reductions in sweep {sweep} but does not override Reduce.");

    /// <summary>Updates a run of elements, which may include the padding between tensors when the granularity is flat.</summary>
    /// <param name="run">Where the run lies, with its state.</param>
    /// <param name="w">The first parameter.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="count">The number of elements, 1 or more.</param>
    public virtual void Update(in RunPlace run, ref T w, ref T g, nuint count) =>
        throw new InvalidOperationException($"{GetType().Name} does not override Update.");

    /// <summary>
    /// What observers reduce in the sweep that updates, in the order of its lanes; rows are not among it. Where there is anything,
    /// the engine updates by <see cref="UpdateAndReduce"/>, block by block.
    /// </summary>
    public virtual ReductionInfo[] ObservedReductions => [];

    /// <summary>Updates a piece of a block, and accumulates it into lanes, as <see cref="Reduce"/> does.</summary>
    /// <param name="run">Where the block lies, with its state.</param>
    /// <param name="w">The parameter that is element 0 of the block.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="start">The first element of the piece.</param>
    /// <param name="end">The element behind the piece, at most <see cref="ReductionShape.BlockLength"/>.</param>
    /// <param name="lanes"><see cref="ReductionShape.Lanes"/> for each of <see cref="ObservedReductions"/>, in order.</param>
    public virtual void UpdateAndReduce(in RunPlace run, ref T w, ref T g, nuint start, nuint end, Span<double> lanes) =>
        throw new InvalidOperationException($"{GetType().Name} has observed reductions but does not override UpdateAndReduce.");

    /// <summary>Writes the uniform state of observers that has one value for the group, once the update is done.</summary>
    /// <param name="step">The step that is running.</param>
    /// <param name="totals">As for <see cref="Prepare"/>, with those of <see cref="ObservedReductions"/>.</param>
    public virtual void Observe(in StepInfo step, ReadOnlySpan<double> totals)
    {
    }

    /// <summary>Writes the uniform state of observers that has one value for each segment, once the update is done.</summary>
    /// <param name="segment">The tensor or row, counted within the group.</param>
    /// <param name="step">The step that is running.</param>
    /// <param name="totals">As for <see cref="Observe"/>.</param>
    /// <param name="tensorTotals">What the observed reductions give for this segment's tensor alone, by their index.</param>
    public virtual void ObserveSegment(int segment, in StepInfo step, ReadOnlySpan<double> totals, ReadOnlySpan<double> tensorTotals)
    {
    }

    /// <summary>Gives the program to one engine, for good.</summary>
    internal void Take(int segments)
    {
        IsTaken = true;
        SegmentValues = new T[segments * SegmentValueCount];
        SegmentState = new double[segments * SegmentStateNames.Length];

        // Made here, so that no step has to.
        _ = (UniformState, NextUniformState, Tunables);
    }

    internal void SetShape(in SegmentShape shape) => Shape = shape;

    /// <summary>The values of uniform state: the group's one, or those of some segments.</summary>
    /// <param name="name">The name of the state.</param>
    /// <param name="firstSegment">The first segment.</param>
    /// <param name="segments">The number of segments.</param>
    /// <param name="values">The values; empty where there is no such state.</param>
    /// <returns>Whether there is such state.</returns>
    internal bool TryReadUniformState(string name, int firstSegment, int segments, out double[] values)
    {
        int uniform = Array.IndexOf(UniformStateNames, name);
        int ofSegment = Array.IndexOf(SegmentStateNames, name);
        values = uniform >= 0 ? [UniformState[uniform]]
            : ofSegment >= 0 ? ReadSegmentState(ofSegment, firstSegment, segments)
            : [];
        return uniform >= 0 || ofSegment >= 0;
    }

    /// <summary>The group's one value of uniform state, where it lies.</summary>
    internal Span<double> UniformStateAt(int state) => UniformState.AsSpan(state, 1);

    /// <summary>One value of uniform state: the group's, or a segment's.</summary>
    internal double UniformStateOf(string name, int segment)
    {
        int uniform = Array.IndexOf(UniformStateNames, name);
        return uniform >= 0 ? UniformState[uniform] : SegmentState[segment * SegmentStateNames.Length + Array.IndexOf(SegmentStateNames, name)];
    }

    /// <summary>Uniform state of some segments, as a copy.</summary>
    internal double[] ReadSegmentState(int state, int firstSegment, int segments) =>
        [.. Enumerable.Range(firstSegment, segments).Select(segment => SegmentState[segment * SegmentStateNames.Length + state])];

    /// <summary>Sets uniform state of some segments.</summary>
    /// <param name="state">Which of <see cref="SegmentStateNames"/>.</param>
    /// <param name="firstSegment">The first segment.</param>
    /// <param name="values">One value a segment.</param>
    internal void WriteSegmentState(int state, int firstSegment, ReadOnlySpan<double> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            SegmentState[(firstSegment + i) * SegmentStateNames.Length + state] = values[i];
        }
    }

    internal void BeginStep() => UniformState.AsSpan().CopyTo(NextUniformState);

    internal void CommitUniformState() => NextUniformState.AsSpan().CopyTo(UniformState);
}
