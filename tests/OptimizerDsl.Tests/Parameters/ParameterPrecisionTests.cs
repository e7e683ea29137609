namespace OptimizerDsl.Tests;

/// <summary>Sets whose elements have 16 bits, and what refuses them.</summary>
public sealed class ParameterPrecisionTests
{
    [Theory]
    [InlineData(ParameterPrecision.BFloat16)]
    [InlineData(ParameterPrecision.Half)]
    public void Elements_lie_in_two_bytes_and_begin_at_zero(ParameterPrecision precision)
    {
        var set = new ParameterSet(precision, capacity: 100);
        Assert.Equal((ElementType.Single, precision), (set.ElementType, set.Precision));
        Parameter first = set.Add("a", 5), second = set.Add("b", 3, 7);
        if (precision == ParameterPrecision.Half)
        {
            Check<Half>(first, second, (Half)2);
        }
        else
        {
            Check(first, second, (BFloat16)2f);
        }

        set.ZeroGradients();
        Assert.All(set, parameter => Assert.True(precision == ParameterPrecision.Half ? parameter.GradientsAs<Half>().IndexOfAnyExcept((Half)0) < 0 : parameter.GradientsAs<BFloat16>().IndexOfAnyExcept(default(BFloat16)) < 0));
    }

    [Fact]
    public void Spans_of_another_type_are_refused_with_the_name_of_the_right_one()
    {
        Parameter parameter = new ParameterSet(ParameterPrecision.BFloat16).Add("a", 5);
        Assert.Equal("Parameter 'a' holds BFloat16 elements, and Values is a span of float: ask for ValuesAs<BFloat16>().", MessageOf<InvalidOperationException>(() => _ = parameter.Values.Length));
        Assert.Equal("Parameter 'a' holds BFloat16 elements: ask for GradientsAs<BFloat16>().", MessageOf<InvalidOperationException>(() => _ = parameter.GradientsAs<Half>().Length));
        Assert.Equal("Parameter 'a' holds BFloat16 elements: ask for ValuesAs<BFloat16>().", MessageOf<InvalidOperationException>(() => _ = parameter.ValuesAs<ushort>().Length));
    }

    [Fact]
    public void Memory_of_another_type_is_refused()
    {
        var set = new ParameterSet(ParameterPrecision.Half);
        set.Attach<Half>("a", new Half[6], new Half[6], 2, 3);
        Assert.StartsWith(
            "Parameter 'b' is of Single elements, but the set holds Half; attach memory of Half", MessageOf<ArgumentException>(() => set.Attach("b", new float[1], new float[1])));
        Assert.Throws<ArgumentException>(() => set.Attach<BFloat16>("b", new BFloat16[1], new BFloat16[1]));
        Assert.Throws<ArgumentException>(() => new ParameterSet().Attach<Half>("b", new Half[1], new Half[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ParameterSet((ParameterPrecision)3));
    }

    [Fact]
    public void A_recipe_of_another_precision_is_refused()
    {
        var set = new ParameterSet(ParameterPrecision.Half);
        Assert.StartsWith(
            "Recipe 'Mine' steps float parameters, but the set holds Half; make it with new ParameterSet(ElementType.Single), or say [Optimizer(Parameters = ParameterPrecision.Half)] on the recipe.",
            MessageOf<ArgumentException>(() => Engines.Make<float>("Mine", new HookProgram(), set)));
        set.Add("still open", 1);
    }

    private static void Check<T>(Parameter first, Parameter second, T value)
        where T : unmanaged, IEquatable<T>
    {
        Assert.True(first.ValuesAs<T>().IndexOfAnyExcept(default(T)) < 0 && second.GradientsAs<T>().IndexOfAnyExcept(default(T)) < 0);
        first.ValuesAs<T>().Fill(value);
        first.GradientsAs<T>().Fill(value);
        Assert.True(second.ValuesAs<T>().IndexOfAnyExcept(default(T)) < 0);
        Assert.Equal(21, second.ValuesAs<T>().Length);
        Assert.Equal(2, System.Runtime.CompilerServices.Unsafe.SizeOf<T>());
    }

    private static string MessageOf<TException>(Action action)
        where TException : Exception => Assert.Throws<TException>(action).Message;
}
