using System.Numerics;
using System.Runtime.CompilerServices;
using OptimizerDsl.Runtime;

namespace OptimizerDsl.Tests;

public sealed class SegmentTests
{
    // Rows within a block, of several blocks, of awkward lengths; scalars and vectors, which are one row; nothing at all.
    private static readonly int[][] _shapes = [[3, 5000], [100, 7], [], [17], [0, 4], [5, 0], [2, 3, 4], [4100, 1], [1, 4097], [10_001], [65, 64]];

    private static readonly Scenario _scenario = new(_shapes, [.. _shapes.Select((_, i) => $"p{i}")], 3);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void Reductions_of_every_scope_give_the_bits_of_the_scalar_reference(int threads)
    {
        AssertSame<float>(threads, _ => false);
        AssertSame<double>(threads, _ => false);
        AssertSame<float>(threads, _ => true);
        AssertSame<double>(threads, i => i % 2 == 0);
    }

    [Fact]
    public void A_plain_vector_is_one_row()
    {
        const int Length = 9001;
        float[] values = Numbers.Make<float>(Length, 1);
        float[] gradients = Numbers.Make<float>(Length, 2);
        double[][] expected = [Numbers.Doubles(values)];
        var reference = new ScalarReference(ElementType.Single, [new RowScaledRuleAttribute { LearningRate = 1 }], Length);
        reference.Step(expected, [Numbers.Doubles(gradients)]);
        Engines.Make<float>("R", new RowScaledProgram<float>(), Length, "m").On(3).Step(1, values, gradients);
        Assert.Equal(expected[0], Numbers.Doubles(values));
    }

    [Theory]
    [InlineData(Granularity.Tensor, 1)]
    [InlineData(Granularity.Tensor, 3)]
    [InlineData(Granularity.Row, 1)]
    [InlineData(Granularity.Row, 3)]
    public void Runs_know_their_segment_and_their_place_in_the_model(Granularity granularity, int threads)
    {
        ParameterSet set = _scenario.Set<float>(i => i == 3);
        Engines.Make<float>("R", new PlaceProgram(granularity), set).On(threads).Step(1);
        ulong element = 0;
        int row = 0;
        foreach (Parameter parameter in set)
        {
            int rowLength = parameter.Shape.Length < 2 || parameter.Length == 0 ? Math.Max(parameter.Length, 1) : parameter.Length / parameter.Shape[0];
            for (int i = 0; i < parameter.Length; i++)
            {
                // A segment says itself twice: by its number, and by the value that it was given.
                int segment = granularity == Granularity.Tensor ? parameter.Index : row + i / rowLength;
                Assert.Equal(1000f * segment + segment, parameter.Values[i]);
                Assert.Equal(element + (ulong)i, (ulong)parameter.Gradients[i]);
            }

            element += (ulong)parameter.Length;
            row += parameter.Length / rowLength;
        }
    }

    [Fact]
    public void A_reducing_run_knows_its_place_even_when_flat()
    {
        ParameterSet set = _scenario.Set<float>(_ => false);
        var program = new PlaceProgram(Granularity.Flat);
        Engines.Make<float>("R", program, set).Step(1);
        List<ulong> expected = [];
        ulong element = 0;
        foreach (Parameter parameter in set)
        {
            for (int start = 0; start < parameter.Length; start += ReductionShape.BlockLength)
            {
                expected.Add(element + (ulong)start);
            }

            element += (ulong)parameter.Length;
        }

        Assert.Equal(expected, program.Blocks);
    }

    [Fact]
    public void Segments_leave_the_padding_alone()
    {
        var set = new ParameterSet();
        set.Add("a", 3);
        set.Add("b", 2, 5);
        Engines.Make<float>("R", new PlaceProgram(Granularity.Row), set).Step(1);
        Span<float> slab = ((MemoryRegion<float>)set[0].Region).Values;
        Assert.Equal(new float[13], slab[3..16].ToArray());
        Assert.Equal(new float[6], slab[26..32].ToArray());
    }

    [Fact]
    public void Scopes_and_granularity_have_to_go_together()
    {
        Refused("mixes rows", Granularity.Row, ReductionScope.Row, ReductionScope.Global);
        Refused("make it Row", Granularity.Tensor, ReductionScope.Row);
        Refused("make it Row", Granularity.Flat, ReductionScope.Row);
        Refused("make it Tensor", Granularity.Flat, ReductionScope.Tensor);

        static void Refused(string words, Granularity granularity, params ReductionScope[] scopes)
        {
            var program = new PlaceProgram(granularity) { Reductions = [.. scopes.Select((scope, i) => new ReductionInfo(i, ReductionKind.Sum, scope))] };
            Assert.Contains(words, Assert.Throws<ArgumentException>(() => Engines.Make<float>("R", program, 1)).Message);
        }
    }

    private static void AssertSame<T>(int threads, Func<int, bool> attach)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (T[][] values, T[][] states) = _scenario.RunEngine(set => Engines.Make("R", new RowScaledProgram<T>(), set, "m"), threads, attach, _ => "m");
        (double[][] expected, double[][] expectedStates) = _scenario.RunReference<T>([new RowScaledRuleAttribute { LearningRate = 1 }], "m");
        for (int i = 0; i < values.Length; i++)
        {
            Assert.Equal(expected[i], values[i].Select(double.CreateChecked));
            Assert.Equal(expectedStates[i], states[i].Select(double.CreateChecked));
        }
    }

    /// <summary>Writes into the values which segment it is in, and into the gradients which element of the model it is.</summary>
    private sealed class PlaceProgram(Granularity granularity) : StepProgram<float>
    {
        internal ReductionInfo[] Reductions { get; init; } = [new(0, ReductionKind.Sum, ReductionScope.Global)];

        internal List<ulong> Blocks { get; } = [];

        public override int SweepCount => 2;

        public override Granularity Granularity => granularity;

        public override int SegmentValueCount => 1;

        public override ReductionInfo[] ReductionsOf(int sweep) => Reductions;

        public override void Prepare(int sweep, in StepInfo step, ReadOnlySpan<double> totals)
        {
        }

        public override void PrepareSegment(
            int sweep, int segment, in StepInfo step, ReadOnlySpan<double> totals, ReadOnlySpan<double> tensorTotals, ReadOnlySpan<double> rowTotals) =>
            SegmentValues[segment] = segment;

        public override void Reduce(int sweep, in RunPlace run, ref float w, ref float g, nuint start, nuint end, Span<double> lanes)
        {
            if (granularity == Granularity.Flat)
            {
                Blocks.Add(run.Element);
            }
        }

        public override void Update(in RunPlace run, ref float w, ref float g, nuint count)
        {
            for (nuint i = 0; i < count && granularity != Granularity.Flat; i++)
            {
                Unsafe.Add(ref w, i) = 1000 * run.Segment + SegmentValues[run.Segment];
                Unsafe.Add(ref g, i) = run.Element + i;
            }
        }
    }
}
