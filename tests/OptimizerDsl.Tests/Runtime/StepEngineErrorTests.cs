using OptimizerDsl.Runtime;

namespace OptimizerDsl.Tests;

/// <summary>Every misuse is refused before anything has changed, by a message that names the remedy.</summary>
public sealed class StepEngineErrorTests
{
    private readonly float[] _values = [1, 2, 3];
    private readonly float[] _gradients = [4, 5, 6];

    [Fact]
    public void The_element_types_have_to_agree()
    {
        var doubles = new ParameterSet(ElementType.Double);
        Assert.StartsWith(
            "Recipe 'Mine' steps float parameters, but the set holds Double; make it with new ParameterSet(ElementType.Single).",
            Assert.Throws<ArgumentException>(() => Engines.Make<float>("Mine", new HookProgram(), doubles)).Message);
        Assert.StartsWith(
            "Recipe 'Mine' steps double parameters, but the set holds Single; make it with new ParameterSet(ElementType.Double).",
            Assert.Throws<ArgumentException>(() => Engines.Make<double>("Mine", new MomentumProgram<double>(), new ParameterSet())).Message);
        doubles.Add("still open", 1);
    }

    [Fact]
    public void A_set_is_frozen_by_its_optimizer()
    {
        var set = new ParameterSet();
        set.Add("a", 1);
        _ = Engines.Make<float>("Mine", new HookProgram(), set);
        string message = Assert.Throws<InvalidOperationException>(() => set.Add("b", 1)).Message;
        Assert.Contains("'b'", message);
        Assert.Contains("Mine", message);
        Assert.Contains("before building the optimizer", message);
        Assert.Throws<InvalidOperationException>(() => set.Attach("b", new float[1], new float[1]));
        Assert.Single(set);
    }

    [Fact]
    public void Constructor_arguments_are_checked()
    {
        var set = new ParameterSet();
        Assert.Throws<ArgumentOutOfRangeException>(() => Engines.Make<float>("Mine", new HookProgram(), -1));
        Assert.Throws<ArgumentNullException>(() => Engines.Make<float>(null!, new HookProgram(), set));
        Assert.Throws<ArgumentNullException>(() => Engines.Make<float>("Mine", null!, set));
        Assert.Throws<ArgumentNullException>(() => Engines.Make<float>("Mine", new HookProgram(), (ParameterSet)null!));
        Assert.Contains("'m'", Assert.Throws<ArgumentException>(() => Engines.Make<float>("Mine", new HookProgram(), set, "m", "v", "m")).Message);
        Assert.Throws<ArgumentException>(() => Engines.Make<float>("Mine", new HookProgram(), set, ""));
        set.Add("still open", 1);
    }

    [Fact]
    public void More_state_than_an_array_holds_is_refused()
    {
        string[] names = [.. Enumerable.Range(0, 2000).Select(i => $"s{i}")];
        string message = Assert.Throws<ArgumentException>(() => Engines.Make<float>("Mine", new HookProgram(), 20_000_000, names)).Message;
        Assert.Contains("2000 values for each of 20000000 parameters", message);
    }

    [Fact]
    public void Lengths_are_compared_by_name()
    {
        StepEngine<float> engine = Vector();
        Assert.Contains("made for 3 parameters, but was given 2 parameters", Refused<ArgumentException>(() => engine.Step(1, _values.AsSpan(1), _gradients)));
        Assert.Contains("made for 3 parameters, but was given 4 gradients", Refused<ArgumentException>(() => engine.Step(1, _values, new float[4])));
        Assert.Equal(0, engine.StepCount);
    }

