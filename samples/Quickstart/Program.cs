using OptimizerDsl;

// Fits the line y = 3x - 2 through noisy points by least squares.
var random = new Random(1);
var points = new (float X, float Y)[200];
for (int i = 0; i < points.Length; i++)
{
    float x = (float)(random.NextDouble() * 2 - 1);
    points[i] = (x, 3 * x - 2 + 0.1f * (float)(random.NextDouble() - 0.5));
}

var parameters = new ParameterSet();
Parameter slope = parameters.Add("slope", 1);
Parameter intercept = parameters.Add("intercept", 1);
var optimizer = new LineOptimizer(parameters);

for (int step = 1; step <= 200; step++)
{
    float loss = Gradients();
    StepResult result = optimizer.Step();
    if (step == 1 || step % 25 == 0) Console.WriteLine($"step {step,3}  loss {loss:0.000000}  rate {result.LearningRate:0.0000}");
}

Console.WriteLine($"y = {slope.Values[0]:0.00}x {(intercept.Values[0] < 0 ? "-" : "+")} {Math.Abs(intercept.Values[0]):0.00}");

// The mean squared error of the line, and its gradients.
float Gradients()
{
    float loss = 0, slopeGradient = 0, interceptGradient = 0;
    foreach ((float x, float y) in points)
    {
        float error = slope.Values[0] * x + intercept.Values[0] - y;
        loss += error * error / points.Length;
        slopeGradient += 2 * error * x / points.Length;
        interceptGradient += 2 * error / points.Length;
    }
    slope.Gradients[0] = slopeGradient;
    intercept.Gradients[0] = interceptGradient;
    return loss;
}

/// <summary>Momentum, ten steps of warmup, then half a cosine down to a hundredth of the rate.</summary>
[Optimizer]
[Sgd(LearningRate = 0.1, Momentum = 0.9)]
[ClipByGlobalNorm(5.0)]
[LinearWarmup(Steps = 10)]
[CosineDecay(Steps = 190, Floor = 0.01)]
public sealed partial class LineOptimizer;
