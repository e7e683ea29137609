namespace OptimizerDsl.Tests;

public sealed class GlobalTests
{
    [Fact]
    public void Outside_of_a_step_reductions_say_where_they_can_run()
    {
        Check("Global.Norm", () => Global.Norm(1));
        Check("Global.Sum", () => Global.Sum(1));
        Check("Global.Max", () => Global.Max(1));

        static void Check(string name, Func<double> reduce)
        {
            string message = Assert.Throws<InvalidOperationException>(() => _ = reduce()).Message;
            Assert.StartsWith(name, message);
            Assert.Contains("Update or Apply", message);
        }
    }
}
