using CustomRule.Rules;
using OptimizerDsl;

// Rosenbrock's valley, f(x, y) = (1 - x)^2 + 100 (y - x^2)^2, from its usual start; the minimum is at (1, 1).
float[] point = [-1.2f, 1f];
float[] gradient = new float[2];
var optimizer = new ValleyOptimizer(point.Length);

for (int step = 0; step <= 20_000; step++)
{
    (float x, float y) = (point[0], point[1]);
    if (step % 2_500 == 0) Console.WriteLine($"step {step,5}  x {x,9:0.000000}  y {y,9:0.000000}  f {(1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x):0.00000000}");
    gradient[0] = -2 * (1 - x) - 400 * x * (y - x * x);
    gradient[1] = 200 * (y - x * x);
    optimizer.Step(point, gradient);
}

// The same rule, run by its own C# method one element at a time: the kernel's oracle, bit for bit.
var reference = ScalarReference.For(typeof(ValleyOptimizer), point.Length);
double[][] referencePoint = [[-1.2f, 1f]], referenceGradient = [[0, 0]];
for (int step = 0; step <= 20_000; step++)
{
    (float x, float y) = ((float)referencePoint[0][0], (float)referencePoint[0][1]);
    referenceGradient[0][0] = -2 * (1 - x) - 400 * x * (y - x * x);
    referenceGradient[0][1] = 200 * (y - x * x);
    reference.Step(referencePoint, referenceGradient);
}

bool same = point[0] == (float)referencePoint[0][0] && point[1] == (float)referencePoint[0][1];
Console.WriteLine(same ? "kernel and scalar method agree bit for bit" : "kernel and scalar method differ");
return same ? 0 : 1;

/// <summary>A recipe of another assembly's rule and transform, between them nothing but metadata.</summary>
[Optimizer]
[ClipByWeight(Ratio = 100)]
[DiffGrad(LearningRate = 2e-3)]
public sealed partial class ValleyOptimizer;
