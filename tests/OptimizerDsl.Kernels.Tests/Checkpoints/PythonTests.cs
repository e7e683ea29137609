using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using OptimizerDsl.Kernels.Tests.Running;

namespace OptimizerDsl.Kernels.Tests.Checkpoints;

/// <summary>
/// The reader that the format's authors wrote, in Python: the package safetensors. <c>ODSL_PYTHON</c> is the command line of a
/// Python that has it; without it, that is <c>python3</c>.
/// </summary>
public sealed class PythonTests : IDisposable
{
    private const string Script = """
        import hashlib, json, sys
        from safetensors import deserialize
        with open(sys.argv[1], "rb") as file:
            tensors = deserialize(file.read())
        print(json.dumps([[name, t["dtype"], list(t["shape"]), hashlib.sha256(bytes(t["data"])).hexdigest()] for name, t in sorted(tensors)]))
        """;

    private static readonly string[] s_command = (Environment.GetEnvironmentVariable("ODSL_PYTHON") ?? "python3").Split(' ', StringSplitOptions.RemoveEmptyEntries);
    private readonly string _folder = Directory.CreateTempSubdirectory("optimizerdsl-python-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("Plain", "F32", "F32")]
    [InlineData("PlainInDouble", "F64", "F64")]
    [InlineData("Averaged", "F32", "F32")]
    [InlineData("Short", "F32", "BF16")]
    [InlineData("Packed", "F32", "U8")]
    public void Python_reads_every_tensor(string recipe, string type, string stateType)
    {
        if (Run("-c", "import safetensors") is not (0, _)) Assert.Skip($"NOT TESTED with Python's own reader: {string.Join(' ', s_command)} has no package safetensors. ODSL_PYTHON names a Python that has it.");
        string file = Path.Combine(_folder, "run.safetensors");
        // Longer than a block of 64, and a name beyond ASCII.
        Model model = SmallRecipes.Model(recipe, ("dense.weight", [7, 13]), ("größe", [5]));
        // The script of gradients fills floats.
        if (type == "F32") model.Train(3);
        model.Optimizer.Save(file);

        (int exit, string output) = Run("-c", Script, file);
        Assert.True(exit == 0, output);
        using JsonDocument read = JsonDocument.Parse(output);
        (string Name, string Type, string Shape, string Hash)[] found = [.. read.RootElement.EnumerateArray().Select(t => (t[0].GetString()!, t[1].GetString()!, t[2].GetRawText().Replace(" ", "", StringComparison.Ordinal), t[3].GetString()!))];
        Assert.Equal(Expected(File.ReadAllBytes(file)), found.OrderBy(t => t.Name, StringComparer.Ordinal));
        Assert.Contains(found, t => t.Name == "parameters/größe" && t.Type == type && t.Shape == "[5]");
        Assert.Contains(found, t => t.Name.StartsWith("state/dense.weight/m", StringComparison.Ordinal) && t.Type == stateType);
    }

    private static IEnumerable<(string Name, string Type, string Shape, string Hash)> Expected(byte[] bytes)
    {
        int length = (int)BitConverter.ToInt64(bytes);
        using JsonDocument header = JsonDocument.Parse(bytes.AsMemory(8, length));
        return [.. header.RootElement.EnumerateObject().Where(t => t.Name != "__metadata__").Select(t =>
        {
            int from = t.Value.GetProperty("data_offsets")[0].GetInt32(), to = t.Value.GetProperty("data_offsets")[1].GetInt32();
            string hash = Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan(8 + length)[from..to]));
            return (t.Name, t.Value.GetProperty("dtype").GetString()!, t.Value.GetProperty("shape").GetRawText(), hash);
        }).OrderBy(t => t.Name, StringComparer.Ordinal)];
    }

    private static (int Exit, string Output) Run(params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(s_command[0], [.. s_command[1..], .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            Task<string> error = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, process.ExitCode == 0 ? output : string.Create(CultureInfo.InvariantCulture, $"exit {process.ExitCode}: {error.Result}"));
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return (-1, missing.Message);
        }
    }
}
