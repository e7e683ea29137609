using System.Numerics;
using CsCheck;
using OptimizerDsl.Runtime;

namespace OptimizerDsl.Tests;

public sealed class StepEngineTests
{
    private const int Steps = 4;

    // Tensors within a block, of several blocks, of awkward lengths, without elements, and, for the last, a slab of its own.
    private static readonly int[] _lengths = [1, 16, 17, 4096, 0, 4097, 10_000, 3, 31, 20_001];

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void Any_number_of_threads_gives_the_bits_of_one(int threads)
    {
        AssertSame(Run<float>(1, attach: _ => false), Run<float>(threads, attach: _ => false));
        AssertSame(Run<double>(1, attach: _ => false), Run<double>(threads, attach: _ => false));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Attached_tensors_give_the_bits_of_added_ones(int threads)
    {
        Outcome<float> added = Run<float>(1, attach: _ => false);
        AssertSame(added, Run<float>(threads, attach: _ => true));
        AssertSame(added, Run<float>(threads, attach: i => i % 2 == 0));
        AssertSame(Run<double>(1, attach: _ => false), Run<double>(threads, attach: i => i % 3 == 0));
    }

    [Fact]
    public void Every_element_is_updated_exactly_once_however_the_work_is_cut() => Gen.Select(
        Gen.Int[0, 5000].Array[1, 12], Gen.Int[1, 9], Gen.Int[0, 3]).Sample((lengths, threads, attachEvery) =>
    {
        var set = new ParameterSet();
        for (int i = 0; i < lengths.Length; i++)
        {
            if (attachEvery > 0 && i % attachEvery == 0)
            {
                set.Attach($"p{i}", new float[lengths[i]], new float[lengths[i]]);
            }
            else
            {
                set.Add($"p{i}", lengths[i]);
            }

            set[i].Gradients.Fill(-1);
        }

        Engines.Make<float>("R", new HookProgram(), set).On(threads).Step(1);
        return set.All(parameter => !parameter.Values.ContainsAnyExcept(1f));
    }, iter: 300);

    [Fact]
    public void The_engine_equals_the_scalar_reference()
    {
        Outcome<float> engine = Run<float>(2, attach: i => i == 3);
        var reference = new ScalarReference(
            ElementType.Single, [new ClipByGlobalNormAttribute(1.5), new SgdAttribute { LearningRate = 0.1, Momentum = 0.9 }], _lengths);
        double[][] values = [.. _lengths.Select((length, i) => Numbers.Make<double>(length, i))];
        for (int step = 0; step < Steps; step++)
        {
            reference.Step(values, [.. _lengths.Select((length, i) => Numbers.Make<double>(length, 1000 * step + i))]);
        }

        for (int i = 0; i < _lengths.Length; i++)
        {
            Assert.Equal(values[i], Numbers.Doubles(engine.Values[i]));
            Assert.Equal(reference.State["velocity"][i], Numbers.Doubles(engine.States[i]));
        }
    }

    [Fact]
    public void Totals_are_folded_block_by_block_and_tensor_by_tensor()
    {
        var set = new ParameterSet(ElementType.Double);
        double squares = 0;
        double sum = 0;
        double largest = double.NegativeInfinity;
        for (int i = 0; i < _lengths.Length; i++)
        {
            Span<double> gradients = set.Add($"p{i}", _lengths[i]).GradientsAs<double>();
            Numbers.Fill(gradients, i);
            squares += ReductionShape.ReduceTensor(gradients, ReductionKind.SumOfSquares);
            sum += ReductionShape.ReduceTensor(gradients, ReductionKind.Sum);
            largest = Math.Max(largest, ReductionShape.ReduceTensor(gradients, ReductionKind.Max));
        }

        var program = new MomentumProgram<double>(maxNorm: 1);
        Engines.Make<double>("R", program, set, "velocity").On(3).Step(0.1);
        Assert.Equal(Math.Sqrt(squares), program.Norm);
        Assert.Equal(sum, program.SumOfGradients);
        Assert.Equal(largest, program.Largest);

        // Two reducing sweeps, and no block done twice.
        Assert.Equal(2 * _lengths.Sum(ReductionShape.BlockCount), program.Blocks);
    }

    [Fact]
    public void State_belongs_to_the_element_and_is_zero_at_first()
    {
        var set = new ParameterSet();
        set.Add("a", 5);
        set.Attach("b", new float[7], new float[7]);
        set.Add("c", 3);
        var engine = Engines.Make<float>("R", new MomentumProgram<float>(0.5), set, "velocity", "spare");
        foreach (Parameter parameter in set)
        {
            parameter.Gradients.Fill(parameter.Index + 1);
            Assert.Equal(new float[parameter.Length], engine.State<float>(parameter, "velocity").ToArray());
        }

        engine.Step(0.5);
        engine.Step(0.5);
        foreach (Parameter parameter in set)
        {
            Assert.All(engine.State<float>(parameter, "velocity").ToArray(), x => Assert.Equal(1.5f * (parameter.Index + 1), x));
            Assert.Equal(new float[parameter.Length], engine.State<float>(parameter, "spare").ToArray());
            Assert.All(parameter.Values.ToArray(), x => Assert.Equal(-1.25f * (parameter.Index + 1), x));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_plain_vector_gives_the_bits_of_a_set(int threads)
    {
        const int Length = 9001;
        var set = new ParameterSet();
        Parameter parameter = set.Add("a", Length);
        float[] values = Numbers.Make<float>(Length, 1);
        values.CopyTo(parameter.Values);
        var ofSet = Engines.Make<float>("R", new MomentumProgram<float>(maxNorm: 2), set, "velocity");
        var ofVector = Engines.Make<float>("R", new MomentumProgram<float>(maxNorm: 2), Length, "velocity").On(threads);
        for (int step = 1; step <= Steps; step++)
        {
            float[] gradients = Numbers.Make<float>(Length, 10 + step);
            gradients.CopyTo(parameter.Gradients);
            Assert.Equal(new StepResult(StepOutcome.Applied, step, 0.1), ofVector.Step(0.1, values, gradients));
            Assert.True(ofSet.Step(0.1).Applied);
        }

        Assert.Equal(parameter.Values.ToArray(), values);
        Assert.Equal(ofSet.State<float>(parameter, "velocity").ToArray(), ofVector.State<float>("velocity").ToArray());
    }

    [Fact]
    public void Without_parameters_steps_only_count()
    {
        var ofSet = Engines.Make<float>("R", new MomentumProgram<float>(maxNorm: 1), new ParameterSet(), "velocity").On(4);
        ofSet.Step(1);
        Assert.Equal(2, ofSet.Step(1).Count);
        var program = new MomentumProgram<float>(maxNorm: 1);
        var ofVector = Engines.Make<float>("R", program, 0, "velocity");
        Assert.Equal(1, ofVector.Step(1, [], []).Count);
        Assert.Equal(1, ofVector.StepCount);
        Assert.Equal(0, program.Norm);
        Assert.Equal(double.NegativeInfinity, program.Largest);
        Assert.True(ofVector.State<float>("velocity").IsEmpty);
    }

    private static Outcome<T> Run<T>(int threads, Func<int, bool> attach)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var set = new ParameterSet(typeof(T) == typeof(float) ? ElementType.Single : ElementType.Double);
        for (int i = 0; i < _lengths.Length; i++)
        {
            if (attach(i))
            {
                // One element further than an array begins: attached memory has no alignment.
                set.Attach<T>($"p{i}", new T[_lengths[i] + 1].AsMemory(1), new T[_lengths[i] + 1].AsMemory(1));
            }
            else
            {
                set.Add($"p{i}", _lengths[i]);
            }

            Numbers.Fill(set[i].ValuesAs<T>(), i);
        }

        var engine = Engines.Make<T>("R", new MomentumProgram<T>(maxNorm: 1.5), set, "velocity").On(threads);
        for (int step = 0; step < Steps; step++)
        {
            foreach (Parameter parameter in set)
            {
                Numbers.Fill(parameter.GradientsAs<T>(), 1000 * step + parameter.Index);
            }

            engine.Step(0.1);
        }

        return new Outcome<T>([.. set.Select(p => p.ValuesAs<T>().ToArray())], [.. set.Select(p => engine.State<T>(p, "velocity").ToArray())]);
    }

    private static void AssertSame<T>(Outcome<T> expected, Outcome<T> actual)
    {
        Assert.Equal(expected.Values, actual.Values);
        Assert.Equal(expected.States, actual.States);
    }

    private sealed record Outcome<T>(T[][] Values, T[][] States);
}
