using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using OptimizerDsl.Kernels.Tests.Corpus;
using OptimizerDsl.Kernels.Tests.Running;
using OptimizerDsl.Kernels.Tests.Torch;

namespace OptimizerDsl.Kernels.Tests.Checkpoints;

/// <summary>
/// A run that PyTorch began goes on here: its parameters after ten steps are PyTorch's own, its state is computed from the same
/// gradients, and the parameters after 25 steps are those that PyTorch came to.
/// </summary>
public sealed class TorchImportTests(CompiledCorpus corpus) : IDisposable
{
    private const int Stop = 10, End = 25;

    private readonly string _folder = Directory.CreateTempSubdirectory("optimizerdsl-torch-").FullName;

    private string File => Path.Combine(_folder, "torch.safetensors");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // Cases whose state depends on the gradients alone.
    public static TheoryData<string, int> Cases =>
        [.. ((string[])["adam", "adamw", "adamax", "rmsprop", "adagrad", "sgd", "nadam"]).SelectMany(file => TorchGoldens.Cases(file).Index()
            .Where(golden => IsOfGradientsAlone(file, golden.Item)).Select(golden => (file, golden.Index)))];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_run_that_PyTorch_began_goes_on(string file, int index)
    {
        JsonElement golden = TorchGoldens.File(file), torch = TorchGoldens.Cases(file)[index];
        double[][] gradients = [.. golden.GetProperty("gradients").EnumerateArray().Select(step => step.Tensors()[0])];
        double[] began = Assert.Single(torch.GetProperty("float64").GetProperty($"{Stop}").GetProperty("parameters").Tensors());
        double[] ended = Assert.Single(torch.GetProperty("float64").GetProperty($"{End}").GetProperty("parameters").Tensors());
        JsonElement options = torch.GetProperty("options");
        double sign = options.TryGetProperty("maximize", out JsonElement maximize) && maximize.GetBoolean() ? -1 : 1;
        Dictionary<string, double[]> state = StateOf(file, options, [.. gradients.Take(Stop).Select(step => step.Select(g => sign * g).ToArray())]);
        bool saysSteps = file != "sgd";
        TorchFile.Write(File, [("w", [began.Length], began), .. state.Select(each => ($"w.{each.Key}", each.Value.Length == 1 ? [] : new[] { began.Length }, each.Value)),
            .. saysSteps ? [("w.step", Array.Empty<int>(), [Stop])] : Array.Empty<(string, int[], double[])>()]);

        var set = new ParameterSet(ElementType.Double);
        Parameter w = set.Add("w", began.Length);
        var optimizer = (IOptimizer)Activator.CreateInstance(await corpus.TypeOf(TorchRecipes.Name(file, index) + "F64"), set)!;
        optimizer.ImportTorchState(File, steps: saysSteps ? null : Stop);
        Assert.Equal(Stop, optimizer.StepCount);
        double[] scale = [.. began.Select(Math.Abs)];
        for (int step = Stop; step < End; step++)
        {
            gradients[step].CopyTo(w.GradientsAs<double>());
            if (torch.TryGetProperty("rates", out JsonElement rates)) optimizer.LearningRate = rates.Numbers()[step];
            double[] before = w.ValuesAs<double>().ToArray();
            optimizer.Step();
            for (int i = 0; i < before.Length; i++) scale[i] = Math.Max(scale[i], Math.Abs(w.ValuesAs<double>()[i] - before[i]));
        }

        for (int i = 0; i < ended.Length; i++)
        {
            double actual = w.ValuesAs<double>()[i];
            Assert.True(Math.Abs(actual - ended[i]) <= 1e-12 * Math.Max(scale[i], Math.Abs(ended[i])), $"{file} {index}, parameter {i}: {actual:R}, and {ended[i]:R} in PyTorch.");
        }
    }

