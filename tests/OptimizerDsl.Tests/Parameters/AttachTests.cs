namespace OptimizerDsl.Tests;

public sealed class AttachTests
{
    private readonly ParameterSet _set = new();

    [Fact]
    public void An_attached_tensor_is_the_owners_memory()
    {
        float[] values = [1, 2, 3, 4, 5, 6];
        var gradients = new float[6];
        Parameter matrix = _set.Attach("matrix", values.AsMemory(), gradients.AsMemory(), 2, 3);
        matrix.Values[4] = 9;
        matrix.Gradients[0] = 7;
        Assert.Equal(9, values[4]);
        Assert.Equal(7, gradients[0]);
        Assert.Equal([2, 3], matrix.Shape.ToArray());
        Assert.Equal([4], _set.Attach("vector", new float[4], new float[4]).Shape.ToArray());
        Assert.Equal(10, _set.ElementCount);
    }

    [Fact]
    public void Disagreeing_lengths_name_both()
    {
        string lengths = Assert.Throws<ArgumentException>(() => _set.Attach("a", new float[3], new float[4])).Message;
        Assert.Contains("3 values but 4 gradients", lengths);
        string shape = Assert.Throws<ArgumentException>(() => _set.Attach("a", new float[6], new float[6], 2, 4)).Message;
        Assert.Contains("[2, 4] takes 8", shape);
        Assert.Empty(_set);
    }

    [Fact]
    public void The_element_type_has_to_be_that_of_the_set()
    {
        string message = Assert.Throws<ArgumentException>(() => _set.Attach("a", new double[3], new double[3])).Message;
        Assert.Contains("the set holds Single", message);
        Assert.Contains("memory of float", message);
        Assert.Throws<ArgumentException>(() => _set.Attach<int>("a", new int[3], new int[3]));
        new ParameterSet(ElementType.Double).Attach("a", new double[3], new double[3]);
    }

    [Fact]
    public void Memory_is_not_shared()
    {
        var memory = new float[100];
        Assert.Contains("share memory", Assert.Throws<ArgumentException>(() => _set.Attach("a", memory.AsMemory(0, 10), memory.AsMemory(9, 10))).Message);
        _set.Attach("a", memory.AsMemory(0, 10), memory.AsMemory(10, 10));
        string tied = Assert.Throws<ArgumentException>(() => _set.Attach("b", memory.AsMemory(5, 10), new float[10])).Message;
        Assert.Contains("'b' and 'a'", tied);
        Assert.Throws<ArgumentException>(() => _set.Attach("b", memory.AsMemory(15, 10), new float[10]));
        Assert.Throws<ArgumentException>(() => _set.Attach("b", new float[10], memory.AsMemory(0, 10)));
        Assert.Throws<ArgumentException>(() => _set.Attach("b", new float[10], memory.AsMemory(11, 10)));
        Assert.Throws<ArgumentException>(() => _set.Attach("b", memory.AsMemory(20, 10), memory.AsMemory(20, 10)));
        Assert.Single(_set);
        _set.Attach("b", memory.AsMemory(20, 10), memory.AsMemory(30, 10));
        Assert.Equal(2, _set.Count);
    }

    [Fact]
    public void An_impossible_shape_is_refused() =>
        Assert.Throws<ArgumentException>(() => _set.Attach("a", new float[6], new float[6], -2, -3));
}
