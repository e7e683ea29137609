using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using OptimizerDsl.Generators;
using OptimizerDsl.Generators.Frontend;
using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;
using OptimizerDsl.Generators.Passes;

namespace OptimizerDsl.Analyzers.Judging;

/// <summary>
/// A step of a fragment, as a recipe sets it, for a model of one parameter: what is uniform and begins it, then its method. All
/// that set a fragment alike share it. Values stand in cells: the method's parameters in their order, other uniform state, and
/// what the method returns.
/// </summary>
internal sealed class ScalarStep
{
    private static readonly ConditionalWeakTable<Fragment, ConcurrentDictionary<(string, EquatableArray<HyperValue>), ScalarStep>> s_known = new();

    private readonly Part _step;
    private readonly Part? _begin;

    private ScalarStep(FragmentUse use, string method)
    {
        // Tunables have the value with which they begin.
        var values = use.Values.ToDictionary(v => v.Name, v => v with { Tunable = HyperValue.Fixed }, StringComparer.Ordinal);
        Method step = Fold.Run(Specialise.Run(use.Fragment.Find(method)!, values));
        Method? begin = use.Fragment.Find(KnownNames.Begin) is Method found ? Fold.Run(Specialise.Run(found, values)) : null;
        Parameters = step.Parameters;
        List<string> cells = [.. step.Parameters.Select(p => p.Name)];
        cells.AddRange((begin?.Parameters ?? default).Select(p => p.Name).Where(n => !cells.Contains(n)).ToArray());
        Result = cells.Count;
        cells.Add(Method.Result);
        _step = new(step, cells);
        _begin = begin is null ? null : new(begin, cells);
    }

    /// <summary>The parameters of the fragment's method, which are the first cells.</summary>
    public EquatableArray<Parameter> Parameters { get; }

    /// <summary>The cell of what the method returns.</summary>
    public int Result { get; }

    public static ScalarStep Of(FragmentUse use, string method) => s_known.GetOrCreateValue(use.Fragment).GetOrAdd((method, use.Values), _ => new(use, method));

    /// <summary>Cells that are all 0.</summary>
    public long[] NewCells() => new long[Result + 1];

    /// <summary>Takes a step.</summary>
    /// <param name="cells">What goes in and comes out.</param>
    /// <param name="info">The step's values.</param>
    /// <returns>Whether it can be run for one parameter; noise and divisions by zero cannot.</returns>
    public bool Run(long[] cells, in Info info)
    {
        try
        {
            _begin?.Run(cells, info);
            _step.Run(cells, info);
            return true;
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArithmeticException)
        {
            return false;
        }
    }

    /// <summary>What a step knows of itself.</summary>
    internal readonly record struct Info(double LearningRate, long Count, double Loss, long TensorRank);

    /// <summary>One method, and which cells it takes and gives.</summary>
    private sealed class Part
    {
        private readonly ScalarProgram _program;
        private readonly int[] _in, _out;
        private readonly int _rate, _count, _loss, _tensorCount, _tensorRank, _rowCount;

        public Part(Method method, List<string> cells)
        {
            _program = new(method);
            _in = [.. method.Parameters.Select(p => cells.IndexOf(p.Name))];
            _out = Array.ConvertAll(_program.Outputs, cells.IndexOf);
            _rate = _program.SlotOf("step.LearningRate");
            _count = _program.SlotOf("step.Count");
            _loss = _program.SlotOf("step.Loss");
            _tensorCount = _program.SlotOf(Method.TensorCount);
            _tensorRank = _program.SlotOf(Method.TensorRank);
            _rowCount = _program.SlotOf(Method.RowCount);
        }

        public void Run(long[] cells, in Info info)
        {
            long[] frame = _program.NewFrame(), outputs = new long[_out.Length];
            for (int i = 0; i < _in.Length; i++) frame[i] = cells[_in[i]];
            frame[_rate] = BitConverter.DoubleToInt64Bits(info.LearningRate);
            frame[_count] = info.Count;
            frame[_loss] = BitConverter.DoubleToInt64Bits(info.Loss);
            frame[_tensorCount] = frame[_rowCount] = 1;
            frame[_tensorRank] = info.TensorRank;
            _program.Run(frame, outputs);
            for (int i = 0; i < _out.Length; i++) cells[_out[i]] = outputs[i];
        }
    }
}
