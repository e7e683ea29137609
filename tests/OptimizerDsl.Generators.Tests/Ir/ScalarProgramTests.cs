namespace OptimizerDsl.Generators.Tests;

using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;
using OptimizerDsl.Generators.Passes;

/// <summary>A uniform method that is made ready to run often gives the bits that the interpreter gives.</summary>
public sealed class ScalarProgramTests
{
    [Theory]
    [InlineData("[LinearWarmup(Steps = 30)] [CosineDecay(Steps = 200, Floor = 0.1)]")]
    [InlineData("[CosineRestarts(PeriodSteps = 10, Multiplier = 2)]")]
    [InlineData("[OneCycle(Steps = 60, ThreePhases = true)]")]
    [InlineData("[Chebyshev(PeriodSteps = 16)]")]
    [InlineData("[MultiStepDecay(AtSteps = new long[] { 10, 20, 45 }, Factor = 0.3)]")]
    [InlineData("[PolynomialDecay(Steps = 40, Power = 2.5)] [StepDecay(EverySteps = 7, Factor = 0.5)]")]
    public void Schedules(string attributes)
    {
        foreach (SchedulePhase phase in Assert.Single(Recipes.Parse("[Sgd]\n" + attributes).Tracks).Phases)
        {
            Method method = Pipeline.Uniform(phase.Fragment, "ScaleAt", phase.Values);
            var program = new ScalarProgram(method);
            for (long t = 0; t < 300; t++) Assert.Equal(Interpreted(method, t), program.Run(t));
        }
    }

    [Theory]
    [InlineData("(add (mul n 3) (rem n 7))")]
    [InlineData("(select (and (gt n 0) (eq (div 12 n) 4)) n (neg n))")]
    [InlineData("(select (or (le n 0) (ne (div 12 n) 4)) (toLong (sqrt (abs (toDouble n)))) (max n 5))")]
    [InlineData("(select (not (lt (div (toDouble n) 2.0) 1.5)) 1 (sub 0 n))")]
    [InlineData("(toLong (fma (toDouble n) 0.5 (floor (div (toDouble n) 3.0))))")]
    [InlineData("(select (isNaN (div 0.0 (toDouble n))) 1 2)")]
    public void Whole_numbers_conditions_and_what_is_rare(string expression)
    {
        Method method = IrReader.ReadMethod($"(method M ((in long n)) (let x {expression}) (out return (add x 1)))");
        var program = new ScalarProgram(method);
        for (long n = -4; n < 20; n++) Assert.Equal(Interpreted(method, n), program.Run(n));
    }

    [Fact]
    public void Divisions_by_zero_throw() =>
        Assert.Throws<DivideByZeroException>(() => new ScalarProgram(IrReader.ReadMethod("(method M ((in long n)) (out return (div 1 n)))")).Run(0));

    private static long Interpreted(Method method, long argument) =>
        new Interpreter(Ir.ElementType.Double).Run(method, new Dictionary<string, Constant> { [method.Parameters[0].Name] = Constant.Long(argument) })[Method.Result].Bits;
}