    [Fact]
    public void Other_precisions_are_rounded_and_other_names_can_be_said()
    {
        Model model = SmallRecipes.Model("Plain");
        double[] m = [.. Enumerable.Range(0, 15).Select(i => 0.1 * i)], v = [.. m.Select(x => x * x)];
        TorchFile.Write(File, [("dense.weight.mean", [3, 5], m), ("dense.weight.exp_avg_sq", [3, 5], v), ("dense.bias.exp_avg", [5], new double[5]), ("dense.bias.exp_avg_sq", [5], new double[5])]);
        var names = new Dictionary<string, string> { ["mean"] = "m" };
        Assert.Contains("how many steps", Assert.Throws<CheckpointException>(() => model.Optimizer.ImportTorchState(File, names)).Message, StringComparison.Ordinal);
        model.Optimizer.ImportTorchState(File, names, steps: 7);
        Assert.Equal(7, model.Optimizer.StepCount);
        Assert.Equal([.. m.Select(x => (float)x)], model.State("dense.weight", "m"));
        Assert.Equal([.. v.Select(x => (float)x)], model.State("dense.weight", "v"));
    }

    [Theory]
    [InlineData("BF16", 0.0078125)]
    [InlineData("F16", 0.0009765625)]
    public void Short_numbers_are_read(string type, double spacing)
    {
        Model model = SmallRecipes.Model("Plain", ("w", [4]));
        double[] m = [1, 1 + spacing, -3, 0.5];
        TorchFile.Write(File, [("w.exp_avg", [4], m), ("w.exp_avg_sq", [4], m)], type);
        model.Optimizer.ImportTorchState(File, steps: 1);
        Assert.Equal([.. m.Select(x => (float)x)], model.State("w", "m"));
    }

    [Fact]
    public void What_does_not_fit_is_named_and_nothing_changes()
    {
        Model model = SmallRecipes.Model("Plain").Train(2);
        byte[] before = model.Saved();
        double[] five = new double[5], fifteen = new double[15];
        (string, int[], double[])[] right = [("dense.weight.exp_avg", [3, 5], fifteen), ("dense.weight.exp_avg_sq", [3, 5], fifteen), ("dense.bias.exp_avg", [5], five), ("dense.bias.exp_avg_sq", [5], five)];
        Refuses("tensor \"state/dense.bias/v\" missing", right[..3]);
        Refuses("tensor \"head.exp_avg\" belongs to no parameter", [.. right, ("head.exp_avg", [5], five)]);
        Refuses("tensor \"dense.bias.momentum_buffer\" has no state \"velocity\" to go to", [.. right, ("dense.bias.momentum_buffer", [5], five)]);
        Refuses("tensor \"dense.bias.velvet\" is state of which it is not known", [.. right, ("dense.bias.velvet", [5], five)]);
        Refuses("tensor \"dense.bias.exp_avg\" F64 [1, 5] -> F32 [5]", [.. right[..2], ("dense.bias.exp_avg", [1, 5], five), right[3]]);
        Refuses("3 and 4 steps", [.. right, ("dense.weight.step", [], [3]), ("dense.bias.step", [], [4])]);
        byte[] file = System.IO.File.ReadAllBytes(File);
        for (int length = 0; length < file.Length; length += 7)
        {
            System.IO.File.WriteAllBytes(File, file[..length]);
            Assert.Throws<CheckpointException>(() => model.Optimizer.ImportTorchState(File, steps: 1));
        }

        Assert.Equal(before, model.Saved());

        void Refuses(string expected, (string, int[], double[])[] tensors)
        {
            TorchFile.Write(File, tensors);
            Assert.Contains(expected, Assert.Throws<CheckpointException>(() => model.Optimizer.ImportTorchState(File)).Message, StringComparison.Ordinal);
            Assert.Equal(before, model.Saved());
        }
    }

    private static bool IsOfGradientsAlone(string file, JsonElement golden)
    {
        JsonElement options = golden.GetProperty("options");
        bool isDecoupled = file == "adamw" || (options.TryGetProperty("decoupled_weight_decay", out JsonElement decoupled) && decoupled.GetBoolean());
        return isDecoupled || options.GetProperty("weight_decay").GetDouble() == 0;
    }

