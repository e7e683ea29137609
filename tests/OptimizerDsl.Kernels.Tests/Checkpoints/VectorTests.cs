using OptimizerDsl.Kernels.Tests.Running;

namespace OptimizerDsl.Kernels.Tests.Checkpoints;

/// <summary>Checkpoints of a plain vector, which the caller hands over; and calls that come at the wrong time.</summary>
public sealed class VectorTests : IDisposable
{
    private const int Count = 37;

    private readonly string _folder = Directory.CreateTempSubdirectory("optimizerdsl-vectors-").FullName;

    private delegate StepResult VectorStep(Span<float> parameters, Span<float> gradients);

    private string File => Path.Combine(_folder, "run.safetensors");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_vector_goes_on_where_it_stopped()
    {
        (IOptimizer optimizer, float[] values) = Trained("Plain", 4, out float[] gradients);
        optimizer.Save<float>(File, values);
        byte[] file = await System.IO.File.ReadAllBytesAsync(File, TestContext.Current.CancellationToken);
        await optimizer.SaveAsync<float>(File, values, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(file, await System.IO.File.ReadAllBytesAsync(File, TestContext.Current.CancellationToken));
        float[] moment = [.. values];
        Train(optimizer, values, gradients, 3);

        float[] loaded = new float[Count], awaited = new float[Count], none = new float[Count];
        IOptimizer other = SmallRecipes.Vector("Plain", Count), third = SmallRecipes.Vector("Plain", Count);
        other.Load<float>(File, loaded);
        await third.LoadAsync<float>(File, awaited, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(moment, loaded);
        Assert.Equal(moment, awaited);
        Train(other, loaded, none, 3);
        Assert.Equal(values, loaded);
    }

    [Fact]
    public void In_the_midst_of_a_step_its_gradients_are_needed()
    {
        (IOptimizer optimizer, float[] values) = Trained("Accumulated", 4, out float[] gradients);
        Assert.Contains("1 of 3 calls", Assert.Throws<InvalidOperationException>(() => optimizer.Save<float>(File, values)).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder));
        optimizer.Save<float>(File, values, gradients);
        float[] before = [.. gradients];

        float[] loaded = new float[Count], slopes = new float[Count];
        IOptimizer other = SmallRecipes.Vector("Accumulated", Count);
        Assert.Throws<ArgumentException>(() => other.Load<float>(File, loaded));
        Assert.All(loaded, value => Assert.Equal(0, value));
        other.Load<float>(File, loaded, slopes);
        Assert.Equal(before, slopes);
        Train(optimizer, values, gradients, 5);
        Train(other, loaded, slopes, 5);
        Assert.Equal(values, loaded);
        Assert.Equal(gradients, slopes);
    }

    [Fact]
    public void What_does_not_belong_together()
    {
        (IOptimizer optimizer, float[] values) = Trained("Plain", 1, out _);
        Model model = SmallRecipes.Model("Plain");
        optimizer.Save<float>(File, values);
        Assert.Throws<InvalidOperationException>(() => optimizer.Save(File));
        Assert.Throws<InvalidOperationException>(() => model.Optimizer.Save<float>(File, values));
        Assert.Throws<ArgumentException>(() => optimizer.Save<double>(File, new double[Count]));
        Assert.Throws<ArgumentException>(() => optimizer.Save<float>(File, new float[Count + 1]));
        Assert.Throws<ArgumentException>(() => optimizer.Load<float>(File, new float[Count - 1]));
        Assert.Throws<ArgumentException>(() => optimizer.Load<float>(File, values, new float[1]));
        Assert.Throws<CheckpointException>(() => model.Optimizer.Load(File));
        Assert.Throws<CheckpointException>(() => SmallRecipes.Vector("Plain", Count + 1).Load<float>(File, new float[Count + 1]));
        Assert.Throws<ArgumentNullException>(() => ((IOptimizer)null!).Save(File));

        // A set with one parameter of the vector's name and shape is the same model.
        Model set = SmallRecipes.Model("Plain", ("vector", [Count]));
        set.Optimizer.Load(File);
        Assert.Equal(values, set.Set[0].Values.ToArray());
    }

    [Fact]
    public void While_averages_stand_in()
    {
        Model model = SmallRecipes.Model("Averaged").Train(2);
        byte[] checkpoint = model.Saved();
        using ((IDisposable)model.Optimizer.GetType().GetMethod("UseAverages", [])!.Invoke(model.Optimizer, [])!)
        {
            Assert.Throws<InvalidOperationException>(() => model.Optimizer.Save(File));
            Assert.Throws<InvalidOperationException>(() => model.Load(checkpoint));
        }

        Assert.Equal(checkpoint, model.Saved());
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_step_and_a_save_do_not_run_at_once()
    {
        Model model = SmallRecipes.Model("Plain").Train(1);
        var stream = new CallingStream(() => Assert.Throws<InvalidOperationException>(() => model.Optimizer.Step()));
        model.Optimizer.Save(stream);
        Assert.True(stream.Calls > 1);
        Assert.Equal(1, model.Optimizer.StepCount);
        model.Train(1);
    }

    private static (IOptimizer Optimizer, float[] Values) Trained(string recipe, int calls, out float[] gradients)
    {
        IOptimizer optimizer = SmallRecipes.Vector(recipe, Count);
        float[] values = [.. Enumerable.Range(0, Count).Select(i => 0.1f * i - 1)];
        gradients = new float[Count];
        Train(optimizer, values, gradients, calls);
        return (optimizer, values);
    }

    private static void Train(IOptimizer optimizer, float[] values, float[] gradients, int calls)
    {
        VectorStep step = optimizer.GetType().GetMethod("Step", [typeof(Span<float>), typeof(Span<float>)])!.CreateDelegate<VectorStep>(optimizer);
        bool adds = optimizer.GetType().Name.StartsWith("Accumulated", StringComparison.Ordinal);
        for (int call = 0; call < calls; call++)
        {
            for (int i = 0; i < Count; i++) gradients[i] = (adds ? gradients[i] : 0) + 0.3f * values[i] + 0.01f * (i % 5);
            step(values, gradients);
        }
    }

    private sealed class CallingStream(Action action) : MemoryStream
    {
        public int Calls { get; private set; }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Calls++;
            action();
            base.Write(buffer);
        }
    }
}
