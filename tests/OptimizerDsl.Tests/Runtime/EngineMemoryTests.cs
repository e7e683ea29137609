using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using OptimizerDsl.Runtime;

namespace OptimizerDsl.Tests;

/// <summary>Where tensors and state lie, and what a step leaves around them.</summary>
public sealed class EngineMemoryTests
{
    [Fact]
    public void A_slab_runs_as_one_flat_loop()
    {
        var set = new ParameterSet();
        foreach (int length in new[] { 1, 20, 100 })
        {
            set.Add($"p{length}", length);
        }

        set.Attach("attached", new float[33], new float[33]);
        var counts = new List<nuint>();
        Engines.Make<float>("R", new HookProgram { OnUpdate = counts.Add }, set).Step(1);
        Assert.Equal([16u + 32 + 112, 33], counts);
    }

    [Fact]
    public void Padding_is_zero_after_every_step()
    {
        var set = new ParameterSet();
        set.Add("a", 3);
        set.Add("b", 17);
        set.Add("c", 16);
        var engine = Engines.Make<float>("R", new MomentumProgram<float> { Drift = 2 }, set, "velocity");
        for (int step = 0; step < 3; step++)
        {
            engine.Step(0.5);
            Assert.Equal(new float[13 + 15], Padding(set[0].Region, values: true));
            Assert.Equal(new float[13 + 15], Padding(set[0].Region, values: false));
        }

        // The state has the offsets of the slab, so its padding lies right behind each tensor's part.
        Assert.Equal(new float[13], MemoryMarshal.CreateSpan(ref engine.State<float>(set[0], "velocity")[0], 16)[3..].ToArray());
        Assert.Equal(new float[15], MemoryMarshal.CreateSpan(ref engine.State<float>(set[1], "velocity")[0], 32)[17..].ToArray());
        Assert.All(engine.State<float>(set[2], "velocity").ToArray(), x => Assert.NotEqual(0, x));

        static float[] Padding(MemoryRegion region, bool values)
        {
            var slab = (MemoryRegion<float>)region;
            Span<float> span = values ? slab.Values : slab.Gradients;
            Assert.Equal(64, span.Length);
            return [.. span[3..16], .. span[33..48]];
        }
    }

    [Fact]
    public unsafe void State_lies_on_64_byte_boundaries_as_its_tensors_do()
    {
        var set = new ParameterSet();
        foreach (int length in new[] { 1, 17, 16, 100_003 })
        {
            set.Add($"p{length}", length);
        }

        set.Attach("attached", new float[33], new float[33]);
        var engine = Engines.Make<float>("R", new MomentumProgram<float>(0.5), set, "velocity", "spare");
        Assert.All(set, parameter =>
        {
            Assert.Equal(0, AddressOf(engine.State<float>(parameter, "velocity")) % 64);
            Assert.Equal(0, AddressOf(engine.State<float>(parameter, "spare")) % 64);
        });

        static nint AddressOf(Span<float> state) => (nint)Unsafe.AsPointer(ref state[0]);
    }

