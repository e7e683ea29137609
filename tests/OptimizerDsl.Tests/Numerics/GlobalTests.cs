namespace OptimizerDsl.Tests;

public sealed class GlobalTests
{
    [Fact]
    public void Outside_of_a_step_reductions_say_where_they_can_run()
    {
        Check("Global.Norm", () => Global.Norm(1));
        Check("Global.Sum", () => Global.Sum(1));
        Check("Global.Max", () => Global.Max(1));
        Check("PerTensor.Norm", () => PerTensor.Norm(1));
        Check("PerTensor.Sum", () => PerTensor.Sum(1));
        Check("PerTensor.Max", () => PerTensor.Max(1));
        Check("PerRow.Norm", () => PerRow.Norm(1));
        Check("PerRow.Sum", () => PerRow.Sum(1));
        Check("PerRow.Max", () => PerRow.Max(1));

        static void Check(string name, Func<double> reduce)
        {
            string message = Assert.Throws<InvalidOperationException>(() => _ = reduce()).Message;
            Assert.StartsWith(name, message);
            Assert.Contains("Update, Apply, Proceed, Average or Observe", message);
        }
    }
}