    // What PyTorch's optimizers keep, from their documentation's formulas.
    private static Dictionary<string, double[]> StateOf(string file, JsonElement options, double[][] gradients)
    {
        double Option(string name) => options.GetProperty(name).GetDouble();
        double Beta(int i) => options.GetProperty("betas")[i].GetDouble();
        int count = gradients[0].Length;
        var state = new Dictionary<string, double[]>(StringComparer.Ordinal);
        double[] Buffer(string name) => state[name] = new double[count];
        switch (file)
        {
            case "adam" or "adamw" or "nadam":
                double[] mean = Buffer("exp_avg"), square = Buffer("exp_avg_sq");
                double[]? largest = options.TryGetProperty("amsgrad", out JsonElement amsgrad) && amsgrad.GetBoolean() ? Buffer("max_exp_avg_sq") : null;
                Each((g, i) =>
                {
                    mean[i] = Beta(0) * mean[i] + (1 - Beta(0)) * g;
                    square[i] = Beta(1) * square[i] + (1 - Beta(1)) * g * g;
                    if (largest is not null) largest[i] = Math.Max(largest[i], square[i]);
                });
                if (file == "nadam") state["mu_product"] = [Enumerable.Range(1, gradients.Length).Aggregate(1.0, (product, t) => product * Beta(0) * (1 - 0.5 * Math.Pow(0.96, t * Option("momentum_decay"))))];
                break;
            case "adamax":
                double[] first = Buffer("exp_avg"), infinity = Buffer("exp_inf");
                Each((g, i) =>
                {
                    first[i] = Beta(0) * first[i] + (1 - Beta(0)) * g;
                    infinity[i] = Math.Max(Beta(1) * infinity[i], Math.Abs(g) + Option("eps"));
                });
                break;
            case "rmsprop":
                double[] average = Buffer("square_avg");
                double[]? centre = options.GetProperty("centered").GetBoolean() ? Buffer("grad_avg") : null;
                double[]? buffer = Option("momentum") > 0 ? Buffer("momentum_buffer") : null;
                Each((g, i) =>
                {
                    average[i] = Option("alpha") * average[i] + (1 - Option("alpha")) * g * g;
                    if (centre is not null) centre[i] = Option("alpha") * centre[i] + (1 - Option("alpha")) * g;
                    double root = Math.Sqrt(average[i] - (centre is null ? 0 : centre[i] * centre[i])) + Option("eps");
                    if (buffer is not null) buffer[i] = Option("momentum") * buffer[i] + g / root;
                });
                break;
            case "adagrad":
                double[] sum = Buffer("sum");
                Array.Fill(sum, Option("initial_accumulator_value"));
                Each((g, i) => sum[i] += g * g);
                break;
            case "sgd" when Option("momentum") > 0:
                double[] velocity = Buffer("momentum_buffer");
                bool isFirst = true;
                foreach (double[] step in gradients)
                {
                    for (int i = 0; i < count; i++) velocity[i] = isFirst ? step[i] : Option("momentum") * velocity[i] + (1 - Option("dampening")) * step[i];
                    isFirst = false;
                }

                break;
        }

        return state;

        void Each(Action<double, int> update)
        {
            foreach (double[] step in gradients)
            {
                for (int i = 0; i < count; i++) update(step[i], i);
            }
        }
    }
}

/// <summary>Writes files as Python's safetensors package does.</summary>
internal static class TorchFile
{
    public static void Write(string path, IReadOnlyList<(string Name, int[] Shape, double[] Values)> tensors, string type = "F64")
    {
        var header = new StringBuilder("{");
        var data = new List<byte>();
        foreach ((string name, int[] shape, double[] values) in tensors)
        {
            int start = data.Count;
            foreach (double value in values) data.AddRange(Bytes(value, type));
            if (header.Length > 1) header.Append(',');
            header.Append(CultureInfo.InvariantCulture, $"\"{name}\":{{\"dtype\":\"{type}\",\"shape\":[{string.Join(',', shape)}],\"data_offsets\":[{start},{data.Count}]}}");
        }

        header.Append('}');
        byte[] prefix = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, header.Length);
        File.WriteAllBytes(path, [.. prefix, .. Encoding.UTF8.GetBytes(header.ToString()), .. data]);
    }

    private static byte[] Bytes(double value, string type) => type switch
    {
        "F64" => BitConverter.GetBytes(value),
        "F16" => BitConverter.GetBytes((Half)value),
        _ => BitConverter.GetBytes((ushort)(BitConverter.SingleToUInt32Bits((float)value) >> 16)),
    };
}