    [Fact]
    public void Parameters_and_gradients_do_not_share_memory()
    {
        StepEngine<float> engine = Vector();
        Assert.Contains("share memory", Refused<ArgumentException>(() => engine.Step(1, _values, _values)));
        var both = new float[5];
        Assert.Contains("share memory", Refused<ArgumentException>(() => engine.Step(1, both.AsSpan(0, 3), both.AsSpan(2, 3))));
        Assert.True(engine.Step(1, new float[6].AsSpan(0, 3), new float[6].AsSpan(3, 3)).Applied);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void The_rate_is_a_finite_number(double rate)
    {
        StepEngine<float> engine = Vector();
        Assert.Contains("Step 1 of Mine", Refused<ArgumentOutOfRangeException>(() => engine.Step(rate, _values, _gradients)));
        (StepEngine<float> ofSet, Parameter parameter) = Set();
        Assert.Throws<ArgumentOutOfRangeException>(() => ofSet.Step(rate));
        Assert.Equal(7, parameter.Values[0]);
        Assert.Equal(0, ofSet.StepCount);
    }

    [Fact]
    public void The_wrong_call_names_the_right_one()
    {
        StepEngine<float> engine = Vector();
        Assert.Contains("Step(parameters, gradients)", Assert.Throws<InvalidOperationException>(() => engine.Step(1)).Message);
        (StepEngine<float> ofSet, Parameter parameter) = Set();
        Assert.Contains("call Step()", Refused<InvalidOperationException>(() => ofSet.Step(1, _values, _gradients)));
        Assert.Contains("State(parameter, \"m\")", Assert.Throws<InvalidOperationException>(() => ofSet.State<float>("m").Length).Message);
        Assert.Contains("State(\"m\")", Assert.Throws<InvalidOperationException>(() => engine.State<float>(parameter, "m").Length).Message);
    }

    [Fact]
    public void Unknown_state_names_the_known_ones()
    {
        (StepEngine<float> engine, Parameter parameter) = Set();
        string message = Assert.Throws<ArgumentException>(() => engine.State<float>(parameter, "velocity").Length).Message;
        Assert.Contains("no state 'velocity'; it keeps m, v", message);
        var stranger = new ParameterSet();
        stranger.Add("first", 1);
        Assert.Contains("'first'", Assert.Throws<ArgumentException>(() => engine.State<float>(stranger[0], "m").Length).Message);
        Assert.Throws<ArgumentException>(() => engine.State<float>(stranger.Add("second", 1), "m").Length);
        var stateless = Engines.Make<float>("Mine", new HookProgram(), 1);
        Assert.Contains("it keeps none", Assert.Throws<ArgumentException>(() => stateless.State<float>("m").Length).Message);
    }

    [Fact]
    public void Threads_are_not_negative() =>
        Assert.Contains("Mine.Threads", Assert.Throws<ArgumentOutOfRangeException>(() => Vector().Threads = -1).Message);

    [Fact]
    public void A_program_without_an_update_is_refused() =>
        Assert.Contains("0 sweeps", Assert.Throws<ArgumentException>(() => Engines.Make<float>("Mine", new NoSweeps(), 1)).Message);

    [Fact]
    public void A_second_entry_is_refused_and_the_first_goes_on()
    {
        var program = new HookProgram();
        var engine = Engines.Make<float>("Mine", program, 3);
        string? again = null;
        string? elsewhere = null;
        string? threads = null;
        program.OnPrepare = () =>
        {
            again = Assert.Throws<InvalidOperationException>(() => engine.Step(1, new float[3], new float[3])).Message;
            threads = Assert.Throws<InvalidOperationException>(() => engine.Threads = 2).Message;
            var other = new Thread(() => elsewhere = Assert.Throws<InvalidOperationException>(() => engine.Step(1, new float[3], new float[3])).Message);
            other.Start();
            other.Join();
        };
        engine.Step(1, _values, _gradients);
        Assert.Contains("Mine is still running", again);
        Assert.Equal(again, elsewhere);
        Assert.Equal(again, threads);
        Assert.Equal([-3, -3, -3], _values);
        program.OnPrepare = () => { };
        Assert.Equal(2, engine.Step(1, _values, _gradients).Count);
    }

    [Fact]
    public void An_attached_tensor_whose_owner_is_gone_stops_the_step_before_it_begins()
    {
        var set = new ParameterSet();
        Parameter first = set.Add("first", 1);
        var owner = new ForgetfulOwner(4);
        set.Attach("second", owner.Memory, new float[4]);
        var engine = Engines.Make<float>("Mine", new HookProgram(), set);
        first.Gradients[0] = 1;
        owner.IsGone = true;
        Assert.Throws<ObjectDisposedException>(() => engine.Step(1));
        Assert.Equal(0, first.Values[0]);
        Assert.Equal(0, engine.StepCount);
        owner.IsGone = false;
        engine.Step(1);
        Assert.Equal(-1, first.Values[0]);
    }

    private static StepEngine<float> Vector() => Engines.Make<float>("Mine", new HookProgram(), 3);

    private static (StepEngine<float> Engine, Parameter Parameter) Set()
    {
        var set = new ParameterSet();
        Parameter parameter = set.Add("a", 4);
        parameter.Values.Fill(7);
        return (Engines.Make<float>("Mine", new HookProgram(), set, "m", "v"), parameter);
    }

    private string Refused<TException>(Action step)
        where TException : Exception
    {
        string message = Assert.Throws<TException>(step).Message;
        Assert.Equal([1, 2, 3], _values);
        return message;
    }

    private sealed class NoSweeps : StepProgram<float>
    {
        public override int SweepCount => 0;

        public override void Prepare(int sweep, in StepInfo step, ReadOnlySpan<double> totals)
        {
        }

        public override void Update(in RunPlace run, ref float w, ref float g, nuint count)
        {
        }
    }

    private sealed class ForgetfulOwner(int length) : System.Buffers.MemoryManager<float>
    {
        private readonly float[] _memory = new float[length];

        internal bool IsGone { get; set; }

        public override Memory<float> Memory => CreateMemory(length);

        public override Span<float> GetSpan() => IsGone ? throw new ObjectDisposedException(nameof(ForgetfulOwner)) : _memory;

        public override System.Buffers.MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
