using System.Globalization;

namespace OptimizerDsl;

// One step.
public sealed partial class ScalarReference
{
    /// <summary>Steps all tensors, in place.</summary>
    /// <param name="parameters">The parameters, one array a tensor; each value has to be one of the element type.</param>
    /// <param name="gradients">
    /// Their gradients, likewise; with <see cref="AccumulateGradientsAttribute"/> the sum of all calls so far.
    /// </param>
    /// <param name="loss">The loss at the parameters, for rules that use it.</param>
    /// <param name="touchedRows">
    /// For each tensor the rows that the step updates; null, as a whole or for a tensor, where that is all of them. See
    /// <see cref="Parameter.TouchRows"/>.
    /// </param>
    /// <returns>What the call did, as of a compiled recipe.</returns>
    /// <exception cref="ArgumentException">A length differs, or a value is not of the element type.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A learning rate is not a finite number.</exception>
    /// <exception cref="InvalidOperationException">A reduction runs, or a gate lets the step proceed, for some elements only.</exception>
    /// <remarks>If a fragment throws, nothing has changed.</remarks>
    public StepResult Step(double[][] parameters, double[][] gradients, double loss = double.NaN, IReadOnlyList<IReadOnlyCollection<int>?>? touchedRows = null)
    {
        Check(parameters, nameof(parameters));
        Check(gradients, nameof(gradients));
        double[][] loaded = _parameters.Load(parameters);
        double scale = ScaleAt(StepCount);
        double rate = LearningRate * scale;
        int calls = _recipe.AccumulateSteps;
        double lossSum = _accumulated == 0 ? loss : _lossSum + loss;
        double mean = calls == 1 ? loss : lossSum / calls;
        StepInfo[] steps = [.. _rates.Select(own => new StepInfo(CheckedRate(own * scale), StepCount + 1, mean))];
        if (_accumulated + 1 < calls)
        {
            _accumulated++;
            _lossSum = lossSum;
            return new StepResult(StepOutcome.Accumulated, StepCount, rate, Accumulated: _accumulated);
        }

        double[][] uniforms = [.. _uniforms.Select(ofGroup => (double[])[.. ofGroup])];
        var pass = new ReferencePass(
            _bindings, _tensors, loaded, gradients, _states, _kept, calls == 1 ? 1 : 1.0 / calls, (tensor, element) => IsTouched(touchedRows, tensor, element));
        Run(pass, uniforms, steps);
        _accumulated = 0;
        if (pass.Gate is null)
        {
            Commit(pass, uniforms, parameters, touchedRows);
        }

        if (_recipe.ClearGradients)
        {
            for (int tensor = 0; tensor < gradients.Length; tensor++)
            {
                ClearGradients(gradients[tensor], tensor, pass.Gate is null ? touchedRows : null);
            }
        }

        return pass.Gate is { } gate
            ? new StepResult(StepOutcome.Skipped, StepCount, rate, $"{gate} held the step back.")
            : new StepResult(StepOutcome.Applied, StepCount, rate);
    }

    private bool IsTouched(IReadOnlyList<IReadOnlyCollection<int>?>? touchedRows, int tensor, int element) =>
        touchedRows?[tensor] is not { } rows || rows.Contains(element / _tensors[tensor].RowLength);

    // A step that is skipped clears all of them.
    private void ClearGradients(double[] gradients, int tensor, IReadOnlyList<IReadOnlyCollection<int>?>? touchedRows)
    {
        for (int i = 0; i < gradients.Length; i++)
        {
            gradients[i] = IsTouched(touchedRows, tensor, i) ? 0 : gradients[i];
        }
    }

    private void Run(ReferencePass pass, double[][] uniforms, StepInfo[] steps)
    {
        ReductionContext? outer = ReductionContext.Current;
        int scaled = 0;
        using (Real.As(_elementType))
        {
            try
            {
                for (; scaled < _recipe.Targets.Count; scaled++)
                {
                    _recipe.Targets[scaled].Apply(StepCount);
                }

                // Uniform code has no elements to reduce over.
                ReductionContext.Current = null;
                for (int group = 0; group < _bindings.Length; group++)
                {
                    foreach (UniformMethod begin in _bindings[group].Begins)
                    {
                        begin(uniforms[group], steps[group]);
                    }
                }

                ReductionContext.Current = new ReductionContext(_tensors, _bindings.Length, _runsFor);
                pass.Run(ReductionContext.Current, uniforms, steps);
            }
            finally
            {
                ReductionContext.Current = outer;
                while (--scaled >= 0)
                {
                    _recipe.Targets[scaled].Restore();
                }
            }
        }
    }

    private void Commit(ReferencePass pass, double[][] uniforms, double[][] parameters, IReadOnlyList<IReadOnlyCollection<int>?>? touchedRows)
    {
        for (int group = 0; group < uniforms.Length; group++)
        {
            uniforms[group].CopyTo(_uniforms[group], 0);
        }

        ulong firstElement = 0;
        for (int tensor = 0; tensor < _tensors.Length; tensor++)
        {
            _parameters.Store(tensor, pass.Parameters[tensor], parameters[tensor]);
            for (int state = 0; state < _states[tensor].Length; state++)
            {
                int of = tensor;
                _storages[_tensors[tensor].Group].Store(state, pass.States[tensor][state], element => IsTouched(touchedRows, of, element), StepCount + 1, firstElement);
                pass.States[tensor][state].CopyTo(_states[tensor][state], 0);
            }

            for (int value = 0; value < _kept[tensor].Length; value++)
            {
                pass.Kept[tensor][value].CopyTo(_kept[tensor][value], 0);
            }

            firstElement += (ulong)_tensors[tensor].Length;
        }

        StepCount++;
    }

    // The schedules' factor first, then those of the metric schedules in their order: products round.
    private double ScaleAt(long step)
    {
        double scale = _recipe.Schedule.ScaleAt(step);
        foreach (MetricBinding schedule in _recipe.Metrics)
        {
            scale *= schedule.Factor;
        }

        return scale;
    }

    private void Check(double[][] tensors, string argument)
    {
        ArgumentNullException.ThrowIfNull(tensors, argument);
        if (tensors.Length != _tensors.Length)
        {
            throw new ArgumentException($"There are {tensors.Length} tensors of {argument}, but the reference was made for {_tensors.Length}.", argument);
        }

        for (int tensor = 0; tensor < tensors.Length; tensor++)
        {
            if (tensors[tensor] is null || tensors[tensor].Length != _tensors[tensor].Length)
            {
                throw new ArgumentException(
                    $"Tensor {tensor} of {argument} has {tensors[tensor]?.Length ?? 0} elements, but the reference was made for {_tensors[tensor].Length}.", argument);
            }

            int odd = _elementType == ElementType.Double ? -1 : Array.FindIndex(tensors[tensor], x => (float)x != x && !double.IsNaN(x));
            if (odd >= 0)
            {
                string value = tensors[tensor][odd].ToString("R", CultureInfo.InvariantCulture);
                throw new ArgumentException(
                    $"Element {odd} of tensor {tensor} of {argument}, {value}, is not a float: round the values, or make the reference for ElementType.Double.", argument);
            }

            int wide = _parameters.AreStored ? Array.FindIndex(tensors[tensor], x => !_parameters.Holds(x)) : -1;
            if (wide >= 0)
            {
                string value = tensors[tensor][wide].ToString("R", CultureInfo.InvariantCulture);
                throw new ArgumentException($"Element {wide} of tensor {tensor} of {argument}, {value}, is not a {_parameters.Type}, as the recipe's Parameters are: round the values.", argument);
            }
        }
    }
}
