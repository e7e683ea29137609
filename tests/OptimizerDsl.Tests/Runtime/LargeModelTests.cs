using OptimizerDsl.Runtime;

namespace OptimizerDsl.Tests;

/// <summary>Models of more elements than an int counts, without the memory that they would take.</summary>
public sealed class LargeModelTests
{
    private const int Length = 1 << 28;
    private const int Tensors = 9;

    // Far from each other, from zero, and from where a process has its memory.
    private const long FirstAddress = 1L << 44;
    private const long Distance = 1L << 32;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void More_than_two_billion_elements_are_counted_and_each_is_updated_once(int threads)
    {
        var set = new ParameterSet();
        for (int i = 0; i < Tensors; i++)
        {
            Attach(set, i);
        }

        Assert.Equal((long)Tensors * Length, set.ElementCount);
        Assert.InRange(set.ElementCount, 1L << 31, long.MaxValue);
        var program = new Counting();
        var engine = Engines.Make<float>("R", program, set).On(threads);
        Assert.True(engine.Step(1).Applied);
        Assert.Equal(set.ElementCount, program.Elements);

        // The position in the model, by which noise is drawn, goes on past what an int holds.
        Assert.Equal((long)(Tensors - 1) * Length, program.LastTensor);
    }

    [Fact]
    public void A_tensor_has_no_more_elements_than_an_int_counts()
    {
        var set = new ParameterSet();
        Assert.Throws<ArgumentException>(() => set.Add("a", 1 << 16, 1 << 15));
        Assert.Throws<ArgumentException>(() => set.Add("a", int.MaxValue, int.MaxValue, int.MaxValue));
        Assert.Throws<ArgumentException>(() => set.Attach("a", new UntouchedMemory(FirstAddress, 4).Memory, new float[4], 1 << 16, 1 << 16));
        Assert.Empty(set);
    }

    [Fact]
    public void An_owner_that_hands_over_less_than_it_promised_stops_the_step_before_it_begins()
    {
        var set = new ParameterSet();
        UntouchedMemory owner = Attach(set, 0);
        Parameter real = set.Add("real", 3);
        real.Gradients.Fill(1);
        var engine = Engines.Make<float>("R", new HookProgram { OnUpdate = _ => Assert.Fail("stepped") }, set);
        owner.Length--;
        Assert.Throws<ArgumentOutOfRangeException>(() => engine.Step(1));
        Assert.Equal([0, 0, 0], real.Values);
        Assert.Equal(0, engine.StepCount);
    }

    private static UntouchedMemory Attach(ParameterSet set, int index)
    {
        long address = FirstAddress + 2 * index * Distance;
        var values = new UntouchedMemory(address, Length);
        set.Attach($"tensor{index}", values.Memory, new UntouchedMemory(address + Distance, Length).Memory);
        return values;
    }

    /// <summary>Counts elements, and touches none.</summary>
    private sealed class Counting : StepProgram<float>
    {
        private long _elements;
        private long _lastTensor;

        internal long Elements => _elements;

        /// <summary>Where in the model the last tensor begins that was stepped.</summary>
        internal long LastTensor => _lastTensor;

        public override int SweepCount => 1;

        // Runs know their tensor's place in the model.
        public override Granularity Granularity => Granularity.Tensor;

        public override void Prepare(int sweep, in StepInfo step, ReadOnlySpan<double> totals)
        {
        }

        public override void Update(in RunPlace run, ref float w, ref float g, nuint count)
        {
            Interlocked.Add(ref _elements, (long)count);
            long start = (long)run.Element / Length * Length;
            long before;
            while (start > (before = Volatile.Read(ref _lastTensor)))
            {
                Interlocked.CompareExchange(ref _lastTensor, start, before);
            }
        }
    }
}
