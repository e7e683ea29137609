using System.Numerics.Tensors;
using OptimizerDsl;

namespace Digits;

/// <summary>A multilayer perceptron with one hidden layer: logits = W2 relu(W1 x + b1) + b2.</summary>
/// <remarks>
/// Its weights and gradients live in a <see cref="ParameterSet"/>, so an optimizer sees all of them as one; where they have 16
/// bits there, the network computes with copies in float. A matrix of weights has a row for each unit that it feeds. The buffers for activations are made once, for the largest batch.
/// </remarks>
internal sealed class Network
{
    private readonly int _inputs;
    private readonly int _hidden;
    private readonly int _outputs;
    private readonly WorkingTensor _hiddenWeight;
    private readonly WorkingTensor _hiddenBias;
    private readonly WorkingTensor _outputWeight;
    private readonly WorkingTensor _outputBias;
    private readonly WorkingTensor[] _tensors;
    private readonly float[] _activations;
    private readonly float[] _activationGradients;
    private readonly float[] _logits;

    public Network(ParameterSet parameters, int inputs, int hidden, int outputs, int largestBatch)
    {
        (_inputs, _hidden, _outputs) = (inputs, hidden, outputs);
        _hiddenWeight = new(parameters.Add("hidden.weight", hidden, inputs), parameters.Precision);
        _hiddenBias = new(parameters.Add("hidden.bias", hidden), parameters.Precision);
        _outputWeight = new(parameters.Add("output.weight", outputs, hidden), parameters.Precision);
        _outputBias = new(parameters.Add("output.bias", outputs), parameters.Precision);
        _tensors = [_hiddenWeight, _hiddenBias, _outputWeight, _outputBias];
        _activations = new float[largestBatch * hidden];
        _activationGradients = new float[largestBatch * hidden];
        _logits = new float[largestBatch * outputs];
    }

    /// <summary>Draws the weights with variance 2 / inputs of a unit (He et al., 2015, for ReLU); biases start at zero.</summary>
    public void Initialize(Random random)
    {
        Fill(_hiddenWeight.Values, Math.Sqrt(2.0 / _inputs));
        Fill(_outputWeight.Values, Math.Sqrt(2.0 / _hidden));
        _hiddenBias.Values.Clear();
        _outputBias.Values.Clear();
        foreach (WorkingTensor tensor in _tensors)
            tensor.StoreValues();

        void Fill(Span<float> values, double deviation)
        {
            // A uniform draw from [-a, a] has deviation a / sqrt(3).
            double range = deviation * Math.Sqrt(3);
            foreach (ref float value in values)
                value = (float)(range * (2 * random.NextDouble() - 1));
        }
    }

    /// <summary>Runs a batch forward: no gradients.</summary>
    /// <param name="inputs">One row of inputs for each label.</param>
    /// <param name="labels">The right class of each row.</param>
    /// <returns>The sum of the losses and the number of rows whose largest logit is the right one.</returns>
    public BatchResult Evaluate(ReadOnlySpan<float> inputs, ReadOnlySpan<byte> labels)
    {
        Forward(inputs, labels.Length);
        return TurnLogitsIntoErrors(labels);
    }

    /// <summary>Runs a batch forward and backward: the gradients become those of the batch's mean loss.</summary>
    /// <inheritdoc cref="Evaluate" path="/param|/returns"/>
    public BatchResult Backpropagate(ReadOnlySpan<float> inputs, ReadOnlySpan<byte> labels)
    {
        Forward(inputs, labels.Length);
        BatchResult result = TurnLogitsIntoErrors(labels);
        Backward(inputs, labels.Length);
        return result;
    }

    private void Forward(ReadOnlySpan<float> inputs, int count)
    {
        foreach (WorkingTensor tensor in _tensors)
            tensor.LoadValues();

        Span<float> activations = _activations.AsSpan(0, count * _hidden);
        Span<float> logits = _logits.AsSpan(0, count * _outputs);

        Matrices.MultiplyTransposed(inputs, _hiddenWeight.Values, activations, count, _inputs, _hidden);
        AddToRows(_hiddenBias.Values, activations);
        TensorPrimitives.Max(activations, 0f, activations);

        Matrices.MultiplyTransposed(activations, _outputWeight.Values, logits, count, _hidden, _outputs);
        AddToRows(_outputBias.Values, logits);
    }

    /// <summary>Softmax and cross entropy: each row of logits becomes its own loss gradient, softmax - one-hot.</summary>
    private BatchResult TurnLogitsIntoErrors(ReadOnlySpan<byte> labels)
    {
        double loss = 0;
        int correct = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            Span<float> row = _logits.AsSpan(i * _outputs, _outputs);
            int label = labels[i];
            int largest = TensorPrimitives.IndexOfMax(row);
            if (largest == label)
                correct++;

            // With the largest logit at zero nothing overflows: the sum is between 1 and the number of classes.
            TensorPrimitives.Subtract(row, row[largest], row);
            float shiftedLogit = row[label];
            TensorPrimitives.Exp(row, row);
            float sum = TensorPrimitives.Sum(row);
            loss += Math.Log(sum) - shiftedLogit;
            TensorPrimitives.Divide(row, sum, row);
            row[label] -= 1;
        }

        return new BatchResult(loss, correct);
    }

    private void Backward(ReadOnlySpan<float> inputs, int count)
    {
        Span<float> activations = _activations.AsSpan(0, count * _hidden);
        Span<float> activationGradients = _activationGradients.AsSpan(0, count * _hidden);
        Span<float> errors = _logits.AsSpan(0, count * _outputs);
        TensorPrimitives.Divide(errors, count, errors);

        foreach (WorkingTensor tensor in _tensors)
            tensor.Gradients.Clear();

        Matrices.AddTransposedProduct(errors, activations, _outputWeight.Gradients, _outputs, count, _hidden);
        AddRowsTo(_outputBias.Gradients, errors);

        Matrices.Multiply(errors, _outputWeight.Values, activationGradients, count, _outputs, _hidden);
        for (int i = 0; i < activations.Length; i++)
        {
            if (activations[i] <= 0)
                activationGradients[i] = 0;
        }

        Matrices.AddTransposedProduct(activationGradients, inputs, _hiddenWeight.Gradients, _hidden, count, _inputs);
        AddRowsTo(_hiddenBias.Gradients, activationGradients);
        foreach (WorkingTensor tensor in _tensors)
            tensor.StoreGradients();
    }

    private static void AddToRows(ReadOnlySpan<float> bias, Span<float> rows)
    {
        for (int i = 0; i < rows.Length; i += bias.Length)
            TensorPrimitives.Add(rows.Slice(i, bias.Length), bias, rows.Slice(i, bias.Length));
    }

    private static void AddRowsTo(Span<float> sum, ReadOnlySpan<float> rows)
    {
        for (int i = 0; i < rows.Length; i += sum.Length)
            TensorPrimitives.Add(sum, rows.Slice(i, sum.Length), sum);
    }
}

/// <summary>What a batch came to: the sum of its losses and how many of its rows were classified rightly.</summary>
internal readonly record struct BatchResult(double Loss, int Correct);