    // A load waits for stores before it that lie at the same place in another page, as they would a few vectors further on.
    [Theory]
    [InlineData(0)]
    [InlineData(60_000)]
    public void Values_and_gradients_lie_alike_in_their_pages_and_state_half_a_page_from_them(int capacity)
    {
        var set = new ParameterSet(capacity: capacity);
        set.Add("first", 20_000);
        set.Add("bias", 100).Group = "plain";
        set.Add("second", 17_000);
        set.Add("small", 300);
        set.Attach("attached", new float[40_000], new float[40_000]);
        set.Add("third", 18_001);
        StepGroup<float>[] groups = [new("plain", new MomentumProgram<float>(0.5), 1, "velocity", "spare"), new("", new MomentumProgram<float>(0.5), 1, "velocity", "spare")];
        var engine = new StepEngine<float>(new StepPlan { Recipe = "R" }, set, groups);
        Assert.All(set, parameter =>
        {
            int values = PlaceInPage(parameter.Values), velocity = PlaceInPage(engine.State<float>(parameter, "velocity")), spare = PlaceInPage(engine.State<float>(parameter, "spare"));
            if (parameter.Region.IsSlab)
            {
                Assert.Equal(values, PlaceInPage(parameter.Gradients));
            }

            if (parameter.Length > 16_000)
            {
                AssertHalfAPageApart(values, velocity);
                Assert.Equal(velocity, spare);
            }
        });

        // Parts that threads take may begin and end in the room between runs.
        foreach (Parameter parameter in set)
        {
            parameter.Gradients.Fill(1);
        }

        engine.On(5).Step(1);
        Assert.All(set, parameter => Assert.All(parameter.Values.ToArray(), value => Assert.Equal(-1, value)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(200)]
    [InlineData(513)]
    public void State_of_a_vector_lies_half_a_page_from_that_of_the_first_step(int offset)
    {
        const int Count = 5000;
        float[] values = GC.AllocateArray<float>(offset + Count, pinned: true), gradients = [.. Enumerable.Repeat(1f, Count)];
        var engine = Engines.Make<float>("R", new MomentumProgram<float>(0.5), Count, "velocity", "spare");
        for (int step = 0; step < 3; step++)
        {
            engine.Step(1, values.AsSpan(offset), gradients);
            AssertHalfAPageApart(PlaceInPage(values.AsSpan(offset)), PlaceInPage(engine.State<float>("velocity")));
            Assert.Equal(PlaceInPage(engine.State<float>("velocity")), PlaceInPage(engine.State<float>("spare")));
        }

        Assert.All(engine.State<float>("velocity").ToArray(), x => Assert.Equal(1.75f, x));
    }

    [Fact]
    public void State_that_was_seen_stays_where_it_is()
    {
        var engine = Engines.Make<float>("R", new MomentumProgram<float>(0.5), 5000, "velocity");
        Span<float> velocity = engine.State<float>("velocity");
        velocity.Fill(2);
        float[] values = new float[5000], gradients = [.. Enumerable.Repeat(1f, 5000)];
        engine.Step(1, values, gradients);
        Assert.True(Unsafe.AreSame(ref velocity[0], ref engine.State<float>("velocity")[0]));
        Assert.Equal(2, velocity[4999]);
        Assert.Equal(-2, values[4999]);
    }

    [Fact]
    public void Room_that_runs_are_given_to_lie_apart_is_no_more_than_a_sixteenth()
    {
        var set = new ParameterSet(capacity: 200_000);
        for (int i = 0; i < 400; i++)
        {
            set.Add($"w{i}", 320 + i % 7).Group = i % 2 == 0 ? "even" : null;
        }

        StepGroup<float>[] groups = [new("even", new MomentumProgram<float>(0.5), 1, "velocity"), new("", new MomentumProgram<float>(0.5), 1, "velocity")];
        var engine = new StepEngine<float>(new StepPlan { Recipe = "R" }, set, groups);
        nint previous = 0;
        foreach (Parameter parameter in set.Where(parameter => parameter.Group == "even"))
        {
            nint start = AddressOf(engine.State<float>(parameter, "velocity"));
            if (previous != 0)
            {
                Assert.InRange(start - previous, 0, 4 * (parameter.Length / 16 + 16));
            }

            previous = start + 4 * ((parameter.Length + 15) / 16 * 16);
        }

        static unsafe nint AddressOf(Span<float> state) => (nint)Unsafe.AsPointer(ref state[0]);
    }

    [Fact]
    public void Memory_that_moves_between_steps_is_followed()
    {
        var set = new ParameterSet();
        var owner = new WanderingOwner(20);
        set.Add("a", 3);
        set.Attach("b", owner.Memory, new float[20]);
        set["b"].Gradients.Fill(1);
        var engine = Engines.Make<float>("R", new HookProgram(), set);
        engine.Step(1);
        float[] before = owner.Move();
        engine.Step(1);
        Assert.Equal([.. Enumerable.Repeat(-1f, 20)], before);
        Assert.Equal([.. Enumerable.Repeat(-2f, 20)], set["b"].Values.ToArray());
    }

    private static void AssertHalfAPageApart(int values, int state) => Assert.InRange((values + 2048 - state + 4096) % 4096, 0, 63);

    private static unsafe int PlaceInPage(Span<float> span) => (int)((nuint)Unsafe.AsPointer(ref span[0]) % 4096);

    private sealed class WanderingOwner(int length) : MemoryManager<float>
    {
        private float[] _place = new float[length];

        public override Memory<float> Memory => CreateMemory(length);

        internal float[] Move()
        {
            float[] before = _place;
            _place = [.. before];
            return before;
        }

        public override Span<float> GetSpan() => _place;

        public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
