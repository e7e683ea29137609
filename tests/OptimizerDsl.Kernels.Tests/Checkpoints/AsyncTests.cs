using OptimizerDsl.Kernels.Tests.Running;

namespace OptimizerDsl.Kernels.Tests.Checkpoints;

/// <summary>Saving and loading beside other work, with progress and an end on request; and streams that hold more than one thing.</summary>
public sealed class AsyncTests : IDisposable
{
    private static readonly (string, int[])[] s_tensors = [("a.weight", [700, 900]), ("a.bias", [900])];

    private readonly string _folder = Directory.CreateTempSubdirectory("optimizerdsl-async-").FullName;

    private string File => Path.Combine(_folder, "run.safetensors");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_save_has_the_moment_of_its_call_while_steps_go_on()
    {
        Model model = SmallRecipes.Model("Averaged", s_tensors).Train(2);
        byte[] moment = model.Saved();
        var slow = new SlowStream();
        Task save = model.Optimizer.SaveAsync(slow, cancellation: Cancellation);
        Assert.False(save.IsCompleted);
        model.Train(2);
        slow.Open.SetResult();
        await save;
        Assert.Equal(moment, slow.ToArray());
        Assert.NotEqual(moment, model.Saved());
    }

    [Fact]
    public async Task Progress_goes_from_nothing_to_one()
    {
        Model model = SmallRecipes.Model("Averaged", s_tensors).Train(1);
        var saved = new Fractions();
        await model.Optimizer.SaveAsync(File, saved, Cancellation);
        var loaded = new Fractions();
        Model other = SmallRecipes.Model("Averaged", s_tensors);
        await other.Optimizer.LoadAsync(File, progress: loaded, cancellation: Cancellation);
        Assert.Equal(model.Saved(), other.Saved());
        foreach (Fractions fractions in (Fractions[])[saved, loaded])
        {
            Assert.True(fractions.Values.Count > 8);
            Assert.Equal(fractions.Values.Order(), fractions.Values);
            Assert.Equal(1, fractions.Values[^1]);
        }
    }

    [Fact]
    public async Task What_is_cancelled_changes_nothing()
    {
        Model model = SmallRecipes.Model("Averaged", s_tensors).Train(1);
        await model.Optimizer.SaveAsync(File, cancellation: Cancellation);
        byte[] before = await System.IO.File.ReadAllBytesAsync(File, Cancellation);
        model.Train(1);
        byte[] state = model.Saved();

        using var source = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => model.Optimizer.SaveAsync(File, new Stop(source), source.Token));
        Assert.Equal(before, await System.IO.File.ReadAllBytesAsync(File, Cancellation));
        Assert.Equal([File], Directory.GetFiles(_folder));

        using var second = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => model.Optimizer.LoadAsync(File, progress: new Stop(second), cancellation: second.Token));
        Assert.Equal(state, model.Saved());
    }

    [Fact]
    public async Task A_stream_holds_one_checkpoint_after_the_other()
    {
        Model first = SmallRecipes.Model("Plain").Train(1), second = SmallRecipes.Model("Plateau").Train(5);
        byte[] both = [.. first.Saved(), .. second.Saved(), 1, 2, 3];
        foreach (Stream stream in (Stream[])[new MemoryStream(both), new PipeStream(both)])
        {
            Model one = SmallRecipes.Model("Plain"), other = SmallRecipes.Model("Plateau");
            one.Optimizer.Load(stream);
            await other.Optimizer.LoadAsync(stream, cancellation: Cancellation);
            Assert.Equal(first.Saved(), one.Saved());
            Assert.Equal(second.Saved(), other.Saved());
            Assert.Equal(1, stream.ReadByte());
        }
    }

    [Fact]
    public async Task Several_saves_of_one_file_leave_one_of_them()
    {
        Model[] models = [.. Enumerable.Range(1, 8).Select(steps => SmallRecipes.Model("Averaged", s_tensors).Train(steps))];
        await Task.WhenAll(models.Select(model => model.Optimizer.SaveAsync(File, cancellation: Cancellation)));
        byte[] file = await System.IO.File.ReadAllBytesAsync(File, Cancellation);
        Assert.Single(models, model => model.Saved().AsSpan().SequenceEqual(file));
        Assert.Equal([File], Directory.GetFiles(_folder));
    }

    private sealed class Fractions : IProgress<double>
    {
        public List<double> Values { get; } = [];

        public void Report(double value) => Values.Add(value);
    }

    private sealed class Stop(CancellationTokenSource source) : IProgress<double>
    {
        public void Report(double value)
        {
            if (value > 0.3) source.Cancel();
        }
    }

    /// <summary>A stream that takes nothing until it is opened.</summary>
    private sealed class SlowStream : MemoryStream
    {
        public TaskCompletionSource Open { get; } = new();

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Open.Task.WaitAsync(cancellationToken);
            await base.WriteAsync(buffer, cancellationToken);
        }
    }
}
