using System.Globalization;
using System.Text;
using OptimizerDsl;

// Trains a small network to follow a noisy curve. --csv prints the learning rate of every step instead.
const int Steps = 1_000;
Console.OutputEncoding = Encoding.UTF8;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

if (args is ["--csv"])
{
    Console.Write(CurveOptimizer.Curve(Steps).ToCsv());
    return;
}

var random = new Random(1);
var points = new (float X, float Y)[256];
for (int i = 0; i < points.Length; i++)
{
    float x = 6 * random.NextSingle() - 3;
    points[i] = (x, MathF.Sin(2 * x) + 0.1f * (random.NextSingle() - 0.5f));
}

Console.WriteLine(CurveOptimizer.Describe());
Console.WriteLine();

var network = new Network(random);
var optimizer = new CurveOptimizer(network.Parameters);
var losses = new double[Steps];
for (int step = 1; step <= Steps; step++)
{
    losses[step - 1] = network.Loss(points);
    StepResult result = optimizer.Step();
    if (step == 1 || step % 100 == 0) Console.WriteLine($"step {step,4}  loss {losses[step - 1]:0.000000}  rate {result.LearningRate:0.000000}");
}

Console.WriteLine();
Console.WriteLine($"loss {Sparkline(losses.Select(loss => Math.Log(loss)).ToArray())} from {losses[0]:0.0000} to {losses[^1]:0.0000}, on a logarithmic scale");
Console.WriteLine($"rate {Sparkline(CurveOptimizer.Curve(Steps).ToArray())}");

// The mean of each of 32 stretches, as one of eight blocks.
static string Sparkline(double[] values)
{
    double[] means = values.Chunk((values.Length + 31) / 32).Select(chunk => chunk.Average()).ToArray();
    (double low, double high) = (means.Min(), means.Max());
    return string.Concat(means.Select(mean => "▁▂▃▄▅▆▇█"[(int)Math.Round(7 * (mean - low) / Math.Max(high - low, double.Epsilon))]));
}
