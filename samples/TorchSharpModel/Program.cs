using System.Globalization;
using System.Runtime.InteropServices;
using OptimizerDsl;
using TorchSharp;
using static TorchSharp.torch;

// Trains the same network twice: with TorchSharp's own AdamW, and with a recipe that says the same.
const int Steps = 300;

if (!NativeLibrary.TryLoad("torch_cpu", typeof(torch).Assembly, null, out _) || !NativeLibrary.TryLoad("LibTorchSharp", typeof(torch).Assembly, null, out _))
{
    Console.Error.WriteLine("""
        TorchSharp's native library does not load here, so nothing was trained.
        On Linux x64 run with -p:NativeTorch=true, which downloads 600 MB once; it needs a libstdc++ with GLIBCXX_3.4.32, as
        Ubuntu 24.04 and Debian 13 have it. Elsewhere reference the native package of your system, such as TorchSharp-cpu.
        """);
    return 1;
}

using var data = new Spirals();
// Once for nothing: what the first run compiles and loads is not to be measured.
Training.Run(data, 20, TorchSharps);
Training.Run(data, 20, Recipes);
Training theirs = Training.Run(data, Steps, TorchSharps);
Training ours = Training.Run(data, Steps, Recipes);

Console.WriteLine($"{"",-24}{"TorchSharp AdamW",20}{"recipe",20}");
for (int step = 0; step < Steps; step += step < 50 ? 10 : 50) Row($"loss at step {step}", theirs.Losses[step], ours.Losses[step], "0.000000");
Row("loss at the end", theirs.Losses[^1], ours.Losses[^1], "0.000000");
Row("points on their arm", theirs.Correct, ours.Correct, "0.0 %");
Row("whole step, µs", theirs.Whole.TotalMicroseconds, ours.Whole.TotalMicroseconds, "0");
Row("optimizer's part, µs", theirs.Stepping.TotalMicroseconds, ours.Stepping.TotalMicroseconds, "0");
return 0;

static optim.Optimizer TorchSharps(nn.Module network) => optim.AdamW(network.parameters(), lr: 3e-3, weight_decay: 0.01);

static optim.Optimizer Recipes(nn.Module network) => new TorchOptimizer<SpiralOptimizer>(network.named_parameters());

static void Row(string what, double first, double second, string format) =>
    Console.WriteLine($"{what,-24}{first.ToString(format, CultureInfo.InvariantCulture),20}{second.ToString(format, CultureInfo.InvariantCulture),20}");
