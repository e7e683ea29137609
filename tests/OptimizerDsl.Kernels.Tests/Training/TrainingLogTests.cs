using System.Globalization;
using System.Text;
using System.Text.Json;
using OptimizerDsl.Kernels.Tests.Running;

namespace OptimizerDsl.Kernels.Tests.Training;

/// <summary>A log has a record of each step, which reads back as what was, and goes on where a run does.</summary>
public sealed class TrainingLogTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Columns_are_the_step_and_what_is_observed()
    {
        using var stream = new MemoryStream();
        using var log = new TrainingLog(stream, SmallRecipes.Model("Watched").Optimizer, TrainingLogFormat.Csv);
        Assert.Equal(
            "step,outcome,rate,loss,dense.weight/gradientNorm,dense.bias/gradientNorm,dense.weight/updateNorm,dense.bias/updateNorm,"
            + "dense.weight/weightNorm,dense.bias/weightNorm,dense.weight/updateRatio,dense.bias/updateRatio,modelGradientNorm,modelUpdateNorm,modelWeightNorm\n",
            Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public void Norms_are_those_of_the_step()
    {
        Model model = SmallRecipes.Model("Watched");
        using var stream = new MemoryStream();
        using var log = new TrainingLog(stream, model.Optimizer, TrainingLogFormat.Csv);
        for (int step = 0; step < 3; step++)
        {
            model.FillGradients();
            float[] gradients = model.Set[0].Gradients.ToArray(), before = model.Set[0].Values.ToArray(), bias = model.Set[1].Gradients.ToArray();
            log.Record(model.Optimizer.Step(), 0.5);
            float[] after = model.Set[0].Values.ToArray();
            double[] expected = [Norm(gradients), Norm([.. after.Zip(before, (a, b) => a - b)]), Norm(after), Norm([.. gradients, .. bias])];
            double[] actual = [log.Observed[0], log.Observed[2], log.Observed[4], log.Observed[8]];
            Assert.All(expected.Zip(actual), pair => Assert.Equal(1, pair.Second / pair.First, 1e-12));
            Assert.Equal(log.Observed[2] / log.Observed[4], log.Observed[6]);
        }

        string[] lines = Encoding.UTF8.GetString(stream.ToArray()).TrimEnd('\n').Split('\n');
        Assert.Equal(4, lines.Length);
        string[] last = lines[3].Split(',');
        Assert.Equal(["3", "applied", "0.01", "0.5"], last[..4]);
        Assert.Equal(log.Observed.ToArray(), last[4..].Select(text => double.Parse(text, CultureInfo.InvariantCulture)));

        static double Norm(float[] values) => Math.Sqrt(values.Sum(value => (double)value * value));
    }

    [Fact]
    public void What_is_no_number_is_a_word_and_what_was_not_observed_is_nothing()
    {
        Model model = SmallRecipes.Model("WatchedGuarded").Train(1);
        using MemoryStream csv = new(), json = new();
        using var lines = new TrainingLog(csv, model.Optimizer, TrainingLogFormat.Csv);
        using var objects = new TrainingLog(json, model.Optimizer, TrainingLogFormat.JsonLines);
        model.Set[0].Gradients[0] = float.NaN;
        StepResult skipped = model.Optimizer.Step();
        foreach (double loss in (double[])[double.NaN, double.NegativeInfinity])
        {
            lines.Record(skipped, loss);
            objects.Record(skipped, loss);
        }

        string[] records = Encoding.UTF8.GetString(csv.ToArray()).TrimEnd('\n').Split('\n');
        Assert.Equal("1,skipped,0.01,NaN,,,,,,,,", records[1]);
        Assert.Equal("1,skipped,0.01,-Infinity,,,,,,,,", records[2]);
        JsonElement[] read = [.. Encoding.UTF8.GetString(json.ToArray()).TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal("NaN", read[0].GetProperty("loss").GetString());
        Assert.Equal("-Infinity", read[1].GetProperty("loss").GetString());
        Assert.Equal("skipped", read[0].GetProperty("outcome").GetString());
        Assert.Equal(JsonValueKind.Null, read[0].GetProperty("dense.bias/updateNorm").ValueKind);
    }

    [Fact]
    public void Calls_that_accumulate_have_no_record()
    {
        Model model = SmallRecipes.Model("Accumulated");
        using var stream = new MemoryStream();
        using var log = new TrainingLog(stream, model.Optimizer, TrainingLogFormat.JsonLines);
        for (int call = 0; call < 6; call++) log.Record(model.Optimizer.Step(), call);
        Assert.Equal("""
            {"step":1,"outcome":"applied","rate":0.01,"loss":2}
            {"step":2,"outcome":"applied","rate":0.01,"loss":5}

            """.ReplaceLineEndings("\n"), Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Theory]
    [InlineData(TrainingLogFormat.Csv)]
    [InlineData(TrainingLogFormat.JsonLines)]
    public void A_run_that_goes_on_has_the_log_of_one_that_never_stopped(TrainingLogFormat format)
    {
        Model whole = SmallRecipes.Model("Watched");
        string expected = Log(whole, 7, new TrainingLogOptions { Format = format });

        Model stopped = SmallRecipes.Model("Watched");
        Log(stopped, 4, new TrainingLogOptions { Format = format });
        byte[] checkpoint = stopped.Saved();
        // The run goes on a little, and ends within a line.
        Log(stopped, 2, new TrainingLogOptions { Format = format, Resume = true });
        using (FileStream torn = File.Open(_file, FileMode.Open)) torn.SetLength(torn.Length - 5);

        Model resumed = SmallRecipes.Model("Watched");
        resumed.Load(checkpoint);
        Assert.Equal(expected, Log(resumed, 3, new TrainingLogOptions { Format = format, Resume = true }));
    }

    [Fact]
    public void A_log_of_other_columns_is_refused_and_left_alone()
    {
        string before = Log(SmallRecipes.Model("Watched"), 2, new TrainingLogOptions());
        foreach (TrainingLogFormat format in Enum.GetValues<TrainingLogFormat>())
        {
            Assert.Contains(_file, Assert.Throws<InvalidDataException>(
                () => new TrainingLog(_file, SmallRecipes.Model("Plain").Optimizer, new TrainingLogOptions { Format = format, Resume = true })).Message, StringComparison.Ordinal);
            Assert.Equal(before, File.ReadAllText(_file));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingLog(_file, SmallRecipes.Model("Plain").Optimizer, new TrainingLogOptions { FlushEvery = 0 }));
        Assert.Equal(before, File.ReadAllText(_file));
    }

    [Fact]
    public void Records_allocate_nothing()
    {
        Model model = SmallRecipes.Model("Watched");
        using var stream = new MemoryStream(1 << 20);
        using var log = new TrainingLog(stream, model.Optimizer, TrainingLogFormat.JsonLines);
        model.FillGradients();
        for (int step = 0; step < 100; step++) log.Record(model.Optimizer.Step(), 1.0 / (step + 3));
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int step = 0; step < 100; step++) log.Record(model.Optimizer.Step(), 1.0 / (step + 7));
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private string Log(Model model, int steps, TrainingLogOptions options)
    {
        using (var log = new TrainingLog(_file, model.Optimizer, options))
        {
            for (int step = 0; step < steps; step++)
            {
                model.FillGradients();
                log.Record(model.Optimizer.Step(), 1.0 / model.Optimizer.StepCount);
            }
        }

        return File.ReadAllText(_file);
    }
}
