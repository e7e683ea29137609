using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OptimizerDsl.Tests;

public sealed class ParameterSetTests
{
    [Theory]
    [InlineData(ElementType.Single, 0)]
    [InlineData(ElementType.Double, 0)]
    [InlineData(ElementType.Single, 100_000)]
    public void Tensors_are_aligned_zeroed_and_their_spans_never_go_stale(ElementType elementType, int capacity)
    {
        var set = new ParameterSet(elementType, capacity);
        var addresses = new List<(nint Values, nint Gradients)>();
        for (int i = 0; i < 40; i++)
        {
            Parameter parameter = set.Add($"p{i}", 1 + 997 * i % 5000, 1 + i % 3);
            addresses.Add(Addresses(parameter));
        }

        GC.Collect();
        for (int i = 0; i < set.Count; i++)
        {
            Assert.Equal(addresses[i], Addresses(set[i]));
            Assert.Equal(0, addresses[i].Values % 64);
            Assert.Equal(0, addresses[i].Gradients % 64);
            Assert.True(IsZero(set[i]));
        }

        // No tensor reaches into the next: what is written to one is read from that one alone.
        for (int i = 0; i < set.Count; i++)
        {
            Fill(set[i], i + 1);
        }

        Assert.All(set, parameter => Assert.True(HoldsOnly(parameter, parameter.Index + 1)));
        Assert.Equal(set.Sum(parameter => (long)parameter.Length), set.ElementCount);

        static bool IsZero(Parameter parameter) => HoldsOnly(parameter, 0);
    }

    [Fact]
    public void Parameters_are_found_by_position_and_name()
    {
        var set = new ParameterSet();
        Parameter weight = set.Add("dense.weight", 784, 128);
        Parameter scalar = set.Add("scale");
        Parameter empty = set.Add("none", 5, 0, 3);
        Assert.Equal(new[] { weight, scalar, empty }, set);
        Assert.Same(weight, set["dense.weight"]);
        Assert.Same(scalar, set[1]);
        Assert.Equal(2, empty.Index);
        Assert.Equal([784, 128], weight.Shape.ToArray());
        Assert.Equal(784 * 128, weight.Length);
        Assert.Equal(784 * 128, weight.Values.Length);
        Assert.Empty(scalar.Shape.ToArray());
        Assert.Equal(1, scalar.Gradients.Length);
        Assert.Equal(0, empty.Length);
        Assert.True(empty.Values.IsEmpty);
        Assert.Equal("dense.weight [784, 128]", weight.ToString());
        Assert.Equal(784 * 128 + 1, set.ElementCount);
        Assert.True(set.TryGet("scale", out Parameter? found));
        Assert.Same(scalar, found);
        Assert.False(set.TryGet("Scale", out _));
        Assert.Contains("'Scale'", Assert.Throws<KeyNotFoundException>(() => set["Scale"]).Message);
    }

    [Fact]
    public void The_caller_cannot_change_a_shape_afterwards()
    {
        int[] shape = [2, 3];
        Parameter parameter = new ParameterSet().Add("a", shape);
        shape[0] = 7;
        Assert.Equal([2, 3], parameter.Shape.ToArray());
    }

    [Fact]
    public void Names_are_given_once()
    {
        var set = new ParameterSet();
        set.Add("a", 1);
        Assert.Contains("'a'", Assert.Throws<ArgumentException>(() => set.Add("a", 2)).Message);
        Assert.Throws<ArgumentException>(() => set.Add("", 2));
        Assert.Throws<ArgumentNullException>(() => set.Add(null!, 2));
        Assert.Throws<ArgumentException>(() => set.Attach("a", new float[1], new float[1]));
        Assert.Single(set);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2, -3)]
    [InlineData(0, -1)]
    [InlineData(65_536, 65_536)]
    [InlineData(int.MaxValue, int.MaxValue, int.MaxValue)]
    public void Impossible_shapes_are_refused(params int[] shape)
    {
        var set = new ParameterSet();
        string message = Assert.Throws<ArgumentException>(() => set.Add("a", shape)).Message;
        Assert.Contains("'a'", message);
        Assert.Contains($"[{string.Join(", ", shape)}]", message);
        Assert.Empty(set);
    }

    [Fact]
    public void A_zero_dimension_makes_no_elements_however_large_the_others_are() =>
        Assert.Equal(0, new ParameterSet().Add("a", int.MaxValue, int.MaxValue, 0).Length);

    [Fact]
    public void Spans_of_another_type_name_the_right_call()
    {
        var set = new ParameterSet(ElementType.Double);
        Parameter parameter = set.Add("a", 2);
        Assert.Contains("ValuesAs<double>()", Assert.Throws<InvalidOperationException>(() => parameter.Values.Length).Message);
        Assert.Contains("GradientsAs<double>()", Assert.Throws<InvalidOperationException>(() => parameter.Gradients.Length).Message);
        Assert.Contains("ValuesAs<double>()", Assert.Throws<InvalidOperationException>(() => parameter.ValuesAs<float>().Length).Message);
        Assert.Equal(2, parameter.ValuesAs<double>().Length);
        Assert.Contains("GradientsAs<float>()", Assert.Throws<InvalidOperationException>(() => new ParameterSet().Add("a", 2).GradientsAs<double>().Length).Message);
    }

    [Fact]
    public void Gradients_are_cleared_wherever_they_lie()
    {
        var set = new ParameterSet();
        float[] gradients = [1, 2, 3];
        Parameter own = set.Add("own", 5);
        set.Attach("other", new float[3], gradients);
        own.Gradients.Fill(7);
        own.Values.Fill(8);
        set.ZeroGradients();
        Assert.Equal(new float[3], gradients);
        Assert.Equal(new float[5], own.Gradients.ToArray());
        Assert.Equal(8, own.Values[4]);
    }

    [Fact]
    public void Constructor_arguments_are_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ParameterSet((ElementType)3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ParameterSet(ElementType.Single, -1));
    }

    private static (nint Values, nint Gradients) Addresses(Parameter parameter) => parameter.ElementType == ElementType.Single
        ? (Address(parameter.ValuesAs<float>()), Address(parameter.GradientsAs<float>()))
        : (Address(parameter.ValuesAs<double>()), Address(parameter.GradientsAs<double>()));

    // The memory is pinned, so its address means something.
    private static unsafe nint Address<T>(Span<T> span) => (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(span));

    private static void Fill(Parameter parameter, int value)
    {
        if (parameter.ElementType == ElementType.Single)
        {
            parameter.ValuesAs<float>().Fill(value);
            parameter.GradientsAs<float>().Fill(value);
        }
        else
        {
            parameter.ValuesAs<double>().Fill(value);
            parameter.GradientsAs<double>().Fill(value);
        }
    }

    private static bool HoldsOnly(Parameter parameter, int value) => parameter.ElementType == ElementType.Single
        ? !parameter.ValuesAs<float>().ContainsAnyExcept(value) && !parameter.GradientsAs<float>().ContainsAnyExcept(value)
        : !parameter.ValuesAs<double>().ContainsAnyExcept(value) && !parameter.GradientsAs<double>().ContainsAnyExcept(value);
}
