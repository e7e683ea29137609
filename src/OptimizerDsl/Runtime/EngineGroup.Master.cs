namespace OptimizerDsl.Runtime;

// Parameters of 16 bits, and the copy of them in full among the state.
internal sealed partial record EngineGroup<T>
{
    // The parameters for which averages stand in, tensor by tensor.
    private readonly Queue<ushort[]> _storedAside = new();

    /// <summary>The parameters of one tensor in full, as the next step would go on from them.</summary>
    internal ReadOnlySpan<float> MasterOf(int tensor)
    {
        ref readonly StepTensor<T> of = ref Layout.Tensors[tensor];
        RefreshMaster(Master, of);
        return MasterOf(of);
    }

    /// <summary>Exchanges the parameters of a tensor with the averages, rounded; the averages stay as they are.</summary>
    private void SwapStored(in StepTensor<T> tensor)
    {
        if (_areAside)
        {
            _storedAside.Dequeue().CopyTo(StoredParameters.Words(tensor.Region, tensor.Offset, tensor.Length));
            return;
        }

        _storedAside.Enqueue(StoredParameters.Words(tensor.Region, tensor.Offset, tensor.Length).ToArray());
        float[] averages = new float[tensor.Length];
        Layout.Memory.Read(Average, tensor.StateOffset, averages.AsSpan());
        StoredParameters.Write(tensor.Region, tensor.Offset, averages);
    }

    // While averages stand in for the parameters, nothing is to be learnt from those.
    private void RefreshMaster(int state, in StepTensor<T> tensor)
    {
        if (state >= 0 && state == Master && _storedAside.Count == 0)
        {
            StoredParameters.Refresh(tensor.Region, tensor.Offset, MasterOf(tensor));
        }
    }

    private void CheckMaster(int state)
    {
        if (state >= 0 && state == Master && _areAside)
        {
            throw new InvalidOperationException($"Averages stand in for the parameters, which cannot be set through '{StateNames.Master}' meanwhile: dispose of what UseAverages returned first.");
        }
    }

    private void WriteParameters(int state, in StepTensor<T> tensor)
    {
        if (state >= 0 && state == Master)
        {
            StoredParameters.Write(tensor.Region, tensor.Offset, MasterOf(tensor));
        }
    }

    private Span<float> MasterOf(in StepTensor<T> tensor) => Layout.Memory.Full<float>(Master, tensor.StateOffset, tensor.Length);
}
