namespace Gallery.Running;

internal static class RandomExtensions
{
    /// <summary>A number of the standard normal distribution, after Box and Muller, Annals of Mathematical Statistics 29, 1958.</summary>
    public static double NextNormal(this Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
